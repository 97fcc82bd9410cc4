/** The snapshot as static files: what `db sync` of another node fetches, and any web server could serve as well. */
import { createHash } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Hono } from 'hono'
import type { FeddbContext, FeddbEnv, Shared } from '../app-context.ts'
import { matchesEtag, problemResponse } from '../http/respond.ts'
import { parseByteRange } from './byte-range.ts'
import { parseSnapshotPath, type SnapshotPath } from './snapshot-path.ts'

const PREFIX = '/feddb/'
/** Bytes up to which a file without a digest in its name is read to name its content. */
const MAX_HASHED = 1 << 20

export function addSnapshotRoutes(app: Hono<FeddbEnv>, shared: Shared): void {
  app.get('/feddb/*', async (c) => serve(c, shared.options.snapshotDir))
}

async function serve(c: FeddbContext, dir: string | undefined): Promise<Response> {
  const path = parseSnapshotPath(rawPath(c.req.raw.url).slice(PREFIX.length))
  if (path === undefined) {
    return problemResponse({
      status: 404,
      code: 'PATH_INVALID',
      message: 'no file of a snapshot has this name',
    })
  }
  const file = dir === undefined ? undefined : await openPlain(dir, path)
  if (file === undefined) {
    return problemResponse({ status: 404, code: 'NOT_FOUND', message: 'the snapshot has no such file' })
  }
  const etag = await etagOf(file, path)
  return respond(c.req.raw, { file, path, etag })
}

/** As it was sent: a URL object would resolve dots. */
function rawPath(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  return url.slice(start).split(/[?#]/, 1)[0] ?? ''
}

interface OpenedFile {
  readonly handle: FileHandle
  readonly stats: Stats
}

/** Undefined unless every folder on the way is a real folder and the file a regular one: links lead out of the snapshot. */
async function openPlain(dir: string, path: SnapshotPath): Promise<OpenedFile | undefined> {
  try {
    let at = dir
    for (const part of path.parts.slice(0, -1)) {
      at = join(at, part)
      if (!(await lstat(at)).isDirectory()) return undefined
    }
    // Windows knows no O_NOFOLLOW; making links there takes a right of its own.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
    const handle = await open(join(at, path.parts.at(-1) ?? ''), flags)
    const stats = await handle.stat()
    if (stats.isFile()) return { handle, stats }
    await handle.close()
    return undefined
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(String(code))) return undefined
    throw cause
  }
}

/** Strong: the digest in the name, else of the content, else name and length of what never changes. */
async function etagOf({ handle, stats }: OpenedFile, path: SnapshotPath): Promise<string> {
  const name = path.parts.at(-1) ?? ''
  if (path.isImmutable && /^[0-9a-f]{64}/.test(name)) return `"${name}"`
  if (stats.size > MAX_HASHED) return `"${path.parts.join('-')}-${stats.size}"`
  const bytes = Buffer.alloc(stats.size)
  await handle.read(bytes, 0, stats.size, 0)
  return `"${createHash('sha256').update(bytes).digest('hex')}"`
}

interface Served {
  readonly file: OpenedFile
  readonly path: SnapshotPath
  readonly etag: string
}

async function respond(request: Request, { file, path, etag }: Served): Promise<Response> {
  const { handle, stats } = file
  const headers = new Headers({
    etag,
    'accept-ranges': 'bytes',
    'cache-control': path.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-type': 'application/octet-stream',
  })
  const closed = async (response: Response): Promise<Response> => {
    await handle.close()
    return response
  }
  if (matchesEtag(request.headers.get('if-none-match'), etag)) {
    return closed(new Response(null, { status: 304, headers }))
  }
  const guard = request.headers.get('if-range')
  const asked = guard === null || guard === etag ? request.headers.get('range') : null
  const range = parseByteRange(asked, stats.size)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${stats.size}`)
    return closed(new Response(null, { status: 416, headers }))
  }
  const { from, to } = range === 'whole' ? { from: 0, to: stats.size - 1 } : range
  headers.set('content-length', String(to - from + 1))
  if (range !== 'whole') headers.set('content-range', `bytes ${from}-${to}/${stats.size}`)
  const status = range === 'whole' ? 200 : 206
  if (request.method === 'HEAD' || stats.size === 0) return closed(new Response(null, { status, headers }))
  const stream = handle.createReadStream({ start: from, end: to })
  return new Response(toWebStream(stream), { status, headers })
}

/** Reads on only as fast as the client takes it; closes the file at the end, and when the client leaves. */
function toWebStream(stream: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<unknown> = stream[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const read: { readonly value?: unknown } = await chunks.next()
      if (read.value instanceof Uint8Array) controller.enqueue(read.value)
      else controller.close()
    },
    cancel() {
      stream.destroy()
    },
  })
}
