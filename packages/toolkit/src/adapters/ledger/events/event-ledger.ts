/** The ledger of one organisation: events in, private store and log written together, events out. */
import { type EventDraft, findDraftFault, type KeyRecord, type SealedEvent } from '../../../ledger/index.ts'
import { formatVerifierKey } from '../../../translog/index.ts'
import type { OpenOptions } from '../create.ts'
import type { LedgerDisk } from '../disk.ts'
import { LedgerError } from '../errors.ts'
import type { SignedTree } from '../store.ts'
import type { OpenReport } from '../open.ts'
import type { Publication } from '../publish.ts'
import { LedgerReader } from '../reader.ts'
import type { LedgerWriter } from '../writer.ts'
import { ClockWatch } from './clock.ts'
import { eraseData, finishErasures } from './erase.ts'
import type { EventKey } from './event-key.ts'
import { EventStore } from './event-store.ts'
import {
  assertCurrent,
  finishRotation,
  type Revocation,
  revokeEventKey,
  rotateEventKey,
} from './key-changes.ts'
import type { LedgerHome } from './ledger-home.ts'
import type {
  ErasureDepth,
  ErasureOrder,
  ErasureReport,
  ErasureTarget,
  EventPage,
  EventQuery,
  EventSource,
  RecordedEvent,
  StoredEvent,
} from './model.ts'
import { EventQueue } from './queue.ts'
import { createRandom } from './random.ts'
import type { TenantKey } from './tenant-key.ts'
import type { Vault } from './vault.ts'

export interface EventLedgerOptions {
  /** Publishing by the clock, witnesses, notes from outside: as `openLedger` takes them. */
  readonly writer?: OpenOptions
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly now?: () => number
  /** Milliseconds since any moment, never going back. Default: since the process began. */
  readonly elapsed?: () => number
  /** Default: the machine's. Whoever can guess it can read leaves. */
  readonly random?: (bytes: number) => Uint8Array
  /** For tests, which break it. */
  readonly disk?: LedgerDisk
}

export const machine = {
  now: (): number => Date.now(),
  elapsed: (): number => performance.now(),
  random: createRandom(),
}

/** What an open ledger stands on; the log's lock is held. */
export interface LedgerParts {
  readonly home: LedgerHome
  readonly disk: LedgerDisk
  readonly writer: LedgerWriter
  readonly report: OpenReport
  readonly tenant: TenantKey
  readonly vault: Vault
  readonly key: EventKey
  readonly now: () => number
  readonly elapsed: () => number
  readonly random: (bytes: number) => Uint8Array
}

/**
 * Made by `openEventLedger`. After any error but EVENT_INVALID, EVENT_ID_REUSED, LEDGER_BUSY, ERASURE_REFUSED and
 * RETENTION_RUNS it has stopped for good: open the ledger again.
 */
export class EventLedger implements EventSource {
  readonly #parts: LedgerParts
  readonly #store: EventStore
  readonly #queue: EventQueue
  #key: EventKey
  /** Erasures and changes of keys, one after the other. */
  #work: Promise<unknown> = Promise.resolve()

  constructor(parts: LedgerParts) {
    const { home, writer, vault, tenant, now, elapsed, random } = parts
    const { origin } = home
    const size = (): bigint => writer.size
    this.#parts = parts
    this.#key = parts.key
    this.#store = new EventStore({ origin, vault, tenant, size })
    this.#queue = new EventQueue({
      origin,
      clock: new ClockWatch({ origin, vault, tenant, store: this.#store, size, now, elapsed }),
      writer,
      vault,
      now,
      random,
      signers: () => [this.#key],
      sealedAt: (index) => this.#store.open(index),
    })
  }

  get origin(): string {
    return this.#parts.home.origin
  }

  /** Entries that are acknowledged, published or not. */
  get size(): bigint {
    return this.#parts.writer.size
  }

  /** The newest tree that others can see. */
  get published(): SignedTree {
    return this.#parts.writer.published
  }

  /** What came of the last publication: who cosigned. */
  get publication(): Publication | undefined {
    return this.#parts.writer.publication
  }

  /** What was found when the log was opened. */
  get report(): OpenReport {
    return this.#parts.report
  }

  /** The log's own, as outsiders pin it. */
  get verifierKey(): string {
    return formatVerifierKey(new LedgerReader(this.#parts.home.log.dir, this.#parts.disk).key)
  }

  /** With which events are signed now. */
  get keyid(): string {
    return this.#key.keyid
  }

  /**
   * Resolves when all are durable and have their places; all that is handed in at the same time shares the syncs. A draft
   * with an id may be recorded again: nothing happens a second time. Throws EVENT_INVALID before anything is taken. If it
   * rejects otherwise, some may be recorded: repeat with the same ids.
   */
  async record(
    drafts: readonly EventDraft[],
    { urgent = false }: { readonly urgent?: boolean } = {},
  ): Promise<readonly RecordedEvent[]> {
    for (const [at, draft] of drafts.entries()) {
      const fault = findDraftFault(draft) ?? findReserved(draft)
      if (fault !== undefined) throw new LedgerError('EVENT_INVALID', `event ${at}: ${fault.message}`)
    }
    return await settled(this.#queue.add(drafts, { isUrgent: urgent }))
  }

  /** Resolves when all that was recorded before is visible to others, as `LedgerWriter.publish` says. */
  async publish(): Promise<SignedTree> {
    await this.#queue.drain()
    const tree = await this.#parts.writer.publish()
    await this.#parts.vault.sync(this.size)
    return tree
  }

  /** Asks the witnesses again for the newest tree. */
  async refresh(): Promise<SignedTree> {
    return await this.#parts.writer.refresh()
  }

  /** Publishes, then lets others write. */
  async close(): Promise<void> {
    const { writer, vault } = this.#parts
    try {
      await this.#work.catch(() => undefined)
      await this.#queue.drain()
      if (this.#queue.stopped === undefined) await this.publish()
    } finally {
      this.#queue.stop(new LedgerError('LEDGER_STOPPED', `${this.origin}: closed`))
      await vault.segments.close()
      await writer.close()
    }
  }

  events(query: EventQuery = {}): EventPage {
    return this.#store.events(query)
  }

  event(index: bigint): StoredEvent | undefined {
    return this.#store.event(index)
  }

  findId(id: string): StoredEvent | undefined {
    const index = this.#parts.writer.find(id)
    return index === undefined ? undefined : this.#store.event(index)
  }

  open(index: bigint): SealedEvent | undefined {
    return this.#store.open(index)
  }

  async keys(): Promise<readonly KeyRecord[]> {
    return await this.#store.keys()
  }

  /** A new key for events takes over; `key.rotated` is signed by both. Old signatures stay valid. */
  async rotateKey(actor: EventDraft['actor'], reason?: string): Promise<RecordedEvent> {
    return await this.#inOrder(async () => {
      const { event } = await rotateEventKey(this.#keyParts(), { actor, reason })
      return event
    })
  }

  /**
   * Says that a key is no longer to be believed. The key with which this ledger signs is replaced first. Throws EVENT_INVALID
   * for a key that is not there or was revoked before.
   */
  async revokeKey(revocation: Revocation): Promise<RecordedEvent> {
    return await this.#inOrder(() => revokeEventKey(this.#keyParts(), revocation))
  }

  /**
   * Erases, and records `data.erased`. Throws ERASURE_REFUSED where this cannot be, RETENTION_RUNS where it must not. A kill
   * at any moment is finished by the next opening. Copies and backups of the vault keep what was erased by depth
   * `disclosures` and `payload`; by depth `key` nobody can read them any more.
   */
  async erase(target: ErasureTarget, depth: ErasureDepth, order: ErasureOrder): Promise<ErasureReport> {
    return await this.#inOrder(() => eraseData(this.#erasureParts(), { target, depth, order }))
  }

  /** The leaves that open the log. Called once, by `createEventLedger`. */
  async start(drafts: readonly EventDraft[]): Promise<void> {
    await settled(this.#queue.add(drafts, { isUrgent: true }))
  }

  /** What a crash left: a change of keys, erasures. Called once, by `openEventLedger`. */
  async finish(): Promise<void> {
    this.#key = await finishRotation(this.#keyParts())
    await assertCurrent(this.#keyParts())
    await finishErasures(this.#erasureParts())
  }

  #keyParts(): Parameters<typeof finishRotation>[0] {
    const { home, disk } = this.#parts
    return {
      home,
      disk,
      key: this.#key,
      keys: () => this.keys(),
      record: async (draft, signers, next = this.#key) => {
        const done = (): void => {
          this.#key = next
        }
        const change = { signers, done }
        const [event] = await settled(this.#queue.add([draft], { isUrgent: true, change }))
        if (event === undefined) throw new Error('an event without an answer')
        return event
      },
    }
  }

  #erasureParts(): Parameters<typeof finishErasures>[0] {
    const { home, disk, vault, tenant, now, random } = this.#parts
    const record = (drafts: readonly EventDraft[]): Promise<readonly RecordedEvent[]> => this.record(drafts)
    return { home, disk, vault, tenant, now, random, record, source: this.#store }
  }

  /** One after the other; a failure does not stop the next. */
  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#work.then(work, work)
    this.#work = run.catch(() => undefined)
    return run
  }
}

/** What would leave the key file and the log of different minds. */
function findReserved({ type, data }: EventDraft): { readonly message: string } | undefined {
  if (type === 'log.created') return { message: 'log.created: only the first leaf is' }
  const isKey = type.startsWith('key.') && (data['purpose'] === 'event' || data['purpose'] === 'log')
  return isKey
    ? { message: `${type}: keys for events and logs change by rotateKey and revokeKey` }
    : undefined
}

/** All have ended when it rejects. */
async function settled(answers: readonly Promise<RecordedEvent>[]): Promise<readonly RecordedEvent[]> {
  const results = await Promise.allSettled(answers)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
