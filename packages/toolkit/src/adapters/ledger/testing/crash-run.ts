/** One life of a log that breaks at a chosen step, and what must hold when it is opened again. */
import { sha256 } from '../../../base/index.ts'
import { parseCheckpoint, readRoot } from '../../../translog/index.ts'
import { checkLedger } from '../fsck.ts'
import { LedgerError } from '../errors.ts'
import { LedgerReader } from '../reader.ts'
import type { Sequenced } from '../sequence.ts'
import { type LedgerPlace, readTiles } from '../store.ts'
import type { LedgerWriter } from '../writer.ts'
import { createTestWitness, type TestWitness } from './cosigners.ts'
import { createLog, createMemory, entriesOf, entryOf, openLog, signer } from './logs.ts'
import type { FaultKind, MemoryDisk } from './memory-disk.ts'

/** `restart`: the process stops, the disk keeps what it was told. `power`: what was not synced is gone. */
export type CrashKind = 'restart' | 'power'

export interface Scenario {
  readonly fault: FaultKind
  readonly crash: CrashKind
  /** Whether checkpoints need a witness, who is down for every third request. */
  readonly isWitnessed: boolean
}

export interface CrashRun {
  readonly steps: number
  /** Steps of the repair, as far as it came. */
  readonly repairSteps: number
  /** The steps that wrote bytes: only those can stop half-way. */
  readonly sized: ReadonlySet<number>
  /** Whether the fault was told to whoever asked for the work. */
  readonly wasTold: boolean
  readonly problems: readonly string[]
}

/** Sizes of the appends: within a tile, to its very end (a kill follows), beyond it. */
const appends = [3, 253, 4]
const TOTAL = appends.reduce((sum, count) => sum + count, 0)

interface Life {
  readonly memory: MemoryDisk
  readonly place: LedgerPlace
  /** What was acknowledged, by event number. */
  readonly places: Map<number, bigint>
  readonly witness: TestWitness | undefined
}

/**
 * Creates a log, appends and publishes by turns; step `at` goes wrong. Then comes the crash, and the same work once more;
 * with `second`, that goes wrong as well at this step of the repair, and is done a third time.
 */
export async function crashOnce(scenario: Scenario, at: number, second?: number): Promise<CrashRun> {
  const { fault, crash, isWitnessed } = scenario
  const witness = isWitnessed
    ? createTestWitness(signer.key, { isReachable: (request) => request % 3 !== 2 })
    : undefined
  const life: Life = { ...createMemory(), places: new Map(), witness }
  life.memory.breakAt(at, fault)
  const wasTold = await hasFailed(live(life))
  const { steps } = life.memory
  const sized = new Set(life.memory.sized)
  const acknowledged = new Map(life.places)
  const problems: string[] = []
  let repairSteps = 0
  try {
    if (second !== undefined) {
      await breakDown(life, crash, { at: second, fault })
      await hasFailed(repair(life))
    }
    await breakDown(life, crash)
    await repair(life)
    repairSteps = life.memory.steps
    // Acknowledged, and perhaps published: what was not synced is gone in any case.
    life.memory.cutPower()
    const writer = await openLog(life.place, witness?.cosign)
    await publishAll(writer)
    await writer.close()
    problems.push(...findProblems(life, acknowledged))
  } catch (cause) {
    problems.push(`the log does not open: ${String(cause)}`)
  }
  const name = `step ${at}${second === undefined ? '' : `, then ${second}`} ${fault} ${crash}`
  return { steps, repairSteps, sized, wasTold, problems: problems.map((problem) => `${name}: ${problem}`) }
}

async function breakDown(
  { memory }: Life,
  crash: CrashKind,
  next?: { readonly at: number; readonly fault: FaultKind },
): Promise<void> {
  // What the crash interrupts gets no further.
  await Promise.resolve()
  memory.breakAt(next?.at, next?.fault)
  if (crash === 'power') memory.cutPower()
}

/** Also where the first life got no further than half a creation. */
async function repair(life: Life): Promise<void> {
  try {
    await createLog(life.place)
  } catch (cause) {
    if (!(cause instanceof LedgerError && cause.code === 'LEDGER_EXISTS')) throw cause
  }
  const writer = await openLog(life.place, life.witness?.cosign)
  note(life, 0, await writer.append(entriesOf(0, TOTAL)))
  await publishAll(writer)
}

/** The witness may be down once or twice. */
async function publishAll(writer: LedgerWriter): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    await writer.publish()
    if (writer.published.size === writer.size) return
  }
  throw new Error('the quorum is missed for ever')
}

async function live(life: Life): Promise<void> {
  await createLog(life.place)
  let from = 0
  for (const [turn, count] of appends.entries()) {
    const writer = await openLog(life.place, life.witness?.cosign)
    try {
      note(life, from, await writer.append(entriesOf(from, from + count)))
      if (turn % 2 === 0) await writer.publish()
      // The next one finds the journal as a kill would leave it.
      if (turn === 1) continue
      if (life.witness !== undefined) await writer.refresh()
      await writer.close()
    } catch (cause) {
      await assertStopped(life, writer)
      throw cause
    } finally {
      from += count
    }
  }
}

async function hasFailed(work: Promise<unknown>): Promise<boolean> {
  return await work.then(
    () => false,
    () => true,
  )
}

/** A writer that failed writes nothing more. */
async function assertStopped(life: Life, writer: LedgerWriter): Promise<void> {
  const { steps } = life.memory
  const told = await Promise.allSettled([writer.append([entryOf(9999)]), writer.publish(), writer.refresh()])
  await writer.close()
  const isWitnessed = life.witness !== undefined
  const went = told.filter(({ status }, at) => status === 'fulfilled' && (at < 2 || isWitnessed))
  if (went.length > 0 || life.memory.steps !== steps) throw new Error('the writer went on after a failure')
}

function note({ places }: Life, from: number, sequenced: readonly Sequenced[]): void {
  for (const [at, { index }] of sequenced.entries()) places.set(from + at, index)
}

function findProblems(
  { memory, place, places, witness }: Life,
  acknowledged: ReadonlyMap<number, bigint>,
): readonly string[] {
  const check = checkLedger(place)
  const problems = check.faults.map(({ file, code, message }) => `${file}: ${code}: ${message}`)
  const reader = new LedgerReader(place.dir, place.disk)
  const { checkpoint } = reader.checkpoint()
  const entries = [...reader.entries(checkpoint, 0n, checkpoint.size)].map((entry) =>
    Buffer.from(entry).toString(),
  )
  if (entries.length !== TOTAL) problems.push(`${entries.length} entries instead of ${TOTAL}`)
  if (new Set(entries).size !== entries.length) problems.push('an entry is there twice')
  for (let at = 0; at < TOTAL; at++) {
    const index = places.get(at)
    const before = acknowledged.get(at)
    if (before !== undefined && before !== index)
      problems.push(`entry ${at} moved from ${before} to ${index}`)
    if (entries[Number(index ?? -1n)] !== Buffer.from(entryOf(at).entry).toString())
      problems.push(`entry ${at} is lost`)
  }
  return [...problems, ...(witness?.alarms ?? []), ...findForks(memory, place, checkpoint.size)]
}

/** Every checkpoint that was ever written, synced or not, is one of the final tree. */
function findForks(memory: MemoryDisk, place: LedgerPlace, size: bigint): readonly string[] {
  return [...memory.notes].flatMap((text) => {
    const parsed = parseCheckpoint(text.slice(0, text.lastIndexOf('\n\n') + 1))
    if (!parsed.ok) return [`a checkpoint cannot be read: ${parsed.error.message}`]
    if (parsed.value.size > size) return [`size ${parsed.value.size} was signed and is gone`]
    const root = readRoot(sha256, { size, read: readTiles(place) }, parsed.value.size)
    const isSame = root.ok && Buffer.compare(root.value, parsed.value.root) === 0
    return isSame ? [] : [`two heads at size ${parsed.value.size}`]
  })
}
