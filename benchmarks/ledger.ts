/**
 * The ledger's writer against the physical floor, opening and checking a large log, proofs.
 *
 *     npx tsx benchmarks/ledger.ts [BATCHES] [ENTRIES]
 *
 * BATCHES of 256 events are appended (default 200), one at a time, each acknowledged when durable; the floor writes the same
 * bytes to one file with one sync a batch. Both take turns, five times. Then a log of ENTRIES (default 1,000,000) is made and
 * opened. Reach (design, section 9): 5,000 events/s, 100 ms, a proof checked in 1 ms.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import {
  createLedger,
  type LedgerFolders,
  LedgerReader,
  openLedger,
} from '../packages/toolkit/src/adapters/ledger/index.ts'
import { toVerifier } from '../packages/toolkit/src/adapters/feddb/exchange/ed25519.ts'
import { sha256 } from '../packages/toolkit/src/base/index.ts'
import {
  formatJournalRecord,
  formatLedgerEntry,
  type NewEntry,
} from '../packages/toolkit/src/ledger/index.ts'
import { hashLeaf, openCheckpoint, verifyTlogProof } from '../packages/toolkit/src/translog/index.ts'
import { root } from './inputs.ts'
import { printMachine } from './measure.ts'

const BATCH = 256
const RUNS = 5
const [batches = 200, entries = 1_000_000] = process.argv.slice(2).map(Number)
// Beside the project: the system's temporary folder may lie in memory, where a sync costs nothing.
const folder = mkdtempSync(join(root, 'node_modules', '.cache-ledger-'))

printMachine()
try {
  await measureAppends()
  await measureLargeLog()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measureAppends(): Promise<void> {
  const events = eventsFrom(0, batches * BATCH)
  const floor: number[] = []
  const acknowledged: number[] = []
  const published: number[] = []
  for (let run = 0; run < RUNS; run++) {
    floor.push(writeFloor(join(folder, `floor-${run}`), events))
    const folders = foldersOf(`log-${run}`)
    await createLedger(folders, 'bench.example/log')
    const { writer } = await openLedger(folders)
    const start = performance.now()
    for (let at = 0; at < events.length; at += BATCH) await writer.append(events.slice(at, at + BATCH))
    acknowledged.push(performance.now() - start)
    await writer.close()
    published.push(performance.now() - start)
  }
  const rate = (values: readonly number[]): number => (events.length * 1000) / median(values)
  console.log(`\n${events.length} events in batches of ${BATCH}, median of ${RUNS} runs (events/s; range)`)
  for (const [name, values] of Object.entries({ floor, acknowledged, published })) {
    const sorted = values.map((ms) => Math.round((events.length * 1000) / ms)).sort((a, b) => a - b)
    const ratio = (rate(floor) / rate(values)).toFixed(2)
    console.log(
      `${name.padEnd(13)} ${Math.round(rate(values))} (${sorted[0]} to ${sorted.at(-1)}), ${ratio} × the floor's time`,
    )
  }
}

async function measureLargeLog(): Promise<void> {
  const folders = foldersOf('large')
  await createLedger(folders, 'bench.example/log')
  const { writer } = await openLedger(folders)
  for (let at = 0; at < entries; at += 4096) await writer.append(eventsFrom(at, Math.min(4096, entries - at)))
  await writer.close()
  const opening: number[] = []
  const proving: number[] = []
  const verifying: number[] = []
  for (let run = 0; run < 2 * RUNS + 1; run++) {
    const start = performance.now()
    const opened = await openLedger(folders)
    opening.push(performance.now() - start)
    await opened.writer.close()
    const reader = new LedgerReader(folders.dir)
    const index = BigInt(Math.floor((entries * run) / (2 * RUNS + 1)))
    const proveStart = performance.now()
    const { entry, proof } = reader.prove(index)
    proving.push(performance.now() - proveStart)
    const verifyStart = performance.now()
    const open = (text: string): ReturnType<typeof openCheckpoint> =>
      openCheckpoint(text, reader.key.name, [toVerifier(reader.key)])
    const verified = verifyTlogProof(sha256, { proof, leafHash: hashLeaf(sha256, entry) }, open)
    verifying.push(performance.now() - verifyStart)
    if (!verified.ok) throw new Error(verified.error.message)
  }
  const firstAppend = await timeFirstAppend(folders)
  console.log(`\na log of ${entries} entries (median, range in ms)`)
  for (const [name, values] of Object.entries({ open: opening, prove: proving, verify: verifying })) {
    console.log(
      `${name.padEnd(13)} ${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`,
    )
  }
  console.log(`first append  ${firstAppend.toFixed(1)} (reads the ids once)`)
}

async function timeFirstAppend(folders: LedgerFolders): Promise<number> {
  const { writer } = await openLedger(folders)
  const start = performance.now()
  await writer.append(eventsFrom(entries, 1))
  const ms = performance.now() - start
  await writer.close()
  return ms
}

/** Milliseconds for the very bytes of the journal, one sync a batch. */
function writeFloor(path: string, events: readonly NewEntry[]): number {
  const file = openSync(path, 'w')
  const records = Array.from({ length: batches }, (_, at) =>
    formatJournalRecord(
      new Uint8Array(16),
      BigInt(at * BATCH),
      events.slice(at * BATCH, (at + 1) * BATCH).map(({ entry }) => ({ idHash: new Uint8Array(16), entry })),
    ),
  )
  const start = performance.now()
  for (const record of records) {
    writeSync(file, record)
    fdatasyncSync(file)
  }
  const ms = performance.now() - start
  closeSync(file)
  return ms
}

function eventsFrom(from: number, count: number): readonly NewEntry[] {
  return Array.from({ length: count }, (_, at) => {
    const entry = formatLedgerEntry({
      kind: 'event',
      commitment: Uint8Array.from(sha256(`event ${from + at}`)),
    })
    if (!entry.ok) throw new Error(entry.error.message)
    return { id: `event-${from + at}`, entry: entry.value }
  })
}

function foldersOf(name: string): LedgerFolders {
  const at = join(folder, name)
  return { dir: join(at, 'log'), keyPath: join(at, 'keys', 'key'), seenPath: join(at, 'keys', 'seen') }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
