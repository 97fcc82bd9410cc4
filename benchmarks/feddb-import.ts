/**
 * Time of `importSources` against the floor (inflate and JSON.parse of the same archives on one core), interleaved.
 *
 *     npx tsx benchmarks/feddb-import.ts [TIMES] [ROUNDS] [FOLDER]
 *
 * TIMES multiplies the real records (4 gives 300,000); 1 takes the archives as they are. Prints medians and spread.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { importSources } from '../packages/toolkit/src/adapters/feddb/index.ts'
import { sharedPath } from '../tests/shared.ts'
import { listArchives, multiplyArchives } from './feddb-data.ts'
import { measureFloor } from './feddb-floor.ts'

const [times = 1, rounds = 3] = process.argv.slice(2, 4).map(Number)
const real = process.argv[4] ?? sharedPath('data/osv')
const folder = times === 1 ? real : multiplyArchives(real, times)
const archives = listArchives(folder)
const work = mkdtempSync(join(tmpdir(), 'occtet-bench-'))

const floors: number[] = []
const imports: number[] = []
let records = 0
try {
  const workerUrl = await bundleWorker()
  for (let round = 0; round < rounds; round++) {
    const floor = measureFloor(archives)
    records = floor.records
    floors.push(floor.ms)
    const start = performance.now()
    const dir = join(work, `db-${round}`)
    const report = await importSources([folder], { dir, clock: Date.now, workerUrl })
    imports.push(performance.now() - start)
    if (report.issues.some(({ level }) => level === 'error')) throw new Error(JSON.stringify(report.issues))
    rmSync(dir, { recursive: true })
  }
} finally {
  rmSync(work, { recursive: true })
}
const memory = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(`dataset ${folder}: ${archives.length} archives, ${records} records`)
console.log(`machine ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`)
console.log(`floor   ${format(floors)}`)
console.log(`import  ${format(imports)}, peak memory of this process with the floor ${memory} MiB`)
console.log(`ratio   ${(median(imports) / median(floors)).toFixed(2)} (reach: 1.50)`)

async function bundleWorker(): Promise<URL> {
  const outfile = join(work, 'import-worker.mjs')
  const entry = fileURLToPath(
    new URL('../packages/toolkit/src/adapters/feddb/import-worker.ts', import.meta.url),
  )
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  return new URL(`file://${outfile}`)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function format(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => Math.round(value))
  return `${Math.round(median(values))} ms (${low} to ${high}, ${values.length} rounds)`
}
