/** The life of a decision as data: which step is allowed from which standing, and where it leads. */
import { ok, type Result } from '../../base/index.ts'
import type { DecisionStanding } from '../../model/index.ts'
import type { DecisionEntry, DecisionRecord } from '../model.ts'
import { dayOf } from './days.ts'
import { checkSaid } from './decide.ts'
import { type DecisionError, refuse, type TransitionRefusal } from './errors.ts'
import { stateOf } from './state.ts'
import { isCleanText } from './verdict.ts'

export type EntryKind = DecisionEntry['kind']

/**
 * `new`: as the entry says, `waiting` or `in-force`. `back`: to the decision before, or `revoked` where there was none.
 * `same`: nothing changes.
 */
export type Step = 'new' | 'in-force' | 'back' | 'revoked' | 'same' | TransitionRefusal

/** A new verdict may come at any time (that is renewal); only what waits can be confirmed or rejected. */
export const transitions: Readonly<Record<DecisionStanding, Readonly<Record<EntryKind, Step>>>> = {
  waiting: {
    decide: 'new',
    import: 'new',
    confirm: 'in-force',
    reject: 'back',
    revoke: 'revoked',
    note: 'same',
  },
  'in-force': {
    decide: 'new',
    import: 'new',
    confirm: 'NOT_WAITING',
    reject: 'NOT_WAITING',
    revoke: 'revoked',
    note: 'same',
  },
  stale: {
    decide: 'new',
    import: 'new',
    // Whoever confirms has seen other facts than the decider.
    confirm: 'FACTS_CHANGED',
    reject: 'FACTS_CHANGED',
    revoke: 'revoked',
    note: 'same',
  },
  expired: {
    decide: 'new',
    import: 'new',
    confirm: 'DECISION_EXPIRED',
    reject: 'DECISION_EXPIRED',
    revoke: 'revoked',
    note: 'same',
  },
  revoked: {
    decide: 'new',
    import: 'new',
    confirm: 'ALREADY_REVOKED',
    reject: 'ALREADY_REVOKED',
    revoke: 'ALREADY_REVOKED',
    note: 'same',
  },
}

const refusals: Readonly<Record<TransitionRefusal, string>> = {
  NOT_WAITING: 'it waits for nobody',
  ALREADY_REVOKED: 'it was revoked or rejected; decide anew instead',
  FACTS_CHANGED: 'the facts have changed since; decide anew instead',
  DECISION_EXPIRED: 'its last day is past; decide anew instead',
  SAME_PERSON: 'another person than the decider must look; take your own decision back with revoke',
}

/**
 * Adds a step; a new verdict comes from `renew`, which checks it. `standing`: of the decision on its finding today
 * (`standingOf`); without it, what the record alone can tell on the day of the entry.
 */
export function addEntry(
  record: DecisionRecord,
  entry: DecisionEntry,
  standing?: DecisionStanding,
): Result<DecisionRecord, DecisionError> {
  const day = dayOf(entry.at)
  if (day === undefined) {
    return refuse('AT_INVALID', 'at', `expected a time such as 2026-11-22T13:00:00Z, found ${entry.at}`)
  }
  const said = checkWords(entry)
  if (!said.ok) return said
  const current = standing ?? standingAlone(record, day)
  const step = transitions[current][entry.kind]
  if (isRefusal(step)) return refuse(step, 'kind', `${record.id}: ${refusals[step]}`)
  const isLook = entry.kind === 'confirm' || entry.kind === 'reject'
  if (isLook && isSamePerson(entry.by, stateOf(record.entries).decision.by)) {
    return refuse('SAME_PERSON', 'by', `${record.id}: ${refusals.SAME_PERSON}`)
  }
  return ok({ ...record, entries: [...record.entries, withWords(entry, said.value)] })
}

/** What the record says of itself, without a look at the finding. `day`: `YYYY-MM-DD`. */
export function standingAlone(record: DecisionRecord, day: string): Exclude<DecisionStanding, 'stale'> {
  const { phase, decision } = stateOf(record.entries)
  if (phase === 'revoked') return 'revoked'
  if (day > decision.expires) return 'expired'
  return phase === 'waiting' ? 'waiting' : 'in-force'
}

/** Trimmed and in any case. */
export function isSamePerson(a: string, b: string): boolean {
  return toPerson(a) === toPerson(b)
}

function toPerson(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

function isRefusal(step: Step): step is TransitionRefusal {
  return step in refusals
}

function checkWords(entry: DecisionEntry): Result<string | undefined, DecisionError> {
  if (entry.reason !== undefined) return checkSaid({ by: entry.by, reason: entry.reason })
  const by = checkSaid({ by: entry.by, reason: '-' })
  return by.ok ? ok(undefined) : by
}

function withWords(entry: DecisionEntry, reason: string | undefined): DecisionEntry {
  const by = entry.by.trim()
  return reason === undefined || !isCleanText(reason) ? { ...entry, by } : { ...entry, by, reason }
}
