/**
 * Events through the whole path: canonical JSON, Ed25519, commitment, AES-GCM, sync of the vault, sync of the journal.
 *
 *     npx tsx benchmarks/ledger-events.ts [BATCHES]
 *
 * BATCHES of 256 events (default 200) are recorded, as many at a time as a busy producer hands in (two batches), each
 * acknowledged when durable; five runs. Then the parts alone: sealing, signing, and the bytes of the vault and of the journal
 * written with as many syncs. Signing and the syncs are the floor: no way of recording does without them. Processor time is
 * that of all threads, and says more than the clock while others use the machine. Reach (design, section 9): 5,000 events/s.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import {
  createEventLedger,
  type EventLedger,
  ledgerHome,
  openEventLedger,
} from '../packages/toolkit/src/adapters/ledger/events/index.ts'
import { createEventKey, type EventKey } from '../packages/toolkit/src/adapters/ledger/events/event-key.ts'
import { createRandom } from '../packages/toolkit/src/adapters/ledger/events/random.ts'
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
const folder = mkdtempSync(join(root, 'node_modules', '.cache-ledger-events-'))

interface Cost {
  /** Events in a second. */
  readonly rate: number
  /** Microseconds of processor time for one event. */
  readonly processor: number
}

printMachine()
try {
  const recorded: Cost[] = []
  for (let run = 0; run < RUNS; run++) recorded.push(await timeRecording(`run-${run}`))
  const key = await createEventKey(nodeDisk, join(folder, 'key'))
  console.log(
    `\n${count} events in batches of ${BATCH}, median of ${RUNS} runs (range); load ${loadavg()[0]?.toFixed(1)}`,
  )
  const whole = print('recorded', recorded)
  print('sealing', await repeat(() => timeSealing(key)))
  const signing = print('signing', await repeat(() => timeSigning(key)))
  const syncs = print('two syncs', await repeat(() => timeSyncs()))
  const floor = signing.processor + syncs.processor
  console.log(`processor time of recording: ${(whole.processor / floor).toFixed(1)} times signing and syncs`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function timeRecording(name: string): Promise<Cost> {
  const home = ledgerHome(join(folder, name), join(folder, name, 'config'), 'bench.example/log')
  await createEventLedger(home, { organisation: 'Bench' })
  const ledger = await openEventLedger(home)
  const cost = await measure(() => recordAll(ledger))
  await ledger.close()
  return cost
}

async function measure(work: () => Promise<void>): Promise<Cost> {
  const start = performance.now()
  const before = process.cpuUsage()
  await work()
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  return { rate: (count * 1000) / ms, processor: (user + system) / count }
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

async function timeSigning(key: EventKey): Promise<Cost> {
  const messages = Array.from({ length: BATCH }, () => new Uint8Array(randomBytes(800)))
  return await measure(async () => {
    for (let at = 0; at < batches; at++) {
      await Promise.all(messages.map(async (message) => await key.sign(message)))
    }
  })
}

async function timeSealing(key: EventKey): Promise<Cost> {
  const random = createRandom()
  const options = { origin: 'bench.example/log', now: Date.now(), random, signers: [key] }
  return await measure(async () => {
    for (let at = 0; at < batches; at++) {
      const drafts = Array.from({ length: BATCH }, (_, event) => draftOf(at * BATCH + event))
      const sealed = await Promise.all(drafts.map(async (draft) => await createEvent(draft, options)))
      if (!sealed.every(({ ok }) => ok)) throw new Error('an event cannot be sealed')
    }
  })
}

/** What the disk alone takes: a vault and a journal that hold nothing of use. */
async function timeSyncs(): Promise<Cost> {
  const files = await Promise.all(
    [BYTES, 88].map(async (bytes) => ({
      file: await open(join(folder, `sync-${bytes}`), 'w'),
      batch: Buffer.alloc(bytes * BATCH, 7),
    })),
  )
  const cost = await measure(async () => {
    for (let at = 0; at < batches; at++) {
      for (const { file, batch } of files) {
        await file.write(batch)
        await file.datasync()
      }
    }
  })
  for (const { file } of files) await file.close()
  return cost
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

async function repeat(work: () => Promise<Cost>): Promise<readonly Cost[]> {
  const costs: Cost[] = []
  for (let run = 0; run < RUNS; run++) costs.push(await work())
  return costs
}

/** The medians, which it also prints. */
function print(name: string, costs: readonly Cost[]): Cost {
  const rates = costs.map(({ rate }) => Math.round(rate)).sort((a, b) => a - b)
  const times = costs.map(({ processor }) => Math.round(processor)).sort((a, b) => a - b)
  const [rate = 0, processor = 0] = [rates[RUNS >> 1], times[RUNS >> 1]]
  const clock = `${rate} events/s (${rates[0]} to ${rates.at(-1)})`
  console.log(
    `${name.padEnd(10)} ${clock}, ${processor} µs of processor time (${times[0]} to ${times.at(-1)})`,
  )
  return { rate, processor }
}
