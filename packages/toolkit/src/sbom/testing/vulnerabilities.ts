/** Documents with any vulnerabilities, as a CycloneDX file may state them. */
import fc from 'fast-check'
import type { BomDocument } from '../document/bom.ts'
import type { BomVulnerability } from '../document/vulnerability.ts'
import { bom, element } from './documents.ts'

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 })

const words = maybe(fc.constantFrom('', ' ', 'one', 'not reachable', 'NOASSERTION', 'No reason was given.'))
const times = maybe(
  fc.constantFrom(
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.250Z',
    '2026-01-01T02:00:00+02:00',
    '1',
    'soon',
  ),
)
const source = maybe(fc.record({ name: words, url: maybe(fc.constantFrom('https://example.com/a', '')) }))

export const states = [
  'resolved',
  'resolved_with_pedigree',
  'exploitable',
  'in_triage',
  'false_positive',
  'not_affected',
  'other',
] as const

const rating = fc.record({
  method: maybe(fc.constantFrom('CVSSv2', 'CVSSv3', 'CVSSv31', 'CVSSv4', 'OWASP', 'SSVC', 'other')),
  vector: maybe(
    fc.constantFrom(
      'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      'CVSS:3.0/AV:N',
      'CVSS:4.0/AV:N',
      'AV:N/AC:L',
    ),
  ),
  score: maybe(fc.constantFrom(0, 9.8, 5, 11, -1)),
  severity: maybe(fc.constantFrom('critical', 'none', 'info', 'unknown', 'low')),
  source,
})

const versions = fc.record({
  ref: fc.constantFrom('root', 'a', 'b'),
  version: maybe(fc.constantFrom('1.0.0', '2.0.0')),
  range: maybe(fc.constant('vers:npm/<2')),
  status: maybe(fc.constantFrom('affected', 'unaffected', 'unknown')),
})

const refs = fc.subarray(['root', 'a', 'b', 'service'])

export const anyVulnerability: fc.Arbitrary<Omit<BomVulnerability, 'ref'>> = fc
  .record({
    ids: fc.uniqueArray(fc.constantFrom('CVE-2026-1234', 'GHSA-aaaa-bbbb-cccc', 'x'), { maxLength: 3 }),
    source,
    idSources: maybe(
      fc.constantFrom([{ id: 'x', name: 'X' }], [{ id: 'CVE-2026-1234', url: 'https://example.com/c' }]),
    ),
    description: words,
    published: times,
    modified: times,
    withdrawn: times,
    ratings: fc.array(rating, { maxLength: 3 }),
    cwes: fc.uniqueArray(fc.integer({ min: 1, max: 2000 }), { maxLength: 3 }),
    affects: fc
      .tuple(refs, fc.subarray(['urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#z']))
      .map((two) => two.flat()),
    versions: maybe(fc.array(versions, { minLength: 1, maxLength: 3 })),
    state: maybe(fc.constantFrom(...states)),
    justification: maybe(
      fc.constantFrom(
        'code_not_present',
        'code_not_reachable',
        'requires_environment',
        'protected_at_runtime',
        'odd',
      ),
    ),
    detail: words,
    responses: maybe(fc.subarray(['update', 'will_not_fix'], { minLength: 1 })),
    action: words,
    issued: times,
    updated: times,
    urls: fc.uniqueArray(fc.constantFrom('https://example.com/1', 'https://example.com/2'), { maxLength: 2 }),
    properties: maybe(fc.constant([{ name: 'a', value: 'b' }])),
  })
  .map((facts) => withoutUndefined(facts) as Omit<BomVulnerability, 'ref'>)

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutUndefined(member)]))
}

/** With a subject, and without. */
export const anyVulnerableBom: fc.Arbitrary<BomDocument> = fc
  .record({ found: fc.array(anyVulnerability, { maxLength: 4 }), hasSubject: fc.boolean() })
  .map(({ found, hasSubject }) =>
    bom({
      specVersion: '1.6',
      id: 'urn:uuid:f08a6ccd-4dce-4759-bd84-c626675d60a6',
      revision: 1,
      name: 'x',
      created: '2026-01-01T00:00:00Z',
      creators: [{ kind: 'person', name: 'maker', emails: [], urls: [] }],
      subjects: hasSubject ? ['root'] : [],
      elements: [
        element('root', { kind: 'application', version: '1.0.0' }),
        element('a', { version: '1.0.0' }),
        element('b'),
        element('service', { kind: 'service' }),
      ],
      vulnerabilities: found.map((facts, at) => ({ ref: `vulnerability-${at}`, ...facts })),
    }),
  )
