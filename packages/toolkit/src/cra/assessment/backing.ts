/** How far machine evidence carries a given answer (questionnaire design, section 3, evidence factor). */
import { type Evidence, findFindings } from '../questionnaire/propose.ts'
import type { Answer, Question } from '../questionnaire/types.ts'
import type { View } from '../questionnaire/visible.ts'
import type { Backing } from '../score/types.ts'

export interface BackingInput {
  readonly view: View
  readonly evidence: Evidence
  /** Questions whose answer the evidence contradicts. */
  readonly clashing: ReadonlySet<string>
}

/** Only for answers yes and partly; a finding that speaks for the practice carries both, since a file is not the practice. */
export function backingOf({ view, evidence, clashing }: BackingInput): ReadonlyMap<string, Backing> {
  const found = new Map<string, Backing>()
  for (const question of view.visible) {
    const answer = view.counted.get(question.id)
    if (answer === undefined || !isClaim(answer)) continue
    found.set(question.id, clashing.has(question.id) ? 'contradicted' : support(question, evidence))
  }
  return found
}

function isClaim({ value }: Answer): boolean {
  return value.kind === 'scale' && (value.value === 'yes' || value.value === 'partial')
}

function support(question: Question, evidence: Evidence): Backing {
  const speaking = findFindings(question, evidence).filter(
    ({ rule, value }) =>
      rule.isAgainst !== true &&
      value?.kind === 'scale' &&
      (value.value === 'yes' || value.value === 'partial'),
  )
  if (speaking.some(({ confidence }) => confidence === 'high')) return 'strong'
  return speaking.some(({ confidence }) => confidence === 'medium') ? 'medium' : 'none'
}
