/** Witnesses between signature and publication: quorum met, missed, alarms; appending meanwhile; timers. */
import { expect, test } from 'vitest'
import { openCheckpoint } from '../../translog/index.ts'
import { toVerifier } from '../feddb/exchange/ed25519.ts'
import { LedgerError } from './errors.ts'
import { checkLedger } from './fsck.ts'
import { openWriter, type WriterOptions } from './open.ts'
import { LedgerReader } from './reader.ts'
import { createTestWitness, type TestWitness } from './testing/cosigners.ts'
import {
  createLog,
  createMemory,
  entriesOf,
  entryOf,
  openLog,
  origin,
  signer,
  toParts,
} from './testing/logs.ts'
import type { Cosign } from './witness/port.ts'
import type { LedgerWriter } from './writer.ts'

type Memory = ReturnType<typeof createMemory>

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'none',
    (cause: unknown) => (cause instanceof LedgerError ? cause.code : String(cause)),
  )

async function newLog(): Promise<Memory> {
  const log = createMemory()
  await createLog(log.place)
  return log
}

const open = async (log: Memory, cosign: Cosign, options: WriterOptions = {}): Promise<LedgerWriter> =>
  (await openWriter({ ...toParts(log.place), cosign }, () => undefined, options)).writer

const served = ({ place }: Memory): bigint =>
  new LedgerReader(place.dir, place.disk).checkpoint().checkpoint.size

const isCosigned = ({ place }: Memory, { verifier }: TestWitness): boolean => {
  const note = new LedgerReader(place.dir, place.disk).checkpoint().note
  const opened = openCheckpoint(note, origin, [toVerifier(signer.key), verifier])
  return opened.ok && opened.value.note.verified.some(({ kind }) => kind === 'cosignature')
}

test('what the quorum cosigned is served with its cosignature', async () => {
  const log = await newLog()
  const witness = createTestWitness(signer.key)
  const writer = await open(log, witness.cosign)
  await writer.append(entriesOf(0, 300))
  expect((await writer.publish()).size).toBe(300n)
  expect(writer.publication).toMatchObject({ kind: 'published', quorum: 'met' })
  expect([served(log), isCosigned(log, witness), witness.asked()]).toEqual([300n, true, 1])
  // Nothing new, nobody is asked.
  await writer.publish()
  await writer.close()
  expect([witness.asked(), log.place.disk.sizeOf('/log/checkpoint.pending')]).toEqual([1, undefined])
  expect(checkLedger(log.place)).toEqual({ size: 300n, pending: 0, faults: [] })
})

test('a missed quorum keeps the older checkpoint, takes more entries, and is made up for', async () => {
  const log = await newLog()
  const witness = createTestWitness(signer.key, { isReachable: (request) => request === 1 || request > 3 })
  const writer = await open(log, witness.cosign)
  await writer.append(entriesOf(0, 5))
  await writer.publish()
  await writer.append(entriesOf(5, 12))
  expect((await writer.publish()).size).toBe(5n)
  expect(writer.publication).toMatchObject({ kind: 'missed', size: 12n })
  expect(await writer.append([entryOf(12)])).toEqual([{ index: 12n, isNew: true }])
  await writer.publish()
  expect([served(log), writer.size]).toEqual([5n, 13n])
  expect(checkLedger(log.place)).toEqual({ size: 5n, pending: 8, faults: [] })
  // Asked again for the same tree, by a process that comes later; opening itself asks nobody.
  const next = await openWriter({ ...toParts(log.place), cosign: witness.cosign }, () => undefined)
  expect([next.report.unpublished, witness.asked(), served(log)]).toEqual([8n, 3, 5n])
  await next.writer.publish()
  expect([served(log), isCosigned(log, witness)]).toEqual([13n, true])
  await next.writer.close()
  expect(checkLedger(log.place)).toEqual({ size: 13n, pending: 0, faults: [] })
  expect(witness.alarms).toEqual([])
})

test('the cosignatures of an earlier round are handed back to whoever asks again', async () => {
  const log = await newLog()
  const witness = createTestWitness(signer.key)
  const shown: string[] = []
  const cosign: Cosign = async (signed, tiles) => {
    shown.push(signed.note)
    const answer = await witness.cosign(signed, tiles)
    return shown.length === 1 ? { ...answer, quorum: 'missed' } : answer
  }
  const writer = await open(log, cosign)
  await writer.append([entryOf(0)])
  await writer.publish()
  await writer.publish()
  expect([shown[0]?.includes('witness.test.example'), shown[1]?.includes('witness.test.example')]).toEqual([
    false,
    true,
  ])
  // A sign of life begins without them: it asks for new ones.
  await writer.refresh()
  expect(shown[2]).toBe(shown[0])
  await writer.close()
})

test('a log that asks nobody any more publishes what waited', async () => {
  const log = await newLog()
  const writer = await open(log, createTestWitness(signer.key, { isReachable: () => false }).cosign)
  await writer.append(entriesOf(0, 3))
  await writer.close()
  expect([served(log), log.place.disk.sizeOf('/log/checkpoint.pending')]).toEqual([0n, expect.any(Number)])
  await (await openLog(log.place)).close()
  expect([served(log), log.place.disk.sizeOf('/log/checkpoint.pending')]).toEqual([3n, undefined])
})

test('entries are taken while a witness takes its time', async () => {
  const log = await newLog()
  const witness = createTestWitness(signer.key)
  let answer = (): void => undefined
  const slow = new Promise<void>((resolve) => {
    answer = resolve
  })
  let ask = (): void => undefined
  const asked = new Promise<void>((resolve) => {
    ask = resolve
  })
  const cosign: Cosign = async (signed, tiles) => {
    ask()
    await slow
    return await witness.cosign(signed, tiles)
  }
  const writer = await open(log, cosign)
  await writer.append([entryOf(0)])
  const publishing = writer.publish()
  await asked
  expect(await writer.append([entryOf(1)])).toEqual([{ index: 1n, isNew: true }])
  expect(served(log)).toBe(0n)
  answer()
  await publishing
  expect(served(log)).toBe(1n)
  await writer.close()
  expect([served(log), witness.alarms.length]).toEqual([2n, 0])
})

test('a witness that holds a larger tree stops the log, for later processes as well', async () => {
  const log = await newLog()
  const witness = createTestWitness(signer.key)
  const first = await open(log, witness.cosign)
  await first.append(entriesOf(0, 4))
  await first.close()
  const old = new Map([...log.memory.files('/log'), ...log.memory.files('/home')])
  const second = await open(log, witness.cosign)
  await second.append(entriesOf(4, 9))
  await second.close()
  // An older copy of everything, the memory outside of the folder included.
  for (const [path, bytes] of old) log.memory.put(path, bytes)
  const third = await open(log, witness.cosign)
  await third.append([entryOf(50)])
  expect(await codeOf(third.publish())).toBe('ROLLED_BACK')
  expect(await codeOf(third.append([entryOf(51)]))).toBe('LEDGER_STOPPED')
  await third.close()
  const before = log.memory.notes.size
  expect(await codeOf(openLog(log.place))).toBe('ROLLED_BACK')
  expect(log.memory.notes.size).toBe(before)
  expect(checkLedger(log.place).faults.map(({ file, code }) => `${file} ${code}`)).toContain(
    'alarm ROLLED_BACK',
  )
  expect(served(log)).toBe(4n)
})

test('a witness that holds another tree of the same size stops the log, and both notes are kept', async () => {
  const log = await newLog()
  const other = await newLog()
  const witness = createTestWitness(signer.key)
  const twin = await open(other, witness.cosign)
  await twin.append([entryOf(70)])
  await twin.close()
  const writer = await open(log, witness.cosign)
  await writer.append([entryOf(0)])
  expect(await codeOf(writer.publish())).toBe('FORKED')
  await writer.close()
  const alarm = JSON.parse(Buffer.from(log.place.disk.read('/log/alarm') ?? []).toString()) as {
    notes: string[]
  }
  expect(alarm.notes.map((note) => note.split('\n').slice(0, 2))).toEqual([
    [origin, '1'],
    [origin, '1'],
  ])
  expect(new Set(alarm.notes).size).toBe(2)
  expect(await codeOf(openLog(log.place))).toBe('FORKED')
  // Somebody looked at it.
  log.memory.overwrite('/log/alarm', () => undefined)
  expect(await codeOf(openLog(log.place))).toBe('none')
})

test('a cosigner that hands back another checkpoint is a defect, and nothing is served', async () => {
  const log = await newLog()
  const cosign: Cosign = (signed) =>
    Promise.resolve({ note: signed.note.replace('\n1\n', '\n2\n'), quorum: 'met', witnesses: [] })
  const writer = await open(log, cosign)
  await writer.append([entryOf(0)])
  expect(await codeOf(writer.publish())).toBe('DISK_FAILED')
  expect(served(log)).toBe(0n)
  await writer.close()
})

interface Clock {
  readonly after: (milliseconds: number, work: () => void) => () => void
  /** Lets the time pass, and all that is due run. */
  readonly pass: (milliseconds: number) => Promise<void>
}

function createClock(): Clock {
  let now = 0
  const due = new Set<{ readonly at: number; readonly work: () => void }>()
  return {
    after: (milliseconds, work) => {
      const item = { at: now + milliseconds, work }
      due.add(item)
      return () => void due.delete(item)
    },
    pass: async (milliseconds) => {
      now += milliseconds
      for (const item of [...due].filter(({ at }) => at <= now)) {
        due.delete(item)
        item.work()
      }
      // All that the memory disk and the test witness do takes turns of the event loop, not time.
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

test('a log with a timer publishes by itself, an urgent entry at once', async () => {
  const log = await newLog()
  const clock = createClock()
  const { writer } = await openWriter(toParts(log.place), () => undefined, {
    publishAfterMs: 1000,
    after: clock.after,
  })
  await clock.pass(5000)
  expect(served(log)).toBe(0n)
  await writer.append([entryOf(0)])
  await clock.pass(600)
  await writer.append([entryOf(1)])
  expect(served(log)).toBe(0n)
  // A second after the first entry that waits, not after the last.
  await clock.pass(400)
  expect(served(log)).toBe(2n)
  await writer.append([entryOf(2)], { urgent: true })
  await clock.pass(0)
  expect(served(log)).toBe(3n)
  await writer.append([entryOf(3)])
  await writer.close()
  expect(served(log)).toBe(4n)
  await clock.pass(9000)
  expect(checkLedger(log.place).faults).toEqual([])
})

test('after a missed quorum it asks again, each time later; what was cosigned long ago is renewed', async () => {
  const log = await newLog()
  const clock = createClock()
  const witness = createTestWitness(signer.key, { isReachable: (request) => request > 3 })
  const timing = { publishAfterMs: 1000, refreshAfterMs: 86_400_000, after: clock.after }
  const writer = await open(log, witness.cosign, timing)
  await writer.append([entryOf(0)])
  const asked: number[] = []
  for (let second = 1; second <= 16; second++) {
    await clock.pass(1000)
    if (witness.asked() > asked.length) asked.push(second)
  }
  // After 1 s, then 2, 4 and 8 s later.
  expect([asked, served(log)]).toEqual([[1, 3, 7, 15], 1n])
  const note = new LedgerReader(log.place.dir, log.place.disk).checkpoint().note
  await clock.pass(86_400_000)
  expect(witness.asked()).toBe(5)
  expect(new LedgerReader(log.place.dir, log.place.disk).checkpoint().note).not.toBe(note)
  await writer.close()
  expect(checkLedger(log.place)).toEqual({ size: 1n, pending: 0, faults: [] })
})
