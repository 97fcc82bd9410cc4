/** SBOMs and VEX statements as they lie in a tree: which files are taken, which are passed over, and what is said of broken ones. */
import { expect, test } from 'vitest'
import { memoryRepoFiles } from './repo-files.ts'
import { findSbomPaths, readSbomDocuments } from './sbom-document.ts'
import { readVexStatements } from './vex-statements.ts'

test('files that are named as SBOMs, the shallowest first; samples and installed packages are not the product', () => {
  const paths = [
    'docs/release/product-1.2.cdx.json',
    'sbom.json',
    'bom.xml',
    'dist/app.spdx',
    'package_sbom.spdx.json',
    'bombastic.json',
    'node_modules/x/sbom.json',
    'test/fixtures/bom.json',
    'src/sbom.ts',
  ]
  expect(findSbomPaths(paths)).toEqual([
    'bom.xml',
    'package_sbom.spdx.json',
    'sbom.json',
    'dist/app.spdx',
    'docs/release/product-1.2.cdx.json',
  ])
})

test('documents are read, checked and described; what is none is passed over, what is broken says why', async () => {
  const good = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    compositions: [{ aggregate: 'complete' }, { aggregate: 'incomplete' }],
    metadata: {
      timestamp: '2026-01-02T01:00:00+01:00',
      tools: [{ name: 'syft' }],
      supplier: { name: 'M', url: ['https://maker.test'] },
      component: { type: 'application', name: 'p', version: '1.2' },
    },
    components: [
      {
        type: 'library',
        name: 'a',
        version: '1',
        purl: 'pkg:npm/a@1',
        components: [{ type: 'library', name: 'b' }],
      },
    ],
  }
  const spdx = {
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'p',
    documentNamespace: 'https://maker.test/p',
    creationInfo: {
      created: '2026-01-02T00:00:00Z',
      creators: ['Tool: trivy-0.5', 'Organization: M (sbom@maker.test)'],
    },
    documentDescribes: ['SPDXRef-p'],
    packages: [
      { SPDXID: 'SPDXRef-p', name: 'p', versionInfo: '3' },
      {
        SPDXID: 'SPDXRef-a',
        name: 'a',
        checksums: [{ algorithm: 'SHA512', checksumValue: 'aa' }],
        externalRefs: [
          { referenceCategory: 'SECURITY', referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a:a:a:1' },
        ],
      },
    ],
  }
  const files = new Map<string, string | Uint8Array>([
    ['a.cdx.json', JSON.stringify(good)],
    ['b.spdx.json', JSON.stringify(spdx)],
    ['bom.json', '{"name": "something else"}'],
    [
      'bom.xml',
      '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><metadata><timestamp>2026-01-02T00:00:00Z</timestamp></metadata></bom>',
    ],
    ['other_bom.xml', '<bom xmlns="urn:other"/>'],
    ['broken.cdx.json', '{"bomFormat": "CycloneDX", '],
    ['sbom.json', new Uint8Array([0x7b, 0xff, 0x7d])],
  ])
  const documents = await readSbomDocuments(memoryRepoFiles(files))
  expect(documents.map(({ path, problem }) => [path, problem !== undefined])).toEqual([
    ['a.cdx.json', false],
    ['b.spdx.json', false],
    ['bom.xml', false],
    ['broken.cdx.json', true],
    ['other_bom.xml', true],
    ['sbom.json', true],
  ])
  const [first, second] = documents
  expect(first?.header).toMatchObject({
    timestamp: '2026-01-02T00:00:00Z',
    completeness: 'incomplete',
    tools: ['syft'],
    creators: ['https://maker.test'],
    subject: { name: 'p', version: '1.2' },
    hasUri: false,
  })
  expect(first?.header.components.map(({ hasPurl }) => hasPurl)).toEqual([true, false])
  expect(first?.validation).toMatchObject({ isValid: true, schema: 'cyclonedx-1.5' })
  expect(second?.header).toMatchObject({
    tools: ['trivy-0.5'],
    subject: { name: 'p', version: '3' },
    hasUri: true,
  })
  expect(second?.header.components).toMatchObject([
    { hasCpe: true, hasPurl: false, hash: true, version: false },
  ])
  expect(second?.validation.isValid).toBe(false)
})

test('statements of OpenVEX, CycloneDX and CSAF come out alike', () => {
  const openvex = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    statements: [
      {
        vulnerability: { name: 'CVE-2025-1', aliases: ['GHSA-1'] },
        products: [{ '@id': 'pkg:generic/p@1', subcomponents: [{ '@id': 'pkg:npm/a@1' }] }],
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
      },
      { vulnerability: 'CVE-2025-2', products: ['pkg:generic/p@1'], status: 'affected' },
      { vulnerability: { name: 'CVE-2025-3' }, status: 'perhaps' },
    ],
  }
  const cyclonedx = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [{ type: 'library', name: 'a', 'bom-ref': 'x', purl: 'pkg:npm/a@1' }],
    vulnerabilities: [
      { id: 'CVE-2025-4', analysis: { state: 'in_triage' }, affects: [{ ref: 'x' }] },
      {
        id: 'CVE-2025-5',
        references: [{ id: 'GHSA-5' }],
        analysis: { state: 'resolved' },
        affects: [{ ref: 'urn:cdx:s/1#pkg:npm/a@1' }],
      },
    ],
  }
  const csaf = {
    document: {
      category: 'csaf_vex',
      csaf_version: '2.0',
      title: 't',
      publisher: { category: 'vendor', name: 'M', namespace: 'https://maker.test' },
      tracking: {
        id: 'M-1',
        status: 'final',
        version: '1',
        current_release_date: '2026-01-01T00:00:00Z',
        initial_release_date: '2026-01-01T00:00:00Z',
        revision_history: [],
      },
    },
    product_tree: {
      full_product_names: [
        { product_id: 'A', name: 'a', product_identification_helper: { purl: 'pkg:npm/a@1' } },
        { product_id: 'B', name: 'b' },
      ],
    },
    vulnerabilities: [
      {
        cve: 'CVE-2025-6',
        product_status: { known_not_affected: ['A', 'B'] },
        flags: [{ label: 'component_not_present', product_ids: ['A'] }],
      },
    ],
  }
  const reading = readVexStatements(
    memoryRepoFiles(
      new Map([
        ['.vex/p.json', JSON.stringify(openvex)],
        ['csaf-m-1.json', JSON.stringify(csaf)],
        ['openvex.json', '{ broken'],
        ['sbom.cdx.json', JSON.stringify(cyclonedx)],
        ['vex-notes.json', '{"a": 1}'],
      ]),
    ),
  )
  expect(reading.documents).toEqual(['.vex/p.json', 'csaf-m-1.json', 'sbom.cdx.json'])
  expect(reading.unread.map(({ path }) => path)).toEqual(['openvex.json'])
  const rows = reading.statements.map(({ stated, status, isJustified }) => ({
    vulnerabilities: [stated.vulnerability.id, ...stated.vulnerability.aliases],
    products: stated.products.flatMap(({ purl, ids, subcomponents: [part] }) => part?.purl ?? purl ?? ids),
    status,
    isJustified,
  }))
  expect(rows).toEqual([
    {
      vulnerabilities: ['CVE-2025-1', 'GHSA-1'],
      products: ['pkg:npm/a@1'],
      status: 'not_affected',
      isJustified: true,
    },
    {
      vulnerabilities: ['CVE-2025-2'],
      products: ['pkg:generic/p@1'],
      status: 'affected',
      isJustified: false,
    },
    { vulnerabilities: ['CVE-2025-6'], products: ['pkg:npm/a@1'], status: 'not_affected', isJustified: true },
    { vulnerabilities: ['CVE-2025-6'], products: ['B'], status: 'not_affected', isJustified: false },
    {
      vulnerabilities: ['CVE-2025-4'],
      products: ['pkg:npm/a@1'],
      status: 'under_investigation',
      isJustified: false,
    },
    {
      vulnerabilities: ['CVE-2025-5', 'GHSA-5'],
      products: ['pkg:npm/a@1'],
      status: 'fixed',
      isJustified: false,
    },
  ])
})
