/**
 * Events through the whole path: canonical JSON, Ed25519, commitment, AES-GCM, sync of the vault, sync of the journal.
 *
 *     npx tsx benchmarks/ledger-events.ts [BATCHES]
 *
 * BATCHES of 256 events (default 200) are recorded, as many at a time as a busy producer hands in (two batches), each
 * acknowledged when durable; five runs. Then the parts alone: signing, sealing, encrypting, and the bytes of the vault and of
 * the journal written with as many syncs. Reach (design, section 9): 5,000 events/s.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  createEventLedger,
  type EventLedger,
  ledgerHome,
  openEventLedger,
} from '../packages/toolkit/src/adapters/ledger/events/index.ts'
import { createEventKey, type EventKey } from '../packages/toolkit/src/adapters/ledger/events/event-key.ts'
import { nodeDisk } from '../packages/toolkit/src/adapters/ledger/node-disk.ts'
import { createEvent, type EventDraft } from '../packages/toolkit/src/ledger/index.ts'
import { root } from './inputs.ts'
import { printMachine } from './measure.ts'

const BATCH = 256
const RUNS = 5
/** Bytes of one record in the vault and of one entry in the journal, for the bare syncs. */
const BYTES = 1200
const [batches = 200] = process.argv.slice(2).map(Number)
const count = batches * BATCH
// Beside the project: the system's temporary folder may lie in memory, where a sync costs nothing.
/** Microseconds of processor time, all threads, for one event. */
const processor: number[] = []
const folder = mkdtempSync(join(root, 'node_modules', '.cache-ledger-events-'))

printMachine()
try {
  const recorded: number[] = []
  for (let run = 0; run < RUNS; run++) recorded.push(await timeRecording(`run-${run}`))
  const key = await createEventKey(nodeDisk, join(folder, 'key'))
  console.log(`\n${count} events in batches of ${BATCH}, median of ${RUNS} runs (events/s; range)`)
  print('recorded', recorded)
  console.log(
    `  processor time ${processor.map((us) => us.toFixed(0)).join(', ')} µs an event, of all threads`,
  )
  print('signing', await repeat(() => timeSigning(key)))
  print('sealing', await repeat(() => timeSealing(key)))
  print('two syncs', await repeat(() => Promise.resolve(timeSyncs())))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function timeRecording(name: string): Promise<number> {
  const home = ledgerHome(join(folder, name), join(folder, name, 'config'), 'bench.example/log')
  await createEventLedger(home, { organisation: 'Bench' })
  const ledger = await openEventLedger(home)
  const start = performance.now()
  const before = process.cpuUsage()
  await recordAll(ledger)
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  processor.push((user + system) / count)
  await ledger.close()
  return ms
}

async function recordAll(ledger: EventLedger): Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  for (let at = 0; at < batches; at++) {
    const next = ledger.record(Array.from({ length: BATCH }, (_, event) => draftOf(at * BATCH + event)))
    await last
    last = next
  }
  await last
}

async function timeSigning(key: EventKey): Promise<number> {
  const messages = Array.from({ length: BATCH }, () => new Uint8Array(randomBytes(800)))
  const start = performance.now()
  for (let at = 0; at < batches; at++)
    await Promise.all(messages.map(async (message) => await key.sign(message)))
  return performance.now() - start
}

async function timeSealing(key: EventKey): Promise<number> {
  const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes))
  const start = performance.now()
  for (let at = 0; at < batches; at++) {
    const sealed = await Promise.all(
      Array.from({ length: BATCH }, (_, event) =>
        createEvent(draftOf(at * BATCH + event), {
          origin: 'bench.example/log',
          now: Date.now(),
          random,
          signers: [key],
        }),
      ),
    )
    if (!sealed.every(({ ok }) => ok)) throw new Error('an event cannot be sealed')
  }
  return performance.now() - start
}

/** What the disk alone takes: a vault and a journal that hold nothing of use. */
function timeSyncs(): number {
  const files = [BYTES, 88].map((bytes) => ({
    file: openSync(join(folder, `sync-${bytes}`), 'w'),
    batch: Buffer.alloc(bytes * BATCH, 7),
  }))
  const start = performance.now()
  for (let at = 0; at < batches; at++) {
    for (const { file, batch } of files) {
      writeSync(file, batch)
      fdatasyncSync(file)
    }
  }
  const ms = performance.now() - start
  for (const { file } of files) closeSync(file)
  return ms
}

function draftOf(number: number): EventDraft {
  const person = number % 20
  return {
    type: 'vuln.triaged',
    actor: { kind: 'user', who: { name: `Person ${person}`, email: `person${person}@example.org` } },
    product: `product-${number % 50}`,
    data: {
      vulnerability: `CVE-2026-${String(number).padStart(5, '0')}`,
      decision: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
      component: `pkg:npm/component-${number}@1.2.3`,
    },
  }
}

async function repeat(work: () => Promise<number>): Promise<readonly number[]> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) times.push(await work())
  return times
}

function print(name: string, times: readonly number[]): void {
  const rates = times.map((ms) => Math.round((count * 1000) / ms)).sort((a, b) => a - b)
  console.log(`${name.padEnd(10)} ${rates[RUNS >> 1]} (${rates[0]} to ${rates.at(-1)})`)
}
