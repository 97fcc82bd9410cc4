/** The one writer of a log: takes entries in batches, acknowledges what is durable, publishes what was taken. */
import { checkNewEntry, hashId, type JournalEntry, type NewEntry } from '../../ledger/index.ts'
import { LedgerError, toLedgerError } from './errors.ts'
import type { IdTable } from './id-table.ts'
import { JournalFile } from './journal-file.ts'
import { integrateEntries, type WriterParts } from './integrate.ts'
import { type Publication, publishTree } from './publish.ts'
import { placeBatch, type Sequenced } from './sequence.ts'
import type { SignedTree } from './store.ts'
import { PublishTimer, type Timing } from './timer.ts'

/** Entries that share one sync. */
export const BATCH = 256
/** Entries that may wait for their sync (Tessera's figure); beyond, LEDGER_BUSY. */
const MAX_WAITING = 4096
/** Entries that may wait for their tiles, in memory and in the journal, before these are written and signed unasked. */
const MAX_UNSIGNED = 4096

interface Request {
  readonly entries: readonly JournalEntry[]
  readonly resolve: (places: readonly Sequenced[]) => void
  readonly reject: (cause: LedgerError) => void
}

export interface WriterState {
  readonly signed: SignedTree
  readonly published: SignedTree
  /** Asked for when the first entry comes: opening a large log stays fast. */
  readonly loadIds: () => IdTable
  readonly release: () => void
}

export interface AppendOptions {
  /** Publish at once, whatever the timer says; `append` does not wait for it. */
  readonly urgent?: boolean
}

/** Made by `openLedger`. After any error but ENTRY_INVALID and LEDGER_BUSY it has stopped for good: open the log again. */
export class LedgerWriter {
  readonly #parts: WriterParts
  readonly #release: () => void
  readonly #loadIds: () => IdTable
  readonly #timer: PublishTimer
  #ids: IdTable | undefined
  #signed: SignedTree
  #published: SignedTree
  #publication: Publication | undefined
  /** In the journal, and in no tile yet. */
  #pending: JournalEntry[] = []
  #queue: Request[] = []
  #waiting = 0
  readonly #journal: JournalFile
  /** Places, tiles and signatures, one after the other. */
  #work: Promise<void> = Promise.resolve()
  /** Witnesses and publication, beside the other work: a slow witness keeps nobody from appending. */
  #shows: Promise<void> = Promise.resolve()
  #stopped: LedgerError | undefined

  constructor(parts: WriterParts, { signed, published, loadIds, release }: WriterState, timing: Timing = {}) {
    this.#parts = parts
    this.#journal = new JournalFile(parts)
    this.#signed = signed
    this.#published = published
    this.#loadIds = loadIds
    this.#release = release
    // Their failures stop the writer; whoever calls it next is told.
    this.#timer = new PublishTimer(timing, {
      publish: () => void this.publish().catch(() => undefined),
      refresh: () => void this.refresh().catch(() => undefined),
    })
    if (this.#isDirty()) this.#timer.wake()
  }

  /** The newest published tree. */
  get published(): SignedTree {
    return this.#published
  }

  /** What came of the last publication in this process: who cosigned, and whether the quorum was met. */
  get publication(): Publication | undefined {
    return this.#publication
  }

  /** Entries with a place in the log, published or not. */
  get size(): bigint {
    return this.#signed.size + BigInt(this.#pending.length)
  }

  /** The place of the entry with this id, once `append` has answered for it. */
  find(id: string): bigint | undefined {
    const known = (this.#ids ??= this.#loadIds()).find(hashId(id))
    return known === undefined ? undefined : BigInt(known)
  }

  /**
   * Resolves when all are durable and have their places (step 2 of the crash table), one answer each; what producers hand
   * in at the same time shares a sync. If it rejects, some may be in the log: append them again under the same ids.
   */
  async append(
    entries: readonly NewEntry[],
    { urgent = false }: AppendOptions = {},
  ): Promise<readonly Sequenced[]> {
    if (this.#stopped !== undefined) throw this.#stopped
    const checked = entries.map(toChecked)
    if (this.#waiting + checked.length > MAX_WAITING) {
      throw new LedgerError(
        'LEDGER_BUSY',
        `${this.#waiting} entries wait and ${checked.length} more come; at most ${MAX_WAITING} may`,
      )
    }
    this.#waiting += checked.length
    const parts = Array.from({ length: Math.ceil(checked.length / BATCH) }, (_, at) =>
      this.#enqueue(checked.slice(at * BATCH, (at + 1) * BATCH)),
    )
    const places = (await Promise.all(parts)).flat()
    if (this.#isDirty()) this.#timer.wake()
    if (urgent) this.publish().catch(() => undefined)
    return places
  }

  /**
   * Resolves when all that was appended before is in the tiles, signed and visible to readers; where the quorum of witnesses
   * was missed, when it is signed and waits (`publication` says so). The newest published tree.
   */
  async publish(): Promise<SignedTree> {
    await this.#schedule(async () => {
      await this.#drain()
      await this.#integrate()
    })
    await this.#show('next')
    return this.#published
  }

  /** Asks the witnesses for new cosignatures of the newest signed tree, though it may be published: a sign of life. */
  async refresh(): Promise<SignedTree> {
    if (this.#parts.cosign !== undefined) await this.#show('fresh')
    return this.#published
  }

  /** Publishes, then lets others write. After a failure it only lets go. */
  async close(): Promise<void> {
    try {
      if (this.#stopped === undefined) await this.publish()
    } finally {
      this.#timer.stop()
      this.#stopped ??= new LedgerError('LEDGER_STOPPED', `${this.#parts.dir}: closed`)
      // Nothing writes once the lock is free.
      await Promise.all([this.#work, this.#shows])
      await this.#journal.close()
      this.#release()
    }
  }

  #enqueue(entries: readonly JournalEntry[]): Promise<readonly Sequenced[]> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ entries, resolve, reject })
      // The failure reaches each request; nobody awaits this.
      this.#schedule(() => this.#drain()).catch(() => undefined)
    })
  }

  /** One after the other. The first failure ends everything that follows. */
  #schedule(work: () => Promise<void>): Promise<void> {
    const run = this.#work.then(async () => {
      if (this.#stopped !== undefined) throw this.#stopped
      try {
        await work()
      } catch (cause) {
        throw this.#stop(cause)
      }
    })
    this.#work = run.catch(() => undefined)
    return run
  }

  /** One after the other as well. */
  #show(round: 'next' | 'fresh'): Promise<void> {
    const run = this.#shows.then(async () => {
      if (this.#stopped !== undefined) throw this.#stopped
      if (round === 'next' && this.#published.size === this.#signed.size) return
      try {
        const options = { published: this.#published, round }
        const publication = await publishTree(this.#parts, this.#signed, options)
        this.#publication = publication
        if (publication.kind === 'published') this.#published = publication.tree
        this.#timer.settle(publication, this.#isDirty())
      } catch (cause) {
        throw this.#stop(cause)
      }
    })
    this.#shows = run.catch(() => undefined)
    return run
  }

  #isDirty(): boolean {
    return this.size > this.#published.size
  }

  #stop(cause: unknown): LedgerError {
    const error = toLedgerError(this.#parts.dir, cause)
    this.#timer.stop()
    this.#stopped = new LedgerError('LEDGER_STOPPED', `${error.message}; open the log again`, error)
    for (const request of this.#queue) request.reject(this.#stopped)
    this.#queue = []
    return error
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#takeBatch()
      const count = batch.reduce((sum, { entries }) => sum + entries.length, 0)
      try {
        const places = await this.#sequence(batch)
        for (const [at, request] of batch.entries()) request.resolve(places[at] ?? [])
      } catch (cause) {
        const error = toLedgerError(this.#parts.dir, cause)
        for (const request of batch) request.reject(error)
        throw error
      } finally {
        this.#waiting -= count
      }
      if (this.#pending.length >= MAX_UNSIGNED) await this.#integrate()
    }
  }

  #takeBatch(): readonly Request[] {
    const batch: Request[] = []
    let count = 0
    for (const request of this.#queue) {
      if (batch.length > 0 && count + request.entries.length > BATCH) break
      batch.push(request)
      count += request.entries.length
    }
    this.#queue = this.#queue.slice(batch.length)
    return batch
  }

  /** Gives each entry its place, and writes the new ones ahead. */
  async #sequence(batch: readonly Request[]): Promise<readonly (readonly Sequenced[])[]> {
    const ids = (this.#ids ??= this.#loadIds())
    const requests = batch.map(({ entries }) => entries)
    const { places, added } = placeBatch(ids, this.size, requests)
    if (added.length === 0) return places
    await this.#journal.append(this.#signed.size, this.size, added)
    // After the sync: whoever takes the lock from now on finds these entries in the journal.
    this.#parts.assertHeld()
    for (const entry of added) {
      this.#pending.push(entry)
      ids.add(entry.idHash)
    }
    return places
  }

  async #integrate(): Promise<void> {
    if (this.#pending.length === 0) return
    await this.#journal.close()
    const signed = this.#signed
    this.#signed = await integrateEntries(this.#parts, {
      start: signed,
      entries: this.#pending,
      signed,
      known: [],
    })
    this.#pending = []
    this.#ids?.settle()
  }
}

function toChecked(entry: NewEntry): JournalEntry {
  const idHash = checkNewEntry(entry)
  if (!idHash.ok) throw new LedgerError('ENTRY_INVALID', `${entry.id}: ${idHash.error.message}`)
  return { idHash: idHash.value, entry: Buffer.from(entry.entry) }
}
