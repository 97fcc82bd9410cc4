/** Sections of a policy that can be drafted, and what each is made from. */
import { policyTopicFacts } from '@occtet/contract/api'

export type PolicyTopic = keyof typeof policyTopicFacts
export type PolicyFact = (typeof policyTopicFacts)[PolicyTopic][number]

export const policyTopics = Object.keys(policyTopicFacts) as readonly PolicyTopic[]

/** A topic in words of one's own needs nothing by name. */
export function policyFactsOf(topic: string): readonly PolicyFact[] {
  const known = policyTopics.find((one) => one === topic)
  return known === undefined ? [] : policyTopicFacts[known]
}
