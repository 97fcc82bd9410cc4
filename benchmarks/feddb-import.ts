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
import { importSources } from '../packages/toolkit/src/adapters/feddb/index.ts'
import { sharedPath } from '../tests/shared.ts'
import { listArchives, multiplyArchives } from './feddb-data.ts'
import { measureFloor } from './feddb-floor.ts'
import { bundleWorker, formatSpread, median } from './feddb-measure.ts'

const [times = 1, rounds = 3] = process.argv.slice(2, 4).map(Number)
const real = process.argv[4] ?? sharedPath('data/osv')
const folder = times === 1 ? real : multiplyArchives(real, times)
const archives = listArchives(folder)
const work = mkdtempSync(join(tmpdir(), 'occtet-bench-'))

const floors: number[] = []
const imports: number[] = []
let records = 0
try {
  const workerUrl = await bundleWorker(work)
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
console.log(`floor   ${formatSpread(floors)} ms`)
console.log(`import  ${formatSpread(imports)} ms, peak memory of this process with the floor ${memory} MiB`)
console.log(`ratio   ${(median(imports) / median(floors)).toFixed(2)} (reach: 1.50)`)
