/** The classifier as the questionnaire uses it: for one day, over facts that answers and profile lay down. */
import type { Classification } from '../classify/classification.ts'
import { type ClassifyOptions, classify } from '../classify/classify.ts'
import { parseFacts } from '../classify/facts.ts'
import type { Classify } from './facts.ts'

/** `at`: `YYYY-MM-DD`. */
export function classifierAt(at: string): Classify {
  return (facts) => classifyFacts(facts, { at })
}

/**
 * Answers lay down legal facts only, and a profile's facts are checked when it is read: facts that the classifier refuses
 * here are our own mistake, and throw.
 */
export function classifyFacts(
  facts: Readonly<Record<string, unknown>>,
  options: ClassifyOptions,
): Classification {
  const parsed = parseFacts(facts)
  if (parsed.ok) return classify(parsed.value, options)
  const told = parsed.error.map(({ field, message }) => `${field}: ${message}`).join('; ')
  throw new Error(`facts that the classifier does not take: ${told}`)
}
