/**
 * The server over all real feeds, on a socket: batches of 1,000 purls and single records, beside a bare hono route that
 * sends a text of the same length, in turn.
 *
 *     npx tsx benchmarks/feddb-serve.ts [ROUNDS]
 *
 * The store is imported once into the temporary folder and found again. Needs `npm run build` before, as all of `npm run bench`.
 */
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { createFeddbApp, listenFeddb } from '../apps/server/src/feddb/index.ts'
import { bareApp } from '../apps/server/src/feddb/testing/bare.ts'
import { importSources, openFeddb } from '../packages/toolkit/src/adapters/index.ts'
import { sharedPath } from '../tests/shared.ts'
import { multiplyArchives } from './feddb-data.ts'
import { samplePurls } from './feddb-purls.ts'

const rounds = Number(process.argv[2] ?? 15)
const folder = multiplyArchives(sharedPath('data/osv'), 1)
const dir = `${folder}-feddb`
if (!existsSync(join(dir, 'CURRENT'))) await importSources([folder], { dir, clock: Date.now })

const purls = samplePurls(folder, 2000)
const app = createFeddbApp({ openStore: () => openFeddb(dir, Date.now), snapshotDir: dir, clock: Date.now })
let text = ''
const here = { host: '127.0.0.1', port: 0 }
const server = await listenFeddb(app, here)
const bare = await listenFeddb(
  bareApp(() => text),
  here,
)
console.log(`machine ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`)
console.log(`dataset ${folder}; every other of 1,000 packages is known; each request over loopback`)
const ids = await measureBatches()
await measureRecords(ids)
await server.stop()
await bare.stop()

/** Ids of records that were found. */
async function measureBatches(): Promise<readonly string[]> {
  const found = new Set<string>()
  const bodies = [purls.slice(0, 1000), purls.slice(1000)].map((part) =>
    JSON.stringify({ queries: part.map((purl) => ({ package: { purl } })) }),
  )
  const times: Times = { own: [], bare: [] }
  for (let round = 0; round <= rounds; round++) {
    const body = bodies[round % bodies.length] ?? ''
    for (const id of (await inTurn('/v1/querybatch', body, round === 0 ? undefined : times)).matchAll(
      /"id":"([^"]+)"/g,
    ))
      found.add(id[1] ?? '')
  }
  print('POST /v1/querybatch, 1,000 purls', times)
  return [...found].slice(0, 500)
}

async function measureRecords(found: readonly string[]): Promise<void> {
  const times: Times = { own: [], bare: [] }
  for (const id of found) await inTurn(`/v1/vulns/${encodeURIComponent(id)}`, undefined, times)
  print(`GET /v1/vulns/ID, ${found.length} records`, times)
}

interface Times {
  readonly own: number[]
  readonly bare: number[]
}

/** . */
async function inTurn(path: string, body: string | undefined, times: Times | undefined): Promise<string> {
  const own = await ask(server.url + path, body)
  text = own.text
  const least = await ask(bare.url + path, body)
  if (least.text !== own.text) throw new Error('the bare route answers with another text')
  times?.own.push(own.took)
  times?.bare.push(least.took)
  return own.text
}

async function ask(
  url: string,
  body: string | undefined,
): Promise<{ readonly text: string; readonly took: number }> {
  const began = performance.now()
  const response = await fetch(url, body === undefined ? {} : { method: 'POST', body })
  const answer = await response.text()
  if (response.status !== 200) throw new Error(`${url}: ${response.status} ${answer.slice(0, 200)}`)
  return { text: answer, took: performance.now() - began }
}

function print(what: string, times: Times): void {
  console.log(`${what}: ${format(times.own)} ms; bare route ${format(times.bare)} ms`)
}

/** Median, and lowest to highest; nine of ten are below the one named before the highest. */
function format(values: readonly number[]): string {
  const ordered = [...values].sort((a, b) => a - b)
  const at = (share: number): string =>
    (ordered[Math.floor((ordered.length - 1) * share)] ?? Number.NaN).toFixed(2)
  return `${at(0.5)} (${at(0)}, 90 % below ${at(0.9)}, to ${at(1)})`
}
