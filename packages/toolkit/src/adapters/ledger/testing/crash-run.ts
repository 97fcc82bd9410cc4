/** One life of a log that breaks at a chosen step, and what must hold when it is opened again. */
import { sha256 } from '../../../base/index.ts'
import { parseCheckpoint, readRoot } from '../../../translog/index.ts'
import { checkLedger } from '../fsck.ts'
import { LedgerReader } from '../reader.ts'
import { type LedgerPlace, readTiles } from '../store.ts'
import type { Sequenced } from '../sequence.ts'
import { createLog, createMemory, entriesOf, entryOf, openLog } from './logs.ts'
import type { FaultKind, MemoryDisk } from './memory-disk.ts'

/** `restart`: the process stops, the disk keeps what it was told. `power`: what was not synced is gone. */
export type CrashKind = 'restart' | 'power'

export interface CrashRun {
  readonly steps: number
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
}

/** Creates a log, appends and publishes by turns; step `at` goes wrong. Then comes the crash, and the same work once more. */
export async function crashOnce(at: number, fault: FaultKind, crash: CrashKind): Promise<CrashRun> {
  const life: Life = { ...createMemory(), places: new Map() }
  life.memory.breakAt(at, fault)
  const wasTold = await live(life).then(
    () => false,
    () => true,
  )
  const { steps } = life.memory
  const sized = new Set(life.memory.sized)
  const acknowledged = new Map(life.places)
  life.memory.breakAt(undefined)
  if (crash === 'power') life.memory.cutPower()
  const problems: string[] = []
  try {
    await createLog(life.place).catch(() => undefined)
    await append(life, 0, TOTAL)
    // Acknowledged and not published: only the journal has the last ones.
    life.memory.cutPower()
    await (await openLog(life.place)).close()
    problems.push(...findProblems(life, acknowledged))
  } catch (cause) {
    problems.push(`the log does not open: ${String(cause)}`)
  }
  return {
    steps,
    sized,
    wasTold,
    problems: problems.map((problem) => `step ${at} ${fault} ${crash}: ${problem}`),
  }
}

async function live(life: Life): Promise<void> {
  await createLog(life.place)
  let from = 0
  for (const [turn, count] of appends.entries()) {
    const writer = await openLog(life.place)
    try {
      note(life, from, await writer.append(entriesOf(from, from + count)))
      if (turn % 2 === 0) await writer.publish()
      // The next one finds the journal as a kill would leave it.
      if (turn === 1) continue
      await writer.close()
    } catch (cause) {
      await assertStopped(life, writer)
      throw cause
    } finally {
      from += count
    }
  }
}

/** A writer that failed writes nothing more. */
async function assertStopped(life: Life, writer: Awaited<ReturnType<typeof openLog>>): Promise<void> {
  const { steps } = life.memory
  const told = await Promise.allSettled([writer.append([entryOf(9999)]), writer.publish()])
  await writer.close()
  if (told.some(({ status }) => status === 'fulfilled') || life.memory.steps !== steps) {
    throw new Error('the writer went on after a failure')
  }
}

async function append(life: Life, from: number, to: number): Promise<void> {
  const writer = await openLog(life.place)
  note(life, from, await writer.append(entriesOf(from, to)))
}

function note({ places }: Life, from: number, sequenced: readonly Sequenced[]): void {
  for (const [at, { index }] of sequenced.entries()) places.set(from + at, index)
}

function findProblems(
  { memory, place, places }: Life,
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
  return [...problems, ...findForks(memory, place, checkpoint.size)]
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
