/** Vulnerabilities and VEX between the neutral document and the security profile of SPDX 3.0.1. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeBom } from '../convert/convert-bom.ts'
import type { BomDocument, BomLoss } from '../document/bom.ts'
import { readBom } from '../document/codecs.ts'
import type { BomVulnerability } from '../document/vulnerability.ts'
import { bom, element } from '../testing/documents.ts'
import { anyVulnerableBom, states } from '../testing/vulnerabilities.ts'
import { validateSbom } from '../validate/validate-sbom.ts'

function read(text: string): { readonly document: BomDocument; readonly losses: readonly BomLoss[] } {
  const found = readBom(text, 'x')
  if (!found.ok) throw new Error(found.error.message)
  return found.value
}

type Graph = readonly Readonly<Record<string, unknown>>[]

function graphOf(text: string): Graph {
  return (JSON.parse(text) as { '@graph': Graph })['@graph']
}

const notAffected = 'security_VexNotAffectedVulnAssessmentRelationship'

function flaw(facts: Partial<BomVulnerability> = {}): BomVulnerability {
  return { ref: 'v', ids: ['CVE-2026-1234'], ratings: [], cwes: [], affects: ['a'], urls: [], ...facts }
}

function documentOf(...vulnerabilities: readonly BomVulnerability[]): BomDocument {
  return bom({
    id: 'urn:uuid:f08a6ccd-4dce-4759-bd84-c626675d60a6',
    created: '2026-01-01T00:00:00Z',
    subjects: ['root'],
    elements: [element('root', { version: '1' }), element('a', { version: '1' }), element('b')],
    vulnerabilities,
  })
}

test('any vulnerabilities are valid SPDX 3, come back, and are a fixed point', async () => {
  await fc.assert(
    fc.asyncProperty(anyVulnerableBom, async (document) => {
      const { text, losses } = encodeBom(document, 'spdx3-json', undefined)
      expect((await validateSbom(text)).violations).toEqual([])
      const again = read(text)
      const lost = losses.filter(({ kind, where }) => kind !== 'moved' && where.startsWith('vulnerabilities'))
      expect(again.losses.filter(({ where }) => where.includes('security'))).toEqual([])
      for (const [at, before] of document.vulnerabilities.entries())
        expect(withoutLost(again.document.vulnerabilities[at], lost)).toEqual(withoutLost(before, lost))
      expect(encodeBom(again.document, 'spdx3-json', undefined).text).toBe(text)
    }),
  )
})

/** Members that the losses name are not compared; the order of what is affected and of ratings says nothing. */
function withoutLost(value: BomVulnerability | undefined, lost: readonly BomLoss[]): object {
  const names = new Set(lost.map(({ where }) => /^vulnerabilities\[\]\.(\w+)/.exec(where)?.[1]))
  const { affects = [], ratings = [], ...rest } = value ?? {}
  const kept = Object.entries(rest).filter(([key]) => !names.has(key))
  const sorted = ratings.map((rating) => JSON.stringify(Object.entries(rating).sort())).sort()
  return { ...Object.fromEntries(kept), affects: [...affects].sort(), ratings: sorted }
}

test('from CycloneDX to SPDX 3 and back says the same', () => {
  fc.assert(
    fc.property(anyVulnerableBom, (document) => {
      const first = encodeBom(document, 'cyclonedx-json', '1.7')
      const before = read(first.text)
      const there = encodeBom(before.document, 'spdx3-json', undefined)
      const back = read(encodeBom(read(there.text).document, 'cyclonedx-json', '1.7').text)
      const lost = there.losses.filter(({ kind, where }) => kind !== 'moved' && where.startsWith('vulnerab'))
      expect(back.document.vulnerabilities.length).toBe(before.document.vulnerabilities.length)
      for (const [at, one] of before.document.vulnerabilities.entries())
        expect(withoutLost(back.document.vulnerabilities[at], lost)).toEqual(withoutLost(one, lost))
    }),
  )
})

test('`doesNotAffect` is never said of anything but a not_affected with a reason', () => {
  fc.assert(
    fc.property(anyVulnerableBom, (document) => {
      const said = graphOf(encodeBom(document, 'spdx3-json', undefined).text).filter(
        ({ type, relationshipType }) => type === notAffected || relationshipType === 'doesNotAffect',
      )
      for (const item of said) {
        const at = document.vulnerabilities.find(({ ref }) => String(item['from']).endsWith(`#${ref}`))
        expect(at?.state).toBe('not_affected')
        expect([at?.justification, at?.detail?.trim()].some((reason) => (reason ?? '') !== '')).toBe(true)
        expect(item['security_justificationType'] ?? item['security_impactStatement']).toBeDefined()
      }
    }),
  )
})

const reasons = { justification: 'code_not_present', detail: 'it was removed' }

test.each(states)('state %s', (state) => {
  const { text } = encodeBom(documentOf(flaw({ state, ...reasons })), 'spdx3-json', undefined)
  const types = graphOf(text)
    .map(({ type }) => String(type))
    .filter((type) => type.startsWith('security_Vex'))
  const wanted: Readonly<Record<string, string>> = {
    resolved: 'Fixed',
    resolved_with_pedigree: 'Fixed',
    exploitable: 'Affected',
    in_triage: 'UnderInvestigation',
    not_affected: 'NotAffected',
  }
  const one = wanted[state]
  expect(types).toEqual(one === undefined ? [] : [`security_Vex${one}VulnAssessmentRelationship`])
  expect(read(text).document.vulnerabilities).toEqual([flaw({ state, ...reasons })])
})

test.each<readonly [string, Partial<BomVulnerability>]>([
  ['without a reason', {}],
  ['with an empty reason', { detail: ' ' }],
  ['of other versions', { ...reasons, versions: [{ ref: 'a', version: '2', status: 'unaffected' }] }],
  ['of a version that is listed as affected', { ...reasons, versions: [{ ref: 'a', version: '1' }] }],
  ['of a range', { ...reasons, versions: [{ ref: 'a', range: 'vers:npm/<2', status: 'unaffected' }] }],
  ['of nothing', { ...reasons, affects: [] }],
  ['of something that the document does not have', { ...reasons, affects: ['a', 'z'] }],
])('not_affected %s is no statement of SPDX 3, and is kept', (_, facts) => {
  const vulnerability = flaw({ state: 'not_affected', ...facts })
  const { text, losses } = encodeBom(documentOf(vulnerability), 'spdx3-json', undefined)
  expect(graphOf(text).filter(({ type }) => type === notAffected)).toEqual([])
  expect(losses).toContainEqual(expect.objectContaining({ where: 'vulnerabilities[].state', kind: 'moved' }))
  expect(read(text).document.vulnerabilities).toEqual([vulnerability])
})

test('a part is assessed within the product, and the product by itself', () => {
  const vulnerability = flaw({ state: 'not_affected', ...reasons, affects: ['root', 'a'] })
  const { text } = encodeBom(documentOf(vulnerability), 'spdx3-json', undefined)
  const said = graphOf(text).filter(({ type }) => type === notAffected)
  const base = 'urn:uuid:f08a6ccd-4dce-4759-bd84-c626675d60a6'
  expect(said.map(({ to, security_assessedElement: part }) => [to, part])).toEqual([
    [[`${base}#root`], undefined],
    [[`${base}#root`], `${base}#a`],
  ])
  expect(said[0]).toMatchObject({
    relationshipType: 'doesNotAffect',
    security_justificationType: 'vulnerableCodeNotPresent',
    security_impactStatement: 'it was removed',
  })
})

/** A graph as somebody else writes it. */
function graphText(...items: readonly Readonly<Record<string, unknown>>[]): string {
  const made = { creationInfo: '_:made' }
  const base = [
    {
      type: 'CreationInfo',
      '@id': '_:made',
      specVersion: '3.0.1',
      created: '2026-01-01T00:00:00Z',
      createdBy: ['urn:who'],
    },
    { type: 'Person', spdxId: 'urn:who', name: 'Ada', ...made },
    { type: 'SpdxDocument', spdxId: 'urn:doc', rootElement: ['urn:p'], ...made },
    { type: 'software_Package', spdxId: 'urn:p', name: 'product', ...made },
    { type: 'software_Package', spdxId: 'urn:c', name: 'part', ...made },
    { type: 'software_Package', spdxId: 'urn:d', name: 'other', ...made },
    {
      type: 'security_Vulnerability',
      spdxId: 'urn:v',
      ...made,
      name: 'CVE-2026-1234',
      security_publishedTime: '2026-01-02T00:00:00Z',
      externalIdentifier: [
        {
          type: 'ExternalIdentifier',
          externalIdentifierType: 'cve',
          identifier: 'CVE-2026-1234',
          issuingAuthority: 'MITRE',
        },
        {
          type: 'ExternalIdentifier',
          externalIdentifierType: 'securityOther',
          identifier: 'GHSA-aaaa-bbbb-cccc',
        },
      ],
      externalRef: [
        { type: 'ExternalRef', externalRefType: 'cwe', locator: ['CWE-79'] },
        { type: 'ExternalRef', externalRefType: 'securityAdvisory', locator: ['https://example.com/1'] },
        { type: 'ExternalRef', externalRefType: 'securityFix', locator: ['https://example.com/2'] },
      ],
    },
  ]
  const graph = [...base, ...items.map((item, at) => ({ spdxId: `urn:item-${at}`, ...made, ...item }))]
  return JSON.stringify({ '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': graph })
}

const vex = (type: string, relationshipType: string, facts: object): Readonly<Record<string, unknown>> => ({
  type: `security_Vex${type}VulnAssessmentRelationship`,
  relationshipType,
  from: 'urn:v',
  to: ['urn:p'],
  ...facts,
})

const impact = { security_impactStatement: 'unused', security_impactStatementTime: '2026-02-01T00:00:00Z' }
const excused = vex('NotAffected', 'doesNotAffect', { security_assessedElement: 'urn:c', ...impact })

test('all four statements of another writer are read, one vulnerability for each', async () => {
  const text = graphText(
    { type: 'Relationship', relationshipType: 'hasAssociatedVulnerability', from: 'urn:c', to: ['urn:v'] },
    excused,
    vex('Affected', 'affects', { to: ['urn:d'], security_actionStatement: 'update', suppliedBy: 'urn:who' }),
    vex('Fixed', 'fixedIn', { security_statusNotes: 'in 2' }),
    vex('UnderInvestigation', 'underInvestigationFor', { security_publishedTime: '2026-03-01T00:00:00Z' }),
  )
  expect((await validateSbom(text)).violations).toEqual([])
  const { document } = read(text)
  expect(document.vulnerabilities).toMatchObject([
    {
      ref: 'urn:v',
      affects: ['urn:c'],
      state: 'not_affected',
      detail: 'unused',
      detailTime: '2026-02-01T00:00:00Z',
    },
    { affects: ['urn:d'], within: [], state: 'exploitable', action: 'update', statedBy: { name: 'Ada' } },
    { affects: ['urn:p'], state: 'resolved', detail: 'in 2' },
    { affects: ['urn:p'], state: 'in_triage', issued: '2026-03-01T00:00:00Z' },
  ])
  expect(document.vulnerabilities[0]).toMatchObject({
    ids: ['CVE-2026-1234', 'GHSA-aaaa-bbbb-cccc'],
    source: { name: 'MITRE' },
    cwes: [79],
    urls: ['https://example.com/1'],
    references: [{ type: 'fix', url: 'https://example.com/2' }],
    published: '2026-01-02T00:00:00Z',
  })
  const again = encodeBom(document, 'spdx3-json', undefined)
  expect(read(again.text).document.vulnerabilities).toEqual(document.vulnerabilities)
})

test.each<readonly [string, object]>([
  [
    'a relationship of the core',
    { type: 'Relationship', relationshipType: 'doesNotAffect', from: 'urn:v', to: ['urn:p'] },
  ],
  ['no reason', vex('NotAffected', 'doesNotAffect', {})],
  [
    'our own stand-in for a reason',
    vex('NotAffected', 'doesNotAffect', { security_impactStatement: 'No reason was given.' }),
  ],
  ['another type of relationship', vex('NotAffected', 'affects', impact)],
  [
    'withdrawn',
    vex('NotAffected', 'doesNotAffect', { ...impact, security_withdrawnTime: '2026-02-01T00:00:00Z' }),
  ],
  ['for a time', vex('NotAffected', 'doesNotAffect', { ...impact, endTime: '2026-02-01T00:00:00Z' })],
  ['of a person', vex('NotAffected', 'doesNotAffect', { ...impact, security_assessedElement: 'urn:who' })],
  ['of nobody', vex('NotAffected', 'doesNotAffect', { ...impact, to: ['NoneElement'] })],
  ['of no vulnerability', vex('NotAffected', 'doesNotAffect', { ...impact, from: 'urn:c' })],
])('%s is no not_affected', (_, item) => {
  const { document, losses } = read(graphText(item as Readonly<Record<string, unknown>>))
  expect(document.vulnerabilities.map(({ state }) => state)).toEqual([undefined])
  expect(losses.filter(({ kind }) => kind === 'left-out')).not.toEqual([])
})

test('what holds within a part of the document does not become a statement of CycloneDX', () => {
  const { document } = read(graphText({ ...excused, to: ['urn:d'] }))
  expect(document.vulnerabilities).toMatchObject([
    { state: 'not_affected', within: ['urn:d'], affects: ['urn:c'] },
  ])
  const { text, losses } = encodeBom(document, 'cyclonedx-json', '1.6')
  const [written] = (JSON.parse(text) as { vulnerabilities: readonly object[] }).vulnerabilities
  expect(written).not.toHaveProperty('analysis')
  expect(losses).toContainEqual(expect.objectContaining({ where: 'vulnerabilities[].state', kind: 'moved' }))
  expect(read(text).document.vulnerabilities).toEqual(document.vulnerabilities)
})

test('a carried analysis counts for nothing beside a statement that says something else', () => {
  const { text } = encodeBom(
    documentOf(flaw({ state: 'not_affected', ...reasons, action: 'x' })),
    'spdx3-json',
    undefined,
  )
  expect(read(text).document.vulnerabilities[0]).toMatchObject({ state: 'not_affected', action: 'x' })
  const root = JSON.parse(text) as { '@graph': Graph }
  const without = root['@graph'].filter(({ type }) => type !== notAffected)
  const cut = read(JSON.stringify({ ...root, '@graph': without }))
  expect(cut.document.vulnerabilities.map(({ state }) => state)).toEqual([undefined])
  expect(cut.losses).toContainEqual(
    expect.objectContaining({ where: '@graph[security_Vulnerability].extension' }),
  )
})

test('ratings, exploit catalogues, EPSS and SSVC come back, and CycloneDX keeps what it has no place for', async () => {
  const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
  const text = graphText(
    ...[
      { name: 'CvssV2', security_score: 7.5, security_vectorString: 'AV:N/AC:L/Au:N/C:P/I:P/A:P' },
      {
        name: 'CvssV3',
        security_score: 9.8,
        security_vectorString: vector,
        security_severity: 'critical',
        suppliedBy: 'urn:who',
      },
      {
        name: 'CvssV4',
        security_score: '5.1',
        security_vectorString: 'CVSS:4.0/AV:N',
        security_severity: 'medium',
      },
      {
        name: 'Epss',
        security_probability: 0.5,
        security_percentile: 0.9,
        security_publishedTime: '2026-03-01T00:00:00Z',
      },
      { name: 'Ssvc', security_decisionType: 'trackStar' },
      {
        name: 'ExploitCatalog',
        security_catalogType: 'kev',
        security_exploited: true,
        security_locator: 'https://example.com/kev',
      },
    ].map(({ name, ...facts }) => ({
      type: `security_${name}VulnAssessmentRelationship`,
      relationshipType: 'hasAssessmentFor',
      from: 'urn:v',
      to: ['urn:c'],
      ...facts,
    })),
  )
  expect((await validateSbom(text)).violations).toEqual([])
  const { document } = read(text)
  const { vulnerabilities } = document
  expect(vulnerabilities).toMatchObject([
    {
      affects: ['urn:c'],
      ratings: [
        { method: 'CVSSv2', score: 7.5 },
        { method: 'CVSSv31', score: 9.8, severity: 'critical', vector, source: { name: 'Ada' } },
        { method: 'CVSSv4', score: 5.1, severity: 'medium' },
        { method: 'EPSS', score: 0.5, percentile: 0.9, published: '2026-03-01T00:00:00Z' },
        { method: 'SSVC', decision: 'trackStar' },
      ],
      exploits: [{ catalog: 'kev', isExploited: true, url: 'https://example.com/kev' }],
    },
  ])
  expect(vulnerabilities[0]).not.toHaveProperty('state')
  for (const to of ['spdx3-json', 'cyclonedx-json', 'cyclonedx-xml'] as const)
    expect(read(encodeBom(document, to, undefined).text).document.vulnerabilities).toEqual(vulnerabilities)
})
