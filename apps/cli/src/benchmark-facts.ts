/** Size, role and class of a product at the time of a saved assessment, as coarse words. */
import {
  type BenchmarkRecord,
  classify,
  factsOfProfile,
  parseFacts,
  type ProductProfile,
  type QuestionnaireAnswer,
  type SavedAssessment,
  settleFacts,
  toFactSheet,
  toFactsObject,
} from '@occtet/toolkit/cra'

/** What nobody stated, or what contradicts itself, is `unknown`. */
export function benchmarkFacts(
  profile: ProductProfile,
  saved: SavedAssessment,
): Pick<BenchmarkRecord, 'size' | 'role' | 'class'> {
  const sheet = settleFacts(answersOf(saved), toFactSheet(factsOfProfile(profile)))
  const facts = parseFacts(toFactsObject(sheet))
  const known = facts.ok ? classify(facts.value, { at: saved.at.slice(0, 10) }) : undefined
  const size = sheet.get('company_size')
  return {
    size: sizes.find((one) => one === size) ?? 'unknown',
    role: known === undefined ? 'unknown' : [...known.roles].sort().join('+') || 'none',
    class:
      known === undefined
        ? 'unknown'
        : (known.class ?? (known.scope === 'undetermined' ? 'undetermined' : 'none')),
  }
}

const sizes = ['micro', 'small', 'medium', 'large'] as const

function answersOf({ answers, at, catalogue }: SavedAssessment): readonly QuestionnaireAnswer[] {
  return Object.entries(answers).map(([question, value]) => ({
    question,
    value,
    by: 'saved assessment',
    at,
    source: 'person',
    catalogue,
  }))
}
