/** What the entries of a case say together: withdrawn entries count no more, of several details the last stands. */
import type { CaseEntry, CaseFact, CaseFactType, CaseFile, CaseSubject, StepName } from './events.ts'
import type { FieldId } from './fields.ts'

/** An entry of one type. */
export type EntryOf<T extends CaseFactType> = Omit<CaseEntry, 'fact'> & {
  readonly fact: Extract<CaseFact, { readonly type: T }>
}

export interface CaseState {
  readonly id: string
  readonly opened: EntryOf<'opened'>
  readonly subject: CaseSubject
  readonly aware: EntryOf<'became-aware'> | undefined
  readonly assessment: {
    readonly signal: EntryOf<'signal-arrived'> | undefined
    readonly started: EntryOf<'assessment-started'> | undefined
    readonly ended: EntryOf<'assessment-ended'> | undefined
  }
  /** By stage: sent, or provided earlier with another report. */
  readonly done: Readonly<Partial<Record<StepName, EntryOf<'submitted'> | EntryOf<'already-provided'>>>>
  /** The first measure that stands: it starts the 14 days. */
  readonly measure: EntryOf<'measure-available'> | undefined
  /** Request of the CSIRT that nothing has answered yet. */
  readonly interim: EntryOf<'interim-requested'> | undefined
  readonly usersInformed: EntryOf<'users-informed'> | undefined
  readonly notReportable: EntryOf<'not-reportable'> | undefined
  readonly closed: EntryOf<'closed'> | undefined
  readonly details: ReadonlyMap<FieldId, { readonly value: string; readonly entry: number }>
  /** Numbers of the entries that no longer count. */
  readonly withdrawn: ReadonlySet<number>
}

export function toState(file: CaseFile): CaseState {
  const withdrawn = findWithdrawn(file.entries)
  const entries = file.entries.filter((entry) => !withdrawn.has(entry.number))
  const [first] = all(entries, 'opened')
  if (first === undefined) throw new Error(`case ${file.id} has no first entry`)
  return {
    id: file.id,
    opened: first,
    subject: all(entries, 'subject').at(-1)?.fact.subject ?? first.fact.subject,
    aware: all(entries, 'became-aware').at(-1),
    assessment: {
      signal: earliest(all(entries, 'signal-arrived')),
      started: earliest(all(entries, 'assessment-started')),
      ended: all(entries, 'assessment-ended').at(-1),
    },
    done: findDone(entries),
    measure: earliest(all(entries, 'measure-available')),
    interim: findInterim(entries),
    usersInformed: earliest(all(entries, 'users-informed')),
    notReportable: all(entries, 'not-reportable').at(-1),
    closed: findClosed(entries),
    details: findDetails(entries),
    withdrawn,
  }
}

/** A withdrawal can itself be withdrawn: read from the end, one that does not count withdraws nothing. */
function findWithdrawn(entries: readonly CaseEntry[]): ReadonlySet<number> {
  const withdrawn = new Set<number>()
  for (const { number, fact } of entries.toReversed()) {
    if (fact.type === 'withdrawn' && !withdrawn.has(number)) withdrawn.add(fact.entry)
  }
  return withdrawn
}

function all<T extends CaseFactType>(entries: readonly CaseEntry[], type: T): readonly EntryOf<T>[] {
  return entries.filter((entry): entry is CaseEntry & EntryOf<T> => entry.fact.type === type)
}

/** Times have one notation, so their texts sort as they do (whole seconds before their fractions: `Z` is after `.`). */
function earliest<T extends { readonly at: string }>(entries: readonly T[]): T | undefined {
  let found: T | undefined
  for (const entry of entries) {
    if (found === undefined || Date.parse(entry.at) < Date.parse(found.at)) found = entry
  }
  return found
}

function findDone(entries: readonly CaseEntry[]): CaseState['done'] {
  const done: { -readonly [K in StepName]?: EntryOf<'submitted'> | EntryOf<'already-provided'> } = {}
  for (const entry of [...all(entries, 'already-provided'), ...all(entries, 'submitted')]) {
    done[entry.fact.step] = entry
  }
  return done
}

function findInterim(entries: readonly CaseEntry[]): EntryOf<'interim-requested'> | undefined {
  const answered = all(entries, 'interim-submitted').at(-1)?.number ?? 0
  return all(entries, 'interim-requested').findLast((entry) => entry.number > answered)
}

function findClosed(entries: readonly CaseEntry[]): EntryOf<'closed'> | undefined {
  const closed = all(entries, 'closed').at(-1)
  const reopened = all(entries, 'reopened').at(-1)
  return (reopened?.number ?? 0) > (closed?.number ?? 0) ? undefined : closed
}

function findDetails(entries: readonly CaseEntry[]): CaseState['details'] {
  const details = new Map<FieldId, { readonly value: string; readonly entry: number }>()
  for (const { number, fact } of all(entries, 'details')) {
    for (const [id, value] of Object.entries(fact.fields) as readonly (readonly [FieldId, string])[]) {
      if (value === '') details.delete(id)
      else details.set(id, { value, entry: number })
    }
  }
  return details
}
