/**
 * Look-ups in a large store: cold open with 2,000 packages, warm single look-ups, batches of 1,000.
 *
 *     npx tsx benchmarks/feddb-lookup.ts [TIMES]
 *
 * TIMES multiplies the real records (4 gives 300,000). The cold figure is taken in processes of their own.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { importSources, openFeddb } from '../packages/toolkit/src/adapters/feddb/index.ts'
import { sharedPath } from '../tests/shared.ts'
import { multiplyArchives } from './feddb-data.ts'
import { samplePurls } from './feddb-purls.ts'

const times = Number(process.argv[2] ?? 4)
const folder = multiplyArchives(sharedPath('data/osv'), times)
const dir = `${folder}-feddb`
const purlFile = `${folder}-purls.json`
if (!existsSync(join(dir, 'CURRENT'))) await importSources([folder], { dir, clock: Date.now })
const purls = samplePurls(folder, 2000)
writeFileSync(purlFile, JSON.stringify(purls))

const store = openFeddb(dir, Date.now)
console.log(`dataset ${folder}: ${store.snapshot.size} records, ${purls.length} purls, half of them known`)
console.log(`machine ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`)
await measureCold()
measureWarm()
store.close()

async function measureCold(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'occtet-bench-'))
  const source = (path: string): string =>
    JSON.stringify(fileURLToPath(new URL(`../packages/toolkit/src/${path}/index.ts`, import.meta.url)))
  const contents = `
    import { readFileSync } from 'node:fs'
    import { openFeddb } from ${source('adapters/feddb')}
    import { parsePurl } from ${source('model')}
    const purls = JSON.parse(readFileSync(${JSON.stringify(purlFile)}, 'utf8')).map((text) => parsePurl(text)).filter((p) => p.ok).map((p) => p.value)
    const before = process.memoryUsage().rss
    const start = performance.now()
    const store = openFeddb(${JSON.stringify(dir)}, Date.now)
    let claims = 0
    for (const purl of purls) claims += store.claimsFor(purl).length
    console.log(JSON.stringify({ ms: performance.now() - start, mib: (process.memoryUsage().rss - before) / 1048576, claims }))`
  const outfile = join(work, 'cold.mjs')
  await build({
    stdin: { contents, resolveDir: work, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  const runs = Array.from(
    { length: 7 },
    () =>
      JSON.parse(execFileSync(process.execPath, [outfile], { encoding: 'utf8' })) as {
        ms: number
        mib: number
        claims: number
      },
  )
  rmSync(work, { recursive: true })
  console.log(
    `cold    ${format(runs.map(({ ms }) => ms))} ms, extra memory ${format(runs.map(({ mib }) => mib))} MiB, ${runs[0]?.claims} claims (reach: 300 ms, 120 MiB)`,
  )
}

function measureWarm(): void {
  const single = purls.map((purl) => {
    store.claimsFor(purl)
    const start = performance.now()
    store.claimsFor(purl)
    return performance.now() - start
  })
  console.log(`single  ${format(single, 4)} ms (reach: 0.1 ms)`)
  const batches = Array.from({ length: 15 }, () => {
    const start = performance.now()
    for (const purl of purls.slice(0, 1000)) store.claimsFor(purl)
    return performance.now() - start
  })
  console.log(`batch   ${format(batches)} ms for 1,000 (reach: 50 ms)`)
}

function format(values: readonly number[], digits = 1): string {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): string =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(digits)
  return `${at(0.5)} (${at(0)} to ${at(1)})`
}
