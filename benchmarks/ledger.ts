/**
 * The ledger's writer against the physical floor and another durable log; a large log opened, proven and checked.
 *
 *     npx tsx benchmarks/ledger.ts [BATCHES] [ENTRIES]
 *
 * BATCHES of 256 events are appended (default 200), one at a time, each acknowledged when durable; the floor writes the same
 * bytes to one file with one sync a batch; SQLite (Python's, write-ahead log, synchronous=FULL) takes the same entries with
 * a unique id each, one transaction a batch. All take turns, five times. Then a log of ENTRIES (default 1,000,000) is made,
 * opened, proven, and checked as a whole by a process of its own. Reach (design, section 9; ledger reference, section 1.11):
 * 5,000 events/s, open and first append in 100 ms, a proof checked in 1 ms, the whole check in 60 s.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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
  hashId,
  type NewEntry,
} from '../packages/toolkit/src/ledger/index.ts'
import { hashLeaf, openCheckpoint, verifyTlogProof } from '../packages/toolkit/src/translog/index.ts'
import { buildChild } from '../tests/soak/killed-child.ts'
import { root } from './inputs.ts'
import { printMachine } from './measure.ts'

const BATCH = 256
const RUNS = 5
const [batches = 200, entries = 1_000_000] = process.argv.slice(2).map(Number)
// Beside the project: the system's temporary folder may lie in memory, where a sync costs nothing.
const folder = mkdtempSync(join(root, 'node_modules', '.cache-ledger-'))

const SQLITE = `
import sqlite3, sys, time
rows = open(sys.argv[2], "rb").read()
size = 86
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("pragma journal_mode=wal")
db.execute("pragma synchronous=full")
db.execute("create table log (at integer primary key, id blob unique not null, entry blob not null)")
count = len(rows) // size
start = time.perf_counter()
for batch in range(0, count, ${BATCH}):
    part = [(at, rows[at * size:at * size + 16], rows[at * size + 16:(at + 1) * size]) for at in range(batch, min(batch + ${BATCH}, count))]
    db.execute("begin immediate")
    db.executemany("insert into log values (?, ?, ?) on conflict (id) do nothing", part)
    db.execute("commit")
print((time.perf_counter() - start) * 1000)
`

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
  const sqlite: number[] = []
  const acknowledged: number[] = []
  const published: number[] = []
  for (let run = 0; run < RUNS; run++) {
    floor.push(writeFloor(join(folder, `floor-${run}`), events))
    sqlite.push(writeSqlite(join(folder, `sqlite-${run}`), events))
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
  for (const [name, values] of Object.entries({ floor, sqlite, acknowledged, published })) {
    const sorted = values.map((ms) => Math.round((events.length * 1000) / ms)).sort((a, b) => a - b)
    const ratio = (rate(floor) / rate(values)).toFixed(2)
    if (values.some(Number.isNaN)) console.log(`${name.padEnd(13)} not measured: no Python with SQLite here`)
    else
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
  const rows = new Map<string, number[]>()
  const times = 2 * RUNS + 1
  for (let run = 0; run < times; run++) {
    const index = BigInt(Math.floor((entries * run) / times))
    const samples = { ...(await timeOpening(folders, entries + run)), ...timeProof(folders, index) }
    for (const [name, value] of Object.entries(samples)) rows.set(name, [...(rows.get(name) ?? []), value])
  }
  console.log(`\na log of ${entries} entries (median, range in ms; ${times} times)`)
  for (const [name, values] of rows) {
    console.log(
      `${name.padEnd(13)} ${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`,
    )
  }
  await measureCheck(folders)
}

async function timeOpening(folders: LedgerFolders, next: number): Promise<Readonly<Record<string, number>>> {
  const event = eventsFrom(next, 1)
  const start = performance.now()
  const { writer } = await openLedger(folders)
  const opened = performance.now()
  const used = process.cpuUsage()
  await writer.append(event)
  const appended = performance.now()
  const { user, system } = process.cpuUsage(used)
  await writer.close()
  return { open: opened - start, 'first append': appended - opened, '  processor': (user + system) / 1000 }
}

function timeProof(folders: LedgerFolders, index: bigint): Readonly<Record<string, number>> {
  const reader = new LedgerReader(folders.dir)
  const start = performance.now()
  const { entry, proof } = reader.prove(index)
  const proven = performance.now()
  const open = (text: string): ReturnType<typeof openCheckpoint> =>
    openCheckpoint(text, reader.key.name, [toVerifier(reader.key)])
  const verified = verifyTlogProof(sha256, { proof, leafHash: hashLeaf(sha256, entry) }, open)
  const end = performance.now()
  if (!verified.ok) throw new Error(verified.error.message)
  return { prove: proven - start, verify: end - proven }
}

/** In a process of its own: its memory at the peak beside that of the same process with a log of a hundredth. */
async function measureCheck(large: LedgerFolders): Promise<void> {
  const small = foldersOf('small')
  await createLedger(small, 'bench.example/log')
  const { writer } = await openLedger(small)
  for (let at = 0; at < entries / 100; at += 4096) {
    await writer.append(eventsFrom(at, Math.min(4096, entries / 100 - at)))
  }
  await writer.close()
  const toolkit = fileURLToPath(new URL('../packages/toolkit/src/adapters/ledger/index.ts', import.meta.url))
  const script = await buildChild(
    folder,
    `import { readFileSync } from 'node:fs'
     import { checkLedgerFolder } from ${JSON.stringify(toolkit)}
     const [dir, seenPath] = process.argv.slice(2)
     const start = performance.now()
     const { size, faults } = checkLedgerFolder({ dir, seenPath })
     const seconds = ((performance.now() - start) / 1000).toFixed(2)
     const { user, system } = process.cpuUsage()
     const used = ((user + system) / 1e6).toFixed(2)
     // Not what getrusage says: that begins with the memory of the parent.
     const [, peak] = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
     console.log(size + ' entries in ' + seconds + ' s, processor ' + used + ' s, ' + faults.length + ' faults, peak ' + Math.round(peak / 1024) + ' MiB')`,
  )
  console.log('\nthe whole check, a process each')
  for (const { dir, seenPath } of [small, large]) {
    const run = spawnSync(process.execPath, [script, dir, seenPath], { encoding: 'utf8' })
    console.log(`${run.stdout}${run.stderr}`.trim())
  }
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

/** Milliseconds for the same entries and ids; NaN where there is no Python. */
function writeSqlite(path: string, events: readonly NewEntry[]): number {
  writeFileSync(`${path}.rows`, Buffer.concat(events.flatMap(({ id, entry }) => [hashId(id), entry])))
  const run = spawnSync('python3', ['-c', SQLITE, path, `${path}.rows`], { encoding: 'utf8' })
  return run.status === 0 ? Number(run.stdout) : Number.NaN
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
