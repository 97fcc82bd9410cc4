/** Reading events: by place, by id, page by page. Serves the writer and readers without a lock alike. */
import {
  createCommitment,
  deriveKeyHistory,
  type EventError,
  formatLedgerEntry,
  type KeyRecord,
  type PublicLeaf,
  type SealedEvent,
} from '../../../ledger/index.ts'
import type { Result } from '../../../base/index.ts'
import { LedgerError } from '../errors.ts'
import { createVerify } from './event-key.ts'
import type { EventPage, EventQuery, EventSource, StoredEvent } from './model.ts'
import { idTagOf, openRecord, type RecordContent } from './record.ts'
import { headLength, parseHead, type RecordHead } from './record-head.ts'
import type { Slot } from './slots.ts'
import type { TenantKey } from './tenant-key.ts'
import type { VaultReader } from './vault.ts'

export interface StoreParts {
  readonly origin: string
  readonly vault: VaultReader
  readonly tenant: TenantKey
  /** Entries that may be shown. */
  readonly size: () => bigint
}

/** Slots that are read at once. */
const CHUNK = 1024
const MAX_LIMIT = 1000

export class EventStore implements EventSource {
  readonly #parts: StoreParts

  constructor(parts: StoreParts) {
    this.#parts = parts
  }

  get origin(): string {
    return this.#parts.origin
  }

  get size(): bigint {
    return this.#parts.size()
  }

  events(query: EventQuery = {}): EventPage {
    const limit = Math.max(1, Math.min(query.limit ?? 50, MAX_LIMIT))
    const events: StoredEvent[] = []
    const matches = this.#toFilter(query)
    for (const [index, slot] of this.#walk(query)) {
      if (!matches(slot)) continue
      if (events.length === limit) return { events, next: BigInt(index) }
      const event = this.#read(BigInt(index), slot)
      if (holds(event, query)) events.push(event)
    }
    return { events }
  }

  event(index: bigint): StoredEvent | undefined {
    if (index < 0n || index >= this.size) return undefined
    return this.#read(index, this.#parts.vault.slot(index))
  }

  findId(id: string): StoredEvent | undefined {
    const tag = Buffer.from(idTagOf(id))
    for (const [index, slot] of this.#walk({})) {
      if (slot === undefined || tag.compare(slot.idTag) !== 0) continue
      const event = this.#read(BigInt(index), slot)
      if ('event' in event && event.event.id === id) return event
    }
    return undefined
  }

  open(index: bigint): SealedEvent | undefined {
    const slot = index < 0n || index >= this.size ? undefined : this.#parts.vault.slot(index)
    const content = slot === undefined || slot.isErased ? undefined : this.#open(slot, index)
    return content?.kind === 'readable' ? content.sealed : undefined
  }

  async keys(): Promise<readonly KeyRecord[]> {
    const history = await deriveKeyHistory(this.#publicLeaves(), {
      origin: this.origin,
      verify: createVerify(),
    })
    if (history.ok) return history.value
    throw new LedgerError('KEY_INVALID', `${this.origin}: ${history.error.message}`)
  }

  *#publicLeaves(): Generator<PublicLeaf> {
    for (const [index, slot] of this.#walk({ order: 'oldest' })) {
      if (slot?.isPublic !== true) continue
      const content = this.#open(slot, BigInt(index))
      if (content.kind === 'unreadable') {
        throw new LedgerError('LEDGER_DAMAGED', `${this.origin}: entry ${index}: ${content.reason}`)
      }
      yield { index: BigInt(index), envelope: content.sealed.envelope }
    }
  }

  /** Every entry, from the cursor on; undefined for one of which nothing is kept. */
  *#walk({ order = 'newest', cursor }: EventQuery): Generator<readonly [number, Slot | undefined]> {
    const size = Number(this.size)
    if (order === 'oldest') {
      for (let from = Math.max(0, Number(cursor ?? 0n)); from < size; from += CHUNK) {
        yield* this.#chunk(from, Math.min(from + CHUNK, size))
      }
      return
    }
    for (let end = Math.min(size, Number(cursor ?? BigInt(size)) + 1); end > 0; end -= CHUNK) {
      yield* [...this.#chunk(Math.max(0, end - CHUNK), end)].reverse()
    }
  }

  *#chunk(from: number, to: number): Generator<readonly [number, Slot | undefined]> {
    let next = from
    for (const [at, slot] of this.#parts.vault.slotsOf(from, to)) {
      for (; next < at; next++) yield [next, undefined]
      yield [at, slot]
      next = at + 1
    }
    for (; next < to; next++) yield [next, undefined]
  }

  #toFilter({ type, product, from, to }: EventQuery): (slot: Slot | undefined) => boolean {
    const { tenant } = this.#parts
    const names = type === undefined ? undefined : typeof type === 'string' ? [type] : type
    const types = names?.map((name) => toKey(tenant.tag('type', name)))
    const wanted = product === undefined ? undefined : toKey(tenant.tag('product', product))
    const [first, last] = [Date.parse(from ?? ''), Date.parse(to ?? '')]
    return (slot) => {
      // Of an entry without a record nothing is known but its place.
      if (slot === undefined)
        return types === undefined && wanted === undefined && from === undefined && to === undefined
      if (types?.includes(toKey(slot.typeTag)) === false) return false
      if (wanted !== undefined && toKey(slot.productTag) !== wanted) return false
      return !(slot.time < first) && !(slot.time > last)
    }
  }

  #read(index: bigint, slot: Slot | undefined): StoredEvent {
    if (slot === undefined)
      return { state: 'unreadable', index, reason: 'no event of this entry is kept here' }
    if (slot.isErased) return { state: 'erased', index, time: slot.time }
    const content = this.#open(slot, index)
    if (content.kind === 'unreadable') return { state: 'unreadable', index, reason: content.reason }
    const { event, disclosures } = content.sealed
    const state = disclosures.some(({ name }) => name === 'actor') ? 'readable' : 'actor-erased'
    return { state, index, event, disclosures, isPublic: slot.isPublic }
  }

  #open(slot: Slot, index: bigint): RecordContent {
    const bytes = this.#parts.vault.record(slot)
    const head = parseHead(bytes)
    if (head?.index !== index || head.isErased) {
      return { kind: 'unreadable', reason: 'its record is damaged' }
    }
    return this.#openParts(head, bytes)
  }

  #openParts(head: RecordHead, bytes: Uint8Array): RecordContent {
    const parts = bytes.subarray(headLength(head.fields.length))
    const entry = (sealed: Omit<SealedEvent, 'entry'>): Uint8Array => toEntry(sealed, head.isPublic)
    return openRecord(head, parts, { keys: this.#parts.vault.keys, entry })
  }
}

/** The logged bytes, made again. */
function toEntry({ envelope, salt, opening }: Omit<SealedEvent, 'entry'>, isPublic: boolean): Uint8Array {
  if (isPublic) return unwrap(formatLedgerEntry({ kind: 'public', envelope }))
  return unwrap(formatLedgerEntry({ kind: 'event', commitment: unwrap(createCommitment(salt, opening)) }))
}

function unwrap<T>(result: Result<T, Pick<EventError, 'message'>>): T {
  if (result.ok) return result.value
  throw new Error(`a record of the vault cannot have been logged: ${result.error.message}`)
}

/** Tags are short: what they let through is compared once more. */
function holds(stored: StoredEvent, { type, product }: EventQuery): boolean {
  if (!('event' in stored)) return true
  const types = type === undefined || typeof type === 'string' ? type : undefined
  const isType =
    types !== undefined ? stored.event.type === types : type?.includes(stored.event.type) !== false
  return isType && (product === undefined || stored.event.product === product)
}

function toKey(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
