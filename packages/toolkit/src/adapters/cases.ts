/** Art. 14 cases on this machine: one file per case, written whole, by one command at a time. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { compareCodeUnits, err, ok, type Result } from '../base/index.ts'
import {
  appendEntry,
  type CaseFile,
  caseFolderName,
  formatCase,
  isCaseId,
  isDrillId,
  type NewEntry,
  nextCaseId,
  openCase,
  parseCase,
  type Refusal,
} from '../cra/index.ts'
import { CaseStoreError, hasCode, reasonOf } from './cases-errors.ts'
import { placeDurably, withCaseLock } from './cases-files.ts'
import type { Announce, Announcement } from './outbox/model.ts'
import { readTextFile } from './text-file.ts'

export interface CaseProblem {
  readonly code: 'CASE_UNKNOWN' | 'CASE_DAMAGED'
  readonly message: string
}

export interface CaseListing {
  /** By id. */
  readonly cases: readonly CaseFile[]
  /** Files that lie there and cannot be read as cases. */
  readonly problems: readonly CaseProblem[]
}

/** Largest case file; parseCase has limits of its own. */
const largestCase = 64 * 1024 * 1024

/**
 * Folder of one product's cases, or of its drills, which never lie together. Trusted: whoever can write here can
 * change what a case says. Every function throws CaseStoreError where the disk refuses.
 */
export function caseFolder(productFolder: string, isDrill: boolean): string {
  return join(productFolder, caseFolderName(isDrill))
}

export function listCases(productFolder: string, isDrill: boolean): CaseListing {
  const folder = caseFolder(productFolder, isDrill)
  const ids = namesIn(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []))
  const read = ids.sort(compareCodeUnits).map((id) => readCase(productFolder, id))
  return {
    cases: read.flatMap((one) => (one.ok ? [one.value] : [])),
    problems: read.flatMap((one) => (one.ok ? [] : [one.error])),
  }
}

export function readCase(productFolder: string, id: string): Result<CaseFile, CaseProblem> {
  if (!isCaseId(id)) return err({ code: 'CASE_UNKNOWN', message: `${id} is not the id of a case` })
  const path = join(caseFolder(productFolder, isDrillId(id)), `${id}.json`)
  const text = readTextFile(path, largestCase)
  if (!text.ok) {
    const isThere = namesIn(caseFolder(productFolder, isDrillId(id))).includes(`${id}.json`)
    const code = isThere ? 'CASE_DAMAGED' : 'CASE_UNKNOWN'
    return err({ code, message: isThere ? text.error.message : `there is no case ${id}` })
  }
  const file = parseCase(parseText(text.value))
  if (!file.ok) return err({ code: 'CASE_DAMAGED', message: `${path}: ${file.error.message}` })
  if (file.value.id !== id) {
    return err({ code: 'CASE_DAMAGED', message: `${path}: holds the case ${file.value.id}` })
  }
  return file
}

/** Opens a case under the next free id of its day. Durable when it returns. */
export async function createCase(
  productFolder: string,
  addition: { readonly entry: NewEntry; readonly now: string; readonly announce?: Announce<CaseFile> },
): Promise<Result<CaseFile, Refusal>> {
  const { entry, now } = addition
  if (entry.fact.type !== 'opened') throw new Error('a case starts with its opening')
  const { fact } = entry
  const folder = caseFolder(productFolder, fact.drill)
  return withCaseLock(folder, (assertHeld) => {
    const taken = new Set(namesIn(folder))
    const id = nextCaseId(fact, now, (one) => taken.has(`${one}.json`))
    const opened = openCase(id, entry, now)
    if (opened.ok)
      save(folder, opened.value, { assertHeld, announcement: addition.announce?.(opened.value, undefined) })
    return opened
  })
}

/** Adds entries in their order, all or none. Durable when it returns; of two commands at once none loses its entry. */
export async function appendToCase(
  productFolder: string,
  id: string,
  addition: {
    readonly entries: readonly NewEntry[]
    readonly now: string
    readonly announce?: Announce<CaseFile>
  },
): Promise<Result<CaseFile, Refusal | CaseProblem>> {
  const found = readCase(productFolder, id)
  if (!found.ok) return found
  const folder = caseFolder(productFolder, isDrillId(id))
  return withCaseLock(folder, (assertHeld) => {
    const read = readCase(productFolder, id)
    if (!read.ok) return read
    let file = read.value
    for (const entry of addition.entries) {
      const next = appendEntry(file, entry, addition.now)
      if (!next.ok) return next
      file = next.value
    }
    save(folder, file, { assertHeld, announcement: addition.announce?.(file, read.value) })
    return ok(file)
  })
}

interface Hold {
  readonly assertHeld: () => void
  readonly announcement: Announcement | undefined
}

function save(folder: string, file: CaseFile, { assertHeld, announcement }: Hold): void {
  assertHeld()
  placeDurably(join(folder, `${file.id}.json`), formatCase(file), { mode: 0o600, announcement })
}

/** Ids of the products that have anything private on this machine. */
export function listPrivateProducts(privateFolder: string): readonly string[] {
  return [...namesIn(privateFolder)].sort(compareCodeUnits)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR')) return []
    throw new CaseStoreError('DISK_FAILED', `${folder}: ${reasonOf(cause)}`, cause)
  }
}

/** What is no JSON is no case either. */
function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    return cause instanceof SyntaxError ? undefined : null
  }
}
