/** The plan: what to do in which order, its weeks, one step as text for an issue tracker, and the ENISA view. Pure. */
import type { planIssue, planRow, planView } from '@occtet/contract/api'
import { assessmentWords, effortDays, textsOf } from '@occtet/toolkit/cra'
import type * as z from 'zod/mini'
import { toStep } from './requirement-view.ts'
import { questionText, refsIn } from './say.ts'
import type { AssessedState } from './state.ts'
import { disclaimerOf, readinessOf, subjectOf } from './subject.ts'

export type PlanView = z.infer<typeof planView>
export type PlanRow = z.infer<typeof planRow>

export function toPlan(state: AssessedState): PlanView {
  const rows = state.assessment.plan.map(
    (item): PlanRow => ({
      ...toStep(item.action, item.effort, state),
      priority: item.priority,
      days: effortDays[item.effort],
      urgency: item.urgency,
      open: item.open.map(({ question, isUnknown }) => ({
        question,
        text: questionText(question, state.language),
        isUnknown,
      })),
      refs: refsIn(item.records, state.language),
    }),
  )
  const days = (some: readonly PlanRow[]) => some.reduce((sum, row) => sum + row.days, 0)
  const today = state.now.slice(0, 10)
  return {
    subject: subjectOf(state),
    readiness: readinessOf(state),
    rows,
    totalDays: days(rows),
    weeks: weeksOf(rows),
    undatedDays: days(rows.filter(({ due }) => due === null)),
    overdue: rows.filter(({ due }) => due !== null && due < today).length,
    planVersion: state.planVersion,
    enisa: toEnisa(state),
    disclaimer: disclaimerOf(state),
  }
}

function weeksOf(rows: readonly PlanRow[]): PlanView['weeks'] {
  const weeks = new Map<string, { days: number; actions: number }>()
  for (const { due, days } of rows) {
    if (due === null) continue
    const monday = mondayOf(due)
    const week = weeks.get(monday) ?? { days: 0, actions: 0 }
    weeks.set(monday, { days: week.days + days, actions: week.actions + 1 })
  }
  return [...weeks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([monday, week]) => ({ monday, ...week }))
}

/** `YYYY-MM-DD` of the Monday of the day's week. */
export function mondayOf(day: string): string {
  const time = Date.parse(`${day}T00:00:00Z`)
  const back = (new Date(time).getUTCDay() + 6) % 7
  return new Date(time - back * 86_400_000).toISOString().slice(0, 10)
}

function toEnisa({ assessment, language }: AssessedState): PlanView['enisa'] {
  const { enisa } = assessment
  const names = textsOf(language).enisa
  return {
    mean: enisa.mean ?? null,
    band: enisa.band ?? null,
    items: enisa.items.map(({ ref, coverage, value, isOwn }) => ({
      ref,
      name: names.get(ref)?.name ?? ref,
      note: names.get(ref)?.note ?? null,
      coverage,
      value: value ?? null,
      isOwn,
    })),
  }
}

/** Markdown, so that any tracker takes it. Undefined: the plan has no such step any more. */
export function toIssue(action: string, state: AssessedState): z.infer<typeof planIssue> | undefined {
  const row = toPlan(state).rows.find((one) => one.action === action)
  if (row === undefined) return undefined
  const words = assessmentWords(state.language)
  const lines = [
    row.help,
    '',
    ...row.open.map(({ question, text }) => `- [ ] ${question}: ${text}`),
    '',
    `${row.effortText} · ${row.refs.join('; ')}`,
    ...(row.due === null ? [] : [words('due', { due: row.due })]),
    `${state.productName}${state.release === undefined ? '' : ` ${state.release}`} · ${row.action}`,
    '',
    disclaimerOf(state),
  ]
  return { title: row.title, body: `${lines.join('\n')}\n` }
}
