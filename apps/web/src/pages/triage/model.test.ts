import { expect, test } from 'vitest'
import { nextToDecide, type QueueRow } from './model.ts'

test.each([
  ['the next one', 0, '', '1'],
  ['over those of which something was said', 1, '23', '4'],
  ['from the end on to the beginning', 4, '0', '1'],
  ['the one that is left, wherever it stands', 2, '0134', '2'],
  ['nowhere when all is said', 4, '01234', undefined],
  ['the first, when no row is open', -1, '', '0'],
])('a decision leads to %s', (_, index, done, wanted) => {
  const rows = ['0', '1', '2', '3', '4'].map((id) => ({ id }) as QueueRow)
  expect(nextToDecide(rows, index, ({ id }) => done.includes(id))?.id).toBe(wanted)
})
