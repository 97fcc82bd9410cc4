/** The log on a disk in memory: batches, ids, proofs, what the whole check and the opening find after tampering. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../base/index.ts'
import { formatJournalRecord } from '../../ledger/index.ts'
import { hashLeaf, openCheckpoint, rootOf, verifyConsistency, verifyTlogProof } from '../../translog/index.ts'
import { toVerifier } from '../feddb/exchange/ed25519.ts'
import { LedgerError } from './errors.ts'
import { checkLedger } from './fsck.ts'
import { openWriter } from './open.ts'
import { LedgerReader } from './reader.ts'
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

type Memory = ReturnType<typeof createMemory>

async function logOf(count: number): Promise<Memory> {
  const log = createMemory()
  await createLog(log.place)
  const writer = await openLog(log.place)
  await writer.append(entriesOf(0, count))
  await writer.close()
  return log
}

const codesOf = ({ place }: Memory): readonly string[] =>
  checkLedger(place).faults.map(({ file, code }) => `${file} ${code}`)

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'none',
    (cause: unknown) => (cause instanceof LedgerError ? cause.code : String(cause)),
  )

test('entries appended in any batches, published at any moments, make the tree of all of them at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.boolean()), { maxLength: 6 }),
      async (steps) => {
        const log = createMemory()
        await createLog(log.place)
        let writer = await openLog(log.place)
        let size = 0
        const before: { readonly size: bigint; readonly root: Uint8Array }[] = []
        for (const [count, doPublish] of steps) {
          const places = await writer.append(entriesOf(size, size + count))
          expect(places.map(({ index, isNew }) => isNew && Number(index))).toEqual(
            Array.from({ length: count }, (_, at) => size + at),
          )
          size += count
          // Published by its writer, or found in the journal by the next one, which the first one's process did not live to see.
          if (doPublish) before.push(await writer.publish())
          else writer = await openLog(log.place)
        }
        await writer.close()
        expect(checkLedger(log.place)).toEqual({ size: BigInt(size), pending: 0, faults: [] })
        const leaves = entriesOf(0, size).map(({ entry }) => hashLeaf(sha256, entry))
        const reader = new LedgerReader(log.place.dir, log.place.disk)
        const { checkpoint } = reader.checkpoint()
        expect(Buffer.from(checkpoint.root)).toEqual(Buffer.from(rootOf(sha256, leaves)))
        for (const index of [0, 255, 256, size - 1].filter((at) => at >= 0 && at < size)) {
          const { proof } = reader.prove(BigInt(index))
          const open = (text: string): ReturnType<typeof openCheckpoint> =>
            openCheckpoint(text, origin, [toVerifier(signer.key)])
          const leafHash = leaves[index] ?? new Uint8Array()
          expect(verifyTlogProof(sha256, { proof, leafHash }, open).ok).toBe(true)
          const other = leaves[index === 0 ? 1 : 0]
          if (other !== undefined)
            expect(verifyTlogProof(sha256, { proof, leafHash: other }, open).ok).toBe(false)
        }
        for (const old of before.filter((tree) => tree.size > 0n)) {
          const { size: newSize, root } = checkpoint
          const { hashes } = reader.proveConsistency({ ...checkpoint, ...old })
          expect(
            verifyConsistency(sha256, { oldSize: old.size, oldRoot: old.root, size: newSize, root }, hashes)
              .ok,
          ).toBe(true)
        }
      },
    ),
    { numRuns: 20 },
  )
}, 120_000)

test('an id has one place: within an append, across appends, after a restart, published or not', async () => {
  const log = createMemory()
  await createLog(log.place)
  const first = await openLog(log.place)
  expect(await first.append([entryOf(0), entryOf(1), entryOf(0)])).toEqual([
    { index: 0n, isNew: true },
    { index: 1n, isNew: true },
    { index: 0n, isNew: false },
  ])
  expect(await first.append([entryOf(1)])).toEqual([{ index: 1n, isNew: false }])
  const second = await openLog(log.place)
  expect(await second.append([entryOf(1), entryOf(2)])).toEqual([
    { index: 1n, isNew: false },
    { index: 2n, isNew: true },
  ])
  await second.close()
  const third = await openLog(log.place)
  // The same id with another entry: the first one stays.
  expect(await third.append([{ id: 'event-2', entry: entryOf(7).entry }])).toEqual([
    { index: 2n, isNew: false },
  ])
  expect(third.size).toBe(3n)
})

test('producers at the same time share syncs, too many are told to wait, bad entries are refused alone', async () => {
  const log = createMemory()
  await createLog(log.place)
  const writer = await openLog(log.place)
  log.memory.breakAt(undefined)
  const all = await Promise.all(Array.from({ length: 200 }, (_, at) => writer.append([entryOf(at)])))
  expect(all.map(([place]) => Number(place?.index))).toEqual(Array.from({ length: 200 }, (_, at) => at))
  // One write and one sync for the first alone, one of each for all the others.
  expect(log.memory.steps).toBeLessThan(10)
  const [long, busy] = await Promise.allSettled([
    writer.append(entriesOf(200, 4200)),
    writer.append(entriesOf(5000, 5200)),
  ])
  expect(long.status).toBe('fulfilled')
  expect(busy.status === 'rejected' && (busy.reason as LedgerError).code).toBe('LEDGER_BUSY')
  expect(await codeOf(writer.append([{ id: 'x', entry: Buffer.from('{"k":"event"}') }]))).toBe(
    'ENTRY_INVALID',
  )
  expect(await codeOf(writer.append([{ id: '', entry: entryOf(1).entry }]))).toBe('ENTRY_INVALID')
  expect(Number((await writer.append([entryOf(6000)]))[0]?.index)).toBe(4200)
  await writer.close()
  expect(codesOf(log)).toEqual([])
})

test('a writer whose lock was taken acknowledges nothing and signs nothing', async () => {
  const log = await logOf(5)
  let isHeld = true
  const parts = toParts(log.place, () => {
    if (!isHeld) throw new LedgerError('LOCK_LOST', 'taken')
  })
  const { writer } = await openWriter(parts, () => undefined)
  await writer.append([entryOf(5)])
  isHeld = false
  expect(await codeOf(writer.append([entryOf(6)]))).toBe('LOCK_LOST')
  expect(await codeOf(writer.publish())).toBe('LEDGER_STOPPED')
  await writer.close()
  const next = await openLog(log.place)
  expect((await next.append([entryOf(5)]))[0]).toEqual({ index: 5n, isNew: false })
  await next.close()
  expect(codesOf(log)).toEqual([])
})

const flip = (bytes: Uint8Array): Uint8Array => {
  const at = bytes.length - 10
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}

const tamperings: readonly (readonly [name: string, expected: string, tamper: (log: Memory) => void])[] = [
  [
    'a flipped tile',
    'tile/0/001.p/44 ROOT_MISMATCH|tile/entries/001.p/44 ENTRY_HASH_MISMATCH',
    (log) => log.memory.overwrite('/log/tile/0/001.p/44', flip),
  ],
  [
    'a flipped full tile',
    'tile/0/000 TILE_HASH_MISMATCH',
    (log) => log.memory.overwrite('/log/tile/0/000', flip),
  ],
  [
    'a flipped bundle',
    'tile/entries/000 ENTRY_HASH_MISMATCH',
    (log) => log.memory.overwrite('/log/tile/entries/000', flip),
  ],
  [
    'a missing tile',
    'tile/1/000.p/1 TILE_MISSING',
    (log) => log.memory.overwrite('/log/tile/1/000.p/1', () => undefined),
  ],
  [
    'a missing checkpoint',
    'checkpoint LEDGER_DAMAGED',
    (log) => log.memory.overwrite('/log/checkpoint', () => undefined),
  ],
  [
    'a forged checkpoint',
    'checkpoint LEDGER_DAMAGED',
    (log) => log.memory.overwrite('/log/checkpoint', flip),
  ],
  [
    'a missing signed note',
    'signed LEDGER_DAMAGED',
    (log) => log.memory.overwrite('/log/signed', () => undefined),
  ],
  [
    'a missing journal',
    'journal LEDGER_DAMAGED',
    (log) => log.memory.overwrite('/log/journal', () => undefined),
  ],
  [
    'shortened ids',
    'ids IDS_MISSING',
    (log) => log.memory.overwrite('/log/ids', (bytes) => bytes.subarray(16)),
  ],
  [
    'a doubled id',
    'ids ID_DOUBLED',
    (log) => log.memory.overwrite('/log/ids', (bytes) => bytes.copyWithin(0, 16, 32)),
  ],
  [
    'a tile of a larger tree',
    'tile/0/001.p/45 FILE_UNKNOWN',
    (log) => log.memory.put('/log/tile/0/001.p/45', new Uint8Array(45 * 32)),
  ],
  ['another identity', 'ledger.json NOT_A_LEDGER', (log) => log.memory.overwrite('/log/ledger.json', flip)],
]

test.each(tamperings)('the whole check finds %s and names the file', async (_, expected, tamper) => {
  const log = await logOf(300)
  expect(codesOf(log)).toEqual([])
  tamper(log)
  const found = codesOf(log)
  expect(
    expected
      .split('|')
      .every((one) => found.includes(one) || found.includes(one.replace(/^\S+ ROOT/, 'checkpoint ROOT'))),
  ).toBe(true)
})

test('an older copy of the folder is noticed, and nothing is signed', async () => {
  const log = await logOf(10)
  const old = log.memory.files('/log')
  const writer = await openLog(log.place)
  await writer.append(entriesOf(10, 20))
  await writer.close()
  for (const [path, bytes] of old) log.memory.put(path, bytes)
  const before = log.memory.notes.size
  expect(await codeOf(openLog(log.place))).toBe('ROLLED_BACK')
  expect(codesOf(log)).toContain('signed ROLLED_BACK')
  expect(log.memory.notes.size).toBe(before)
})

test('a journal with other entries than those that were signed is a fork', async () => {
  const log = await logOf(10)
  const journal = log.memory.files('/log').get('/log/journal') ?? new Uint8Array()
  const old = log.memory.files('/home').get('/home/seen') ?? new Uint8Array()
  const writer = await openLog(log.place)
  await writer.append([entryOf(10)])
  await writer.close()
  const record = formatJournalRecord(new Uint8Array(16).fill(7), 10n, [
    { idHash: new Uint8Array(16), entry: entryOf(77).entry },
  ])
  log.memory.put('/log/journal', Buffer.concat([journal, record]))
  log.memory.put('/log/checkpoint', old)
  expect(['FORKED', 'LEDGER_DAMAGED']).toContain(await codeOf(openLog(log.place)))
})

test('a second log at the same place or with the same memory is refused', async () => {
  const log = await logOf(1)
  expect(await codeOf(createLog(log.place))).toBe('LEDGER_EXISTS')
  log.memory.overwrite('/log/ledger.json', () => undefined)
  expect(await codeOf(createLog(log.place))).toBe('LEDGER_EXISTS')
})

test('a log that nothing outside remembers opens, and says so', async () => {
  const log = await logOf(4)
  expect((await openWriter(toParts(log.place), () => undefined)).report.wasRemembered).toBe(true)
  log.memory.overwrite('/home/seen', () => undefined)
  expect((await openWriter(toParts(log.place), () => undefined)).report.wasRemembered).toBe(false)
  expect((await openWriter(toParts(log.place), () => undefined)).report.wasRemembered).toBe(true)
})

test('an entry that is not in the log has no proof', async () => {
  const log = await logOf(4)
  const reader = new LedgerReader(log.place.dir, log.place.disk)
  expect(() => reader.prove(4n)).toThrow(LedgerError)
  expect(() => reader.prove(-1n)).toThrow(LedgerError)
})
