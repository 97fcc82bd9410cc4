/** The one writer of a log: takes entries in batches, acknowledges what is durable, publishes what was taken. */
import { join } from 'node:path'
import {
  checkNewEntry,
  formatJournalRecord,
  type JournalEntry,
  type NewEntry,
  parseJournal,
} from '../../ledger/index.ts'
import type { AppendFile } from './disk.ts'
import { LedgerError, toLedgerError } from './errors.ts'
import type { IdTable } from './id-table.ts'
import { publishEntries, type SignedTree, type WriterParts } from './publish.ts'
import { guard, names } from './store.ts'

/** Entries that share one sync. */
export const BATCH = 256
/** Entries that may wait for their sync (Tessera's figure); beyond, LEDGER_BUSY. */
const MAX_WAITING = 4096
/** Entries that may wait for their tiles, in memory and in the journal, before they are published unasked. */
const MAX_UNPUBLISHED = 4096

export interface Sequenced {
  readonly index: bigint
  /** False when the id had its place already: the entry that was given is not in the log, the first one is. */
  readonly isNew: boolean
}

interface Request {
  readonly entries: readonly JournalEntry[]
  readonly resolve: (places: readonly Sequenced[]) => void
  readonly reject: (cause: LedgerError) => void
}

export interface WriterState {
  readonly published: SignedTree
  /** Asked for when the first entry comes: opening a large log stays fast. */
  readonly loadIds: () => IdTable
  readonly release: () => void
}

/** Made by `openLedger`. After any error but ENTRY_INVALID and LEDGER_BUSY it has stopped for good: open the log again. */
export class LedgerWriter {
  readonly #parts: WriterParts
  readonly #release: () => void
  readonly #loadIds: () => IdTable
  #ids: IdTable | undefined
  #published: SignedTree
  #pending: JournalEntry[] = []
  #queue: Request[] = []
  #waiting = 0
  #journal: { readonly file: AppendFile; readonly nonce: Uint8Array } | undefined
  #work: Promise<void> = Promise.resolve()
  #stopped: LedgerError | undefined

  constructor(parts: WriterParts, { published, loadIds, release }: WriterState) {
    this.#parts = parts
    this.#published = published
    this.#loadIds = loadIds
    this.#release = release
  }

  /** The newest published tree. */
  get published(): SignedTree {
    return this.#published
  }

  /** Entries with a place in the log, published or not. */
  get size(): bigint {
    return this.#published.size + BigInt(this.#pending.length)
  }

  /**
   * Resolves when all are durable and have their places (step 2 of the crash table), one answer each; what producers hand
   * in at the same time shares a sync. If it rejects, some may be in the log: append them again under the same ids.
   */
  async append(entries: readonly NewEntry[]): Promise<readonly Sequenced[]> {
    if (this.#stopped !== undefined) throw this.#stopped
    const checked = entries.map(toChecked)
    if (this.#waiting + checked.length > MAX_WAITING) {
      throw new LedgerError('LEDGER_BUSY', `${this.#waiting} entries wait, at most ${MAX_WAITING} may`)
    }
    this.#waiting += checked.length
    const parts = Array.from({ length: Math.ceil(checked.length / BATCH) }, (_, at) =>
      this.#enqueue(checked.slice(at * BATCH, (at + 1) * BATCH)),
    )
    return (await Promise.all(parts)).flat()
  }

  /** Resolves when all that was appended before is in the tiles, signed and visible to readers. */
  async publish(): Promise<SignedTree> {
    await this.#schedule(async () => {
      await this.#drain()
      await this.#publishPending()
    })
    return this.#published
  }

  /** Publishes, then lets others write. After a failure it only lets go. */
  async close(): Promise<void> {
    try {
      if (this.#stopped === undefined) await this.publish()
    } finally {
      this.#stopped ??= new LedgerError('LEDGER_STOPPED', `${this.#parts.dir}: closed`)
      await this.#closeJournal()
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

  #stop(cause: unknown): LedgerError {
    const error = toLedgerError(this.#parts.dir, cause)
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
      if (this.#pending.length >= MAX_UNPUBLISHED) await this.#publishPending()
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
    const start = this.size
    const added: JournalEntry[] = []
    const fresh = new Map<string, bigint>()
    const places = batch.map(({ entries }) =>
      entries.map((entry): Sequenced => {
        const name = Buffer.from(entry.idHash).toString('latin1')
        const known = fresh.get(name) ?? ids.find(entry.idHash)
        if (known !== undefined) return { index: BigInt(known), isNew: false }
        const index = start + BigInt(added.length)
        added.push(entry)
        fresh.set(name, index)
        return { index, isNew: true }
      }),
    )
    if (added.length === 0) return places
    const { file, nonce } = (this.#journal ??= await this.#openJournal())
    await guard(names.journal, () => file.append(formatJournalRecord(nonce, start, added)))
    // After the sync: whoever takes the lock from now on finds these entries in the journal.
    this.#parts.assertHeld()
    for (const entry of added) {
      this.#pending.push(entry)
      ids.add(entry.idHash)
    }
    return places
  }

  async #publishPending(): Promise<void> {
    if (this.#pending.length === 0) return
    await this.#closeJournal()
    const signed = this.#published
    this.#published = await publishEntries(this.#parts, {
      start: signed,
      entries: this.#pending,
      signed,
      known: [],
    })
    this.#pending = []
  }

  async #openJournal(): Promise<{ readonly file: AppendFile; readonly nonce: Uint8Array }> {
    const path = join(this.#parts.dir, names.journal)
    const journal = parseJournal(this.#parts.disk.read(path) ?? new Uint8Array())
    if (!journal.ok || journal.value.size !== this.#published.size || journal.value.entries.length > 0) {
      throw new LedgerError('LOCK_LOST', `${path}: not the journal that this writer began`)
    }
    return { file: await guard(path, () => this.#parts.disk.openAppend(path)), nonce: journal.value.nonce }
  }

  async #closeJournal(): Promise<void> {
    const journal = this.#journal
    this.#journal = undefined
    if (journal !== undefined) await guard(names.journal, () => journal.file.close())
  }
}

function toChecked(entry: NewEntry): JournalEntry {
  const idHash = checkNewEntry(entry)
  if (!idHash.ok) throw new LedgerError('ENTRY_INVALID', `${entry.id}: ${idHash.error.message}`)
  return { idHash: idHash.value, entry: Uint8Array.from(entry.entry) }
}
