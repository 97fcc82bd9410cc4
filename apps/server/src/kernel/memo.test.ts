import { expect, test } from 'vitest'
import { createMemo, freeze, keepParsed } from './memo.ts'

test('the same input is looked at once; another one is another thing', () => {
  let runs = 0
  const parse = keepParsed((text: string) => ({ text, run: ++runs }), 100)
  expect(parse('a')).toBe(parse('a'))
  expect(parse('b')).toEqual({ text: 'b', run: 2 })
  expect(runs).toBe(2)
})

test('what was not asked for longest makes room, by weight', () => {
  const memo = createMemo<{ readonly n: number }>(10)
  memo.keep('a', { n: 1 }, 4)
  memo.keep('b', { n: 2 }, 4)
  expect(memo.find('a')).toEqual({ n: 1 })
  memo.keep('c', { n: 3 }, 4)
  expect([memo.find('a')?.n, memo.find('b'), memo.find('c')?.n]).toEqual([1, undefined, 3])
  memo.keep('whale', { n: 4 }, 11)
  expect([memo.find('whale'), memo.find('a')?.n]).toEqual([undefined, 1])
  memo.keep('a', { n: 5 }, 1)
  memo.keep('d', { n: 6 }, 5)
  expect([memo.find('a')?.n, memo.find('c')?.n, memo.find('d')?.n]).toEqual([5, 3, 6])
})

test('a failure leaves nothing', () => {
  const memo = createMemo<object>(10)
  const fail = (): object => {
    throw new Error('once')
  }
  expect(() => memo.of('a', fail)).toThrow('once')
  expect(memo.of('a', () => ({ fine: true }))).toEqual({ fine: true })
})

test('what is shared cannot be changed, however deep', () => {
  const shared = freeze({ list: [{ name: 'a' }], map: new Map([['k', { names: ['b'] }]]) })
  expect(() => shared.list.push({ name: 'c' })).toThrow(TypeError)
  expect(() => shared.map.get('k')?.names.push('c')).toThrow(TypeError)
  expect(() => Object.assign(shared.list[0]!, { name: 'd' })).toThrow(TypeError)
})
