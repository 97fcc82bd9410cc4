/** From answers to readiness, evidence, margin, level and the state of each requirement. */
import type { Answer, Question, SectionId } from '../questionnaire/types.ts'
import { toLevel } from './level.ts'
import type { Figure, RequirementStatus, Score, ScoreInput } from './types.ts'
import { evidenceFactor, findScored, toFigure, toValue, weighAll } from './weigh.ts'

/** Points that a quick scan is always uncertain by. */
const quickMargin = 15
const requirementId = /^ECR-/

/** Pure. "I don't know" and no answer count 0 in readiness and widen the margin; "not applicable" leaves the sum. */
export function scoreAssessment(input: ScoreInput): Score {
  const scored = findScored(input)
  const readiness = weighAll(scored, input.answers)
  const evidence = weighEvidence(scored, input)
  return {
    readiness,
    margin: marginOf(scored, input),
    evidence,
    sections: bySection(scored, input.answers),
    byRecord: byRecord(scored, input.answers),
    requirements: requirementsOf(input),
    level: toLevel({ readiness, evidence }, input, scored),
    unanswered: idsOf(scored, input.answers, 'unanswered'),
    toFindOut: idsOf(scored, input.answers, 'unknown'),
  }
}

function weighEvidence(scored: readonly Question[], { answers, backing }: ScoreInput): Figure {
  let weight = 0
  let sum = 0
  for (const question of scored) {
    const answer = answers.get(question.id)
    const value = toValue(answer)
    if (answer === undefined || value.kind !== 'value' || value.value === 0) continue
    weight += question.weight
    sum += question.weight * evidenceFactor(answer, backing.get(question.id) ?? 'none')
  }
  return toFigure(sum, weight)
}

/** Half of the weight that nobody knows, as points: it could turn out either way. */
function marginOf(scored: readonly Question[], { answers, mode }: ScoreInput): number {
  let weight = 0
  let open = 0
  for (const question of scored) {
    const { kind } = toValue(answers.get(question.id))
    if (kind === 'na') continue
    weight += question.weight
    if (kind !== 'value') open += question.weight
  }
  const margin = weight === 0 ? 50 : Math.round((open / weight) * 500) / 10
  return mode === 'quick' ? Math.max(quickMargin, margin) : margin
}

function bySection(
  scored: readonly Question[],
  answers: ReadonlyMap<string, Answer>,
): ReadonlyMap<SectionId, Figure> {
  const sections = [...new Set(scored.map((question) => question.section))]
  return new Map(
    sections.map((section) => [
      section,
      weighAll(
        scored.filter((one) => one.section === section),
        answers,
      ),
    ]),
  )
}

/** A question counts for every record that it maps to. */
function byRecord(
  scored: readonly Question[],
  answers: ReadonlyMap<string, Answer>,
): ReadonlyMap<string, Figure> {
  const records = [...new Set(scored.flatMap((question) => question.maps))].sort()
  return new Map(
    records.map((record) => [
      record,
      weighAll(
        scored.filter((one) => one.maps.includes(record)),
        answers,
      ),
    ]),
  )
}

/** Of the visible questions, also those that a quick scan or a legacy product does not score: the law asks them all. */
function requirementsOf({ visible, answers }: ScoreInput): ReadonlyMap<string, RequirementStatus> {
  const weighed = visible.filter((question) => question.weight > 0)
  const records = [
    ...new Set(weighed.flatMap((question) => question.maps.filter((id) => requirementId.test(id)))),
  ]
  return new Map(
    records.sort().map((record) => {
      const mapped = weighed.filter((question) => question.maps.includes(record))
      return [record, statusOf(mapped.map((question) => toValue(answers.get(question.id))))]
    }),
  )
}

function statusOf(found: readonly ReturnType<typeof toValue>[]): RequirementStatus {
  const applicable = found.filter((value) => value.kind !== 'na')
  if (applicable.length === 0) return 'not-applicable'
  const numbers = applicable.flatMap((value) => (value.kind === 'value' ? [value.value] : []))
  if (numbers.includes(0)) return 'gap'
  if (numbers.length === 0) return 'unknown'
  return numbers.length === applicable.length && numbers.every((value) => value === 1) ? 'met' : 'partly'
}

function idsOf(
  scored: readonly Question[],
  answers: ReadonlyMap<string, Answer>,
  kind: ReturnType<typeof toValue>['kind'],
): readonly string[] {
  return scored.filter((question) => toValue(answers.get(question.id)).kind === kind).map(({ id }) => id)
}
