import { expect, test } from 'vitest'
import type { Condition, Truth } from '../questionnaire/types.ts'
import { and, evaluate, not, termsOf } from './evaluate.ts'

const known: Readonly<Record<string, string | number | boolean | readonly string[]>> = {
  yes: true,
  word: 'maker',
  list: ['price', 'price_list'],
  none: [],
  five: 5,
  empty: '',
}

test.each<[Condition, Truth]>([
  [{ eq: ['yes', true] }, 'true'],
  [{ eq: ['yes', false] }, 'false'],
  [{ eq: ['lost', true] }, 'unknown'],
  [{ in: ['word', ['maker', 'importer']] }, 'true'],
  [{ in: ['word', ['importer']] }, 'false'],
  [{ in: ['lost', ['importer']] }, 'unknown'],
  [{ has: ['list', 'price'] }, 'true'],
  [{ has: ['list', 'pric'] }, 'false'],
  [{ has: ['word', 'm'] }, 'false'],
  [{ has: ['none', 'price'] }, 'false'],
  [{ atLeast: ['five', 5] }, 'true'],
  [{ atLeast: ['five', 6] }, 'false'],
  [{ atMost: ['five', 5] }, 'true'],
  [{ atMost: ['word', 5] }, 'false'],
  [{ filled: 'list' }, 'true'],
  [{ filled: 'none' }, 'false'],
  [{ filled: 'empty' }, 'false'],
  [{ filled: 'lost' }, 'unknown'],
  [{ not: { eq: ['lost', true] } }, 'unknown'],
  [{ all: [] }, 'true'],
  [{ any: [] }, 'false'],
  // One "no" decides all, one "yes" decides any, whatever is not known beside it.
  [{ all: [{ eq: ['lost', 1] }, { eq: ['yes', false] }] }, 'false'],
  [{ all: [{ eq: ['lost', 1] }, { eq: ['yes', true] }] }, 'unknown'],
  [{ any: [{ eq: ['lost', 1] }, { eq: ['yes', true] }] }, 'true'],
  [{ any: [{ eq: ['lost', 1] }, { eq: ['yes', false] }] }, 'unknown'],
])('%j is %s', (rule, expected) => {
  expect(evaluate(rule, (term) => known[term])).toBe(expected)
})

test('the terms of a rule, each once', () => {
  expect(
    termsOf({ all: [{ eq: ['a', 1] }, { any: [{ has: ['b', 'x'] }, { not: { filled: 'a' } }] }] }),
  ).toEqual(['a', 'b'])
})

test('and and not over three values', () => {
  const values = ['true', 'false', 'unknown'] as const
  expect(values.map(not)).toEqual(['false', 'true', 'unknown'])
  expect(values.map((a) => values.map((b) => and(a, b)).join(' '))).toEqual([
    'true false unknown',
    'false false false',
    'unknown false unknown',
  ])
})
