/** What an erasure touches, and whether it may (ledger reference, section 1.4; Art. 13(13) CRA). Writes nothing. */
import { digestDisclosure, findEventType, retentionEnd } from '../../../ledger/index.ts'
import { formatBase64 } from '../../../translog/index.ts'
import { LedgerError } from '../errors.ts'
import type { ErasureDepth, ErasureOrder, ErasureTarget, EventSource, StoredEvent } from './model.ts'
import { openFields } from './record.ts'
import { formatHead, headLength, NO_TAG, parseHead, type RecordHead, recordLength } from './record-head.ts'
import { toPerson } from './record-keys.ts'
import type { FoundRecord } from './segments.ts'
import { formatSlot, toSlot } from './slots.ts'
import type { VaultReader } from './vault.ts'

/** Bytes of one record that change; doing it twice is doing it once. */
export interface Overwrite {
  readonly index: number
  readonly segment: number
  readonly offset: number
  /** Base64. */
  readonly head: string
  /** Offset from the record's begin, and length. */
  readonly zeros: readonly (readonly [number, number])[]
  /** Base64. */
  readonly slot: string
}

export interface ErasurePlan {
  readonly overwrites: readonly Overwrite[]
  /** Digests of personal fields that go, base64, by record. */
  readonly digests: readonly (readonly string[])[]
  /** Ids of data keys to destroy. */
  readonly keys: readonly string[]
  /** Kept until then by law, and erased nevertheless. */
  readonly retentionUntil: string | undefined
}

export interface ErasureRequest {
  readonly target: ErasureTarget
  readonly depth: ErasureDepth
  readonly order: ErasureOrder
  readonly vault: VaultReader
  readonly source: EventSource
  /** Today, YYYY-MM-DD. */
  readonly today: string
}

/** Throws ERASURE_REFUSED or RETENTION_RUNS. */
export function planErasure(request: ErasureRequest): ErasurePlan {
  const { target, depth, vault } = request
  assertPossible(request)
  const keyId = findKeyId(request)
  const overwrites: Overwrite[] = []
  const digests: (readonly string[])[] = []
  let retentionUntil: string | undefined
  for (const found of findRecords(request, keyId)) {
    const isWhole = isPayloadErased(request, found.head)
    if (isWhole) retentionUntil = later(retentionUntil, findRetention(request, found.head))
    const fields = found.head.fields.map(
      ({ isErased, keys }) =>
        !isErased && (isWhole || !('person' in target) || (keyId !== undefined && keys.includes(keyId))),
    )
    if (!isWhole && !fields.includes(true)) continue
    overwrites.push(toOverwrite(found, isWhole, fields))
    digests.push(digestsOf(vault, found, fields))
  }
  const keys = depth === 'key' && keyId !== undefined ? [keyId] : []
  return { overwrites, digests, keys, retentionUntil }
}

function assertPossible({ target, depth, source }: ErasureRequest): void {
  if (!('index' in target)) return
  if (depth === 'key') {
    refuse('one event has no data key of its own; erase its payload, or the key of its person or case')
  }
  const event = source.event(target.index)
  if (event === undefined) refuse(`${target.index} is not in the log`)
  if (depth !== 'payload' || !('event' in event)) return
  if (event.isPublic) refuse(`${target.index} is readable by everybody, for ever`)
  if (event.event.type === 'data.erased') refuse(`${target.index} says what was erased, and stays`)
}

function findKeyId({ target, vault }: ErasureRequest): string | undefined {
  if ('index' in target) return undefined
  return 'person' in target
    ? vault.keys.find('person', toPerson(target.person))?.id
    : vault.keys.find('case', target.caseId)?.id
}

function* findRecords({ target, vault }: ErasureRequest, keyId: string | undefined): Generator<FoundRecord> {
  if ('index' in target) {
    const slot = vault.slot(target.index)
    const head = slot === undefined ? undefined : parseHead(vault.record(slot))
    if (slot !== undefined && head !== undefined && !head.isErased) {
      yield { head, segment: slot.segment, offset: slot.offset }
    }
    return
  }
  if (keyId === undefined) return
  for (const found of vault.segments.scan()) {
    const { isErased, payloadKey, fields } = found.head
    if (isErased) continue
    if (payloadKey === keyId || fields.some(({ keys }) => keys.includes(keyId))) yield found
  }
}

/** Of a person, depth `key` reaches what is theirs; of a case, everything. What explains erasures, and what is public, stays. */
function isPayloadErased({ target, depth, source }: ErasureRequest, head: RecordHead): boolean {
  if (depth === 'disclosures' || (depth === 'key' && 'person' in target) || head.isPublic) return false
  const event = source.event(head.index)
  return !(event !== undefined && 'event' in event && event.event.type === 'data.erased')
}

/** The last day of retention, where it is not over; throws where nothing opens it. */
function findRetention({ order, source, today }: ErasureRequest, { index }: RecordHead): string | undefined {
  const stored = source.event(index)
  // Of what cannot be read nobody knows that it is no evidence.
  const event = stored !== undefined && 'event' in stored ? stored : undefined
  if (event !== undefined && findEventType(event.event.type)?.isEvidence === false) return undefined
  const end = event === undefined ? undefined : retentionOf(source, event)
  if (end !== undefined && end < today) return undefined
  if (opensRetention(order)) return end
  throw new LedgerError(
    'RETENTION_RUNS',
    `entry ${index} documents a product and is kept until ${end ?? 'an unknown day'} (Art. 13(13)); its personal fields can be erased, the rest only by order of a court or a law, named with its reference`,
  )
}

function opensRetention({ legalGround: { kind, reference = '' } }: ErasureOrder): boolean {
  return (kind === 'court-order' || kind === 'legal-obligation') && reference !== ''
}

function retentionOf(source: EventSource, stored: Extract<StoredEvent, { event: unknown }>): string {
  const { product, time } = stored.event
  const of = (type: string): readonly StoredEvent[] =>
    listAll(source, product === undefined ? { type } : { type, product })
  const releases = of('product.version.released').flatMap((one) =>
    'event' in one ? [textOf(one.event.data['releasedAt']) ?? one.event.time] : [],
  )
  const supportUntil = of('support.period.set').flatMap((one) =>
    'event' in one ? [textOf(one.event.data['until']) ?? ''] : [],
  )
  return retentionEnd({ time, releases, supportUntil })
}

function listAll(source: EventSource, query: { type: string; product?: string }): readonly StoredEvent[] {
  const all: StoredEvent[] = []
  let cursor: bigint | undefined
  do {
    const page = source.events({ ...query, limit: 1000, ...(cursor === undefined ? {} : { cursor }) })
    all.push(...page.events)
    cursor = page.next
  } while (cursor !== undefined)
  return all
}

function toOverwrite(
  { head, segment, offset }: FoundRecord,
  isWhole: boolean,
  fields: readonly boolean[],
): Overwrite {
  const zeros: (readonly [number, number])[] = []
  let at = headLength(head.fields.length)
  if (isWhole) zeros.push([at, head.payloadBytes])
  at += head.payloadBytes
  for (const [number, { bytes }] of head.fields.entries()) {
    if (fields[number] === true) zeros.push([at, bytes])
    at += bytes
  }
  const rest = head.fields.map((field, number) =>
    fields[number] === true ? { isErased: true, keys: [], bytes: field.bytes } : field,
  )
  const blank = { isErased: true, typeTag: NO_TAG, productTag: NO_TAG, idTag: NO_TAG, payloadKey: '' }
  const after: RecordHead = { ...head, ...(isWhole ? blank : {}), fields: rest }
  return {
    index: Number(head.index),
    segment,
    offset,
    head: formatBase64(formatHead(after)),
    zeros,
    slot: formatBase64(formatSlot(toSlot(after, { segment, offset }))),
  }
}

function digestsOf(
  vault: VaultReader,
  { head, segment, offset }: FoundRecord,
  fields: readonly boolean[],
): readonly string[] {
  const bytes = vault.segments.read(segment, offset, recordLength(head))
  const disclosures = openFields(head, bytes.subarray(headLength(head.fields.length)), vault.keys)
  return disclosures.flatMap((disclosure, at) =>
    disclosure === undefined || fields[at] !== true ? [] : [digestDisclosure(disclosure)],
  )
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function refuse(message: string): never {
  throw new LedgerError('ERASURE_REFUSED', message)
}
