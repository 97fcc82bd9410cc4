/** What the pages of incidents share: types of the contract, times of fields, the answer of a case in one sentence. Pure. */
import type { AnswerOf, BodyOf, caseRoutes } from '@occtet/contract/api'
import type { incidentWords } from '@occtet/ui'
import type { WordsOf } from '../../app/language.tsx'
import { type TimeWords, toSpan } from '../../parts/time-words.ts'

export type CaseView = AnswerOf<(typeof caseRoutes)['cases.show']>
export type CaseRow = CaseView['row']
export type Stage = CaseView['stages'][number]
export type StageName = NonNullable<CaseRow['nearest']>['stage']
export type PackageItem = AnswerOf<(typeof caseRoutes)['cases.package']>['fields'][number]
export type Fact = BodyOf<(typeof caseRoutes)['cases.append']>['facts'][number]
/** What somebody is about to write down. */
export interface Adding {
  readonly type: Fact['type']
  readonly step?: StageName
  readonly entry?: number
}
export type IncidentWords = WordsOf<typeof incidentWords>

/** What a `datetime-local` field holds (`2026-11-22T10:30`, the reader's own zone) as an instant; undefined: no time. */
export function toInstant(local: string): string | undefined {
  const time = Date.parse(local)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** The other way, to the minute. */
export function toLocal(instant: string): string {
  const date = new Date(instant)
  const pad = (n: number): string => String(n).padStart(2, '0')
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`
}

export function zoneName(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Whole minutes until `due`, rounded so that nothing looks better than it is; negative: late. */
export function minutesLeft(due: string, now: string): number {
  return Math.floor((Date.parse(due) - Date.parse(now)) / 60_000)
}

/** "Early warning is due in 8 h 10 min." */
export function clockAnswer(
  words: { readonly t: IncidentWords; readonly time: TimeWords },
  nearest: { readonly name: string; readonly due: string },
  now: string,
): string {
  const minutes = minutesLeft(nearest.due, now)
  const { name } = nearest
  return minutes < 0
    ? words.t('answer.late', { name, time: toSpan(words.time, -minutes) })
    : words.t('answer.due', { name, time: toSpan(words.time, minutes) })
}

/** The `h1` of a case. */
export function caseAnswer(
  words: { readonly t: IncidentWords; readonly time: TimeWords },
  { row, stages }: CaseView,
  now: string,
): string {
  const sent = stages.filter(({ doneAt }) => doneAt !== undefined).length
  if (row.nearest !== undefined) return clockAnswer(words, row.nearest, now)
  if (row.phase === 'closed') return words.t('answer.closed', { n: sent })
  if (row.phase === 'not-reportable') return words.t('answer.notReported')
  return row.awareAt === null ? words.t('answer.assessing') : words.t('answer.done', { n: sent })
}
