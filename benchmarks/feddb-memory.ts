/**
 * Peak memory of an import in a process of its own, for several sizes of the same feeds: it must not grow with them.
 *
 *     npx tsx benchmarks/feddb-memory.ts [TIMES…]
 *
 * Each TIMES multiplies the real records. Prints the largest resident set, its growth from one size to the next and
 * the processor time.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { sharedPath } from '../tests/shared.ts'
import { multiplyArchives } from './feddb-data.ts'
import { bundleWorker } from './feddb-measure.ts'

interface Measured {
  readonly records: number
  readonly mebibytes: number
  readonly seconds: number
}

const program = `
const [library, worker, dir, folder] = process.argv.slice(2)
const { importSources } = await import(library)
const { size } = await importSources([folder], { dir, clock: Date.now, workerUrl: new URL(worker) })
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
console.log(JSON.stringify({ records: size, mebibytes: maxRSS / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6 }))
`

const times = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 4, 14]
const work = mkdtempSync(join(tmpdir(), 'occtet-bench-'))
console.log(`machine ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`)
try {
  const worker = await bundleWorker(work)
  const library = await bundleLibrary(work)
  const child = join(work, 'import.mjs')
  writeFileSync(child, program)
  let before: Measured | undefined
  for (const each of times) {
    const real = sharedPath('data/osv')
    const folder = each === 1 ? real : multiplyArchives(real, each)
    const dir = join(work, `db-${each}`)
    const args = [child, library, worker.href, dir, folder]
    const found = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured
    const { records, mebibytes, seconds } = found
    const more = before === undefined ? '' : `, ${percent(mebibytes / before.mebibytes - 1)} more than before`
    console.log(
      `${records} records: ${Math.round(mebibytes)} MiB${more}, ${seconds.toFixed(1)} s of processor (reach: 600 MiB)`,
    )
    before = found
    rmSync(dir, { recursive: true })
  }
} finally {
  rmSync(work, { recursive: true })
}

async function bundleLibrary(folder: string): Promise<string> {
  const outfile = join(folder, 'feddb.mjs')
  const entry = new URL('../packages/toolkit/src/adapters/feddb/index.ts', import.meta.url)
  const require =
    "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: require },
    logLevel: 'error',
  })
  return new URL(`file://${outfile}`).href
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
