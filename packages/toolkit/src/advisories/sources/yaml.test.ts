/** YAML of advisories: texts as written, bounded aliases and depth, harmless keys. */
import { expect, test } from 'vitest'
import { fields } from './fields.ts'
import { parseYamlRecord, yamlText, yamlTexts } from './yaml.ts'

const read = (text: string): unknown => {
  const parsed = parseYamlRecord(text)
  return parsed.ok ? parsed.value : parsed.error
}

test.each(['1.10', '0x10', 'no', '2020-01-01', '1e3', '.inf', '007', '12:30:45', 'true'])(
  '%s stays what was written',
  (written) => {
    expect(read(`a: ${written}\nb: [${written}]\n`)).toEqual({ a: written, b: [written] })
  },
)

test('nothing, a tilde and null are absent', () => {
  const parsed = fields(read('a: ~\nb: null\nc:\nd: ""\ne: [~, x, null]\nf: alone\n'))
  expect(['a', 'b', 'c', 'd', 'e', 'z'].map((key) => yamlText(parsed[key]))).toEqual(Array(6).fill(undefined))
  expect(yamlTexts(parsed['e'])).toEqual(['x'])
  expect(yamlTexts(parsed['f'])).toEqual(['alone'])
  expect(yamlTexts(parsed['a'])).toEqual([])
})

test('of a key that occurs twice the last one counts; __proto__ is a key like any other', () => {
  expect(fields(read('a: 1\na: 2\n'))['a']).toBe('2')
  const parsed = fields(read('__proto__:\n  polluted: yes\nb: 1\n'))
  expect(parsed['polluted']).toBeUndefined()
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(parsed['b']).toBe('1')
})

test('hostile texts are refused in time', () => {
  const bomb = `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`).join('\n')}`
  const started = Date.now()
  expect(read(bomb)).toBe('NOT_YAML')
  expect(read('['.repeat(100_000))).toBe('NOT_YAML')
  expect(read(`a: ${'{b: '.repeat(300)}${'}'.repeat(300)}`)).toBe('NOT_YAML')
  expect(read('x'.repeat(4 * 1024 * 1024 + 1))).toBe('TOO_LARGE')
  expect(read(`a: ${'"'.repeat(1_000_000)}`)).toBe('NOT_YAML')
  expect(read('- a\n')).toBe('NOT_A_RECORD')
  expect(read('a: 1\n---\nb: 2\n')).toBe('NOT_YAML')
  expect(Date.now() - started).toBeLessThan(5000)
})
