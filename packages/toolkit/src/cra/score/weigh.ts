/** Weights and values of answers (questionnaire design, section 3). */
import type { Answer, Question } from '../questionnaire/types.ts'
import type { Backing, Figure, ScoreInput } from './types.ts'

/** Sections that score for a product that only has reporting duties; `H6` comes on top. */
const legacySections = new Set(['A', 'B', 'G'])

/** `na` leaves the sum; `unknown` and no answer count 0 and widen the margin. */
export type Value =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'na' }

const values = { yes: 1, partial: 0.5, no: 0 } as const
const factors = { claim: 0.3, named: 0.6, attached: 0.8, strong: 1 } as const

/** Questions that score in this mode: weighed, asked, and not put off to new versions. */
export function findScored(input: ScoreInput): readonly Question[] {
  return input.visible.filter(
    (question) =>
      question.weight > 0 &&
      (input.mode === 'full' || question.isQuick) &&
      (!input.context.isLegacy || legacySections.has(question.section) || question.id === 'H6'),
  )
}

export function toValue(answer: Answer | undefined): Value {
  if (answer === undefined) return { kind: 'unanswered' }
  const { value } = answer
  if (value.kind === 'na') return { kind: 'na' }
  if (value.kind !== 'scale') return { kind: 'unanswered' }
  return value.value === 'unknown' ? { kind: 'unknown' } : { kind: 'value', value: values[value.value] }
}

/** How well an answer is carried, 0 to 1: a claim alone is worth little, a contradiction nothing. */
export function evidenceFactor(answer: Answer, backing: Backing): number {
  if (backing === 'contradicted') return 0
  if (backing === 'strong' || answer.reviewedBy !== undefined) return factors.strong
  const documents = answer.documents ?? []
  if (backing === 'medium' || documents.some((document) => document.attached)) return factors.attached
  return documents.length > 0 ? factors.named : factors.claim
}

/** Share of weighted values in percent, rounded to one decimal. */
export function weighAll(questions: readonly Question[], answers: ReadonlyMap<string, Answer>): Figure {
  let weight = 0
  let sum = 0
  for (const question of questions) {
    const value = toValue(answers.get(question.id))
    if (value.kind === 'na') continue
    weight += question.weight
    if (value.kind === 'value') sum += question.weight * value.value
  }
  return toFigure(sum, weight)
}

export function toFigure(sum: number, weight: number): Figure {
  return { percent: weight === 0 ? undefined : Math.round((sum / weight) * 1000) / 10, weight }
}
