/** The plan for people: each action with effort and urgency, what it closes, the articles, who does it, and what helps. */
import {
  type Assessment,
  type AssessmentWord,
  assessmentWords,
  catalogue,
  formatRef,
  type Language,
  type PlanFile,
  type PlanItem,
  reporting,
  textsOf,
} from '@occtet/toolkit/cra'
import { helpsWith } from './action-commands.ts'
import { type AssessmentPage, liner, widthOf } from './assessment-page.ts'
import { fold, plain } from './layout.ts'

export function formatPlan(
  assessment: Assessment,
  { page, plan, all }: { readonly page: AssessmentPage; readonly plan: PlanFile; readonly all: boolean },
): string {
  const words = assessmentWords(page.language)
  const line = liner(page)
  const shown = all ? assessment.plan : assessment.plan.slice(0, 12)
  const left = assessment.plan.length - shown.length
  if (assessment.plan.length === 0) return line(words('planEmpty'))
  return [
    line(words('planTitle')),
    ...shown.flatMap((item, at) => [
      planLine(item, at, { page, assessment }),
      ...detailLines(item, { page, entry: plan.actions[item.action] }),
    ]),
    left === 0 ? '' : line(words('more', { count: left }), 2),
    '\n',
    line(words('disclaimer', { date: assessment.at, version: assessment.catalogue })),
  ].join('')
}

export function planLine(
  item: PlanItem,
  at: number,
  { page, assessment }: { readonly page: AssessmentPage; readonly assessment: Assessment },
): string {
  const words = assessmentWords(page.language)
  const { actions } = textsOf(page.language)
  const title = actions.get(item.action)?.title ?? item.action
  const tail = `${words(`effort-${item.effort}`)}, ${words(urgencyWord(item, assessment))}`
  return fold(`  ${String(at + 1).padStart(2)}  `, `${item.action} ${title} (${tail})`, {
    indent: 6,
    width: widthOf(page),
  })
}

/** Where the law is not settled yet, or asks nothing of this version, a date would be invented. */
function urgencyWord({ urgency }: PlanItem, { classification }: Assessment): AssessmentWord {
  if (classification.scope === 'undetermined') return 'urgency-open'
  const isOnlyGood = classification.applies === 'reporting_only' || classification.obligations.length === 0
  return isOnlyGood && urgency < 3 ? 'urgency-none' : `urgency-${urgency}`
}

function detailLines(
  item: PlanItem,
  { page, entry }: { readonly page: AssessmentPage; readonly entry: PlanFile['actions'][string] | undefined },
): readonly string[] {
  const words = assessmentWords(page.language)
  const line = liner(page)
  // Some records name several articles; each is said once.
  const refs = [...new Set(item.records.flatMap((id) => refOf(id, page.language).split('; ')))]
  const closes = item.open
    .map(({ question, isUnknown }) => `${question}${isUnknown ? ` (${words('unknown')})` : ''}`)
    .join(', ')
  const due = entry?.due === undefined ? '' : `, ${words('due', { due: entry.due })}`
  const owner = item.owner === undefined ? words('noOwner') : words('owner', { owner: plain(item.owner) })
  const help = helpsWith(item.action, page)
  return [
    line(`${words('closes')} ${closes} · ${refs.join('; ')}`, 6),
    ...(help.length === 0 ? [] : [line(words('helps', { commands: help.join(' · ') }), 6)]),
    line(`${owner}${due}`, 6),
  ]
}

function refOf(id: string, language: Language): string {
  const record =
    catalogue.requirements.find((one) => one.id === id) ??
    catalogue.obligations.get(id) ??
    catalogue.documents.get(id) ??
    Object.values(reporting.triggers).find((one) => one.id === id)
  return record === undefined ? id : formatRef(record.ref, language)
}
