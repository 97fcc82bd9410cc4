/** Each house rule is proven by a planted breach. */
import { expect, test } from 'vitest'
import { checkRules } from './rules.ts'

const head = '/** Says what it is for. */\n'

test.each([
  ['clean', `${head}export const a = 1`, []],
  ['head', 'export const a = 1', ['head']],
  ['unfinished', `${head}// TO${''}DO later`, ['unfinished']],
  ['locale', `${head}a.localeCompare(b)`, ['locale-compare']],
  ['registry', `${head}const url = 'registry.${'npmjs'}.example'`, ['registry-host']],
  ['exit', `${head}process.exit(1)`, ['exit-in-library']],
  ['catch', `${head}try { a() } catch {}`, ['empty-catch']],
  ['name', `${head}export class PurlManager {`, ['name']],
])('%s', (_title, text, rules) => {
  expect(checkRules(new Map([['packages/a/src/a.ts', text]])).map((breach) => breach.rule)).toEqual(rules)
})

test('components are read by the same rules, their tests by those for tests', () => {
  const rulesOf = (file: string, text: string): string[] =>
    checkRules(new Map([[file, text]])).map((breach) => breach.rule)
  const text = 'export const A = () => <p>{a.localeCompare(b)}</p>'
  expect(rulesOf('apps/web/src/a.tsx', text)).toEqual(['head', 'locale-compare'])
  expect(rulesOf('apps/web/src/a.test.tsx', text)).toEqual(['locale-compare'])
})
