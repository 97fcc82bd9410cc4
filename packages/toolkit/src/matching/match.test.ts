import { expect, test } from 'vitest'
import { buildPurl, type Component, type Inventory, type Purl } from '../model/index.ts'
import { matchInventory } from './match.ts'
import { affects, npmStore, type TestRecord } from './testing/store.ts'

function purlOf(name: string, version?: string): Purl {
  const built = buildPurl({ type: 'npm', name, ...(version === undefined ? {} : { version }) })
  if (!built.ok) throw new Error(built.error.message)
  return built.value
}

function component(name: string, version: string | undefined, extra: Partial<Component> = {}): Component {
  return {
    purl: purlOf(name, version),
    ecosystem: 'npm-lock',
    isVersionResolved: version !== undefined,
    relation: 'direct',
    scope: 'runtime',
    groups: [],
    origin: 'registry',
    isFirstParty: false,
    aliases: [],
    licenses: [],
    hashes: [],
    evidence: [{ path: 'package-lock.json', line: 7 }],
    dependsOn: [],
    ...extra,
  }
}

function match(
  components: readonly Component[],
  records: readonly TestRecord[],
  paths: readonly (readonly Purl[])[] = [],
) {
  const inventory: Inventory = { name: 'product', components, roots: [], files: [], issues: [] }
  return matchInventory({ inventory, store: npmStore(records), pathsTo: () => paths })
}

const left: TestRecord = {
  id: 'GHSA-left-left-left',
  summary: 'Left goes wrong',
  published: '2026-01-05T00:00:00Z',
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
  affected: [
    affects('left', [{ introduced: '0' }, { fixed: '1.2.0' }, { introduced: '2.0.0' }, { fixed: '2.1.0' }]),
  ],
}

test('a finding carries the range and event that matched, the score and the nearest fix', () => {
  const { findings } = match([component('left', '2.0.5')], [left])
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({
    key: 'pkg:npm/left@2.0.5#GHSA-left-left-left',
    summary: 'Left goes wrong',
    level: 'critical',
    score: 9.8,
    matched: [
      {
        source: 'test-feed',
        record: 'GHSA-left-left-left',
        kind: 'range',
        introduced: '2.0.0',
        fixed: '2.1.0',
      },
    ],
    fix: { nearest: '2.1.0', kind: 'upgrade' },
  })
})

test('the nearest fix lies above the version and outside every record of the group', () => {
  const other: TestRecord = {
    id: 'CVE-2026-1',
    aliases: [left.id],
    affected: [affects('left', [{ introduced: '0' }, { fixed: '1.2.3' }])],
  }
  expect(match([component('left', '1.0.0')], [left, other]).findings[0]?.fix).toEqual({
    nearest: '1.2.3',
    kind: 'upgrade',
  })
})

test('a listed version contradicting its range blocks that fix (data-pitfalls 12)', () => {
  const listed: TestRecord = {
    id: 'X-1',
    affected: [affects('left', [{ introduced: '0' }, { fixed: '1.2.0' }], ['1.2.0'])],
  }
  const { findings } = match([component('left', '1.2.0')], [listed])
  expect(findings[0]?.matched[0]).toMatchObject({ kind: 'versions', range: '1.2.0' })
  expect(findings[0]?.fix).toEqual({ kind: 'none-known' })
})

test('a transitive component names the direct dependency to bump', () => {
  const web = purlOf('web', '1.0.0')
  const target = component('left', '1.0.0', { relation: 'transitive' })
  expect(match([target], [left], [[web, target.purl]]).findings[0]?.fix).toEqual({
    nearest: '1.2.0',
    direct: web,
    kind: 'upgrade-direct',
  })
})

test('a component that stands alone is bumped itself, also where nobody says that it is direct', () => {
  const target = component('left', '1.0.0', { relation: 'unknown' })
  expect(match([target], [left], [[target.purl]]).findings[0]?.fix).toEqual({
    nearest: '1.2.0',
    kind: 'upgrade',
  })
})

test('no severity is unknown, not zero; malicious code is critical and wants removal', () => {
  const silent: TestRecord = { id: 'X-1', affected: [affects('left', [{ introduced: '0' }])] }
  const evil: TestRecord = { id: 'MAL-2026-7', affected: [affects('evil', [{ introduced: '0' }])] }
  const { findings } = match([component('left', '1.0.0'), component('evil', '1.0.0')], [silent, evil])
  expect(findings.map(({ group, level, fix }) => [group, level, fix.kind])).toEqual([
    ['MAL-2026-7', 'critical', 'remove'],
    ['X-1', 'unknown', 'none-known'],
  ])
  expect(findings[1]?.score).toBeUndefined()
})

test('runtime comes before development, then severity, then direct', () => {
  const components = [
    component('left', '1.0.0', { scope: 'development' }),
    component('left', '1.1.0', { relation: 'transitive' }),
    component('left', '1.0.1'),
  ]
  expect(match(components, [left]).findings.map((finding) => finding.purl)).toEqual([
    'pkg:npm/left@1.0.1',
    'pkg:npm/left@1.1.0',
    'pkg:npm/left@1.0.0',
  ])
})

test('a component without a version is unknown with the reason, never silently clean', () => {
  const { findings, unknown } = match([component('left', undefined)], [left])
  expect(findings).toEqual([])
  expect(unknown).toEqual([
    {
      purl: 'pkg:npm/left',
      reason: 'VERSION_MISSING',
      detail: 'no version is stated; 1 advisories exist for the package',
    },
  ])
})

test('a range that cannot be ordered becomes an issue with the place of the component', () => {
  const broken: TestRecord = { id: 'X-9', affected: [affects('left', [{ introduced: 'v?' }])] }
  const { issues, unknown } = match([component('left', '1.0.0')], [broken])
  expect(issues[0]).toMatchObject({ code: 'RANGE_INVALID', path: 'package-lock.json', line: 7 })
  expect(unknown).toHaveLength(1)
})

test('first-party components are not matched', () => {
  expect(match([component('left', '1.0.0', { isFirstParty: true })], [left]).findings).toEqual([])
})

test('the same input gives the same bytes, whatever the order of records', () => {
  const other: TestRecord = { ...left, id: 'CVE-2026-1', aliases: [left.id], summary: 'Another sentence' }
  const components = [component('left', '1.0.0'), component('left', '2.0.5')]
  const one = JSON.stringify(match(components, [left, other]).findings)
  expect(JSON.stringify(match(components, [other, left]).findings)).toBe(one)
})
