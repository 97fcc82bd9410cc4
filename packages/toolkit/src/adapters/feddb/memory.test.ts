/** The memory of an import is bounded by construction: a heap too small for an object per record is large enough. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { put, record, type ZipItem, zip } from './testing/feeds.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-memory-'))
const program = join(folder, 'import.mjs')
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  const entry = fileURLToPath(new URL('./testing/import-child.ts', import.meta.url))
  const require =
    "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
  await build({
    entryPoints: [entry],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: require },
    logLevel: 'error',
  })
})

/** MiB of V8's old space. 18 are enough; before rows took the place of objects, 64 were not. */
const HEAP = 32
const ARCHIVES = 4
const RECORDS = 45_000

/** All archives are one feed, which therefore is written at once; the last `changed` records have another text. */
function writeFeed(name: string, changed: number): readonly string[] {
  return Array.from({ length: ARCHIVES }, (_, archive) => {
    const items = Array.from({ length: RECORDS }, (__, at): ZipItem => {
      const number = archive * RECORDS + at
      const id = `MAL-${number}`
      const summary = number >= ARCHIVES * RECORDS - changed ? 'changed' : 'first'
      const data = record(id, `package-${number}`, { aliases: [`CVE-${number}`], summary })
      return { name: `${id}.json`, data, level: 1 }
    })
    return put(join(folder, name, String(archive), 'mine', 'npm', 'all.zip'), zip(items))
  })
}

interface Imported {
  readonly root: string
  readonly size: number
}

function importAlone(dir: string, inputs: readonly string[]): Imported {
  const args = [`--max-old-space-size=${HEAP}`, program, dir, ...inputs]
  const printed = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return JSON.parse(printed) as Imported
}

test('180,000 records, and a change of them, fit into a heap of 32 MiB', { timeout: 240_000 }, () => {
  const dir = join(folder, 'store')
  const first = importAlone(dir, writeFeed('first', 0))
  expect(first.size).toBe(ARCHIVES * RECORDS)
  const changed = writeFeed('changed', 1000)
  const second = importAlone(dir, changed)
  expect(second.size).toBe(first.size)
  expect(second.root).not.toBe(first.root)
})
