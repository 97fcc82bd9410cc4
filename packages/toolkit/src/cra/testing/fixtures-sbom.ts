/** Table of data: SBOMs in the tree, as a manufacturer keeps them. */
import type { Fixture } from './fixture.ts'
import { asOf, component, finding, history, inventoryOf, report, sbomDocument, tag } from './given.ts'

function cyclonedx(more: object): string {
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...more })
}

const subject = { type: 'application', name: 'sample', version: '2.0.0', 'bom-ref': 'root' }
const parts = [
  { type: 'library', name: 'a', version: '1.0.0', purl: 'pkg:npm/a@1.0.0', 'bom-ref': 'pkg:npm/a@1.0.0' },
  { type: 'library', name: 'b', version: '1.0.0', purl: 'pkg:npm/b@1.0.0', 'bom-ref': 'pkg:npm/b@1.0.0' },
]
const edges = [
  { ref: 'root', dependsOn: ['pkg:npm/a@1.0.0'] },
  { ref: 'pkg:npm/a@1.0.0', dependsOn: ['pkg:npm/b@1.0.0'] },
  { ref: 'pkg:npm/b@1.0.0', dependsOn: [] },
]
const good = cyclonedx({
  metadata: { timestamp: '2026-05-01T00:00:00Z', component: subject },
  components: parts,
  dependencies: edges,
  compositions: [{ aggregate: 'complete' }],
})

const bsiProperties = ['filename', 'executable', 'archive', 'structured'].map((name) => ({
  name: `bsi:component:${name}`,
  value: 'x',
}))
const full = cyclonedx({
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  metadata: {
    timestamp: '2025-01-01T00:00:00Z',
    manufacturer: { name: 'M', contact: [{ email: 'sbom@maker.test' }] },
  },
  components: [
    {
      ...parts[0],
      supplier: { name: 'S', url: ['https://supplier.test'] },
      licenses: [{ expression: 'MIT' }],
      hashes: [{ alg: 'SHA-512', content: 'aa' }],
      properties: bsiProperties,
    },
  ],
  dependencies: [{ ref: 'pkg:npm/a@1.0.0' }],
})
const poor = cyclonedx({
  metadata: { component: { ...subject, version: '1.0.0' } },
  components: [
    { type: 'library', name: 'x' },
    { type: 'library', name: 'dev', purl: 'pkg:npm/dev@1.0.0' },
  ],
})
const ours = cyclonedx({ metadata: { tools: { components: [{ name: 'occtet' }] } }, components: parts })

const lock = { 'package-lock.json': '{}' }
const a = component('pkg:npm/a@1.0.0')
const dev = component('pkg:npm/dev@1.0.0', { scope: 'development' })

export const sbomFixtures: readonly Fixture[] = [
  {
    name: 'SBOMs were not looked for',
    files: {},
    expect: {
      'SBOM-PRESENT': { state: 'unknown', facts: { present: null, origin: null }, reason: 'not looked for' },
      'SBOM-VALID': { state: 'unknown' },
      'SBOM-TOPLEVEL': { state: 'unknown', facts: { direct: null } },
      'SBOM-DEPTH': { state: 'unknown' },
      'SBOM-FRESH': { state: 'unknown' },
      'SBOM-PURL': { state: 'unknown' },
      'SBOM-BSI': { state: 'unknown' },
      'SBOM-EOL': { state: 'unknown', reason: 'no advisories were matched' },
      'SBOM-UNUSED': { state: 'unknown' },
    },
  },
  {
    name: 'no SBOM in the tree',
    files: {},
    given: { sboms: [] },
    expect: {
      'SBOM-PRESENT': { state: 'absent', facts: { present: false, origin: 'tool' } },
      'SBOM-VALID': { state: 'unknown', reason: 'no SBOM of the manufacturer' },
    },
  },
  {
    name: 'an SBOM of the current version with all direct dependencies',
    files: { ...lock, 'sbom.cdx.json': good },
    given: {
      sboms: [sbomDocument('sbom.cdx.json', good)],
      inventory: inventoryOf([a, component('pkg:npm/b@1.0.0', { relation: 'transitive' }), dev]),
      history: history({
        tags: [tag('v2.0.0', '2026-05-02T00:00:00Z'), tag('v1.0.0', '2025-05-02T00:00:00Z')],
      }),
    },
    expect: {
      'SBOM-PRESENT': {
        state: 'present',
        facts: { present: true, format: 'cyclonedx', spec_version: '1.6', origin: 'manufacturer' },
        at: 'sbom.cdx.json:1',
      },
      'SBOM-VALID': { state: 'present', facts: { valid: true, errors: 0 } },
      'SBOM-TOPLEVEL': { state: 'present', facts: { direct: 1, covered: 1, missing: [] } },
      'SBOM-DEPTH': {
        state: 'present',
        facts: { depth: 2, transitive_share: 0.5, completeness: 'complete' },
      },
      'SBOM-FRESH': { state: 'present', facts: { matches: true } },
      'SBOM-PURL': { state: 'present', strength: 'strong', facts: { share: 1 } },
      'SBOM-BSI': { state: 'absent' },
      'SBOM-UNUSED': { state: 'absent', facts: { components: [] } },
    },
  },
  {
    name: 'an SBOM of an old version that breaks the schema and misses what the product asks for',
    files: { ...lock, 'docs/bom.json': poor },
    given: {
      sboms: [
        sbomDocument('docs/bom.json', poor, {
          validation: {
            isValid: false,
            schema: 'cyclonedx-1.6',
            violations: [{ code: 'SCHEMA', pointer: '/components/0', line: 1, message: 'type is missing' }],
          },
        }),
      ],
      inventory: inventoryOf([a, dev], { version: '2.1.0' }),
      history: history({ tags: [tag('v2.0.0', '2026-05-02T00:00:00Z')] }),
    },
    expect: {
      'SBOM-VALID': { state: 'contrary', facts: { valid: false, errors: 1 } },
      'SBOM-TOPLEVEL': { state: 'contrary', facts: { direct: 1, covered: 0, missing: ['pkg:npm/a'] } },
      'SBOM-DEPTH': { state: 'absent', facts: { completeness: null } },
      'SBOM-FRESH': {
        state: 'contrary',
        facts: { matches: false },
        statement: 'docs/bom.json describes version 1.0.0; the current one is 2.0.0 and 2.1.0.',
      },
      'SBOM-PURL': { state: 'contrary', facts: { share: 0.5 } },
      'SBOM-BSI': { state: 'absent' },
      'SBOM-UNUSED': { state: 'contrary', strength: 'weak', facts: { components: ['pkg:npm/dev@1.0.0'] } },
    },
  },
  {
    name: 'every field of the guideline, and older than the newest release',
    files: { 'sbom.json': full },
    given: {
      sboms: [sbomDocument('sbom.json', full)],
      history: history({ tags: [tag('v2.0.0', '2026-05-02T00:00:00Z')] }),
    },
    expect: {
      'SBOM-BSI': { state: 'present', strength: 'strong', facts: { score: 1, missing_by_field: {} } },
      'SBOM-FRESH': { state: 'contrary', strength: 'medium', facts: { matches: false } },
      'SBOM-TOPLEVEL': { state: 'unknown', facts: { direct: 0 }, reason: 'no manifest' },
      'SBOM-UNUSED': { state: 'unknown', reason: 'marks development' },
    },
  },
  {
    name: 'output of this tool that nobody committed',
    files: { 'sbom.cdx.json': ours },
    given: { sboms: [sbomDocument('sbom.cdx.json', ours)], history: history() },
    expect: {
      'SBOM-PRESENT': { state: 'absent', facts: { present: false, origin: 'tool' } },
      'SBOM-DEPTH': { state: 'unknown' },
    },
  },
  {
    name: 'output of this tool that the manufacturer committed',
    files: { 'sbom.cdx.json': ours },
    given: {
      sboms: [sbomDocument('sbom.cdx.json', ours)],
      history: history({ lastChange: () => ({ commit: 'd'.repeat(40), at: '2026-05-02T00:00:00Z' }) }),
    },
    expect: { 'SBOM-PRESENT': { state: 'present', facts: { present: true, origin: 'manufacturer' } } },
  },
  {
    name: 'an SBOM in a form that is not read',
    files: { 'bom.xml': '<bom/>' },
    given: {
      sboms: [
        sbomDocument('bom.xml', '<bom/>', {
          problem: 'expected JSON, found XML',
          validation: { isValid: false, schema: undefined, violations: [] },
        }),
      ],
    },
    expect: {
      'SBOM-PRESENT': { state: 'present', strength: 'weak', facts: { format: null } },
      'SBOM-VALID': { state: 'unknown', reason: 'found XML', at: 'bom.xml:1' },
    },
  },
  {
    name: 'a shipped component that an advisory calls unmaintained',
    files: lock,
    given: {
      asOf,
      inventory: inventoryOf([a, dev]),
      findings: report([
        finding('pkg:npm/a@1.0.0', 'RUSTSEC-1', { informational: 'unmaintained', level: 'none' }),
        finding('pkg:npm/dev@1.0.0', 'RUSTSEC-2', { informational: 'unmaintained', scope: 'development' }),
      ]),
    },
    expect: {
      'SBOM-EOL': {
        state: 'contrary',
        facts: { components: ['pkg:npm/a@1.0.0'] },
        at: 'package-lock.json:1',
      },
    },
  },
]
