/** The journal of one open log: begun empty when the log is opened and after each signature, lengthened by one writer. */
import { join } from 'node:path'
import { formatJournalRecord, type JournalEntry, parseJournal } from '../../ledger/index.ts'
import type { AppendFile } from './disk.ts'
import { LedgerError } from './errors.ts'
import { guard, type LedgerPlace, names } from './store.ts'

export class JournalFile {
  readonly #place: Pick<LedgerPlace, 'dir' | 'disk'>
  #open: { readonly file: AppendFile; readonly nonce: Uint8Array } | undefined

  constructor(place: Pick<LedgerPlace, 'dir' | 'disk'>) {
    this.#place = place
  }

  /** Durable when it returns. `size`: of the tree after which the journal has to begin; `start`: place of the first entry. */
  async append(size: bigint, start: bigint, entries: readonly JournalEntry[]): Promise<void> {
    const { file, nonce } = (this.#open ??= await this.#begin(size))
    await guard(names.journal, () => file.append(formatJournalRecord(nonce, start, entries)))
  }

  async close(): Promise<void> {
    const open = this.#open
    this.#open = undefined
    if (open !== undefined) await guard(names.journal, () => open.file.close())
  }

  async #begin(size: bigint): Promise<{ readonly file: AppendFile; readonly nonce: Uint8Array }> {
    const { dir, disk } = this.#place
    const path = join(dir, names.journal)
    const journal = parseJournal(disk.read(path) ?? new Uint8Array())
    if (!journal.ok || journal.value.size !== size || journal.value.entries.length > 0) {
      throw new LedgerError('LOCK_LOST', `${path}: not the journal that this writer began`)
    }
    return { file: await guard(path, () => disk.openAppend(path)), nonce: journal.value.nonce }
  }
}
