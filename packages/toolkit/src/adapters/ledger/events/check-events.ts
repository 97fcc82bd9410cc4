/** The whole check of the events against their log: each leaf has its event, or an erasure that explains why not. */
import { sha256 } from '../../../base/index.ts'
import {
  deriveKeyHistory,
  digestDisclosure,
  type EventData,
  ID_HASH_BYTES,
  type KeyRecord,
  parseLedgerEntry,
  type PublicLeaf,
  type SealedEvent,
  validateEventData,
  verifyEvent,
} from '../../../ledger/index.ts'
import type { LedgerDisk } from '../disk.ts'
import { LedgerError } from '../errors.ts'
import type { LedgerFault } from '../errors.ts'
import { nodeDisk } from '../node-disk.ts'
import { readIds } from '../open.ts'
import { LedgerReader } from '../reader.ts'
import { placeholderOf } from '../restore.ts'
import type { LedgerPlace } from '../store.ts'
import { createVerify } from './event-key.ts'
import { openEventReader } from './event-reader.ts'
import type { LedgerHome } from './ledger-home.ts'
import type { EventSource, StoredEvent } from './model.ts'

export interface EventCheck {
  /** Published entries, all of which were looked at. */
  readonly size: bigint
  /** Events that were opened and verified against their leaves. */
  readonly verified: bigint
  /** Leaves whose event was erased, and said to be. */
  readonly erased: bigint
  /** Nothing found is good. `file`: the entry, as `entry N`. */
  readonly faults: readonly LedgerFault[]
}

/** What `data.erased` events say. */
interface Erasures {
  /** Entries whose content must be gone. */
  readonly entries: ReadonlySet<bigint>
  /** Entries of which something was erased. */
  readonly touched: ReadonlySet<bigint>
  /** Digests of personal fields that must be gone. */
  readonly digests: ReadonlySet<string>
}

/** Changes nothing; needs no lock. Memory grows with what was erased and with keys, not with the log. Tiles: `checkLedgerFolder`. */
export async function checkEvents(
  home: LedgerHome,
  { maxFaults = 100, disk = nodeDisk }: { readonly maxFaults?: number; readonly disk?: LedgerDisk } = {},
): Promise<EventCheck> {
  const faults: LedgerFault[] = []
  const counts = { size: 0n, verified: 0n, erased: 0n }
  try {
    const log = new LedgerReader(home.log.dir, disk)
    const source = openEventReader(home, disk)
    const keys = await readKeys(log, source)
    const erasures = readErasures(source)
    const { checkpoint } = log.checkpoint()
    for (const entry of log.entries(checkpoint, 0n, source.size)) {
      const leaf = { entry, index: counts.size++, counts }
      const place = { dir: home.log.dir, disk }
      const fault =
        (await checkEntry(leaf, { source, keys, erasures })) ?? findIdFault(leaf.index, source, place)
      if (fault !== undefined && faults.push(fault) >= maxFaults) break
    }
  } catch (cause) {
    if (!(cause instanceof LedgerError)) throw cause
    faults.push({ file: home.log.dir, code: cause.code, message: cause.message })
  }
  return { ...counts, faults }
}

/** From the leaves themselves, not from what is kept beside them. */
async function readKeys(log: LedgerReader, source: EventSource): Promise<readonly KeyRecord[]> {
  const { checkpoint } = log.checkpoint()
  const leaves: PublicLeaf[] = []
  let index = 0n
  for (const bytes of log.entries(checkpoint, 0n, source.size)) {
    const entry = parseLedgerEntry(bytes)
    if (entry.ok && entry.value.kind === 'public') leaves.push({ index, envelope: entry.value.envelope })
    index++
  }
  const history = await deriveKeyHistory(leaves, { origin: source.origin, verify: createVerify() })
  if (!history.ok) throw new LedgerError('KEY_INVALID', `${source.origin}: ${history.error.message}`)
  return history.value
}

function readErasures(source: EventSource): Erasures {
  const entries = new Set<bigint>()
  const touched = new Set<bigint>()
  const digests = new Set<string>()
  for (const { depth, scope, entries: ranges, disclosures } of listErasures(source)) {
    const isWhole = depth === 'payload' || (depth === 'key' && scope === 'case')
    for (const index of listRanges(ranges)) {
      touched.add(index)
      if (isWhole) entries.add(index)
    }
    for (const digest of disclosures as readonly string[]) digests.add(digest)
  }
  return { entries, touched, digests }
}

function* listErasures(source: EventSource): Generator<EventData> {
  let cursor: bigint | undefined
  do {
    const at = cursor === undefined ? {} : { cursor }
    const page = source.events({ type: 'data.erased', order: 'oldest', limit: 1000, ...at })
    for (const stored of page.events) {
      if ('event' in stored && validateEventData('data.erased', stored.event.data).ok) yield stored.event.data
    }
    cursor = page.next
  } while (cursor !== undefined)
}

function* listRanges(ranges: unknown): Generator<bigint> {
  for (const { first, last } of ranges as readonly { first: number; last: number }[]) {
    for (let index = first; index <= last; index++) yield BigInt(index)
  }
}

interface CheckedLeaf {
  readonly entry: Uint8Array
  readonly index: bigint
  readonly counts: { verified: bigint; erased: bigint }
}

interface CheckTools {
  readonly source: EventSource
  readonly keys: readonly KeyRecord[]
  readonly erasures: Erasures
}

async function checkEntry(
  { entry, index, counts }: CheckedLeaf,
  { source, keys, erasures }: CheckTools,
): Promise<LedgerFault | undefined> {
  const stored = source.event(index)
  if (stored === undefined || !('event' in stored)) {
    if (!erasures.entries.has(index)) return toFault(index, 'UNKNOWN_LEAF', reasonOf(stored))
    if (stored?.state === 'erased') counts.erased++
    return undefined
  }
  const sealed = source.open(index)
  const fault =
    findErasureFault(stored, erasures) ??
    (sealed === undefined ? undefined : await verifySealed(sealed, { entry, index, keys, source }))
  if (fault === undefined) counts.verified++
  return fault
}

/** No signature covers the hashes of ids; by them a repeated event is known. After restoring from a mirror some stand for nothing. */
function findIdFault(
  index: bigint,
  source: EventSource,
  place: Pick<LedgerPlace, 'dir' | 'disk'>,
): LedgerFault | undefined {
  const stored = source.event(index)
  if (stored === undefined || !('event' in stored)) return undefined
  const found = readIds(place, Number(index), 1)
  const own = sha256(stored.event.id).subarray(0, ID_HASH_BYTES)
  if ([own, placeholderOf(index)].some((one) => Buffer.compare(one, found) === 0)) return undefined
  return toFault(index, 'ID_MISMATCH', 'the log remembers another id: repeated, it would be recorded twice')
}

function reasonOf(stored: StoredEvent | undefined): string {
  return stored?.state === 'unreadable' ? stored.reason : 'its content is gone and nothing says why'
}

/** What is here and should not be, and what is not and should. */
function findErasureFault(
  { index, event, disclosures, isPublic }: Extract<StoredEvent, { event: unknown }>,
  erasures: Erasures,
): LedgerFault | undefined {
  // A case's events of public kinds, and events that explain erasures, stay when the case goes.
  if (erasures.entries.has(index) && !isPublic && event.type !== 'data.erased') {
    return toFault(index, 'ERASED_READABLE', 'was erased, and is here again: an old copy was put back')
  }
  if (disclosures.some((one) => erasures.digests.has(digestDisclosure(one)))) {
    return toFault(index, 'ERASED_READABLE', 'a personal field was erased, and is here again')
  }
  return disclosures.length < event.sd.length && !erasures.touched.has(index)
    ? toFault(index, 'FIELD_MISSING', 'a personal field cannot be read, and nothing says why')
    : undefined
}

async function verifySealed(
  sealed: SealedEvent,
  { entry, index, keys, source }: Omit<CheckTools, 'erasures'> & { entry: Uint8Array; index: bigint },
): Promise<LedgerFault | undefined> {
  if (Buffer.compare(sha256(sealed.entry), sha256(entry)) !== 0) {
    return toFault(index, 'LEAF_MISMATCH', 'the event that is kept here is not the one that was logged')
  }
  const proof = { ...sealed, entry, disclosures: sealed.disclosures.map(({ text }) => text) }
  const verified = await verifyEvent(proof, {
    origin: source.origin,
    keys,
    verify: createVerify(),
    // Nobody outside is asked here; the event's own time stands in for the time of logging.
    place: { index, loggedAt: sealed.event.time },
  })
  return verified.ok ? undefined : toFault(index, verified.error.code, verified.error.message)
}

function toFault(index: bigint, code: string, message: string): LedgerFault {
  return { file: `entry ${index}`, code, message }
}
