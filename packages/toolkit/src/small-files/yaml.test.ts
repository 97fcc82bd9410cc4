/** YAML as a tree with lines: values, merges, bounds, and keys that are harmless. */
import { expect, test } from 'vitest'
import { parseYaml, yamlGet, yamlText, yamlTexts } from './yaml.ts'

test('values, lines, aliases and merge keys', () => {
  const text =
    'base: &b\n  a: 1\n  b: two\nuse:\n  <<: *b\n  b: own\nlist: [x, y]\nrun: |\n  first\n  second\n'
  const parsed = parseYaml(text)
  if (!parsed.ok) throw new Error(parsed.error)
  const use = yamlGet(parsed.value, 'use')
  expect([yamlText(yamlGet(use, 'a')), yamlText(yamlGet(use, 'b'))]).toEqual(['1', 'own'])
  expect(yamlTexts(yamlGet(parsed.value, 'list'))).toEqual(['x', 'y'])
  expect(yamlGet(parsed.value, 'run')).toEqual({ kind: 'scalar', line: 9, text: 'first\nsecond\n' })
  expect(yamlGet(use, 'b')?.line).toBe(6)
})

test('text that is no YAML, or too much of it, is refused with a reason', () => {
  const rows: [string, RegExp][] = [
    ['', /empty/],
    ['a: [', /not valid YAML/],
    ['a: b: c', /not valid YAML/],
    ['['.repeat(1000), /not valid YAML/],
    ['a: *nowhere', /^$/],
    [`a: &x 1\nc: [${'*x,'.repeat(500)}]`, /aliases/],
    ['- x\n'.repeat(30_000), /values/],
    ['x'.repeat(600_000), /larger/],
  ]
  const wrong = rows.filter(([text, reason]) => {
    const parsed = parseYaml(text)
    return parsed.ok ? reason.source !== '^$' : !reason.test(parsed.error)
  })
  expect(wrong).toEqual([])
})

test('special keys and cycles do nothing', () => {
  const parsed = parseYaml('__proto__: { polluted: yes }\nconstructor: 1\nself: &s\n  again: *s\n')
  if (!parsed.ok) throw new Error(parsed.error)
  expect(yamlText(yamlGet(yamlGet(parsed.value, '__proto__'), 'polluted'))).toBe('yes')
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  expect(yamlText(yamlGet(yamlGet(parsed.value, 'self'), 'again'))).toBe('')
})
