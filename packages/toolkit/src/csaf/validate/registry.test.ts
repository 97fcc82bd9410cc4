import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { groupOf } from './csaf-test.ts'
import { listTests } from './registry.ts'

const range = (prefix: string, last: number): readonly string[] =>
  Array.from({ length: last }, (_, at) => `${prefix}${at + 1}`)

/** Sections of the specifications; 6.1.27 and 6.1.60 have tests below them only. */
const mandatory = {
  '2.0': [...range('6.1.', 33), ...range('6.1.27.', 11)],
  '2.1': [...range('6.1.', 61), ...range('6.1.27.', 19), ...range('6.1.60.', 3)],
} as const

/** 2.1 dropped 6.2.10; its profile, range and extension tests have numbers below theirs. */
const others = {
  '2.0': [...range('6.2.', 20), ...range('6.3.', 11).filter((id) => id !== '6.3.12')],
  '2.1': [
    ...range('6.2.', 54).filter((id) => id !== '6.2.10'),
    ...range('6.2.39.', 5),
    ...range('6.2.50.', 3),
    ...range('6.2.54.', 4),
    ...range('6.3.', 22),
    ...range('6.3.19.', 5),
    ...range('6.3.21.', 9),
  ],
} as const

const headingsOnly = new Set(['6.1.27', '6.1.60', '6.2.39', '6.2.50', '6.2.54', '6.3.19', '6.3.21'])

test.each(['2.0', '2.1'] as const)('CSAF %s: every test of section 6 is there, once, in order', (version) => {
  const ids = listTests(version).map(({ id }) => id)
  const wanted = [...mandatory[version], ...others[version]].filter((id) => !headingsOnly.has(id))
  expect(ids.toSorted()).toEqual(wanted.toSorted())
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.slice(0, 3)).toEqual(['6.1.1', '6.1.2', '6.1.3'])
  expect(ids.indexOf('6.1.9')).toBeLessThan(ids.indexOf('6.1.10'))
  expect(listTests(version).every(({ title }) => title.length > 0)).toBe(true)
})

test('every file of the folder is in the registry', () => {
  const registry = readFileSync(new URL('registry.ts', import.meta.url), 'utf8')
  const files = readdirSync(new URL('checks/', import.meta.url)).filter((name) => !name.endsWith('.test.ts'))
  expect(files.filter((name) => !registry.includes(`'./checks/${name}'`))).toEqual([])
  expect(files.length).toBeGreaterThan(20)
})

test.each([
  ['6.1.1', '2.0', 'mandatory'],
  ['6.2.1', '2.0', 'optional'],
  ['6.2.1', '2.1', 'recommended'],
  ['6.3.1', '2.1', 'informative'],
] as const)('%s of %s is %s', (id, version, group) => {
  expect(groupOf(id, version)).toBe(group)
})
