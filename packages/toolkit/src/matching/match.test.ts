import { expect, test } from 'vitest'
import { createMemoryStore } from '../advisories/index.ts'
import { buildPurl, type Component, type Inventory, parsePurl, type Purl } from '../model/index.ts'
import { explainPurl } from './explain.ts'
import { matchInventory } from './match.ts'
import { affects, npmStore, testNow, type TestRecord } from './testing/store.ts'

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

test('a record that does not count the version in disagrees; one that cannot tell, or is of another flaw, does not', () => {
  const narrow: TestRecord = {
    id: 'CVE-2026-1',
    aliases: [left.id],
    affected: [affects('left', [{ introduced: '2.0.0' }, { fixed: '2.0.9' }])],
  }
  const unsure: TestRecord = { ...narrow, id: 'X-7', affected: [affects('left', [{ introduced: 'v?' }])] }
  const foreign: TestRecord = { ...narrow, id: 'CVE-2026-2', aliases: [] }
  const [one] = match([component('left', '1.0.0')], [left, narrow, unsure, foreign]).findings
  expect(one?.disputed).toEqual([{ source: 'test-feed', record: 'CVE-2026-1', range: '>=2.0.0 <2.0.9' }])
  expect(match([component('left', '2.0.5')], [left, narrow]).findings[0]).not.toHaveProperty('disputed')
})

test('disputed means what explain calls disputed', () => {
  const narrow: TestRecord = {
    id: 'CVE-2026-1',
    aliases: [left.id],
    affected: [affects('left', [{ introduced: '0' }, { fixed: '1.0.5' }])],
  }
  const store = npmStore([left, narrow])
  for (const version of ['1.0.0', '1.1.0', '2.0.5', '3.0.0']) {
    const { findings } = match([component('left', version)], [left, narrow])
    const told = explainPurl(store, purlOf('left', version), left.id)
    expect([version, findings.some(({ disputed }) => disputed !== undefined)]).toEqual([
      version,
      told?.isDisputed,
    ])
  }
})

test('a roundup of many flaws disputes none of them', () => {
  const roundup: TestRecord = {
    id: 'DSA-1',
    aliases: [left.id, 'CVE-2026-1', 'CVE-2026-2'],
    affected: [affects('left', [{ introduced: '2.0.0' }])],
  }
  expect(match([component('left', '1.0.0')], [left, roundup]).findings[0]).not.toHaveProperty('disputed')
})

test('parts that a Go record names come along, read from the record that hit', () => {
  const record = {
    id: 'GO-2026-1',
    modified: '2026-01-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'Go', name: 'example.org/net' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.0' }] }],
        ecosystem_specific: { imports: [{ path: 'example.org/net/html', symbols: ['Parse', 'Lexer.Next'] }] },
      },
      {
        package: { ecosystem: 'Go', name: 'example.org/other' },
        ecosystem_specific: { imports: [{ path: 'example.org/other' }] },
      },
    ],
  }
  const store = createMemoryStore(
    [
      {
        name: 'go',
        ecosystem: 'Go',
        covers: ['Go'],
        asOf: '2026-11-20T00:00:00Z',
        records: [JSON.stringify(record)],
      },
    ],
    () => testNow,
  )
  const parsed = parsePurl('pkg:golang/example.org/net@v1.0.0')
  if (!parsed.ok) throw new Error(parsed.error.message)
  const inventory: Inventory = {
    name: 'product',
    components: [{ ...component('net', '1.0.0'), purl: parsed.value }],
    roots: [],
    files: [],
    issues: [],
  }
  const { findings } = matchInventory({ inventory, store, pathsTo: () => [] })
  expect(findings.map(({ affectedPaths }) => affectedPaths)).toEqual([
    ['example.org/net/html', 'example.org/net/html#Lexer.Next', 'example.org/net/html#Parse'],
  ])
})

test('what is known of attacks is part of a finding, and absent where nothing is known', () => {
  expect(match([component('left', '1.0.0')], [left]).findings[0]).not.toHaveProperty('exploitation')
})

test('a component that only lock files of tests state is marked, one that another file states too is not', () => {
  const fixture = { path: 'tests/fixtures/package-lock.json', line: 1 }
  const marked = (evidence: Component['evidence']): unknown =>
    match([component('left', '1.0.0', { evidence })], [left]).findings[0]?.isOnlyTested
  expect(marked([fixture])).toBe(true)
  expect(marked([fixture, { path: 'package-lock.json', line: 1 }])).toBeUndefined()
})
