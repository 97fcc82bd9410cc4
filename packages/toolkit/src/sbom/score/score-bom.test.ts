import { expect, test } from 'vitest'
import type { BomDocument } from '../document/bom.ts'
import type { BomElement } from '../document/element.ts'
import { actor, bom, dependsOn, element, expression } from '../testing/documents.ts'
import {
  type ComponentCheck,
  componentChecks,
  type DocumentCheck,
  documentChecks,
  type ScoreFacts,
  type Verdict,
} from './model.ts'
import { repairs } from './repairs.ts'
import { scoreBom } from './score-bom.ts'
import { standards } from './standards/index.ts'

const json: ScoreFacts = { encoding: 'json', validity: 'valid' }
const digest = { algorithm: 'SHA-512', value: 'a'.repeat(128) }
const short = { algorithm: 'SHA-256', value: 'b'.repeat(64) }
const property = (name: string, value: string): Partial<BomElement> => ({ properties: [{ name, value }] })
const reference = (type: string, hashes = [digest]): Partial<BomElement> => ({
  references: [{ type, url: 'https://example.org/x.tgz', hashes }],
})

function verdictOf(check: string, document: BomDocument, facts = json): Verdict | undefined {
  const all = scoreBom(document, facts).standards.flatMap(({ results }) => results)
  return all.find(({ rule }) => rule.check === check)?.verdict
}

type Row = readonly [facts: Partial<BomElement>, verdict: Verdict]

/** Each check with a yes and a no, and what lies between. */
const componentRows: Readonly<Record<ComponentCheck, readonly Row[]>> = {
  name: [
    [{}, 'met'],
    [{ name: 'NOASSERTION' }, 'not-met'],
  ],
  version: [
    [{ version: '1' }, 'met'],
    [{}, 'not-met'],
    [{ version: 'NOASSERTION' }, 'not-met'],
  ],
  creator: [
    [{ originator: actor('Ada', { email: 'ada@example.org' }) }, 'met'],
    [{ authors: [actor('Ada', { url: 'https://example.org' })] }, 'met'],
    [{ originator: actor('Ada') }, 'not-met'],
    [{ originator: actor('Ada', { email: 'ada at example' }) }, 'not-met'],
    [{ supplier: actor('Shop', { email: 'shop@example.org' }) }, 'cannot-tell'],
    [{}, 'not-met'],
  ],
  'producer-name': [
    [{ supplier: actor('Shop') }, 'met'],
    [{ publisher: 'Shop' }, 'met'],
    [{ supplier: actor('NOASSERTION') }, 'not-met'],
  ],
  filename: [
    [property('bsi:component:filename', 'x.tgz'), 'met'],
    [{ fileName: './x.tgz' }, 'met'],
    [{ fileName: 'lib/x.so' }, 'not-met'],
    [{}, 'not-met'],
  ],
  dependencies: [[{}, 'met']],
  'dependencies-complete': [[{}, 'met']],
  related: [[{}, 'met']],
  'license-distribution': [
    [{ concludedLicenses: [expression('MIT OR Apache-2.0')] }, 'met'],
    [{ concludedLicenses: [expression('LicenseRef-scancode-x')] }, 'met'],
    [{ concludedLicenses: [{ kind: 'name', value: 'Apache License' }] }, 'not-met'],
    [{ declaredLicenses: [expression('MIT')] }, 'not-met'],
    [{ declaredLicenses: [{ ...expression('MIT'), isUnqualified: true }] }, 'cannot-tell'],
    [{ declaredLicenses: [{ ...expression('no such'), isUnqualified: true }] }, 'not-met'],
    [{ concludedLicenses: [expression('NOASSERTION')] }, 'not-met'],
  ],
  'license-associated': [
    [{ declaredLicenses: [expression('MIT')] }, 'met'],
    [{ concludedLicenses: [expression('Whatever 1')] }, 'not-met'],
    [{ concludedLicenses: [expression('NOASSERTION')], declaredLicenses: [expression('MIT')] }, 'met'],
    [{}, 'not-met'],
  ],
  'license-original': [
    [{ declaredLicenses: [expression('MIT')] }, 'met'],
    [{ declaredLicenses: [{ kind: 'name', value: 'MIT' }] }, 'not-met'],
    [{}, 'cannot-tell'],
  ],
  'license-concluded': [
    [{ concludedLicenses: [expression('MIT')] }, 'met'],
    [{ concludedLicenses: [expression('no such')] }, 'not-met'],
    [{}, 'cannot-tell'],
  ],
  'license-declared': [
    [{ declaredLicenses: [expression('MIT')] }, 'met'],
    [{ declaredLicenses: [expression('no such')] }, 'not-met'],
    [{}, 'cannot-tell'],
  ],
  'license-any': [
    [{ declaredLicenses: [{ kind: 'name', value: 'Own' }] }, 'met'],
    [{ declaredLicenses: [expression('NOASSERTION')] }, 'not-met'],
  ],
  'license-effective': [
    [property('bsi:component:effectiveLicense', 'MIT'), 'met'],
    [{}, 'cannot-tell'],
  ],
  'hash-distribution': [
    [reference('distribution'), 'met'],
    [reference('distribution', [short]), 'not-met'],
    [{ hashes: [digest] }, 'cannot-tell'],
    [{ hashes: [short] }, 'not-met'],
    [{}, 'not-met'],
  ],
  'hash-sha512': [
    [{ hashes: [digest] }, 'met'],
    [reference('distribution'), 'met'],
    [{ hashes: [short] }, 'not-met'],
  ],
  'hash-any': [
    [{ hashes: [short] }, 'met'],
    [{}, 'not-met'],
  ],
  'hash-source': [
    [reference('source-distribution'), 'met'],
    [{}, 'cannot-tell'],
  ],
  executable: [
    [property('bsi:component:executable', 'non-executable'), 'met'],
    [property('bsi:component:executable', 'yes'), 'not-met'],
    [{}, 'not-met'],
  ],
  archive: [
    [property('bsi:component:archive', 'no archive'), 'met'],
    [{}, 'not-met'],
  ],
  structured: [
    [property('bsi:component:structured', 'unstructured'), 'met'],
    [{}, 'not-met'],
  ],
  'source-uri': [
    [reference('vcs'), 'met'],
    [{ downloadLocation: 'git+https://example.org/x.git' }, 'met'],
    [{}, 'cannot-tell'],
  ],
  'deployable-uri': [
    [reference('distribution'), 'met'],
    [{ downloadLocation: 'https://example.org/x.tgz' }, 'met'],
    [{ downloadLocation: 'NOASSERTION' }, 'cannot-tell'],
  ],
  identifier: [
    [{ cpes: ['cpe:2.3:a:x:y:1:*:*:*:*:*:*:*'] }, 'met'],
    [{}, 'cannot-tell'],
  ],
  purl: [
    [{ purl: 'pkg:npm/a@1' }, 'met'],
    [{}, 'not-met'],
  ],
  'security-txt': [
    [reference('rfc-9116'), 'met'],
    [{}, 'cannot-tell'],
  ],
}

/** One component, and a word on its dependencies. */
function about(facts: Partial<BomElement>): BomDocument {
  return bom({
    elements: [element('a', facts), element('b', facts)],
    relationships: [dependsOn('a', 'b'), dependsOn('b')],
    compositions: [{ aggregate: 'complete', assemblies: [], dependencies: ['a', 'b'] }],
  })
}

test.each(componentChecks)('%s tells yes from no', (check) => {
  for (const [facts, verdict] of componentRows[check])
    expect([facts, verdictOf(check, about(facts))]).toEqual([facts, verdict])
})

test('what a component depends on is stated, or it is not', () => {
  const elements = [element('a'), element('b')]
  const half = bom({ elements, relationships: [dependsOn('a', 'b')] })
  expect(verdictOf('dependencies', half)).toBe('not-met')
  expect(verdictOf('dependencies', { ...half, family: 'spdx', specVersion: '2.3' })).toBe('cannot-tell')
  expect(verdictOf('dependencies-complete', half)).toBe('not-met')
  const stated = [{ ...dependsOn('a', 'b'), completeness: 'complete' as const }, dependsOn('b')]
  expect(verdictOf('dependencies-complete', bom({ elements, relationships: stated }))).toBe('not-met')
  expect(verdictOf('related', bom({ elements }))).toBe('not-met')
  expect(verdictOf('related', half)).toBe('met')
})

test('SPDX 3 keeps the flags of BSI in the purposes of the delivered file', () => {
  const of = (facts: Partial<BomElement>): BomDocument =>
    bom({
      family: 'spdx3',
      specVersion: '3.0.1',
      elements: [element('a'), element('f', { kind: 'file', name: 'a.jar', hashes: [digest], ...facts })],
      relationships: [{ from: 'a', type: 'hasDistributionArtifact', to: ['f'] }],
    })
  for (const check of ['executable', 'archive', 'structured'])
    expect(verdictOf(check, of({ additionalKinds: ['container'] }))).toBe('met')
  expect(verdictOf('executable', of({}))).toBe('not-met')
  expect(verdictOf('filename', of({}))).toBe('met')
  expect(verdictOf('hash-distribution', of({}))).toBe('met')
  expect(verdictOf('hash-distribution', of({ hashes: [short] }))).toBe('not-met')
})

type DocumentRow = readonly [document: Partial<BomDocument>, verdict: Verdict, facts?: Partial<ScoreFacts>]
const tool = { kind: 'tool' as const, name: 'maker', emails: [], urls: [] }
const product = element('p', { kind: 'application' })
const lib = element('l', { purl: 'pkg:npm/l@1' })
const listed = { subjects: ['p'], elements: [product, lib], relationships: [dependsOn('p', 'l')] }
const spdx2 = { family: 'spdx', specVersion: '2.3' } as const

const documentRows: Readonly<Record<DocumentCheck, readonly DocumentRow[]>> = {
  'format-bsi-2.1': [
    [{}, 'met'],
    [{ specVersion: '1.10' }, 'met'],
    [{ specVersion: '1.5' }, 'not-met'],
    [{ family: 'spdx3', specVersion: '3.0.1' }, 'met'],
    [{ family: 'spdx3', specVersion: '3.0.0' }, 'not-met'],
    [spdx2, 'not-met'],
    [{}, 'not-met', { validity: 'invalid' }],
    [{}, 'cannot-tell', { validity: 'unknown' }],
  ],
  'format-bsi-2.0': [
    [spdx2, 'met'],
    [spdx2, 'not-met', { encoding: 'tag-value' }],
    [{ specVersion: '1.4' }, 'not-met'],
    [{ ...spdx2, specVersion: '2.1' }, 'not-met'],
  ],
  'format-known': [
    [{}, 'met'],
    [{}, 'not-met', { validity: 'invalid' }],
  ],
  'no-vulnerabilities': [
    [{}, 'met'],
    [
      { vulnerabilities: [{ ref: 'v', ids: ['CVE-1'], ratings: [], cwes: [], affects: [], urls: [] }] },
      'not-met',
    ],
    [
      {
        elements: [
          element('a', {
            references: [{ type: 'advisory', url: 'https://example.org', hashes: [], category: 'SECURITY' }],
          }),
        ],
      },
      'cannot-tell',
    ],
    [
      {
        elements: [
          element('a', {
            references: [{ type: 'cpe23Type', url: 'cpe:2.3:a', hashes: [], category: 'SECURITY' }],
          }),
        ],
      },
      'met',
    ],
  ],
  'creator-contact': [
    [{ manufacturer: actor('Hub', { url: 'https://example.org' }) }, 'met'],
    [{ creators: [actor('Hub', { email: 'sbom@example.org' })] }, 'met'],
    [{ creators: [{ ...tool, urls: ['https://example.org'] }] }, 'not-met'],
    [{ supplier: actor('Shop', { email: 'shop@example.org' }) }, 'not-met'],
    [{ manufacturer: actor('Hub') }, 'not-met'],
  ],
  'author-name': [
    [{ creators: [tool] }, 'met'],
    [{}, 'not-met'],
  ],
  'author-not-a-tool': [
    [{ creators: [actor('Hub')] }, 'met'],
    [{ creators: [tool] }, 'not-met'],
  ],
  signature: [[{}, 'cannot-tell']],
  timestamp: [
    [{ created: '2026-01-02T03:04:05Z' }, 'met'],
    [{ created: '2026-01-02' }, 'not-met'],
    [{ created: '2026-13-02T03:04:05Z' }, 'not-met'],
    [{}, 'not-met'],
  ],
  'document-id': [
    [{ id: 'urn:uuid:1' }, 'met'],
    [{ id: 'mine' }, 'not-met'],
    [{}, 'cannot-tell'],
  ],
  'document-version': [
    [{ revision: 1 }, 'met'],
    [{}, 'not-met'],
    [spdx2, 'cannot-tell'],
  ],
  lifecycle: [
    [{ lifecycles: ['build'] }, 'met'],
    [{}, 'not-met'],
    [spdx2, 'cannot-tell'],
  ],
  'tool-name': [
    [{ creators: [tool] }, 'met'],
    [{ creators: [actor('Hub')] }, 'not-met'],
  ],
  'tool-version': [
    [{ creators: [{ ...tool, version: '1' }] }, 'met'],
    [{ creators: [{ ...tool, name: 'syft-0.78.0' }] }, 'met'],
    [{ creators: [tool] }, 'not-met'],
  ],
  'top-level': [
    [{}, 'not-met'],
    [{ subjects: ['p'], elements: [product, lib] }, 'cannot-tell'],
    [listed, 'cannot-tell'],
    [{ ...listed, compositions: [{ aggregate: 'complete', assemblies: ['p'], dependencies: [] }] }, 'met'],
    [listed, 'met', { direct: ['pkg:npm/l@2'] }],
    [listed, 'not-met', { direct: ['pkg:npm/l', 'pkg:npm/other'] }],
  ],
  'known-unknowns': [
    [{ compositions: [{ aggregate: 'unknown', assemblies: [], dependencies: [] }] }, 'met'],
    [{ relationships: [{ ...dependsOn('a'), completeness: 'noAssertion' }] }, 'met'],
    [{}, 'not-met'],
  ],
}

test.each(documentChecks)('%s of the document tells yes from no', (check) => {
  for (const [document, verdict, facts] of documentRows[check])
    expect([document, facts, verdictOf(check, bom(document), { ...json, ...facts })]).toEqual([
      document,
      facts,
      verdict,
    ])
})

test('every check is asked by a standard, every rule has an id of its own and its weight from its need', () => {
  const rules = standards.flatMap((standard) => standard.rules.map((rule) => ({ standard, rule })))
  const asked = new Set(rules.map(({ rule }) => rule.check))
  expect([...documentChecks, ...componentChecks].filter((check) => !asked.has(check))).toEqual([])
  for (const { id, rules: own } of standards)
    expect([id, new Set(own.map((rule) => rule.id)).size]).toEqual([id, own.length])
  const weights = { required: 3, 'if-exists': 2, optional: 1, practice: 1 } as const
  expect(rules.filter(({ rule }) => rule.weight !== weights[rule.need])).toEqual([])
  expect(Object.keys(repairs).sort()).toEqual([...documentChecks, ...componentChecks].sort())
})

test('files of an SPDX package, services and snippets are left out and counted', () => {
  const elements = [element('a'), element('f', { kind: 'file' }), element('s', { kind: 'service' })]
  const spdx = scoreBom(bom({ ...spdx2, elements }), json)
  expect([spdx.components, spdx.leftOut]).toEqual([1, { files: 1, services: 1, snippets: 0 }])
  expect(scoreBom(bom({ elements }), json).components).toBe(2)
  expect(scoreBom(bom({ ...spdx2, elements: elements.slice(1) }), json).components).toBe(1)
})

test('an empty document meets no rule for components, and what misses most is mended first', () => {
  const empty = scoreBom(bom(), json, ['ntia-2021']).standards[0]
  expect(
    empty?.results.filter(({ scope, verdict }) => scope === 'component' && verdict !== 'cannot-tell'),
  ).toEqual([])
  const elements = [element('a', { version: '1' }), element('b'), element('c')]
  const [bsi] = scoreBom(bom({ elements }), json, ['bsi-2.1']).standards
  expect(bsi?.repairFirst.slice(0, 2)).toEqual(['component-creator', 'filename'])
  const version = bsi?.results.find(({ rule }) => rule.id === 'component-version')
  expect([version?.met, version?.notMet, version?.missing.map(({ ref }) => ref)]).toEqual([1, 2, ['b', 'c']])
})
