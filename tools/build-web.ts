/** Builds the web application into a folder: hashed files, each with its Brotli and gzip form, and a list of what is there. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { root } from './sources.ts'

const compressible = /\.(?:html|js|css|json|svg)$/

/** The folder is emptied first. Same sources, same bytes, whoever asks for it: a test run would get React for developers. */
export async function buildWeb(outdir: string): Promise<void> {
  rmSync(outdir, { recursive: true, force: true })
  const former = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  await build({
    configFile: join(root, 'apps/web/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: outdir, emptyOutDir: true },
  })
  process.env['NODE_ENV'] = former
  for (const path of listFiles(outdir)) {
    if (!compressible.test(path)) continue
    const bytes = readFileSync(join(outdir, path))
    writeFileSync(join(outdir, `${path}.br`), toBrotli(bytes))
    writeFileSync(join(outdir, `${path}.gz`), gzipSync(bytes, { level: 9 }))
  }
  writeFileSync(join(outdir, 'files.txt'), formatList(outdir))
}

export interface FirstPage {
  /** Compressed, as a browser loads them before anything is seen. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[]
  readonly bytes: number
}

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

/** What `index.html` needs: itself, the entry with its static imports and styles, the icon, and the page `lazy` with its own. */
export function measureFirstPage(outdir: string, lazy: string): FirstPage {
  const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as Record<string, Chunk>
  const paths = new Set(['index.html', 'mark.svg'])
  const add = (name: string): void => {
    const chunk = manifest[name]
    if (chunk === undefined) throw new Error(`the build has no ${name}`)
    if (paths.has(chunk.file)) return
    paths.add(chunk.file)
    for (const sheet of chunk.css ?? []) paths.add(sheet)
    for (const imported of chunk.imports ?? []) add(imported)
  }
  for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) add(name)
  add(lazy)
  const files = [...paths].map((path) => ({ path, bytes: toBrotli(readFileSync(join(outdir, path))).length }))
  return { files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
}

function toBrotli(bytes: Uint8Array): Uint8Array {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

/** `sha256  path`, as `sha256sum --check` reads it. */
function formatList(folder: string): string {
  return listFiles(folder)
    .filter((path) => path !== 'files.txt')
    .map(
      (path) =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex')}  ${path}\n`,
    )
    .join('')
}
