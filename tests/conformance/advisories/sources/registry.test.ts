/** No source is forgotten: each file that has a format is in the registry, and its test runs the contract. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { listFormats } from '../../../../packages/toolkit/src/advisories/index.ts'

const folder = fileURLToPath(new URL('../../../../packages/toolkit/src/advisories/sources/', import.meta.url))
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ isTest: name.endsWith('.test.ts'), text: readFileSync(`${folder}${name}`, 'utf8') }))
const formats = texts.flatMap(({ isTest, text }) => {
  const [, name, id] = /^export const (\w+): SourceFormat = \{\n {2}id: '([^']+)'/m.exec(text) ?? []
  return isTest || name === undefined || id === undefined ? [] : [{ name, id }]
})

/** Tested by suites of their own instead of the contract; may only shrink. */
const withoutContract: ReadonlyMap<string, string> = new Map([
  ['aboutcode-a', 'aboutcode.test.ts has samples and hostile texts of its own'],
  ['aboutcode-b', 'aboutcode.test.ts'],
  ['osv', 'formats.test.ts; other forms carry its words, so that it knows their samples too'],
  ['review', 'a signed note has no invented sample; the suites of reviews sign theirs'],
  ['vulnerablecode', 'aboutcode.test.ts'],
])

test('each format of the folder is in the registry, once', () => {
  const registered = listFormats().map(({ id }) => id)
  expect([...registered].sort()).toEqual(formats.map(({ id }) => id).sort())
  expect(formats.length).toBeGreaterThan(20)
})

test('each format runs the contract, but for those that are listed', () => {
  const tests = texts.filter(({ isTest }) => isTest).map(({ text }) => text)
  const untested = formats.filter(
    ({ name }) => !tests.some((text) => text.includes(`testSourceContract(${name})`)),
  )
  expect(untested.map(({ id }) => id).sort()).toEqual([...withoutContract.keys()].sort())
})
