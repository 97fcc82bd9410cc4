/** What a statement must hold, by kind: each rule has a sound statement, and the same one broken. */
import { describe, expect, test } from 'vitest'
import type { Finding } from '../model/index.ts'
import { fromAssessment, essentialRequirements } from './build/from-assessment.ts'
import { fromCheck } from './build/from-check.ts'
import { fromDiligence } from './build/from-diligence.ts'
import { fromFindings } from './build/from-findings.ts'
import { fromFossProject } from './build/from-foss-project.ts'
import { fromOpenVex } from './build/from-openvex.ts'
import { fromSbom } from './build/from-sbom.ts'
import { PREDICATE_NAMESPACE } from './namespace.ts'
import { isExpectedType, kindOfPredicate, predicateKinds, predicateTypes } from './predicate-types.ts'
import { fossItems } from './predicates/foss-security.ts'
import { findPredicateFaults } from './predicates/predicate.ts'
import { readEnd, readInstant, readStart } from './shapes.ts'
import { createStatement, type NewStatement } from './statement.ts'
import {
  assessment,
  cycloneDx,
  diligence,
  fossProject,
  must,
  openVex,
  report,
  scan,
  statements,
  subject,
} from './testing/statements.ts'

type Loose = Record<string, unknown>

/** The statement with one member of its predicate put, or with `undefined` taken away; `path` by dots. */
function broken(name: string, path: string, value: unknown): NewStatement {
  const statement = structuredClone(statements[name]) as unknown as Loose
  const names = path.split('.')
  const last = names.pop() ?? ''
  const place = names.reduce<Loose>((part, key) => part[key] as Loose, statement['predicate'] as Loose)
  if (value === undefined) Reflect.deleteProperty(place, last)
  else place[last] = value
  return statement as unknown as NewStatement
}

function pathsOf(statement: NewStatement): readonly string[] {
  const made = createStatement(statement)
  return made.ok ? [] : made.error.faults.map(({ path }) => path)
}

describe('predicate types', () => {
  test('each kind is found by the type that we write, and no two share one', () => {
    for (const kind of predicateKinds) expect(kindOfPredicate(predicateTypes[kind])).toBe(kind)
    expect(new Set(Object.values(predicateTypes)).size).toBe(predicateKinds.length)
    const own = Object.values(predicateTypes).filter((type) => type.startsWith(PREDICATE_NAMESPACE))
    expect(own).toHaveLength(3)
  })

  test.each([
    ['https://cyclonedx.org/bom/v1.6', 'https://cyclonedx.org/bom', true],
    ['https://cyclonedx.org/bom', 'https://cyclonedx.org/bom/v1.6', false],
    ['https://cyclonedx.org/bom/v1.5', 'https://cyclonedx.org/bom/v1.6', false],
    ['https://cyclonedx.org/bom/v1.6x', 'https://cyclonedx.org/bom', false],
    ['https://openvex.dev/ns', 'https://openvex.dev/ns/v0.2.0', true],
    ['text/vex', 'https://openvex.dev/ns/v0.2.0', true],
    ['https://spdx.dev/Document/v3', 'https://spdx.dev/Document', true],
    ['https://example.org/x', 'https://example.org/x', true],
    ['https://example.org/x', 'https://cyclonedx.org/bom', false],
  ])('%s for %s: %s', (found, expected, answer) => expect(isExpectedType(found, expected)).toBe(answer))

  test('the version in a type has to be that of the document', () => {
    const sbom = { ...must(fromSbom({ bytes: Buffer.from(cycloneDx), name: 'b', subject, attesterId: 'x' })) }
    expect(createStatement({ ...sbom, predicateType: 'https://cyclonedx.org/bom/v1.6' }).ok).toBe(true)
    expect(createStatement({ ...sbom, predicateType: 'https://cyclonedx.org/bom/v1.5' }).ok).toBe(false)
    expect(createStatement({ ...sbom, predicateType: predicateTypes.vex })).toMatchObject({
      error: { code: 'PREDICATE_TYPE_UNKNOWN' },
    })
    expect(
      findPredicateFaults(
        'sbom-spdx',
        { spdxVersion: 'SPDX-2.3', SPDXID: 'x', name: '' },
        'https://spdx.dev/Document/v3',
      ),
    ).not.toEqual([])
    expect(
      findPredicateFaults('sbom-spdx', { '@context': 'c', '@graph': [{}] }, 'https://spdx.dev/Document/v3'),
    ).toEqual([])
  })
})

describe('every statement', () => {
  test.each(Object.entries(statements))(
    '%s is sound, and tolerates members that it does not know',
    (name, statement) => {
      expect(pathsOf(statement)).toEqual([])
      expect(pathsOf(broken(name, 'somethingNew', { a: [1] }))).toEqual([])
    },
  )

  test('names at least one artefact, each by SHA-256 in lower case', () => {
    const [statement] = Object.values(statements)
    if (statement === undefined) throw new Error('there are statements')
    const withSubject = (list: unknown) =>
      createStatement({ ...statement, subject: list as NewStatement['subject'] })
    for (const list of [
      [],
      [{}],
      [{ digest: {} }],
      [{ digest: { sha1: 'a'.repeat(40) } }],
      [{ digest: { sha256: 'A'.repeat(64) } }],
      [{ digest: { sha256: 'a'.repeat(63) } }],
      'x',
      undefined,
    ]) {
      expect(withSubject(list)).toMatchObject({ ok: false, error: { code: 'SUBJECT_INVALID' } })
    }
    const both = { digest: { sha1: 'a'.repeat(40), sha256: 'a'.repeat(64) } }
    expect(withSubject([both]).ok).toBe(true)
  })

  test('has one byte sequence, whatever the order of its members', () => {
    const statement = must(fromOpenVex(openVex, subject))
    const turned = must(
      fromOpenVex(
        JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(openVex) as object).toReversed())),
        subject,
      ),
    )
    expect(must(createStatement(statement))).toEqual(must(createStatement(turned)))
  })

  test('holds no half of a surrogate pair', () => {
    expect(createStatement(broken('vex', 'author', 'x\ud800'))).toMatchObject({
      error: { code: 'STATEMENT_MALFORMED' },
    })
  })
})

describe('rules of content', () => {
  test.each([
    ['assessment', 'summary.met', 7, 'predicate.summary.met'],
    ['assessment', 'summary.met', '1', 'predicate.summary.met'],
    ['assessment', 'summary.not_met', undefined, 'predicate.summary.not_met'],
    ['assessment', 'summary.surely_met', 1, 'predicate.summary.surely_met'],
    ['assessment', 'results.1.rationale', undefined, 'predicate.results[1].rationale'],
    ['assessment', 'results.3.rationale', '  ', 'predicate.results[3].rationale'],
    ['assessment', 'results.1.requirement', 'CRA:AnnexI.I.1', 'predicate.results'],
    ['assessment', 'results.1.status', 'fine', 'predicate.results[1].status'],
    [
      'assessment',
      'results.0.evidence.0.digest',
      { sha1: 'x' },
      'predicate.results[0].evidence[0].digest.sha256',
    ],
    ['assessment', 'results', [], 'predicate.results'],
    ['assessment', 'validUntil', '2026-09-12T07:12:00Z', 'predicate.validUntil'],
    ['assessment', 'validUntil', '2027-02-29', 'predicate.validUntil'],
    ['assessment', 'validUntil', undefined, 'predicate.validUntil'],
    ['assessment', 'disclaimer', '', 'predicate.disclaimer'],
    ['assessment', 'assessment.kind', 'official', 'predicate.assessment.kind'],
    ['foss', 'programme', 'EU FOSS Security Attestation', 'predicate.programme'],
    ['foss', 'items.0.id', 'AU.04', 'predicate.items[0].id'],
    ['foss', 'items.0.id', 'AU.02', 'predicate.items'],
    ['foss', 'items.0.status', 'met', 'predicate.items[0].evidence'],
    ['foss', 'items.0.status', 'not_met', 'predicate.items[0].note'],
    ['foss', 'project.commit', 'abc', 'predicate.project'],
    ['foss', 'project.commit', undefined, 'predicate.project'],
    ['foss', 'validUntil', '2026-08-31', 'predicate.validUntil'],
    ['foss', 'legalNote', undefined, 'predicate.legalNote'],
    ['foss', 'issuer.relationship', 'friend', 'predicate.issuer.relationship'],
    ['diligence', 'checks', [], 'predicate.checks'],
    ['diligence', 'checks.0.result', 'not-needed', 'predicate.checks[0].rationale'],
    ['diligence', 'checks.0.result', 'fail', 'predicate.checks[0].rationale'],
    ['diligence', 'checks.0.result', 'great', 'predicate.checks[0].result'],
    ['diligence', 'checks.0.id', 'recital34.update-history', 'predicate.checks'],
    ['diligence', 'decision', 'accept-with-measures', 'predicate.measures'],
    ['diligence', 'reviewBy', 'soon', 'predicate.reviewBy'],
    ['diligence', 'component.digest', { sha1: 'a' }, 'predicate.component.digest.sha256'],
    ['scan', 'scanner.db.lastUpdate', undefined, 'predicate.scanner.db.lastUpdate'],
    ['scan', 'scanner.db', undefined, 'predicate.scanner.db'],
    ['scan', 'scanner.result', undefined, 'predicate.scanner.result'],
    ['scan', 'metadata.scanFinishedOn', '2026-09-12T06:59:59Z', 'predicate.metadata.scanFinishedOn'],
    [
      'scan',
      'scanner.result',
      [{ id: 'CVE-1', severity: [{ method: 'x' }] }],
      'predicate.scanner.result[0].severity[0].score',
    ],
    ['vex', 'version', 1.5, 'predicate.version'],
    ['vex', 'author', '', 'predicate.author'],
    ['vex', '@context', 'https://openvex.dev/ns/v1.0.0', 'predicate.@context'],
    ['vex', 'statements', [], 'predicate.statements'],
    ['vex', 'statements.0.status', 'affected', 'predicate.statements[0]'],
    ['vex', 'statements.0.status', 'ignored', 'predicate.statements[0].status'],
    ['vex', 'statements.0.justification', undefined, 'predicate.statements[0]'],
    ['vex', 'statements.0.justification', 'because', 'predicate.statements[0].justification'],
    ['result', 'verifier.policies', undefined, 'predicate.verifier.policies'],
    ['result', 'properties', [1], 'predicate.properties[0]'],
    ['reference', 'references', [], 'predicate.references'],
    ['reference', 'references.0.digest', { sha1: 'a' }, 'predicate.references[0].digest.sha256'],
    ['sbom', 'bomFormat', 'cyclonedx', 'predicate.bomFormat'],
    ['sbom', 'specVersion', undefined, 'predicate.specVersion'],
    ['spdx', 'SPDXID', undefined, 'predicate.SPDXID'],
  ])('%s with %s %j', (name, path, value, fault) => {
    expect(pathsOf(broken(name, path, value))).toContain(fault)
  })

  test('what only others write is read as well', () => {
    const provenance = {
      buildDefinition: { buildType: 'https://build.example/1', externalParameters: {} },
      runDetails: { builder: { id: 'https://ci.example' } },
    }
    expect(findPredicateFaults('provenance', provenance, predicateTypes.provenance)).toEqual([])
    expect(
      findPredicateFaults('provenance', { ...provenance, runDetails: {} }, predicateTypes.provenance),
    ).not.toEqual([])
    const tests = { result: 'PASSED', configuration: [{ name: 'ci.yml', digest: { gitCommit: 'a' } }] }
    expect(findPredicateFaults('test-result', tests, predicateTypes['test-result'])).toEqual([])
    expect(
      findPredicateFaults('test-result', { ...tests, result: 'passed' }, predicateTypes['test-result']),
    ).not.toEqual([])
  })
})

describe('times', () => {
  test('days begin and end in UTC; what is no time is none', () => {
    expect(readStart('2026-09-01')).toBe(Date.parse('2026-09-01T00:00:00Z'))
    expect(readEnd('2026-09-01')).toBe(Date.parse('2026-09-01T23:59:59.999Z'))
    expect(readInstant('2026-09-01T02:00:00+02:00')).toBe(Date.parse('2026-09-01T00:00:00Z'))
    expect(readInstant('2024-02-29T00:00:00Z')).toBeDefined()
    for (const text of [
      '2026-09-01',
      '2026-02-29T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-01-01T24:00:00Z',
      '2026-01-01T00:00:00',
      '2026-01-01 00:00:00Z',
      'x',
      '',
      0,
      null,
    ]) {
      expect(readInstant(text)).toBeUndefined()
    }
    expect(readEnd('2026-02-30')).toBeUndefined()
  })
})

describe('from our own data', () => {
  const finding = {
    key: 'k',
    purl: 'pkg:npm/left-pad@1.0.0',
    group: 'GHSA-1',
    aliases: ['CVE-2', 'CVE-1'],
    level: 'high',
    isMalicious: false,
    severity: [
      { source: 'osv', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', score: 7.5 },
      { source: 'npm', vector: '', word: 'high' },
      { source: 'none', vector: '' },
    ],
  } as unknown as Finding

  test('a scan says which data it had, and what each source says of severity', () => {
    const older = {
      ...report.sources[0],
      name: 'old',
      asOf: '2026-08-01T00:00:00Z',
    } as (typeof report.sources)[number]
    const made = must(
      fromFindings({
        ...scan,
        report: { ...report, sources: [...report.sources, older], findings: [finding] },
      }),
    )
    expect(made.predicate.scanner.db.lastUpdate).toBe('2026-08-01T00:00:00Z')
    expect(made.predicate.scanner.result).toMatchObject([
      {
        id: 'GHSA-1',
        severity: [
          { method: 'CVSS_3.1 (osv)', score: '7.5' },
          { method: 'npm', score: 'high' },
        ],
        annotations: [{ aliases: ['CVE-1', 'CVE-2'] }],
      },
    ])
    expect(made.predicate.metadata.annotations).toBeUndefined()
    expect(createStatement(made).ok).toBe(true)
  })

  test('a scan without data is refused, a scan with gaps carries them', () => {
    expect(fromFindings({ ...scan, report: { ...report, sources: [] } })).toMatchObject({
      error: { code: 'SCAN_WITHOUT_DATA' },
    })
    const [source] = report.sources
    if (source === undefined) throw new Error('there is a source')
    const made = must(
      fromFindings({
        ...scan,
        data: { isStarterSet: true },
        report: {
          findings: [],
          sources: [{ ...source, isStale: true }],
          unknown: [{ purl: 'pkg:x/y' as never, reason: 'NO_SOURCE_FOR_TYPE' }],
          issues: [
            { code: 'FILE_UNREADABLE', level: 'error', path: 'a', message: '' },
            { code: 'LINK_SKIPPED', level: 'note', path: 'b', message: '' },
          ],
        },
      }),
    )
    const gaps = made.predicate.metadata.annotations?.map(({ gap, count }) => [gap, count])
    expect(gaps).toEqual([
      ['SOURCE_STALE', 1],
      ['COMPONENTS_UNKNOWN', 1],
      ['FILES_UNREAD', 1],
      ['STARTER_DATA', 1],
    ])
    expect(createStatement(made).ok).toBe(true)
  })

  test('an assessment names all 22 requirements, as the law counts them', () => {
    expect(essentialRequirements).toHaveLength(22)
    const { predicate } = must(fromAssessment(assessment))
    const named = predicate.results.map(({ requirement }) => requirement)
    expect(named.slice(0, 3)).toEqual(['CRA:AnnexI.I.1', 'CRA:AnnexI.I.2(a)', 'CRA:AnnexI.I.2(b)'])
    expect([named[13], named[14], named[21]]).toEqual([
      'CRA:AnnexI.I.2(m)',
      'CRA:AnnexI.II.1',
      'CRA:AnnexI.II.8',
    ])
    expect(predicate.summary).toEqual({
      met: 1,
      partially_met: 1,
      not_met: 1,
      not_applicable: 1,
      not_assessed: 18,
    })
    expect(
      predicate.results.filter(({ status, rationale }) => status !== 'met' && rationale === undefined),
    ).toEqual([])
    expect(predicate.disclaimer).toMatch(/no EU declaration of conformity/)
  })

  test('an assessment without the person’s reason for "not applicable" is refused', () => {
    const { rationales, ...rest } = assessment
    expect(rationales['ECR-I-2c']).toBeDefined()
    expect(fromAssessment(rest)).toMatchObject({ error: { code: 'RATIONALE_MISSING' } })
    expect(fromAssessment({ ...assessment, rationales: { 'ECR-I-2c': ' ' } })).toMatchObject({
      error: { code: 'RATIONALE_MISSING' },
    })
    expect(fromAssessment({ ...assessment, requirements: { 'ECR-I-9': 'met' } })).toMatchObject({
      error: { code: 'REQUIREMENT_UNKNOWN' },
    })
  })

  test('due diligence makes no result up', () => {
    const resultsOf = (input: Parameters<typeof fromDiligence>[0]) =>
      Object.fromEntries(fromDiligence(input).predicate.checks.map(({ id, result }) => [id, result]))
    expect(resultsOf(diligence)).toEqual({
      'recital34.ce-or-attestation': 'not-done',
      'recital34.update-history': 'looked-at',
      'recital34.additional-tests': 'not-done',
      'own: a look at its forum': 'looked-at',
      'recital34.known-vulnerabilities': 'pass',
    })
    const unknown = { ...diligence, advisories: { ...diligence.advisories, open: undefined } }
    expect(resultsOf(unknown)['recital34.known-vulnerabilities']).toBe('unknown')
    const open = {
      ...diligence,
      advisories: {
        ...diligence.advisories,
        open: [
          { id: 'CVE-1', level: 'medium' },
          { id: 'CVE-2', level: 'critical' },
        ],
      },
    }
    expect(resultsOf(open)['recital34.known-vulnerabilities']).toBe('fail')
    expect(fromDiligence(open).predicate).toMatchObject({
      risk: 'critical',
      decision: 'accept',
      reviewBy: '2027-09-12',
    })
    expect(fromDiligence(unknown).predicate.risk).toBe('unknown')
    expect(createStatement(fromDiligence(open)).ok).toBe(true)
    const measures = {
      ...diligence,
      decision: { ...diligence.decision, decision: 'accepted-with-measures' as const },
    }
    expect(createStatement(fromDiligence(measures)).ok).toBe(false)
    expect(
      createStatement(
        fromDiligence({ ...measures, decision: { ...measures.decision, measures: ['pinned'] } }),
      ).ok,
    ).toBe(true)
  })

  test('a FOSS attestation names all 22 items and no programme', () => {
    expect(fossItems).toHaveLength(22)
    expect([fossItems[0], fossItems[8], fossItems[21]]).toEqual(['AU.01', 'QA.01', 'EL.01'])
    const { predicate } = must(fromFossProject(fossProject))
    expect(predicate.items.map(({ id }) => id)).toEqual(fossItems)
    expect(predicate.items.filter(({ status }) => status === 'not_assessed')).toHaveLength(21)
    expect(predicate).toMatchObject({ programme: 'none', basis: ['ORC-VSA-lite-0.1'] })
    expect(
      fromFossProject({ ...fossProject, items: [{ id: 'QA.99', status: 'not_assessed' }] }),
    ).toMatchObject({ error: { code: 'ITEM_UNKNOWN' } })
  })

  test('products of a VEX document that state a digest become subjects, once', () => {
    const made = must(fromOpenVex(openVex, subject))
    expect(made.subject).toEqual([
      ...subject,
      { uri: 'pkg:generic/gateway@2.4.0', digest: { sha256: 'c'.repeat(64) } },
    ])
    const again = must(fromOpenVex(openVex, [{ digest: { sha256: 'c'.repeat(64) } }]))
    expect(again.subject).toHaveLength(1)
    for (const text of ['', '{}', '[]', openVex.replace('"version":1', '"version":1,"version":2')]) {
      expect(fromOpenVex(text, subject)).toMatchObject({ error: { code: 'OPENVEX_MALFORMED' } })
    }
  })

  test('an SBOM is inline where it is small JSON, else by the digest of its bytes', () => {
    const kindOf = (text: string, more: object = {}) => {
      const made = fromSbom({
        bytes: Buffer.from(text),
        name: 'bom',
        subject,
        attesterId: 'did:web:maker.example',
        ...more,
      })
      return made.ok ? made.value.kind : made.error.code
    }
    expect(kindOf(cycloneDx)).toBe('sbom-cyclonedx')
    expect(kindOf(cycloneDx, { inlineUpTo: 0 })).toBe('reference')
    expect(kindOf('<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>')).toBe('reference')
    expect(kindOf('SPDXVersion: SPDX-2.3\n')).toBe('reference')
    expect(kindOf(cycloneDx.replace('"version":1,', '"version":12345678901234567890,'))).toBe('reference')
    expect(kindOf('{"a":1}')).toBe('SBOM_MALFORMED')
    expect(kindOf(cycloneDx.replace('"version":1', '"version":1,"version":1'))).toBe('SBOM_MALFORMED')
  })

  test('a verification result claims what is known, and silence of a catalogue only where it was asked about everything', () => {
    const propertiesOf = (more: object, facts: object = {}) =>
      fromCheck({
        subject,
        verifierId: 'x',
        policies: [],
        timeCreated: '2026-09-12T00:00:00Z',
        facts: {
          hasSbom: false,
          report: { ...report, ...more },
          requirementsAssessed: 21,
          hasPassedPolicy: undefined,
          ...facts,
        },
      }).predicate.properties
    const quiet = ['OCCTET_NO_KNOWN_EXPLOITED_VULNERABILITY']
    const [source] = report.sources
    expect(propertiesOf({})).toEqual(quiet)
    expect(propertiesOf({ findings: [{ ...finding, exploitation: { kev: [] } }] })).toEqual(quiet)
    expect(propertiesOf({ findings: [finding] })).toEqual([])
    expect(
      propertiesOf({
        findings: [{ ...finding, exploitation: { kev: [{ catalogue: 'cisa', ransomware: 'unknown' }] } }],
      }),
    ).toEqual([])
    expect(
      propertiesOf({ findings: [{ ...finding, isMalicious: true, exploitation: { kev: [] } }] }),
    ).toEqual([])
    expect(propertiesOf({ sources: [{ ...source, isStale: true }] })).toEqual([])
    expect(propertiesOf({ sources: [{ ...source, catalogues: ['epss'] }] })).toEqual([])
    expect(propertiesOf({ unknown: [{}] })).toEqual([])
    expect(propertiesOf({ issues: [{ level: 'warning' }] })).toEqual([])
    const all = { hasSbom: true, requirementsAssessed: 22, hasPassedPolicy: true }
    expect(propertiesOf({}, all)).toHaveLength(4)
    expect(propertiesOf({}, { ...all, report: undefined, hasPassedPolicy: false })).toEqual([
      'OCCTET_SBOM_PRESENT',
      'OCCTET_CRA_SELF_ASSESSMENT_COMPLETE',
    ])
  })
})
