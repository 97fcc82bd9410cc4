/** YAML as lock files use it, and YAML as nobody should. */
import { expect, test } from 'vitest'
import { parseYaml } from './yaml.ts'

const rows: readonly (readonly [string, string])[] = [
  ['a: 1\nb:\n  c: d\n', '{"a":"1","b":{"c":"d"}}'],
  ['a: 1.10\nb: true\nc:\nd: ~\n', '{"a":"1.10","b":"true","c":"","d":"~"}'],
  ['"a@npm:^1, b@npm:^2":\n  version: 1.0.0\n', '{"a@npm:^1, b@npm:^2":{"version":"1.0.0"}}'],
  ["a: {b: 'c, d', e: f}\n", '{"a":{"b":"c, d","e":"f"}}'],
  ["a: [b, 'c']\nd:\n  - e\n  - 'f: g'\n", '{"a":["b","c"],"d":["e","f: g"]}'],
  ['# note\na: b # c\n', '{"a":"b"}'],
  ['a: |\n  b\n  c\n', '{"a":"b\\nc\\n"}'],
  ['? a\n: b\n', '{"a":"b"}'],
  ['a:\n- b\n', '{"a":["b"]}'],
  ['a: b\n  c\n', '{"a":"b c"}'],
  ["a: 'it''s'\n", '{"a":"it\'s"}'],
  ['a: "x\\ty"\n', '{"a":"x\\ty"}'],
  ['__proto__: {a: b}\n', '{"__proto__":{"a":"b"}}'],
  ['a: http://b/c#d\n', '{"a":"http://b/c#d"}'],
]

test.each(rows)('%j', (text, expected) => {
  const parsed = parseYaml(text)
  expect(parsed.ok ? JSON.stringify(parsed.value[0]?.value) : parsed.error).toBe(expected)
})

test('duplicate keys are listed with their line, and the last one counts', () => {
  const parsed = parseYaml('a: 1\nb:\n  c: 1\n  c: 2\n')
  expect(parsed.ok && parsed.value[0]?.duplicates).toEqual([{ key: 'c', line: 4 }])
  expect(parsed.ok && JSON.stringify(parsed.value[0]?.value)).toBe('{"a":"1","b":{"c":"2"}}')
})

test.each([
  ['a: &x [1]\nb: *x\n', 'SHAPE_UNEXPECTED', 2],
  ['a: 1\n b: 2\n', 'SYNTAX_INVALID', 2],
  ['['.repeat(100_000), 'NESTING_TOO_DEEP', 1],
  ['a: "b\n', 'SYNTAX_INVALID', undefined],
] as const)('%.20s is refused', (text, code, line) => {
  const parsed = parseYaml(text)
  expect(parsed.ok ? parsed.value : parsed.error).toMatchObject({
    code,
    ...(line === undefined ? {} : { line }),
  })
})

test('a key cannot reach the prototype, and the line of each table is that of its key', () => {
  const parsed = parseYaml('a: b\n__proto__:\n  x: y\nconstructor: {}\n')
  const value = parsed.ok ? parsed.value[0]?.value : undefined
  expect(Object.keys(value ?? {})).toEqual(['a', '__proto__', 'constructor'])
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  const nested = Object.entries(value ?? {}).find(([key]) => key === '__proto__')?.[1]
  expect(parsed.ok && parsed.value[0]?.lineOf(nested)).toBe(2)
})
