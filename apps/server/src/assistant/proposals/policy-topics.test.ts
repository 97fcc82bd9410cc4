import { policyTopicFacts } from '@occtet/contract/api'
import { policyTopics } from '@occtet/toolkit/assistant'
import { expect, test } from 'vitest'

test('the contract names the topics of policies and their facts as the rules know them', () => {
  const known = Object.entries(policyTopics).map(([name, { facts }]) => [name, [...facts]])
  expect(policyTopicFacts).toEqual(Object.fromEntries(known))
})
