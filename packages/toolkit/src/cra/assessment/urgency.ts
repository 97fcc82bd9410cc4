/** How urgent an open question is: duties that bind today first, then what gates a launch (design, section 6). */
import { catalogue } from '../catalogue/catalogue.ts'
import type { Classification } from '../classify/classification.ts'
import type { Question } from '../questionnaire/types.ts'
import type { View } from '../questionnaire/visible.ts'
import type { Urgency } from '../score/plan.ts'
import foundations from './data/foundations.json' with { type: 'json' }

/** What reporting under Art. 14 stands on. */
const foundationIds = new Set(foundations.map(({ question }) => question))
const reportingStart = '2026-09-11'
const fullApplication = '2027-12-11'

export interface UrgencyInput {
  readonly classification: Classification
  readonly facts: View['facts']
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** Not `in_force` alone: a question that no binding duty names may still be what such a duty stands on. */
export function urgencyOf({ classification, facts, today }: UrgencyInput): (question: Question) => Urgency {
  const binding = new Set(classification.obligations.filter((duty) => duty.in_force).map(({ id }) => id))
  const papers = [...binding].flatMap((id) => catalogue.obligations.get(id)?.documents ?? [])
  const hasDuties = classification.obligations.length > 0
  const isReporting = today >= reportingStart && binding.size > 0
  const gates = isLaunchNear(facts.get('placed_on_market'), today)
  return (question) => {
    if (
      question.maps.some((id) => binding.has(id) || isPartOf(papers, id) || isInForce(id, today, hasDuties))
    )
      return 3
    if (isReporting && foundationIds.has(question.id)) return 3
    return gates ? 2 : 1
  }
}

/** `DOC-A7-1a` belongs to `DOC-A7`. */
function isPartOf(papers: readonly string[], id: string): boolean {
  return papers.some((paper) => id === paper || id.startsWith(`${paper}-`))
}

/** Requirements of Annex I bind from the date of full application on. */
function isInForce(id: string, today: string, hasDuties: boolean): boolean {
  const requirement = hasDuties ? catalogue.requirements.find((one) => one.id === id) : undefined
  return requirement !== undefined && requirement.appliesFrom <= today
}

/** A launch within twelve months, or full application within twelve months for what is on the market already. */
function isLaunchNear(placed: unknown, today: string): boolean {
  const launch = typeof placed === 'string' && placed > today ? placed : fullApplication
  return launch <= yearAfter(today)
}

function yearAfter(day: string): string {
  return `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}${day.slice(4)}`
}
