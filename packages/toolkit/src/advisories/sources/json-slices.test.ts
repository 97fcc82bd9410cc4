import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sliceJsonList } from './json-slices.ts'

function cut(text: string, keys: readonly string[] = ['items']): readonly string[] | undefined {
  const pieces = sliceJsonList({ path: 'f', text }, keys)
  return pieces === undefined ? undefined : [...pieces].map((piece) => piece.text)
}

describe('sliceJsonList', () => {
  test.each([
    ['[]', []],
    [' [ ] ', []],
    ['{"items":[]}', []],
    ['{"items":[1, "a,]\\"}", {"b":[2,3]}]}', ['1', '"a,]\\"}"', '{"b":[2,3]}']],
    ['{"other":[9],"deep":{"items":[8]},"items":[7]}', ['7']],
    ['{"a":"items","items":[7.0]}', ['7.0']],
    ['["\\\\",2]', ['"\\\\"', '2']],
    ['{"items":[{"a":1},{"b"', ['{"a":1}', '{"b"', '']],
    ['{"items":[{"a":1},', ['{"a":1}', '']],
    ['{"items":[{"a":1}', ['{"a":1}', '']],
    ['[1,,2,]', ['1', '', '2', '']],
    ['["open', ['"open', '']],
    ['[1}', ['1']],
    ['{"items":{"a":[1]}}', undefined],
    ['{"deep":{"items":[8]}}', undefined],
    ['x [1]', undefined],
    ['', undefined],
    ['}[1]', undefined],
  ])('%s', (text, expected) => {
    expect(cut(text)).toEqual(expected)
  })

  test('any list comes apart into its elements', () => {
    fc.assert(
      fc.property(fc.array(fc.json()), fc.boolean(), (elements, isBare) => {
        const list = `[${elements.join(' ,\n')}]`
        const told = cut(isBare ? list : `{"n":{"items":[0]},"items" : ${list},"z":[1]}`)
        expect(told).toEqual(elements.map((element) => element.trim()))
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  test('more than a million elements end in one piece that nobody can read', () => {
    const text = `[${'1,'.repeat(1_000_010)}1]`
    let count = 0
    let last = ''
    for (const piece of sliceJsonList({ path: 'f', text }, []) ?? []) {
      count++
      last = piece.text
    }
    expect([count, last]).toEqual([1_000_001, `${'1,'.repeat(10)}1]`])
  }, 20_000)

  test('no text throws, and no depth', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[],:"\\i \n'.split('')) }), (text) => {
        expect(cut(text)?.join('').length ?? 0).toBeLessThanOrEqual(text.length)
      }),
      { seed: 7, numRuns: 2000 },
    )
    const deep = '['.repeat(500_000)
    expect(cut(deep)).toEqual([deep.slice(1), ''])
  })
})
