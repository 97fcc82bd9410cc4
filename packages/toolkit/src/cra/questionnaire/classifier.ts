/** The classifier as the questionnaire uses it: for one day, over facts that answers and profile lay down. */
import { classify } from '../classify/classify.ts'
import { parseFacts } from '../classify/facts.ts'
import type { Classify } from './facts.ts'

/**
 * `at`: `YYYY-MM-DD`. Answers lay down legal facts only, and a profile's facts are checked when it is read: facts that the
 * classifier refuses here are our own mistake, and throw.
 */
export function classifierAt(at: string): Classify {
  return (facts) => {
    const parsed = parseFacts(facts)
    if (!parsed.ok) {
      const told = parsed.error.map(({ field, message }) => `${field}: ${message}`).join('; ')
      throw new Error(`facts that the classifier does not take: ${told}`)
    }
    return classify(parsed.value, { at })
  }
}
