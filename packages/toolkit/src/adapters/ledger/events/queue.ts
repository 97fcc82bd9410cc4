/** Drafts on their way into the log: sealed in groups, the next group while the one before is written. */
import {
  type EventDraft,
  type EventSigner,
  findEventType,
  sealDraft,
  type SealedEvent,
} from '../../../ledger/index.ts'
import { LedgerError, toLedgerError } from '../errors.ts'
import type { LedgerWriter } from '../writer.ts'
import type { ClockWatch } from './clock.ts'
import type { RecordedEvent } from './model.ts'
import { isSameEvent } from './same-event.ts'
import type { Vault } from './vault.ts'

/** Events that share their syncs. */
const BATCH = 256
/** Events that may wait; beyond, LEDGER_BUSY. */
const MAX_WAITING = 4096

export interface QueueParts {
  readonly origin: string
  readonly writer: LedgerWriter
  readonly vault: Vault
  /** Of the moment: a change of keys changes it. */
  readonly signers: () => readonly EventSigner[]
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly clock: Pick<ClockWatch, 'check'>
  /** What the id was given to before. */
  readonly sealedAt: (index: bigint) => SealedEvent | undefined
}

/** A change of the key that signs: alone in its batch, and nothing is sealed between it and what follows. */
export interface KeyChange {
  /** Of this one event. */
  readonly signers: readonly EventSigner[]
  /** The event is durable. */
  readonly done: () => void
}

interface Request {
  readonly draft: EventDraft
  readonly isUrgent: boolean
  readonly change: KeyChange | undefined
  readonly resolve: (event: RecordedEvent) => void
  readonly reject: (cause: unknown) => void
}

interface Prepared {
  readonly request: Request
  readonly sealed: SealedEvent
  readonly index: bigint
}

interface Sealing {
  readonly batch: readonly Request[]
  readonly sealing: Promise<readonly Prepared[]>
}

export class EventQueue {
  readonly #parts: QueueParts
  #queue: Request[] = []
  #waiting = 0
  /** The first place that no event has been given. */
  #next: bigint
  /** Events with an id of their producer's that are not acknowledged yet. */
  readonly #underWay = new Map<string, Promise<SealedEvent>>()
  #isRunning = false
  #writing: Promise<void> = Promise.resolve()
  #idle: Promise<void> = Promise.resolve()
  #stopped: LedgerError | undefined

  constructor(parts: QueueParts) {
    this.#parts = parts
    this.#next = parts.writer.size
  }

  /** Drafts were checked. All or none of them are queued; each is answered by itself. */
  add(
    drafts: readonly EventDraft[],
    { isUrgent, change }: { readonly isUrgent: boolean; readonly change?: KeyChange },
  ): readonly Promise<RecordedEvent>[] {
    if (this.#stopped !== undefined) throw this.#stopped
    if (this.#waiting + drafts.length > MAX_WAITING) {
      throw new LedgerError('LEDGER_BUSY', `${this.#waiting} events wait, at most ${MAX_WAITING} may`)
    }
    this.#waiting += drafts.length
    const answers = drafts.map(
      (draft) =>
        new Promise<RecordedEvent>((resolve, reject) => {
          this.#queue.push({ draft, isUrgent, change, resolve, reject })
        }),
    )
    if (!this.#isRunning) this.#idle = this.#run()
    return answers
  }

  /** Resolves when nothing waits; never rejects. */
  async drain(): Promise<void> {
    await this.#idle
  }

  /** Nothing is taken any more. */
  stop(cause: LedgerError): void {
    this.#stopped ??= cause
  }

  get stopped(): LedgerError | undefined {
    return this.#stopped
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    // What is added in the same turn shares the batch.
    await Promise.resolve()
    let ahead: Sealing | undefined
    while (ahead !== undefined || this.#queue.length > 0) {
      const { batch, sealing } = ahead ?? this.#startSealing()
      const prepared = await sealing
      const change = batch[0]?.change
      // Signed by other threads while this batch is encrypted and written.
      ahead = this.#startAhead(change)
      await this.#writing
      if (prepared.length > 0) this.#writing = this.#write(prepared)
      this.#waiting -= batch.length
      const isLast = ahead === undefined && this.#queue.length === 0
      if (change !== undefined || isLast) await this.#writing
      if (change !== undefined && this.#stopped === undefined) change.done()
    }
    this.#isRunning = false
  }

  /** Undefined where nothing waits, and beside a change of keys: what follows it is signed by another key. */
  #startAhead(change: KeyChange | undefined): Sealing | undefined {
    const [next] = this.#queue
    const isPlain = change === undefined && next !== undefined && next.change === undefined
    return isPlain ? this.#startSealing() : undefined
  }

  #startSealing(): Sealing {
    const batch = this.#take()
    return { batch, sealing: this.#prepare(batch) }
  }

  #take(): readonly Request[] {
    const change = this.#queue.findIndex(({ change: own }, at) => own !== undefined && at < BATCH)
    return this.#queue.splice(0, change < 0 ? BATCH : Math.max(1, change))
  }

  /** Seals what is new; answers what is not. */
  async #prepare(batch: readonly Request[]): Promise<readonly Prepared[]> {
    const fresh: Request[] = []
    const sealing: Promise<SealedEvent>[] = []
    for (const request of batch) {
      // One after the other: the second of two with one id finds the first.
      if (this.#answerKnown(request)) continue
      fresh.push(request)
      sealing.push(this.#seal(request))
    }
    const sealed = await Promise.allSettled(sealing)
    const prepared: Prepared[] = []
    for (const [at, request] of fresh.entries()) {
      const result = sealed[at]
      if (result?.status !== 'fulfilled') {
        if (request.draft.id !== undefined) this.#underWay.delete(request.draft.id)
        request.reject(result?.reason)
      } else prepared.push({ request, sealed: result.value, index: this.#next++ })
    }
    const alarm = this.#parts.clock.check(prepared.map(({ sealed: { event } }) => event))
    return alarm === undefined ? prepared : await this.#addAlarm(prepared, alarm)
  }

  /** In the same batch: what is durable is durable with its alarm. Beside a change of keys it has to wait for the new key. */
  async #addAlarm(prepared: readonly Prepared[], draft: EventDraft): Promise<readonly Prepared[]> {
    const ignore = (): void => undefined
    const request = { draft, isUrgent: true, change: undefined, resolve: ignore, reject: ignore }
    if (prepared.some(({ request: { change } }) => change !== undefined)) {
      this.#queue.unshift(request)
      this.#waiting++
      return prepared
    }
    return [...prepared, { request, sealed: await this.#seal(request), index: this.#next++ }]
  }

  async #seal({ draft, change }: Request): Promise<SealedEvent> {
    const { origin, now, random } = this.#parts
    const options = { origin, now: now(), random, signers: change?.signers ?? this.#parts.signers() }
    const sealing = sealDraft(draft, options).then((sealed) => {
      if (sealed.ok) return sealed.value
      throw new LedgerError('EVENT_INVALID', sealed.error.message)
    })
    if (draft.id !== undefined) this.#underWay.set(draft.id, sealing)
    return await sealing
  }

  /** True where the id has an event already, recorded or on its way. */
  #answerKnown(request: Request): boolean {
    const { id } = request.draft
    if (id === undefined) return false
    const underWay = this.#underWay.get(id)
    const index = underWay === undefined ? this.#parts.writer.find(id) : undefined
    if (underWay === undefined && index === undefined) return false
    this.#answer(request, underWay, index).then(request.resolve, request.reject)
    return true
  }

  async #answer(
    { draft }: Request,
    underWay: Promise<SealedEvent> | undefined,
    index: bigint | undefined,
  ): Promise<RecordedEvent> {
    const id = draft.id ?? ''
    const first = await underWay
    const place = index ?? (await this.#placeOf(id))
    const sealed = first ?? this.#parts.sealedAt(place)
    // What was erased cannot be compared; its id still has its place.
    if (sealed === undefined || isSameEvent(draft, sealed)) return { id, index: place, isNew: false }
    throw new LedgerError('EVENT_ID_REUSED', `${id}: recorded before at ${place}, with other content`)
  }

  async #placeOf(id: string): Promise<bigint> {
    for (;;) {
      const index = this.#parts.writer.find(id)
      if (index !== undefined) return index
      if (this.#stopped !== undefined) throw this.#stopped
      await this.#writing
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Vault, then journal: an acknowledged leaf can always be opened. */
  async #write(batch: readonly Prepared[]): Promise<void> {
    try {
      if (this.#stopped !== undefined) throw this.#stopped
      const { vault, now } = this.#parts
      await vault.append(batch.map(toRecord), now())
      const indices = await this.#append(batch)
      for (const [at, { request, sealed }] of batch.entries()) {
        request.resolve({ id: sealed.event.id, index: indices[at] ?? 0n, isNew: true })
      }
    } catch (cause) {
      const error = toLedgerError(this.#parts.origin, cause)
      this.stop(new LedgerError('LEDGER_STOPPED', `${error.message}; open the ledger again`, error))
      for (const { request } of batch) request.reject(error)
    } finally {
      for (const { sealed } of batch) this.#underWay.delete(sealed.event.id)
    }
  }

  async #append(batch: readonly Prepared[]): Promise<readonly bigint[]> {
    const isUrgent = batch.some(
      ({ request }) => request.isUrgent || findEventType(request.draft.type)?.flush === 'urgent',
    )
    const entries = batch.map(({ sealed }) => ({ id: sealed.event.id, entry: sealed.entry }))
    const places = await this.#parts.writer.append(entries, { urgent: isUrgent })
    const isRight = places.every(({ index, isNew }, at) => isNew && index === batch[at]?.index)
    if (!isRight) throw new LedgerError('LEDGER_DAMAGED', 'the log gave other places than were free')
    return places.map(({ index }) => index)
  }
}

function toRecord({ request: { draft }, sealed, index }: Prepared): Parameters<Vault['append']>[0][number] {
  const isPublic = findEventType(draft.type)?.isPublic === true
  return { sealed, index, isPublic, caseId: draft.caseId }
}
