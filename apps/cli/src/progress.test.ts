import { expect, test } from 'vitest'
import { formatProgress } from './progress.ts'

test.each([
  [
    { done: 0, total: 10, label: 'reading', elapsed: 0 },
    '[........................] 0 %  reading  unknown left',
  ],
  [
    { done: 5, total: 10, label: 'reading', elapsed: 4000 },
    '[############............] 50 %  reading  4 s left',
  ],
  [
    { done: 1, total: 100, label: 'fetching npm', elapsed: 2000 },
    '[........................] 1 %  fetching npm  3 min 18 s left',
  ],
  [
    { done: 20, total: 10, label: 'more than announced', elapsed: 1000 },
    '[########################] 100 %  more than announced  0 s left',
  ],
  [{ done: 7, total: 0, label: 'unknown size', elapsed: 61_000 }, 'unknown size  1 min 1 s elapsed'],
])('%j', (state, line) => {
  expect(formatProgress(state)).toBe(line)
})
