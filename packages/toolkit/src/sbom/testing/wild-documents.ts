/** Any document of the model: every member, with every text that somebody might have put into it. */
import fc from 'fast-check'
import type { BomDocument, BomRelationship } from '../document/bom.ts'
import type { BomElement, BomKind, BomLicense, BomReference } from '../document/element.ts'
import { type BomActor, type BomProperty, documentRef } from '../document/parts.ts'
import type { BomVulnerability } from '../document/vulnerability.ts'

const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'Acme',
    'a b',
    '  x  ',
    'línea',
    '𝄞',
    '<&>"\'',
    ']]>',
    'x\ty',
    'x\r\ny',
    'x\u0001',
    '\ud800',
  ),
  fc.constantFrom(
    'MIT',
    'NONE',
    'NOASSERTION',
    'MIT OR (',
    '1.0.0',
    '__proto__',
    'urn:uuid:x',
    '--',
    '\ufffe',
    '\u00a0',
  ),
  fc.string({ maxLength: 8 }),
  fc.string({ maxLength: 4, unit: 'binary' }),
)
const link = fc.oneof(
  fc.constantFrom(
    'https://example.com/a?b=c&d=%20#e',
    'https://[::1]:8080/x',
    'https://a b/',
    'http://a[0]',
    '%',
    '::',
    ':',
  ),
  fc.constantFrom(
    'a:b:c',
    '//[',
    'x#y#z',
    'http://user@host:99999999999/',
    'git+ssh://git@host:a/b.git',
    'ä',
    '../a',
    ' ',
  ),
  text,
)
const date = fc.oneof(
  fc.constantFrom(
    '2026-01-01T00:00:00Z',
    '2016-12-31T23:59:60Z',
    '2026-01-01T00:00:00+14:01',
    '0000-01-01T00:00:00Z',
  ),
  fc.constantFrom(
    '2024-02-29t12:00:00.123z',
    '2023-02-30T00:00:00Z',
    '-2026-01-01T00:00:00Z',
    '2026',
    '24:00:00',
    ' ',
  ),
  fc.constantFrom(
    '2026-01-01T24:00:00Z',
    '+012026-01-01T00:00:00Z',
    '2026-01-01 00:00:00Z',
    '9999-12-31T23:59:59-23:59',
  ),
  text,
)
const number = fc.oneof(
  fc.constantFrom(0, -0, 1, 1.5, -1, 1e21, 1e-7, 2 ** 31, 2 ** 53, Number.MAX_VALUE, Number.MIN_VALUE),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
  fc.integer({ min: 0, max: 70_000 }),
)
const ref = fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', 'e', documentRef), text, link)
const few = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { maxLength: 3 })
/** Mostly a few members of many. */
const rare = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(item, { nil: undefined, freq: 1 })

const property: fc.Arbitrary<BomProperty> = fc.record({ name: text, value: text })
const hash = fc.record({
  algorithm: fc.oneof(
    fc.constantFrom('MD5', 'SHA-1', 'SHA-256', 'SHA3-512', 'Streebog-256', 'MD6', 'ADLER32'),
    text,
  ),
  value: fc.oneof(fc.constantFrom('a'.repeat(32), 'b'.repeat(40), 'c'.repeat(64), 'D'.repeat(128)), text),
})
const person: fc.Arbitrary<BomActor> = record(
  {
    kind: fc.constantFrom('person', 'organization', 'tool', 'unknown'),
    name: text,
    emails: few(fc.oneof(fc.constantFrom('a@example.com', 'a@b@c', '@'), text)),
    urls: few(link),
  },
  { version: text, vendor: text },
)
const reference: fc.Arbitrary<BomReference> = record(
  {
    type: fc.oneof(fc.constantFrom('website', 'vcs', 'bom', 'fix', 'patent', 'rfc-9116', 'poam'), text),
    url: link,
    hashes: few(hash),
  },
  { comment: text, category: fc.oneof(fc.constant('PERSISTENT-ID'), text) },
)
const license: fc.Arbitrary<BomLicense> = record(
  {
    kind: fc.constantFrom('expression', 'id', 'name'),
    value: fc.oneof(
      fc.constantFrom('MIT', 'MIT OR ISC', 'LicenseRef-a', 'NONE', 'NOASSERTION', 'Acme 1'),
      text,
    ),
  },
  { text, url: link, isUnqualified: fc.boolean() },
)
const kinds: readonly BomKind[] = [
  ...([
    'application',
    'library',
    'container',
    'operating-system',
    'file',
    'data',
    'service',
    'snippet',
  ] as const),
  ...([
    'machine-learning-model',
    'cryptographic-asset',
    'device-driver',
    'platform',
    'source',
    'unknown',
  ] as const),
]
const occurrence = record(
  { location: link },
  { line: number, endLine: number, bytes: fc.record({ start: number, end: number }) },
)

/** `must` is always there, each of `may` in about half of the values. */
function record<M extends object, N extends object>(
  must: { [K in keyof M]: fc.Arbitrary<M[K]> },
  may: { [K in keyof N]: fc.Arbitrary<N[K]> },
): fc.Arbitrary<M & Partial<N>> {
  const optional = Object.fromEntries(
    Object.entries<fc.Arbitrary<unknown>>(may).map(([key, value]) => [key, rare(value)]),
  )
  return fc
    .record({ ...(must as Record<string, fc.Arbitrary<unknown>>), ...optional })
    .map(
      (value) =>
        Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as M &
          Partial<N>,
    )
}

const anyElement: fc.Arbitrary<BomElement> = record(
  {
    ref,
    kind: fc.constantFrom(...kinds),
    name: text,
    cpes: few(fc.oneof(fc.constantFrom('cpe:2.3:a:b:c:1:*:*:*:*:*:*:*', 'cpe:/a:b:c'), text)),
    authors: few(person),
    hashes: few(hash),
    declaredLicenses: few(license),
    concludedLicenses: few(license),
    references: few(reference),
    attributionTexts: few(text),
    contentTypes: few(fc.oneof(fc.constantFrom('text/plain', 'image', 'application/vnd.a+b'), text)),
    occurrences: few(occurrence),
    properties: few(property),
  },
  {
    additionalKinds: few(fc.constantFrom(...kinds)),
    group: text,
    version: fc.oneof(text, fc.constant('v'.repeat(1025))),
    purl: fc.oneof(fc.constantFrom('pkg:npm/a@1', 'pkg:npm/%zz', 'pkg:generic/a[b]'), link),
    swid: text,
    supplier: person,
    originator: person,
    publisher: text,
    description: text,
    summary: text,
    comment: text,
    copyright: text,
    scope: fc.constantFrom('required', 'optional', 'excluded'),
    foundLicenses: few(license),
    licenseComment: text,
    downloadLocation: link,
    homepage: link,
    fileName: text,
    filesAnalyzed: fc.boolean(),
    verificationCode: text,
    verificationCodeExcludes: few(text),
    partOf: ref,
    sourceInfo: text,
    notice: text,
    built: date,
    released: date,
    validUntil: date,
    endpoints: few(link),
  },
)
const relationship: fc.Arbitrary<BomRelationship> = record(
  {
    from: ref,
    type: fc.oneof(
      fc.constantFrom('dependsOn', 'contains', 'provides', 'describes', 'hasTest', 'other'),
      text,
    ),
    to: few(ref),
  },
  {
    completeness: fc.constantFrom('complete', 'incomplete', 'noAssertion'),
    scope: fc.constantFrom('development', 'build', 'runtime', 'test', 'optional', 'provided'),
    original: text,
    comment: text,
  },
)
const source = record({}, { name: text, url: link })
const rating = record(
  {},
  {
    method: fc.oneof(fc.constantFrom('CVSSv2', 'CVSSv31', 'CVSSv4', 'SSVC', 'EPSS', 'other'), text),
    vector: text,
    score: number,
    severity: fc.oneof(fc.constantFrom('high', 'none', 'unknown'), text),
    percentile: number,
    decision: text,
    source,
    published: date,
  },
)
const vulnerability: fc.Arbitrary<BomVulnerability> = record(
  { ref, ids: few(text), ratings: few(rating), cwes: few(number), affects: few(ref), urls: few(link) },
  {
    source,
    idSources: few(record({ id: text }, { name: text, url: link })),
    summary: text,
    description: text,
    comment: text,
    published: date,
    modified: date,
    withdrawn: date,
    exploits: few(
      fc.record({ catalog: fc.constantFrom('kev', 'other'), isExploited: fc.boolean(), url: link }),
    ),
    versions: few(
      record({ ref }, { version: text, range: text, status: fc.oneof(fc.constant('affected'), text) }),
    ),
    references: few(reference),
    properties: few(property),
    state: fc.oneof(fc.constantFrom('not_affected', 'exploitable', 'in_triage'), text),
    justification: fc.oneof(fc.constantFrom('code_not_present', 'component_not_present'), text),
    detail: text,
    detailTime: date,
    notes: text,
    responses: few(fc.oneof(fc.constantFrom('update', 'rollback'), text)),
    action: text,
    actionTime: date,
    issued: date,
    updated: date,
    statedBy: person,
    within: few(ref),
  },
)

/** Nothing in it fits together by more than chance. */
export const wildBom: fc.Arbitrary<BomDocument> = record(
  {
    family: fc.constantFrom('cyclonedx', 'spdx', 'spdx3'),
    specVersion: fc.constantFrom('1.4', '1.6', '2.3', '3.0.1'),
    creators: few(person),
    lifecycles: few(fc.oneof(fc.constantFrom('build', 'design', 'deployed'), text)),
    subjects: few(ref),
    elements: fc.uniqueArray(anyElement, { maxLength: 4, selector: ({ ref: own }) => own }),
    relationships: few(relationship),
    compositions: few(
      fc.record({
        aggregate: fc.oneof(fc.constantFrom('complete', 'incomplete_first_party_only', 'unknown'), text),
        assemblies: few(ref),
        dependencies: few(ref),
      }),
    ),
    licenseTexts: few(
      record(
        { id: fc.oneof(fc.constant('LicenseRef-a'), text), text, urls: few(link) },
        { name: text, comment: text },
      ),
    ),
    annotations: few(
      record(
        { subjects: few(ref), kind: fc.constantFrom('review', 'other'), annotator: person, text },
        { date },
      ),
    ),
    vulnerabilities: few(vulnerability),
    externalDocuments: few(
      fc.record({ id: fc.oneof(fc.constant('DocumentRef-x'), text), uri: link, hashes: few(hash) }),
    ),
    properties: few(property),
  },
  {
    id: fc.oneof(
      fc.constantFrom('urn:uuid:f08a6ccd-4dce-4759-bd84-c626675d60a6', 'https://example.com/x'),
      link,
    ),
    revision: number,
    name: text,
    created: date,
    manufacturer: person,
    supplier: person,
    dataLicense: fc.oneof(fc.constantFrom('CC0-1.0', 'MIT OR ISC'), text),
    licenseListVersion: text,
    creationComment: text,
    comment: text,
    references: few(reference),
  },
)
