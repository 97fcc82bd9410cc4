import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BomElement } from '../document/element.ts'
import { actor, anyBom, bom, element, expression } from '../testing/documents.ts'
import { diffBoms } from './diff-boms.ts'
import { diffRisks, type RiskSide } from './diff-risks.ts'
import type { FieldChange } from './model.ts'

const npm = (name: string, version: string, facts: Partial<BomElement> = {}): BomElement =>
  element(`${name}@${version}`, { name, version, purl: `pkg:npm/${name}@${version}`, ...facts })

const hash = (algorithm: string, value: string): Partial<BomElement> => ({ hashes: [{ algorithm, value }] })

test('components are added, removed, changed or the same, whatever their version', () => {
  const before = bom({ elements: [npm('a', '1'), npm('b', '1'), npm('c', '1'), npm('c', '2')] })
  const after = bom({ elements: [npm('b', '1'), npm('c', '2'), npm('c', '3'), npm('d', '1')] })
  const diff = diffBoms(before, after)
  expect(diff.added).toEqual([{ key: 'pkg:npm/d', name: 'pkg:npm/d', versions: ['1'] }])
  expect(diff.removed.map(({ key }) => key)).toEqual(['pkg:npm/a'])
  expect(diff.changed).toEqual([
    { key: 'pkg:npm/c', name: 'pkg:npm/c', versions: { before: ['1', '2'], after: ['2', '3'] }, fields: [] },
  ])
  expect([diff.unchanged, diff.before.components, diff.after.components]).toEqual([1, 4, 4])
})

const fieldRows: readonly (readonly [
  Partial<BomElement>,
  Partial<BomElement>,
  readonly Partial<FieldChange>[],
])[] = [
  [{}, {}, []],
  [{ declaredLicenses: [expression('MIT')] }, { declaredLicenses: [{ kind: 'id', value: 'MIT' }] }, []],
  [
    { declaredLicenses: [expression('MIT')] },
    { declaredLicenses: [expression('ISC')] },
    [{ field: 'license', kind: 'changed', before: ['MIT'], after: ['ISC'] }],
  ],
  [
    { declaredLicenses: [expression('NOASSERTION')] },
    { declaredLicenses: [expression('ISC')] },
    [{ field: 'license', kind: 'stated', before: [], after: ['ISC'] }],
  ],
  [hash('SHA-1', 'a'), hash('SHA-1', 'b'), [{ field: 'hash', kind: 'changed' }]],
  [
    hash('SHA-1', 'a'),
    { hashes: [...(hash('SHA-1', 'a').hashes ?? []), { algorithm: 'MD5', value: 'c' }] },
    [],
  ],
  [hash('SHA-1', 'a'), hash('SHA-512', 'b'), [{ field: 'hash', kind: 'stated' }]],
  [hash('SHA-1', 'a'), {}, [{ field: 'hash', kind: 'unstated' }]],
  [{ supplier: actor('A') }, { supplier: actor('B') }, [{ field: 'supplier', kind: 'changed' }]],
  [
    { scope: 'optional' },
    { scope: 'required' },
    [{ field: 'scope', before: ['optional'], after: ['required'] }],
  ],
]

test.each(fieldRows)('of the same version: %j → %j', (old, now, expected) => {
  const diff = diffBoms(bom({ elements: [npm('a', '1', old)] }), bom({ elements: [npm('a', '1', now)] }))
  expect(diff.changed.flatMap(({ fields }) => fields)).toEqual(
    expected.map((change): unknown => expect.objectContaining(change)),
  )
})

test('a new version has another hash, which is no news; another license is', () => {
  const old = npm('a', '1', { ...hash('SHA-1', 'a'), declaredLicenses: [expression('MIT')] })
  const now = npm('a', '2', { ...hash('SHA-1', 'b'), declaredLicenses: [expression('GPL-3.0-only')] })
  const [change] = diffBoms(bom({ elements: [old] }), bom({ elements: [now] })).changed
  expect(change?.fields.map(({ field }) => field)).toEqual(['license'])
})

test('components without purl are paired by name; the products are not compared', () => {
  const before = bom({
    subjects: ['p'],
    elements: [element('p', { version: '1' }), element('x', { version: '1' })],
  })
  const after = bom({
    subjects: ['q'],
    elements: [element('q', { version: '2' }), element('x', { version: '2' })],
  })
  const diff = diffBoms(before, after)
  expect([diff.added, diff.removed, diff.changed.map(({ name }) => name)]).toEqual([[], [], ['x']])
  expect([diff.before.name, diff.after.version]).toEqual(['p', '2'])
})

test('a document does not differ from itself, and the way back is the mirror', () => {
  fc.assert(
    fc.property(anyBom, anyBom, (a, b) => {
      const none = diffBoms(a, a)
      expect([none.added, none.removed, none.changed]).toEqual([[], [], []])
      const [there, back] = [diffBoms(a, b), diffBoms(b, a)]
      expect(there.added).toEqual(back.removed)
      expect(there.changed.map(({ key }) => key)).toEqual(back.changed.map(({ key }) => key))
    }),
  )
})

const finding = (purl: string, group: string): RiskSide['findings'][number] =>
  ({ purl, group, level: 'high' }) as RiskSide['findings'][number]

const side = (facts: Partial<RiskSide>): RiskSide => ({
  findings: [],
  unknown: [],
  purls: [],
  unidentified: [],
  isPartial: false,
  ...facts,
})

test('newly and no longer vulnerable stand apart from what nobody knows', () => {
  const before = side({
    purls: ['pkg:npm/a@1', 'pkg:npm/b@1', 'pkg:npm/c@1', 'pkg:npm/e@1', 'pkg:npm/s@1'],
    findings: ['a', 'b', 'e', 's'].map((name) => finding(`pkg:npm/${name}@1`, `CVE-${name}`)),
    unknown: [{ purl: 'pkg:npm/d@x' }],
  })
  const after = side({
    purls: ['pkg:npm/a@2', 'pkg:npm/b@x', 'pkg:npm/c@2', 'pkg:npm/d@2', 'pkg:npm/s@2'],
    findings: ['c', 'd', 's'].map((name) => finding(`pkg:npm/${name}@2`, `CVE-${name}`)),
    unknown: [{ purl: 'pkg:npm/b@x' }],
  })
  const names = (risks: readonly { readonly vulnerability: string }[]): readonly string[] =>
    risks.map(({ vulnerability }) => vulnerability)
  const diff = diffRisks(before, after)
  expect(names(diff.newly)).toEqual(['CVE-c'])
  expect(names(diff.noLonger)).toEqual(['CVE-a', 'CVE-e'])
  expect([names(diff.unknownBefore), names(diff.unknownNow), diff.still]).toEqual([['CVE-d'], ['CVE-b'], 1])
  expect(names(diffRisks(before, { ...after, isPartial: true }).noLonger)).toEqual(['CVE-a'])
  expect(names(diffRisks(before, { ...after, unidentified: ['e'] }).unknownNow)).toEqual(['CVE-b', 'CVE-e'])
})

test('what only informs is no vulnerability', () => {
  const old = side({})
  const told = { ...finding('pkg:npm/a@1', 'RUSTSEC-1'), informational: 'unmaintained' }
  expect(diffRisks(old, side({ findings: [told], purls: ['pkg:npm/a@1'] })).newly).toEqual([])
})
