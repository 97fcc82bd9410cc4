/** What the parts of triage share: rows, evidence, and what is being decided. */
import type { AnswerOf, Evidence, QueueRow, triageRoutes } from '@occtet/contract/api'
import type { triageWords } from '@occtet/ui'
import type { SaveState } from '../../api/use-change.ts'
import type { WordsOf } from '../../app/language.tsx'

export type { Evidence, QueueRow }
export type Queue = AnswerOf<(typeof triageRoutes)['triage.queue']>
export type Decision = Evidence['decisions'][number]
export type Verdict = Decision['verdict']
export type Status = Verdict['status']
export type Scope = Decision['scope']
export type T = WordsOf<typeof triageWords>

/** What a person has just said of a row, and how far it got. */
export interface RowMark {
  readonly status: Status
  readonly state: SaveState
}

export type FormKind =
  | 'affected'
  | 'notAffected'
  | 'fixed'
  | 'investigate'
  | 'scope'
  | 'expiry'
  | 'comment'
  | 'reject'

export const decideKinds = ['affected', 'notAffected', 'fixed', 'investigate'] as const
export type DecideKind = (typeof decideKinds)[number]

export const statusOf: Readonly<Record<DecideKind, Status>> = {
  affected: 'affected',
  notAffected: 'not_affected',
  fixed: 'fixed',
  investigate: 'under_investigation',
}

export const justifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const

/** `YYYY-MM-DD`, so many days from now. */
export function dayAfter(days: number, from = Date.now()): string {
  return new Date(from + days * 86_400_000).toISOString().slice(0, 10)
}

/** Findings that a decision on a row is about. */
export function refsOf(rows: readonly QueueRow[]): { product: string; finding: string }[] {
  return rows.flatMap(({ places }) => places.map(({ product, finding }) => ({ product, finding })))
}

/** The first row after `index` that is not done, else the first of all; undefined where all are. */
export function nextToDecide(
  rows: readonly QueueRow[],
  index: number,
  isDone: (row: QueueRow) => boolean,
): QueueRow | undefined {
  const open = (row: QueueRow): boolean => !isDone(row)
  return rows.slice(index + 1).find(open) ?? rows.find(open)
}

/** The decision that speaks or is shown first. */
export function shownDecision(evidence: Evidence | undefined): Decision | undefined {
  return evidence?.decisions[0]
}
