/**
 * Memory per component of an SBOM that is read and written, in a process of its own. CI: 50,000 components, with a bound
 * that a parser which keeps the document misses by far. `OCCTET_SOAK=1`: 1,000,000 components within 1 GiB.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, rmSync, writeSync, closeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateSbom, type LargeFormat } from '../../soak/large-sbom.ts'

const isSoak = process.env['OCCTET_SOAK'] !== undefined
const count = isSoak ? 1_000_000 : 50_000
/** MiB above what the same program needs for ten components. */
const bound = isSoak ? 940 : 140

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'occtet-large-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const program = fileURLToPath(new URL('../../soak/large-sbom-child.ts', import.meta.url))

interface Measured {
  readonly components: number
  readonly written: number
  readonly peakMiB: number
}

function measure(format: LargeFormat, size: number): Measured {
  const path = join(folder, `${format}-${size}.json`)
  const file = openSync(path, 'w')
  for (const piece of generateSbom(format, size)) writeSync(file, piece)
  closeSync(file)
  const run = spawnSync(process.execPath, ['--import', 'tsx', '--conditions=@occtet/source', program, path], {
    encoding: 'utf8',
  })
  rmSync(path)
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as Measured
}

test.each<LargeFormat>(['cyclonedx', 'spdx'])(
  `${count} components of %s are read and written in bounded memory`,
  { timeout: isSoak ? 1_800_000 : 300_000 },
  (format) => {
    const small = measure(format, 10)
    const large = measure(format, count)
    expect([small.components, large.components]).toEqual([10, count])
    expect(large.written).toBeGreaterThan(count * 300)
    expect(large.peakMiB - small.peakMiB).toBeLessThan(bound)
  },
)
