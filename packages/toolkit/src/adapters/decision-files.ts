/** Decisions on disk: one file each in the product's tree, in its private folder, or in that of the organisation. */
import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { compareCodeUnits, err, ok, type Result } from '../base/index.ts'
import { type DecisionRecord, formatDecision, isDecisionId, parseDecision } from '../vex/index.ts'
import { CaseStoreError, hasCode, reasonOf } from './cases-errors.ts'
import { makePrivateFolder, placeDurably, withCaseLock } from './cases-files.ts'
import type { DecisionFolder, DecisionFolders } from './decision-files-places.ts'
import {
  type DecisionProblem,
  type DecisionListing,
  readDecisionFile,
  readDecisionFolder,
  type StoredDecision,
} from './decision-files-read.ts'
import type { Announce } from './outbox/model.ts'

/**
 * Of all three places. A file that cannot be read is a problem, and its decision does not speak; nor do two with one id:
 * who confirms, revokes or keeps back one of them would meet the other. Throws CaseStoreError.
 */
export function readDecisions(folders: DecisionFolders): DecisionListing {
  const listings = [folders.tracked, folders.private, folders.organisation].map(readDecisionFolder)
  const all = listings.flatMap(({ decisions }) => decisions)
  const byId = new Map<string, StoredDecision[]>()
  for (const one of all) {
    const id = one.record.id.toLowerCase()
    byId.set(id, [...(byId.get(id) ?? []), one])
  }
  const twins = [...byId.values()].flatMap((same) =>
    same.length < 2 ? [] : same.map((one) => toTwin(one, same.find((other) => other !== one)?.path ?? '')),
  )
  const clashing = new Set(twins.map(({ path }) => path))
  return {
    decisions: all.filter(({ path }) => !clashing.has(path)),
    problems: [...listings.flatMap(({ problems }) => problems), ...twins],
  }
}

function toTwin({ path, record }: StoredDecision, other: string): DecisionProblem {
  const message = `${path} has the id ${record.id}, and so has ${other}: give one of them another id and file name`
  return { code: 'FILE_NAME_UNEXPECTED', path, message }
}

/** What the file could not give back, or a change that touches what stands. */
export interface DecisionWriteProblem {
  readonly code: 'ENTRY_INVALID' | 'DECISION_UNKNOWN'
  readonly message: string
}

/**
 * Writes a new decision; `make` is told which ids are taken in the folder. Durable when it returns; a kill at any moment
 * leaves no file or a whole one. What `announce` names is recorded exactly if the file is there. Throws CaseStoreError.
 */
export async function createDecision<E>(
  folder: DecisionFolder,
  make: (taken: ReadonlySet<string>) => Result<DecisionRecord, E>,
  announce?: Announce<DecisionRecord>,
): Promise<Result<StoredDecision, E | DecisionProblem | DecisionWriteProblem>> {
  return withCaseLock(folder.lockFolder, (assertHeld) => {
    const guarded = prepare(folder)
    if (!guarded.ok) return guarded
    const taken = new Set(namesIn(folder.path).map((name) => name.replace(/\.[^.]*$/, '')))
    const record = make(taken)
    if (!record.ok) return record
    const isTaken = [...taken].some((id) => id.toLowerCase() === record.value.id.toLowerCase())
    if (isTaken) throw new Error(`the id ${record.value.id} is taken`)
    return save(folder, { after: record.value, before: undefined }, { assertHeld, announce })
  })
}

/**
 * Changes what lies on the disk now, whoever wrote it meanwhile; of two commands at once none loses its entry. Entries
 * can only be added. Throws CaseStoreError.
 */
export async function updateDecision<E>(
  folder: DecisionFolder,
  { id, announce }: { readonly id: string; readonly announce?: Announce<DecisionRecord> | undefined },
  change: (before: DecisionRecord) => Result<DecisionRecord, E>,
): Promise<Result<StoredDecision, E | DecisionProblem | DecisionWriteProblem>> {
  if (!isDecisionId(id))
    return err({ code: 'DECISION_UNKNOWN', message: `${id} is not the id of a decision` })
  return withCaseLock(folder.lockFolder, (assertHeld) => {
    const guarded = prepare(folder)
    if (!guarded.ok) return guarded
    if (!namesIn(folder.path).includes(`${id}.yaml`)) {
      return err({
        code: 'DECISION_UNKNOWN',
        message: `there is no decision ${id} in ${folder.path}`,
      } as const)
    }
    const before = readDecisionFile(folder, `${id}.yaml`)
    if (!before.ok) return before
    const after = change(before.value.record)
    if (!after.ok) return after
    if (!isContinued(before.value.record, after.value))
      throw new Error('entries of a decision are only added')
    return save(folder, { after: after.value, before: before.value.record }, { assertHeld, announce })
  })
}

function isContinued(before: DecisionRecord, after: DecisionRecord): boolean {
  const kept = { ...after, entries: after.entries.slice(0, before.entries.length) }
  return (
    before.id === after.id &&
    formatDecision({ ...kept, vulnerability: before.vulnerability }) === formatDecision(before)
  )
}

interface Hold {
  readonly assertHeld: () => void
  readonly announce: Announce<DecisionRecord> | undefined
}

function save(
  folder: DecisionFolder,
  { after: record, before }: { readonly after: DecisionRecord; readonly before: DecisionRecord | undefined },
  { assertHeld, announce }: Hold,
): Result<StoredDecision, DecisionWriteProblem> {
  const text = formatDecision(record)
  const again = parseDecision(text)
  if (!again.ok)
    return err({ code: 'ENTRY_INVALID', message: `${again.error.field}: ${again.error.message}` })
  assertHeld()
  const path = join(folder.path, `${record.id}.yaml`)
  sweep(folder.path, record.id)
  const announcement = announce?.(again.value, before)
  placeDurably(path, text, { mode: folder.kind === 'private' ? 0o600 : 0o644, announcement })
  return ok({ record: again.value, path, kind: folder.kind })
}

/** What a killed process left of this decision; we hold the lock, so nobody is writing it. */
function sweep(path: string, id: string): void {
  for (const name of namesIn(path)) {
    const isLeft = name.startsWith(`${id}.yaml.`) && /^\d+\.tmp$/.test(name.slice(id.length + 6))
    if (isLeft) guardDisk(path, () => rmSync(join(path, name), { force: true }))
  }
}

/** Makes the folder and refuses links: what is written must lie where it seems to. */
function prepare(folder: DecisionFolder): Result<void, DecisionProblem> {
  const link = folder.guarded.find(isLink)
  if (link !== undefined) {
    return err({
      code: 'LINK_REFUSED',
      path: link,
      message: `${link} is a symbolic link; decisions are not kept behind one`,
    })
  }
  if (folder.kind === 'private') makePrivateFolder(folder.path)
  else guardDisk(folder.path, () => mkdirSync(folder.path, { recursive: true }))
  return ok(undefined)
}

function isLink(path: string): boolean {
  return guardDisk(path, () => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false)
}

function namesIn(path: string): readonly string[] {
  return guardDisk(path, () => {
    try {
      return readdirSync(path).sort(compareCodeUnits)
    } catch (cause) {
      if (hasCode(cause, 'ENOENT')) return []
      throw cause
    }
  })
}

function guardDisk<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw new CaseStoreError('DISK_FAILED', `${path}: ${reasonOf(cause)}`, cause)
  }
}
