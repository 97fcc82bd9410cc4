/** The built web application from memory: a fixed map of files, so no request ever becomes a path. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

interface WebFile {
  readonly bytes: Uint8Array
  readonly brotli: Uint8Array | undefined
  readonly gzip: Uint8Array | undefined
  readonly media: string
  readonly etag: string
  /** Its name holds its digest: a browser may keep it for ever. */
  readonly isHashed: boolean
}

const medias: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  webmanifest: 'application/manifest+json',
}

/** Paths of pages (ux.md section 2); everything else that is no file is not found. */
const pagePath = /^\/(?:$|o\/|o$|feddb\/|feddb$|sign-in|set-up|invitation|account|gallery|start|help)/

/**
 * Undefined where the folder holds no application. Trusted: whoever can write the folder can act as everybody who opens it.
 */
export function createWebServer(
  folder: string,
): ((request: Request) => Promise<Response | undefined>) | undefined {
  if (!existsSync(join(folder, 'index.html'))) return undefined
  const files = readFiles(folder)
  const index = files.get('/index.html')
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return await Promise.resolve(undefined)
    const { pathname } = new URL(request.url)
    const file = files.get(pathname) ?? (pagePath.test(pathname) ? index : undefined)
    return file === undefined ? undefined : toResponse(file, request)
  }
}

function readFiles(folder: string): ReadonlyMap<string, WebFile> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  const known = new Set(paths)
  const read = (path: string): Uint8Array | undefined =>
    known.has(path) ? readFileSync(join(folder, path)) : undefined
  return new Map(
    paths.flatMap((path) => {
      const media = medias[path.slice(path.lastIndexOf('.') + 1)]
      if (media === undefined) return []
      const bytes = readFileSync(join(folder, path))
      const file: WebFile = {
        bytes,
        brotli: read(`${path}.br`),
        gzip: read(`${path}.gz`),
        media,
        etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
        isHashed: path.startsWith('assets/'),
      }
      return [[`/${path}`, file] as const]
    }),
  )
}

function toResponse(file: WebFile, request: Request): Response {
  const headers = new Headers({
    'content-type': file.media,
    etag: file.etag,
    vary: 'accept-encoding',
    'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers })
  const accepted = request.headers.get('accept-encoding') ?? ''
  const [encoding, bytes] = choose(file, accepted)
  if (encoding !== undefined) headers.set('content-encoding', encoding)
  headers.set('content-length', String(bytes.length))
  return new Response(bytes, { headers })
}

function choose(file: WebFile, accepted: string): readonly [string | undefined, Uint8Array<ArrayBuffer>] {
  const accepts = (name: string): boolean => new RegExp(`(?:^|[ ,])${name}(?:$|[ ,;])`).test(accepted)
  if (file.brotli !== undefined && accepts('br')) return ['br', new Uint8Array(file.brotli)]
  if (file.gzip !== undefined && accepts('gzip')) return ['gzip', new Uint8Array(file.gzip)]
  return [undefined, new Uint8Array(file.bytes)]
}
