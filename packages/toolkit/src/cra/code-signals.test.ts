/** Libraries by table: what counts as part of the product. */
import { expect, test } from 'vitest'
import { findLibraries, unreadInventory } from './code-signals.ts'
import { inventoryOf } from './testing/inventory-of.ts'
import { inEnglish } from './say.ts'

const table = new Map([
  ['npm/one', 'first'],
  ['npm/@scope/*', 'second'],
])

function names(purls: readonly string[], change?: Parameters<typeof inventoryOf>[1]): readonly string[] {
  return findLibraries(inventoryOf(purls, change), table).map((use) => `${use.label} ${use.name}`)
}

test('names are whole, prefixes begin', () => {
  const purls = [
    'pkg:npm/one@1.0.0',
    'pkg:npm/one@2.0.0',
    'pkg:npm/one-more@1.0.0',
    'pkg:pypi/one@1.0.0',
    'pkg:npm/%40scope/x@1.0.0',
  ]
  expect(names(purls)).toEqual(['first one', 'second @scope/x'])
})

test('development, and what only examples or tests state, is no part of the product', () => {
  expect(names(['pkg:npm/one@1.0.0'], { scope: 'development' })).toEqual([])
  const apart = [{ path: 'examples/a/package-lock.json', line: 3 }]
  expect(names(['pkg:npm/one@1.0.0'], { evidence: apart })).toEqual([])
  expect(
    names(['pkg:npm/one@1.0.0'], { evidence: [...apart, { path: 'package-lock.json', line: 3 }] }),
  ).toEqual(['first one'])
})

test('an inventory that lost a file cannot deny a library', () => {
  const whole = inventoryOf(['pkg:npm/one@1.0.0'])
  expect(unreadInventory(whole)).toBeUndefined()
  const file = {
    path: 'x.lock',
    ecosystem: 'npm',
    status: 'unreadable',
    packages: 0,
    reason: 'no JSON',
  } as const
  expect(inEnglish(unreadInventory({ ...whole, files: [file] }) ?? '')).toBe(
    'x.lock could not be read: no JSON',
  )
})
