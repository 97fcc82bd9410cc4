import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from './json.ts'

test('a value and the lines of its members', () => {
  const result = parseJson('{\n "a": {"b": [\n "x",\n {"c": 1}]}\n}')
  if (!result.ok) throw new Error(result.error.message)
  expect(result.value.value).toEqual({ a: { b: ['x', { c: 1 }] } })
  expect(result.value.lineOf(['a'])).toBe(2)
  expect(result.value.lineOf(['a', 'b', 0])).toBe(3)
  expect(result.value.lineOf(['a', 'b', 1])).toBe(4)
  expect(result.value.duplicates).toEqual([])
})

test('duplicate keys are named, also when written with escapes', () => {
  const result = parseJson('{"a":1,\n"\\u0061":2,"b":{"a":3}}')
  expect(result.ok && result.value.duplicates).toEqual([{ key: 'a', line: 2 }])
})

test('__proto__ stays an own property and changes no prototype', () => {
  const result = parseJson('{"__proto__":{"polluted":true}}')
  expect(result.ok && Object.keys(result.value.value as object)).toEqual(['__proto__'])
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test.each([
  ['{"a": [1, 2', 'SYNTAX_INVALID'],
  ['', 'SYNTAX_INVALID'],
  ['{} trailing', 'SYNTAX_INVALID'],
  ['['.repeat(201) + ']'.repeat(201), 'NESTING_TOO_DEEP'],
])('broken text %# is an error with a code', (text, code) => {
  const result = parseJson(text)
  expect(!result.ok && result.error.code).toBe(code)
})

test('200 levels are still read', () => {
  expect(parseJson('['.repeat(200) + ']'.repeat(200)).ok).toBe(true)
})

test('agrees with JSON.parse on any JSON value and never throws on any text', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const result = parseJson(text)
      expect(result.ok && result.value.value).toEqual(JSON.parse(text))
    }),
  )
  fc.assert(fc.property(fc.string(), (text) => void parseJson(text)))
})

test('a huge key above many elements costs no more than its text', () => {
  const text = `{"${'a'.repeat(128 * 1024)}":[${'[],'.repeat(30_000)}[]]}`
  const start = process.cpuUsage()
  const document = parseJson(text)
  // Each element's path would copy the key: four thousand million letters, and minutes.
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000)
  expect(document.ok && document.value.lineOf(['a'])).toBe(1)
})

test.each([
  ['lists in a list', '[[],[],\n[],[]]'],
  ['texts in a list', '["a","b",\n"c","d"]'],
  ['names in one object', '{"a":1,"b":2,\n"c":3,"d":4}'],
])('more %s than can be held are an error, not an exception', (_, text) => {
  expect(parseJson(text, 4).ok).toBe(true)
  const result = parseJson(text, 2)
  expect(!result.ok && [result.error.code, result.error.line]).toEqual(['FILE_TOO_LARGE', 2])
})
