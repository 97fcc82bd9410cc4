import { expect, test } from 'vitest'
import type { CloseProduct, FindingCounts } from './closely.ts'
import { todosOf } from './todos.ts'

const today = { today: '2026-11-22', finals: new Set<string>() }

function productOf(findings: Partial<FindingCounts>): CloseProduct {
  const none = { toDecide: 0, exploited: 0, waiting: 0, stale: 0, first: undefined }
  return {
    id: 'p',
    slug: 'gate',
    name: 'Gate',
    release: { id: 'r', version: '2.0.0', isAnalysed: true },
    findings: { ...none, ...findings },
    standing: undefined,
    plan: [],
    isUnreadable: false,
  }
}

test('what nobody decided on is said, each finding under one heading', () => {
  const todos = todosOf([productOf({ toDecide: 9, waiting: 2, stale: 1 })], today)
  expect(todos.map(({ kind, n }) => [kind, n])).toEqual([
    ['confirm', 2],
    ['stale', 1],
    ['decide', 6],
  ])
})

test('with nothing to decide, nothing is asked for', () => {
  expect(todosOf([productOf({})], today)).toEqual([])
  expect(todosOf([productOf({ toDecide: 2, waiting: 2 })], today).map(({ kind }) => kind)).toEqual([
    'confirm',
  ])
})
