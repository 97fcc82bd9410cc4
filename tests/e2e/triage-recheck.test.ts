/** `occtet triage recheck` as a user runs it: check, the data changes, and only the news is told, once. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { schemas } from '../../packages/contract/src/index.ts'
import { occtet, scratch } from '../cli.ts'

const home = scratch('recheck-home')
const tree = scratch('recheck-tree')
const feed = join(scratch('recheck-feed'), 'npm')
const at = { env: { OCCTET_HOME: home, SOURCE_DATE_EPOCH: String(Date.UTC(2026, 10, 22, 10) / 1000) } }

function load(flaws: readonly (readonly [id: string, name: string, fixed: string])[]): void {
  rmSync(feed, { recursive: true, force: true })
  mkdirSync(feed, { recursive: true })
  for (const [id, name, fixed] of flaws) {
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }]
    const record = {
      id,
      modified: '2026-01-01T00:00:00Z',
      affected: [{ package: { ecosystem: 'npm', name }, ranges }],
    }
    writeFileSync(join(feed, `${id}.json`), JSON.stringify(record))
  }
  expect(occtet(['db', 'import', join(feed, '..')], at).code).toBe(0)
}

beforeAll(() => {
  const left = { version: '1.0.0' }
  const packages = { '': { name: 'shop', dependencies: { left: '1.0.0' } }, 'node_modules/left': left }
  writeFileSync(
    join(tree, 'package-lock.json'),
    JSON.stringify({ name: 'shop', lockfileVersion: 3, packages }),
  )
})

test('nothing is watched before a check; then news is told once, with its cause', () => {
  load([['GHSA-1', 'left', '2.0.0']])
  expect(occtet(['triage', 'recheck'], at).code).toBe(3)
  const checked = occtet(['check', tree, '--offline', '--out', join(scratch('recheck-out'), 'out')], at)
  expect([checked.code, checked.stderr]).toEqual([0, expect.not.stringContaining('not watched')])
  expect(occtet(['triage', 'recheck'], at).stdout).toContain('Nothing new for 1 watched product.')
  load([
    ['GHSA-1', 'left', '2.0.0'],
    ['GHSA-2', 'left', '3.0.0'],
    ['GHSA-3', 'elsewhere', '3.0.0'],
  ])
  const told = occtet(['triage', 'recheck', tree, '--json'], at)
  const report = schemas['triage-recheck'].safeParse(JSON.parse(told.stdout))
  if (!report.success) throw new Error(JSON.stringify(report.error.issues))
  const [product] = report.data.products
  if (product?.status !== 'matched') throw new Error(told.stdout)
  expect(product.new.map(({ finding, cause }) => [finding.group, cause.code])).toEqual([
    ['GHSA-2', 'ADVISORY_NEW'],
  ])
  expect([product.matched, product.unchanged, product.gone, product.changed]).toEqual([1, 1, [], []])
  expect(occtet(['triage', 'recheck'], at).stdout).toContain('Nothing new for 1 watched product.')
})
