/** The rollback guard and the way back: checkpoints from outside, missing entries from a mirror. */
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { formatTilePath, listChangedBundles, listTiles, signCheckpoint } from '../../translog/index.ts'
import { sha256 } from '../../base/index.ts'
import { LedgerError } from './errors.ts'
import { checkLedger } from './fsck.ts'
import { openWriter } from './open.ts'
import { LedgerReader } from './reader.ts'
import { type RestoreOptions, type RestoreReport, restoreStore } from './restore.ts'
import { DurableFiles, type LedgerPlace } from './store.ts'
import { createLog, entriesOf, entryOf, openLog, origin, signer, toParts } from './testing/logs.ts'
import { MemoryDisk } from './testing/memory-disk.ts'

interface Log {
  readonly memory: MemoryDisk
  readonly place: LedgerPlace
}

type Files = ReadonlyMap<string, Uint8Array>

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'none',
    (cause: unknown) => (cause instanceof LedgerError ? cause.code : String(cause)),
  )

async function logOf(count: number): Promise<Log> {
  const memory = new MemoryDisk(['/log', '/home', '/mirror'])
  const log = { memory, place: { dir: '/log', seenPath: '/home/seen', disk: memory.disk } }
  await createLog(log.place)
  await grow(log, 0, count)
  return log
}

async function grow({ place }: Log, from: number, to: number): Promise<void> {
  const writer = await openLog(place)
  for (let at = from; at < to; at += 4000) await writer.append(entriesOf(at, Math.min(at + 4000, to)))
  await writer.close()
}

/** What is served: a mirror has no more. */
const publicFiles = ({ memory }: Log): Files =>
  new Map(
    [...memory.files('/log')].filter(([path]) => path === '/log/checkpoint' || path.startsWith('/log/tile/')),
  )

async function putMirror({ memory }: Log, files: Files, folder = '/mirror'): Promise<void> {
  for (const [path, bytes] of files) {
    const to = path.replace('/log', folder)
    for (let at = folder.length + 1; at < dirname(to).length + 1; at++) {
      if (to[at] === '/') await memory.disk.makeFolder(to.slice(0, at))
    }
    memory.put(to, bytes)
  }
}

async function putBack({ memory }: Log, old: Files): Promise<void> {
  await memory.disk.remove('/log/tile')
  for (const path of memory.files('/log').keys()) if (!old.has(path)) await memory.disk.remove(path)
  await putMirror({ memory } as Log, old, '/log')
}

const restore = (log: Log, options: RestoreOptions = {}): Promise<RestoreReport> =>
  restoreStore(
    { ...toParts(log.place), files: new DurableFiles(log.place.disk, log.place.dir) },
    signer.key,
    { ...options, mirrorDir: '/mirror' },
  )

const noteOf = ({ place }: Log): string => new LedgerReader(place.dir, place.disk).checkpoint().note

test('a checkpoint from outside that is newer refuses the log, now and later; older ones of the same log are fine', async () => {
  const log = await logOf(5)
  const old = log.memory.files('/log')
  const seen = log.memory.files('/home')
  const middle = noteOf(log)
  await grow(log, 5, 9)
  const newest = noteOf(log)
  const open = (notes: readonly string[]): ReturnType<typeof openWriter> =>
    openWriter(toParts(log.place), () => undefined, { known: notes.map((note) => ({ note })) })
  const { report } = await open([middle, newest, 'not a note', newest.replace('\n9\n', '\n8\n')])
  expect(report.ignored.length).toBe(2)
  // The memory outside of the folder was put back as well: only others know better.
  await putBack(log, old)
  for (const [path, bytes] of seen) log.memory.put(path, bytes)
  expect(await codeOf(openLog(log.place))).toBe('none')
  expect(await codeOf(open([newest]))).toBe('ROLLED_BACK')
  expect(await codeOf(openLog(log.place))).toBe('ROLLED_BACK')
  await openLog(log.place).catch((cause: unknown) => expect(String(cause)).toContain('restoreFromMirror'))
})

test('a checkpoint from outside with another root stops the log until somebody has looked', async () => {
  const log = await logOf(5)
  const forged = signCheckpoint({ origin, size: 4n, root: sha256('another history'), extensions: [] }, [
    signer,
  ])
  const known = forged.ok ? [{ note: forged.value }] : []
  expect(await codeOf(openWriter(toParts(log.place), () => undefined, { known }))).toBe('FORKED')
  expect(await codeOf(openLog(log.place))).toBe('FORKED')
  expect(checkLedger(log.place).faults.map(({ file, code }) => `${file} ${code}`)).toEqual(['alarm FORKED'])
})

test.each([
  [3, 10],
  [250, 260],
  [256, 512],
  [300, 5000],
])('an older copy of %i entries gets those up to %i back from what is served', async (count, end) => {
  const log = await logOf(count)
  const old = log.memory.files('/log')
  await grow(log, count, end)
  const newest = log.memory.files('/log')
  await putMirror(log, publicFiles(log))
  await putBack(log, old)
  expect(await codeOf(openLog(log.place))).toBe('ROLLED_BACK')
  const report = await restore(log)
  expect(report).toEqual({ from: BigInt(count), size: BigInt(end), withoutId: end - count })
  expect(checkLedger(log.place)).toEqual({ size: BigInt(end), pending: 0, faults: [] })
  for (const tile of [...listTiles(BigInt(end)), ...listChangedBundles(0n, BigInt(end))]) {
    const path = `/log/${formatTilePath(tile)}`
    expect([path, log.place.disk.read(path)]).toEqual([path, newest.get(path)])
  }
  const writer = await openLog(log.place)
  // Whose ids were in the older copy are known, the others are not.
  expect(await writer.append([entryOf(0)])).toEqual([{ index: 0n, isNew: false }])
  expect(await writer.append([entryOf(end)])).toEqual([{ index: BigInt(end), isNew: true }])
  await writer.close()
  expect(checkLedger(log.place).faults).toEqual([])
})

test('ids come from a copy of the folder, or from whoever knows the events', async () => {
  for (const hasFolder of [true, false]) {
    const log = await logOf(3)
    const old = log.memory.files('/log')
    await grow(log, 3, 300)
    await putMirror(log, hasFolder ? log.memory.files('/log') : publicFiles(log))
    await putBack(log, old)
    const idOf = (_: Uint8Array, index: bigint): string | undefined =>
      index === 9n ? undefined : `event-${index}`
    const report = await restore(log, hasFolder ? {} : { idOf })
    expect(report.withoutId).toBe(hasFolder ? 0 : 1)
    const writer = await openLog(log.place)
    expect(await writer.append([entryOf(299)])).toEqual([{ index: 299n, isNew: false }])
    await writer.close()
  }
})

test('entries that were acknowledged and not published stay in their places', async () => {
  const log = await logOf(3)
  const writer = await openLog(log.place)
  await writer.append(entriesOf(3, 8))
  // The backup has five entries in its journal; of these the mirror has two.
  const old = log.memory.files('/log')
  const mirrored = await logOf(5)
  const served = publicFiles(mirrored)
  log.memory.put('/home/seen', mirrored.memory.files('/home').get('/home/seen') ?? new Uint8Array())
  await putMirror(log, served)
  await putBack(log, old)
  expect(await codeOf(openLog(log.place))).toBe('ROLLED_BACK')
  expect(await restore(log)).toEqual({ from: 3n, size: 5n, withoutId: 0 })
  const next = await openLog(log.place)
  expect(await next.append(entriesOf(0, 9))).toEqual(
    Array.from({ length: 9 }, (_, at) => ({ index: BigInt(at), isNew: at === 8 })),
  )
  await next.close()
  expect(checkLedger(log.place)).toEqual({ size: 9n, pending: 0, faults: [] })
})

test('where nothing is left but the key and the memory, the whole log comes back', async () => {
  const log = await logOf(300)
  await putMirror(log, publicFiles(log))
  await putBack(log, new Map())
  expect(await codeOf(openLog(log.place))).toBe('NOT_A_LEDGER')
  expect(await restore(log)).toEqual({ from: 0n, size: 300n, withoutId: 300 })
  await grow(log, 300, 301)
  expect(checkLedger(log.place)).toEqual({ size: 301n, pending: 0, faults: [] })
})

const flip = (bytes: Uint8Array): Uint8Array => {
  const at = bytes.length - 10
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}

const unusable: readonly (readonly [string, string, (log: Log) => void])[] = [
  [
    'a missing checkpoint',
    'MIRROR_UNUSABLE',
    ({ memory }) => memory.overwrite('/mirror/checkpoint', () => undefined),
  ],
  ['a forged checkpoint', 'MIRROR_UNUSABLE', ({ memory }) => memory.overwrite('/mirror/checkpoint', flip)],
  [
    'a changed entry',
    'MIRROR_UNUSABLE',
    ({ memory }) => memory.overwrite('/mirror/tile/entries/001.p/144', flip),
  ],
  ['a changed tile', 'MIRROR_UNUSABLE', ({ memory }) => memory.overwrite('/mirror/tile/0/000', flip)],
  [
    'a missing bundle',
    'MIRROR_UNUSABLE',
    ({ memory }) => memory.overwrite('/mirror/tile/entries/000', () => undefined),
  ],
]

test.each(unusable)('a mirror with %s brings nothing back and changes nothing', async (_, code, tamper) => {
  const log = await logOf(3)
  const old = log.memory.files('/log')
  await grow(log, 3, 400)
  await putMirror(log, publicFiles(log))
  await putBack(log, old)
  tamper(log)
  const before = log.memory.files('/log')
  expect(await codeOf(restore(log))).toBe(code)
  expect(log.memory.files('/log')).toEqual(before)
})

test('a mirror that is too old, or of another history, is refused', async () => {
  const log = await logOf(3)
  const old = log.memory.files('/log')
  await grow(log, 3, 10)
  const middle = publicFiles(log)
  await grow(log, 10, 20)
  await putBack(log, old)
  await putMirror(log, middle)
  expect(await codeOf(restore(log))).toBe('ROLLED_BACK')
  const other = await logOf(0)
  const writer = await openLog(other.place)
  await writer.append(entriesOf(500, 530))
  await writer.close()
  await log.memory.disk.remove('/mirror/tile')
  await putMirror(log, publicFiles(other))
  expect(await codeOf(restore(log))).toBe('FORKED')
})

test('restoring may be interrupted at any step, and be done again', async () => {
  const log = await logOf(3)
  const old = log.memory.files('/log')
  await grow(log, 3, 300)
  await putMirror(log, publicFiles(log))
  await putBack(log, old)
  log.memory.breakAt(undefined)
  const home = log.memory.files('/home')
  for (let at = 1; ; at++) {
    await putBack(log, old)
    for (const [path, bytes] of home) log.memory.put(path, bytes)
    log.memory.breakAt(at, at % 2 === 0 ? 'fail' : 'lie')
    const code = await codeOf(restore(log))
    const { steps } = log.memory
    log.memory.breakAt(undefined)
    if (steps < at) break
    expect([at, code]).toEqual([at, 'DISK_FAILED'])
    // Half restored it does not sign on, or it is whole.
    const opened = await codeOf(openLog(log.place))
    expect(['none', 'ROLLED_BACK', 'ENTRIES_MISSING', 'LEDGER_DAMAGED']).toContain(opened)
    await restore(log)
    expect([at, checkLedger(log.place)]).toEqual([at, { size: 300n, pending: 0, faults: [] }])
  }
})
