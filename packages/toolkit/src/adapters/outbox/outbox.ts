/**
 * Events whose change is under way, as files beside the ledger. The order is: file aside (durable), intent (durable),
 * rename, event in the ledger, intent removed. So after a kill at any moment the place of the file says what is true.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { compareCodeUnits } from '../../base/index.ts'
import type { EventDraft } from '../../ledger/index.ts'
import { CaseStoreError, hasCode, reasonOf } from '../cases-errors.ts'
import { syncFolder, writePrivately } from '../cases-files.ts'
import type { Announcement, Intent, IntentState, StagedFile } from './model.ts'
import { parseIntent } from './parse-intent.ts'

const SUFFIX = '.json'

/** `id` names the intent; the caller makes it so that names sort by time (a ULID). The folder is made where it is not there. */
export function announceIn(folder: string, id: string, drafts: readonly EventDraft[]): Announcement {
  return {
    prepare: (staged: StagedFile) => {
      // Whoever settles it may stand in another folder.
      const [aside, path] = [resolve(staged.aside), resolve(staged.path)]
      const intent: Intent = { id, drafts, aside, path, sha256: digestOf(aside), file: fileOf(aside) ?? '' }
      const name = join(folder, `${id}${SUFFIX}`)
      guardDisk(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }))
      writePrivately(name, `${JSON.stringify(intent)}\n`)
      return { cancel: () => forget(folder, id) }
    },
  }
}

/** In the order in which they were announced. Throws CaseStoreError OUTBOX_DAMAGED for a file that is no intent. */
export function listIntents(folder: string): readonly Intent[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .sort(compareCodeUnits)
    .map((name) => readIntent(join(folder, name)))
}

/** Call it only while nobody can be between announcing and renaming. The name of a file that happened is durable when it returns. */
export function stateOf({ aside, path, sha256, file }: Intent): IntentState {
  const isPlaced = fileOf(path) === file
  if (!isPlaced && fileOf(aside) === file) return 'dropped'
  if (!isPlaced && !(isThere(path) && digestOf(path) === sha256)) return 'unclear'
  guardDisk(path, () => syncFolder(dirname(path)))
  return 'happened'
}

/** Removes what a killed process left aside. */
export function sweepAside({ aside, file }: Intent): void {
  if (fileOf(aside) === file) guardDisk(aside, () => rmSync(aside, { force: true }))
}

/** Durable when it returns. */
export function forget(folder: string, id: string): void {
  guardDisk(folder, () => {
    rmSync(join(folder, `${id}${SUFFIX}`), { force: true })
    syncFolder(folder)
  })
}

function readIntent(path: string): Intent {
  const intent = parseIntent(guardDisk(path, () => readFileSync(path, 'utf8')))
  // By its id the file is removed later: another name in it would reach another file.
  if (intent !== undefined && basename(path) === `${intent.id}${SUFFIX}`) return intent
  const message = `${path} is not an intent of the outbox: read it, record its event by hand, then remove it`
  throw new CaseStoreError('OUTBOX_DAMAGED', message)
}

function fileOf(path: string): string | undefined {
  const found = guardDisk(path, () => statSync(path, { bigint: true, throwIfNoEntry: false }))
  return found === undefined ? undefined : `${found.dev}:${found.ino}`
}

function isThere(path: string): boolean {
  return fileOf(path) !== undefined
}

function digestOf(path: string): string {
  return createHash('sha256')
    .update(guardDisk(path, () => readFileSync(path)))
    .digest('hex')
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return []
    throw new CaseStoreError('DISK_FAILED', `${folder}: ${reasonOf(cause)}`, cause)
  }
}

function guardDisk<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof CaseStoreError) throw cause
    throw new CaseStoreError('DISK_FAILED', `${path}: ${reasonOf(cause)}`, cause)
  }
}
