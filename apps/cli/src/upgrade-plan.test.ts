import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { schemas } from '@occtet/contract'
import { createMemoryStore } from '@occtet/toolkit/advisories'
import { createPathFinder, memoryTree, readInventory } from '@occtet/toolkit/inventory'
import { matchInventory, type UpgradePlan } from '@occtet/toolkit/matching'
import { expect, test } from 'vitest'
import { CommandFailure } from './failure.ts'
import { formatUpgradePlan } from './format-upgrade-plan.ts'
import { planUpgradesOf } from './upgrade-plan.ts'

const inventory = readInventory(
  memoryTree({
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { name: 'shop', version: '1.0.0', dependencies: { parent: '^1.0.0' } },
        'node_modules/parent': { version: '1.0.0', dependencies: { leaf: '~1.0.0' } },
        'node_modules/leaf': { version: '1.0.0' },
      },
    }),
  }),
  { name: 'shop' },
)
const record = {
  id: 'GHSA-aaaa-bbbb-cccc',
  modified: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'leaf' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.1.0' }] }],
    },
  ],
}
const store = createMemoryStore(
  [{ name: 'feed', records: [JSON.stringify(record)], asOf: '2026-11-20T00:00:00Z' }],
  () => Date.parse('2026-11-22T00:00:00Z'),
)
const { findings } = matchInventory({ inventory, store, pathsTo: createPathFinder(inventory, 10) })

function planWith(catalog: string | undefined): UpgradePlan {
  const catalogFile =
    catalog === undefined ? undefined : join(mkdtempSync(join(tmpdir(), 'occtet-')), 'c.json')
  if (catalogFile !== undefined) writeFileSync(catalogFile, catalog ?? '')
  return planUpgradesOf({ inventory, findings, store, catalogFile })
}

test('a plan has the shape of the contract, and its words for the terminal', () => {
  const plan = planWith(undefined)
  expect(schemas['upgrade-plan'].safeParse(JSON.parse(JSON.stringify(plan))).success).toBe(true)
  const text = formatUpgradePlan(plan, { columns: 100, language: 'en' })
  expect(text).toContain('Upgrade plan: 1 step, 1 open findings become 0.')
  expect(text).toContain('S1  override (stop-gap): leaf 1.0.0 -> 1.1.0, minor (not proven to be released)')
  expect(text).toContain('package.json: "overrides": { "leaf": "1.1.0" }')
  expect(text).toContain('clears GHSA-aaaa-bbbb-cccc')
  expect(formatUpgradePlan(plan, { columns: 80, language: 'de' })).toContain('übersteuern (Notbehelf)')
})

test('a catalog of the user opens another way', () => {
  const catalog = {
    schema: 'occtet.version-catalog/1',
    packages: { 'pkg:npm/parent': { '1.1.0': { requires: { 'pkg:npm/leaf': '^1.1.0' } } } },
  }
  const [step] = planWith(JSON.stringify(catalog)).steps
  expect(step).toMatchObject({
    kind: 'upgrade-direct-via',
    to: '1.1.0',
    existence: 'catalog',
    brings: 'known',
  })
  expect(step?.moves).toEqual([{ component: 'pkg:npm/leaf@1.0.0', to: '1.1.0', existence: 'fixed-bound' }])
})

test.each(['{', '[]', '{"schema":"occtet.version-catalog/1","packages":{"lodash":{}}}'])(
  'a catalog that cannot be read ends the command: %s',
  (text) => {
    expect(() => planWith(text)).toThrow(CommandFailure)
  },
)

test('texts of others cannot move the cursor', () => {
  const plan = planWith(undefined)
  const [step] = plan.steps
  if (step === undefined) throw new Error('no step')
  const text = formatUpgradePlan(
    { ...plan, steps: [{ ...step, commands: [{ file: 'a\u001b[2J', text: 'b\u001b[31m' }] }] },
    { columns: 80, language: 'en' },
  )
  expect(text.includes('\u001b')).toBe(false)
})
