import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createUniqueItems } from './unique.ts'

test.each([
  [[], true],
  [['a', 'b', 'a'], false],
  [[1, '1', true, 'true', null, 'null'], true],
  [
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    false,
  ],
  [[{ a: 1 }, { a: '1' }, {}, []], true],
  [[[1, 2], [2, 1], [12]], true],
  [
    [
      { 'bom-ref': 'x', a: 1 },
      { 'bom-ref': 'x', a: 2 },
    ],
    true,
  ],
  [[{ ref: 'x' }, { ref: 'y' }, { ref: 'x' }], false],
  [[{ a: '1,2' }, { a: ['1', '2'] }], true],
])('%j is unique: %s', (items, expected) => {
  expect(createUniqueItems().hasUniqueItems(items)).toBe(expected)
})

test('agrees with comparing canonical texts, before and after a reset', () => {
  const items = createUniqueItems()
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 5 }), (values) => {
      const list = [...values, ...values.slice(0, 1)]
      const canonical = list.map((value) => JSON.stringify(sortKeys(value)))
      expect(items.hasUniqueItems(list)).toBe(new Set(canonical).size === list.length)
      items.reset()
    }),
  )
})

test('fifty thousand items that differ only at the end take no quadratic time', () => {
  const values = Array.from({ length: 50_000 }, (_, index) => ({ name: 'x', version: String(index) }))
  const start = performance.now()
  expect(createUniqueItems().hasUniqueItems(values)).toBe(true)
  expect(performance.now() - start).toBeLessThan(5_000)
})

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sortKeys(member), 'member'])
}
