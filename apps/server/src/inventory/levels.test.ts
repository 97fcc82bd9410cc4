import { expect, test } from 'vitest'
import { toLevel, toRank } from './levels.ts'

test('what nobody rated stands above medium, below high, and far from none', () => {
  const levels = ['none', 'critical', 'unknown', 'low', 'high', 'medium'] as const
  const sorted = levels.toSorted((a, b) => toRank(b) - toRank(a))
  expect(sorted).toEqual(['critical', 'high', 'unknown', 'medium', 'low', 'none'])
})

test('a rank says its level; one that is none of ours is unknown', () => {
  expect([0, 1, 2, 3, 4, 5].map(toLevel)).toEqual(['none', 'low', 'medium', 'unknown', 'high', 'critical'])
  expect([-1, 6].map(toLevel)).toEqual(['unknown', 'unknown'])
})
