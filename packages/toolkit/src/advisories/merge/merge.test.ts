/** Alias groups and merged views over small stores: guards, withdrawal, authority, and chains meant to hurt. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryStore, type MemorySource } from '../memory-store.ts'
import { type AliasAnswer, findAliasGroups } from './alias-group.ts'
import { tierOf } from './authority.ts'
import { mergeRecords, type MergedView } from './merge-records.ts'
import { mergePolicy } from './policy.ts'

const asOf = '2026-11-20T00:00:00Z'
const now = Date.parse('2026-11-22T00:00:00Z')

interface Given {
  readonly id: string
  readonly aliases?: readonly string[]
  /** npm packages. */
  readonly about?: readonly string[]
  readonly [member: string]: unknown
}

function text({ about = [], ...members }: Given): string {
  const affected = about.map((name) => ({ package: { ecosystem: 'npm', name }, versions: ['1.0.0'] }))
  return JSON.stringify({ modified: '2026-01-01T00:00:00Z', ...members, affected })
}

function sources(given: Readonly<Record<string, readonly Given[]>>): readonly MemorySource[] {
  return Object.entries(given).map(([name, records]) => ({ name, asOf, records: records.map(text) }))
}

function ask(given: Readonly<Record<string, readonly Given[]>>, id: string): AliasAnswer {
  return findAliasGroups(
    createMemoryStore(sources(given), () => now),
    id,
  )
}

function membersOf(answer: AliasAnswer): readonly string[] {
  return answer.groups.map((group) =>
    group.members
      .map(({ read }) => read.id)
      .sort()
      .join(' '),
  )
}

const many = Array.from({ length: 40 }, (_, at) => `ID-${at}`)

const rows: readonly [string, readonly Given[], string, readonly string[], readonly string[]][] = [
  ['an alias joins', [{ id: 'A', aliases: ['B'] }, { id: 'B' }], 'B', ['A B'], []],
  [
    'chains join',
    [
      { id: 'A', aliases: ['B'] },
      { id: 'C', aliases: ['B'] },
    ],
    'A',
    ['A C'],
    [],
  ],
  [
    'cycles end',
    [
      { id: 'A', aliases: ['B'] },
      { id: 'B', aliases: ['A'] },
    ],
    'A',
    ['A B'],
    [],
  ],
  [
    'upstream and related join nothing',
    [{ id: 'A', upstream: ['B'], related: ['B'] }, { id: 'B' }],
    'B',
    ['B'],
    [],
  ],
  [
    'a record of several CVEs joins nothing',
    [
      { id: 'R', aliases: ['CVE-1', 'CVE-2'] },
      { id: 'A', aliases: ['CVE-1'] },
      { id: 'B', aliases: ['CVE-2'] },
    ],
    'CVE-1',
    ['A', 'R'],
    ['RECORD_OF_SEVERAL_CVES'],
  ],
  [
    'nor one with more than five aliases',
    [{ id: 'R', aliases: many.slice(0, 6) }, { id: 'ID-1' }],
    'ID-1',
    ['ID-1', 'R'],
    ['RECORD_OF_MANY_ALIASES'],
  ],
  [
    'a chain of two CVEs falls apart by CVE',
    [{ id: 'A', aliases: ['CVE-1', 'X'] }, { id: 'B', aliases: ['X', 'CVE-2'] }, { id: 'CVE-1' }],
    'CVE-1',
    ['A CVE-1'],
    ['GROUP_OF_SEVERAL_CVES'],
  ],
  [
    'disjoint packages stay apart',
    [
      { id: 'A', aliases: ['CVE-1'], about: ['left'] },
      { id: 'B', aliases: ['CVE-1'], about: ['right'] },
    ],
    'CVE-1',
    ['A', 'B'],
    ['GROUP_OF_DISJOINT_PACKAGES'],
  ],
  [
    'a record of both holds them together',
    [
      { id: 'A', aliases: ['CVE-1'], about: ['left'] },
      { id: 'B', aliases: ['CVE-1'], about: ['right'] },
      { id: 'C', aliases: ['CVE-1'], about: ['left', 'right'] },
    ],
    'CVE-1',
    ['A B C'],
    [],
  ],
  [
    'what is withdrawn joins nothing',
    [{ id: 'A', aliases: ['B', 'C'], withdrawn: '2026-02-01T00:00:00Z' }, { id: 'B' }, { id: 'C' }],
    'B',
    ['B'],
    [],
  ],
  [
    'hostile names are only names',
    [{ id: '__proto__', aliases: ['constructor'] }],
    'constructor',
    ['__proto__'],
    [],
  ],
]

test.each(rows)('%s', (_title, records, id, members, codes) => {
  const answer = ask({ feed: records }, id)
  expect(membersOf(answer)).toEqual(members)
  expect(answer.todos.map(({ code }) => code)).toEqual(codes)
})

test('a poisoned chain is cut, and falls apart the same from every end', () => {
  const chain = Array.from({ length: 200 }, (_, at) => ({ id: `P-${at}`, aliases: [`P-${at + 1}`] }))
  const records = [...chain, { id: 'A', aliases: ['CVE-1', 'P-0'] }, { id: 'B', aliases: ['CVE-1'] }]
  const given = { feed: records }
  for (const id of ['CVE-1', 'A', 'B']) {
    const answer = ask(given, id)
    expect(membersOf(answer)).toEqual(['A B'])
    expect(answer.todos.map(({ code }) => code)).toContain('CHAIN_CUT_OFF')
  }
  expect(membersOf(ask(given, 'P-100'))).toEqual(['P-100', 'P-99'])
})

test('whichever id of a group is asked, the group is the same, and no guard is broken', () => {
  const name = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'CVE-1', 'CVE-2', 'CVE-3')
  const record = fc.record({
    id: name,
    aliases: fc.array(name, { maxLength: 3 }),
    about: fc.array(fc.constantFrom('left', 'right', 'up'), { maxLength: 2 }),
  })
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), (records) => {
      for (const id of new Set(records.map((one) => one.id))) {
        for (const group of ask({ feed: records }, id).groups) {
          const names = group.members.map(({ read }) => read.id)
          const cves = new Set(group.ids.filter((one) => one.startsWith('CVE-')))
          if (new Set(names).size > 1) expect(cves.size).toBeLessThanOrEqual(1)
          for (const other of names) {
            const again = ask({ feed: [...records].reverse() }, other).groups
            expect(again.map((one) => one.ids)).toContainEqual(group.ids)
          }
        }
      }
    }),
    { numRuns: 150 },
  )
})

function merge(given: Readonly<Record<string, readonly Given[]>>, id: string): MergedView {
  const [group] = ask(given, id).groups
  const view = mergeRecords(group?.versions ?? [], { policy: mergePolicy, now })
  if (view === undefined) throw new Error(`nothing to merge for ${id}`)
  return view
}

const two = {
  nvd: [
    {
      id: 'CVE-1',
      summary: 'by nvd',
      published: '2025-01-01T00:00:00Z',
      database_specific: { cwe_ids: ['CWE-79'] },
    },
  ],
  ghsa: [
    {
      id: 'GHSA-1',
      aliases: ['CVE-1'],
      summary: 'by ghsa',
      published: '0001-01-01T00:00:00Z',
      modified: '2027-07-09T00:00:00Z',
      database_specific: { cwe_ids: ['CWE-79', 'CWE-80'] },
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N' }],
    },
  ],
}

test('each value names its records and its rule', () => {
  const view = merge(two, 'CVE-1')
  expect(view.id).toBe('GHSA-1')
  expect(view.title).toMatchObject({ value: 'by ghsa', from: [{ source: 'ghsa' }], rule: 'title-authority' })
  // Placeholders and the future are no dates.
  expect(view.published).toMatchObject({ value: '2025-01-01T00:00:00Z', from: [{ source: 'nvd' }] })
  expect(view.modified).toMatchObject({ value: '2026-01-01T00:00:00Z', from: [{ source: 'nvd' }] })
  expect(view.weaknesses.map(({ value, from }) => [value, from.length])).toEqual([
    ['CWE-79', 2],
    ['CWE-80', 1],
  ])
  expect(view.severity).toHaveLength(1)
  expect(view.disagreements.map(({ field }) => field)).toEqual(['weaknesses'])
  expect(merge({ ghsa: two.ghsa, nvd: two.nvd }, 'GHSA-1')).toEqual(view)
})

test('a withdrawal takes back its own record only, and is told as a disagreement', () => {
  const withdrawn = { ...two, nvd: [{ id: 'CVE-1', withdrawn: '2026-02-01T00:00:00Z', about: ['left'] }] }
  const view = merge(withdrawn, 'CVE-1')
  expect(view.status.value).toBe('published')
  expect(
    view.disagreements.find(({ field }) => field === 'status')?.values.map(({ value }) => value),
  ).toEqual(['published', 'withdrawn'])
  expect(view.affected[0]?.statements).toMatchObject([{ isTakenBack: true }])
})

test('who asks for a withdrawn record hears where the flaw lives on', () => {
  const answer = ask(
    { feed: [{ id: 'A', aliases: ['CVE-1'], withdrawn: '2026-02-01T00:00:00Z' }, { id: 'CVE-1' }] },
    'A',
  )
  expect(answer.todos.map(({ code }) => code)).toEqual(['TAKEN_BACK_HERE'])
})

const tiers: readonly [string, string, string, string][] = [
  ['pypa', 'PYSEC-1', 'PyPI', 'own'],
  ['pypa', 'PYSEC-1', 'npm', 'reviewed'],
  ['osv', 'PYSEC-1', 'PyPI', 'own'],
  ['somebody', 'PYSEC-1', 'PyPI', 'other'],
  ['rustsec@node.example', 'RUSTSEC-1', 'crates.io', 'own'],
  ['drupal', 'DRUPAL-1', 'Packagist:https://packages.drupal.org/8', 'own'],
  ['drupal', 'DRUPAL-1', 'Packagist', 'reviewed'],
  ['debian', 'CVE-1', 'Debian:12', 'own'],
  ['ghsa', 'GHSA-1', 'npm', 'reviewed'],
  ['cve5', 'CVE-1', 'npm', 'cna'],
  ['nvd', 'CVE-1', 'npm', 'nvd'],
  ['osv', 'CVE-1', 'npm', 'nvd'],
  ['euvd', 'EUVD-1', 'npm', 'euvd'],
]

test.each(tiers)('%s %s about %s is %s', (source, record, ecosystem, tier) => {
  expect(tierOf({ source, record }, [ecosystem], mergePolicy)).toBe(tier)
})
