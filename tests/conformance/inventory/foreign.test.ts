/** Results of other tools, in samples constructed by the published format of each: packages in, their findings not. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foreignFormats } from '../../../packages/toolkit/src/foreign/index.ts'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import type { Inventory } from '../../../packages/toolkit/src/model/index.ts'
import '../../property-seed.ts'

const read = (files: Record<string, string>, named?: string): Inventory =>
  readInventory(memoryTree(files), {
    name: 'product',
    extra: foreignFormats,
    ...(named === undefined ? {} : { files: [named] }),
  })

const rows = (inventory: Inventory): readonly string[] =>
  inventory.components.map(
    ({ purl, scope, relation, licenses, dependsOn }) =>
      `${purl} ${scope} ${relation} [${licenses.join(',')}] ${dependsOn.length}`,
  )

const trivy = {
  SchemaVersion: 2,
  ArtifactName: 'shop:1',
  ArtifactType: 'container_image',
  Metadata: { OS: { Family: 'debian', Name: '12.5' } },
  Results: [
    {
      Target: 'shop:1 (debian 12.5)',
      Class: 'os-pkgs',
      Type: 'debian',
      Packages: [
        {
          ID: 'libssl3@3.0.11-1~deb12u2',
          Name: 'libssl3',
          Identifier: { PURL: 'pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12.5' },
          Version: '3.0.11',
          Release: '1~deb12u2',
          SrcName: 'openssl',
          SrcVersion: '3.0.11',
          SrcRelease: '1~deb12u2',
          Licenses: ['Apache-2.0', 'Artistic OR GPL-1.0-or-later'],
          DependsOn: ['libc6@2.36-9'],
        },
        {
          ID: 'libc6@2.36-9',
          Name: 'libc6',
          Version: '2.36',
          Release: '9',
          SrcName: 'glibc',
          SrcVersion: '2.36',
        },
      ],
      Vulnerabilities: [{ VulnerabilityID: 'CVE-2024-0001', PkgName: 'libssl3' }],
    },
    {
      Target: 'app/package-lock.json',
      Class: 'lang-pkgs',
      Type: 'npm',
      Packages: [
        { ID: 'shop@1.0.0', Name: 'shop', Version: '1.0.0', Relationship: 'root', DependsOn: ['@a/b@2.0.0'] },
        { ID: '@a/b@2.0.0', Name: '@a/b', Version: '2.0.0', Relationship: 'direct', Dev: true },
        { ID: 'odd@1', Name: 'odd', Version: '1', Identifier: { PURL: 'no purl' } },
      ],
    },
    { Target: 'x', Class: 'lang-pkgs', Type: 'new-kind', Packages: [{ ID: 'q@1', Name: 'q', Version: '1' }] },
  ],
}

test('Trivy: packages with their source package, scope and edges; findings are counted, not taken', () => {
  const inventory = read({ 'trivy-report.json': JSON.stringify(trivy, null, 1) })
  expect(rows(inventory)).toEqual([
    'pkg:deb/debian/libc6@2.36-9?distro=debian-12.5&upstream=glibc%402.36 runtime unknown [] 0',
    'pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12.5&upstream=openssl runtime unknown [Apache-2.0 AND (Artistic OR GPL-1.0-or-later)] 1',
    'pkg:npm/%40a/b@2.0.0 development direct [] 0',
    'pkg:npm/shop@1.0.0 unknown unknown [] 1',
  ])
  expect(inventory.components.map(({ ecosystem, isFirstParty }) => [ecosystem, isFirstParty])).toEqual([
    ['deb', false],
    ['deb', false],
    ['npm', false],
    ['npm', true],
  ])
  expect(inventory.unidentified?.map(({ name, version, path }) => [name, version, path])).toEqual([
    ['odd', '1', 'trivy-report.json'],
    ['q', '1', 'trivy-report.json'],
  ])
  expect(inventory.issues.map(({ level, message }) => `${level} ${message.slice(0, 40)}`)).toContain(
    'note Trivy reported 1 finding; they are not t',
  )
  expect(inventory.files[0]?.status).toBe('partial')
})

test('Trivy without lists of packages: what its findings name, and that the rest is missing', () => {
  const [os] = trivy.Results
  const report = {
    ...trivy,
    Results: [
      { ...os, Packages: undefined, Vulnerabilities: [{ PkgName: 'bash', InstalledVersion: '5.2-1' }] },
    ],
  }
  const inventory = read({ 'trivy.json': JSON.stringify(report) })
  expect(rows(inventory)).toEqual(['pkg:deb/debian/bash@5.2-1?distro=debian-12.5 runtime unknown [] 0'])
  expect(inventory.files[0]).toMatchObject({ status: 'partial', ecosystem: 'trivy' })
  expect(inventory.files[0]?.reason).toContain('listed only packages')
})

test('Grype: always partial; the source package becomes the qualifier', () => {
  const result = {
    matches: [
      {
        vulnerability: { id: 'CVE-2024-1' },
        artifact: {
          id: 'a1',
          name: 'libssl3',
          version: '3.0.11-1',
          type: 'deb',
          purl: 'pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12',
          licenses: ['OpenSSL'],
          upstreams: [{ name: 'openssl' }],
        },
      },
      { vulnerability: { id: 'CVE-2024-2' }, artifact: { id: 'a1', name: 'libssl3', type: 'deb' } },
    ],
    descriptor: { name: 'grype', version: '0.80.0' },
  }
  const inventory = read({ 'grype.json': JSON.stringify(result) })
  expect(rows(inventory)).toEqual([
    'pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12&upstream=openssl unknown unknown [OpenSSL] 0',
  ])
  expect(inventory.files[0]?.status).toBe('partial')
  expect(inventory.issues.some(({ message }) => message.startsWith('Grype reported 2 findings'))).toBe(true)
})

test('osv-scanner: ecosystems become purls; groups become scopes; only-vulnerable is said', () => {
  const result = {
    results: [
      {
        source: { path: '/src/package-lock.json', type: 'lockfile' },
        packages: [
          { package: { name: '@a/b', version: '1.0.0', ecosystem: 'npm' }, dependency_groups: ['dev'] },
          {
            package: { name: 'org.x:y', version: '2', ecosystem: 'Maven' },
            licenses: ['MIT'],
            vulnerabilities: [{ id: 'A' }],
          },
          { package: { name: 'openssl', version: '3.0.11-1', ecosystem: 'Debian:12' } },
          { package: { commit: '0123456789abcdef0123456789abcdef01234567' } },
        ],
      },
    ],
    experimental_config: { licenses: { summary: false, allowlist: null } },
  }
  const inventory = read({ 'osv-scanner.json': JSON.stringify(result) })
  expect(rows(inventory)).toEqual([
    'pkg:deb/debian/openssl@3.0.11-1?distro=12 unknown unknown [] 0',
    'pkg:maven/org.x/y@2 unknown unknown [MIT] 0',
    'pkg:npm/%40a/b@1.0.0 development unknown [] 0',
  ])
  expect(inventory.unidentified?.map(({ name }) => name)).toEqual([
    '0123456789abcdef0123456789abcdef01234567',
  ])
  const [found] = result.results
  const onlyVulnerable = { results: [{ ...found, packages: found?.packages.slice(1, 2) }] }
  expect(read({ 'osv-results.json': JSON.stringify(onlyVulnerable) }).files[0]?.status).toBe('partial')
})

test('ScanCode: packages and declared dependencies; a requirement is no version; licences of files are noted', () => {
  const output = {
    headers: [{ tool_name: 'scancode-toolkit', tool_version: '32.3.0' }],
    packages: [
      { purl: 'pkg:npm/a@1.0.0', name: 'a', version: '1.0.0', declared_license_expression_spdx: 'MIT' },
    ],
    dependencies: [
      {
        purl: 'pkg:npm/b',
        extracted_requirement: '^2.0',
        scope: 'devDependencies',
        is_pinned: false,
        is_runtime: false,
        is_direct: true,
      },
      { purl: 'pkg:npm/c@3.0.0', is_pinned: true, is_runtime: true, is_direct: false, scope: 'dependencies' },
      { purl: 'pkg:npm/d@9.9.9', is_pinned: false, is_runtime: true, scope: 'dependencies' },
    ],
    files: [
      { path: 'a.c', detected_license_expression_spdx: 'MIT' },
      { path: 'b.c', detected_license_expression_spdx: null },
    ],
  }
  const inventory = read({ 'scancode.json': JSON.stringify(output) })
  expect(rows(inventory)).toEqual([
    'pkg:npm/a@1.0.0 unknown unknown [MIT] 0',
    'pkg:npm/b development direct [] 0',
    'pkg:npm/c@3.0.0 runtime transitive [] 0',
    'pkg:npm/d runtime unknown [] 0',
  ])
  expect(inventory.components.map(({ isVersionResolved }) => isVersionResolved)).toEqual([
    true,
    false,
    true,
    false,
  ])
  expect(inventory.issues.map(({ message }) => message)).toEqual([
    'ScanCode found licences in 1 files, which the list of components does not show: MIT (1)',
  ])
})

const ort = `---
repository:
  vcs: {type: "Git", url: "", revision: "", path: ""}
analyzer:
  environment:
    ort_version: "60.0.0"
  result:
    projects:
    - id: "NPM::shop:1.0.0"
      definition_file_path: "package.json"
      declared_licenses: []
    packages:
    - id: "NPM:@a:b:2.0.0"
      purl: "pkg:npm/%40a/b@2.0.0"
      declared_licenses: ["The MIT"]
      declared_licenses_processed:
        spdx_expression: "MIT"
      binary_artifact:
        url: ""
        hash: {value: "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", algorithm: "SHA-1"}
    - id: "NPM::c:3.0.0"
      declared_licenses: ["ISC"]
    - id: "Unmanaged::d:1"
      declared_licenses: []
    dependency_graphs:
      NPM:
        packages: ["NPM:@a:b:2.0.0", "NPM::c:3.0.0", "Unmanaged::d:1"]
        scopes:
          :shop:1.0.0:dependencies:
          - root: 0
          :shop:1.0.0:devDependencies:
          - root: 2
        nodes:
        - {}
        - pkg: 1
        - pkg: 2
        edges:
        - from: 0
          to: 1
advisor:
  results:
    "NPM:@a:b:2.0.0":
    - vulnerabilities: [{id: "CVE-2024-1"}]
`

test('ORT: projects are the product, packages have scope, graph, hash and processed licence', () => {
  const inventory = read({ 'out/analyzer-result.yml': ort })
  expect(rows(inventory)).toEqual([
    'pkg:npm/%40a/b@2.0.0 runtime direct [MIT] 1',
    'pkg:npm/c@3.0.0 runtime transitive [ISC] 0',
    'pkg:npm/shop@1.0.0 unknown unknown [] 1',
  ])
  expect(inventory.components[0]?.hashes).toEqual([
    { algorithm: 'SHA-1', value: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' },
  ])
  expect(inventory.components[0]?.evidence).toEqual([{ path: 'out/analyzer-result.yml', line: 13 }])
  expect(inventory.unidentified?.map(({ name }) => name)).toEqual(['Unmanaged::d:1'])
  expect(inventory.issues.some(({ message }) => message.startsWith("ORT's advisor reported 1 finding"))).toBe(
    true,
  )
})

test('Buildroot: show-info and the licence manifest', () => {
  const info = {
    zlib: {
      type: 'target',
      name: 'libzlib',
      virtual: false,
      version: '1.3.1',
      licenses: 'Zlib',
      dependencies: ['host-skeleton'],
      reverse_dependencies: [],
    },
    'host-skeleton': {
      type: 'host',
      name: 'skeleton',
      virtual: false,
      dependencies: [],
      reverse_dependencies: ['zlib'],
    },
    jpeg: { type: 'target', name: 'jpeg', virtual: true, dependencies: [], reverse_dependencies: [] },
  }
  expect(rows(read({ 'show-info.json': JSON.stringify(info) }))).toEqual([
    'pkg:generic/libzlib@1.3.1 runtime unknown [Zlib] 1',
    'pkg:generic/skeleton build unknown [] 0',
  ])
  const manifest = `"PACKAGE","VERSION","LICENSE","LICENSE FILES","SOURCE ARCHIVE","SOURCE SITE","DEPENDENCIES WITH LICENSES"
"busybox","1.36.1","GPL-2.0, bzip2-1.0.4","LICENSE","busybox-1.36.1.tar.bz2","","zlib [Zlib, ""x""]"
"zlib","unknown","unknown","","","",""
"broken"
`
  const read2 = read({ 'legal-info/manifest.csv': manifest })
  expect(rows(read2)).toEqual([
    'pkg:generic/busybox@1.36.1 runtime unknown [GPL-2.0, bzip2-1.0.4] 1',
    'pkg:generic/zlib runtime unknown [] 0',
  ])
  expect(read2.files[0]?.status).toBe('partial')
})

test('a file of such a name that is something else is no file of ours, unless the user names it', () => {
  const strangers = {
    'trivy.json': '{}',
    'manifest.csv': 'a,b',
    'bom.json': '{"weather":1}',
    'my-osv.json': '{"results":[]}',
  }
  expect(read(strangers).files).toEqual([])
  expect(read(strangers, 'bom.json').files).toMatchObject([{ path: 'bom.json', status: 'unsupported' }])
})

test('a result under any name is read when the user names it, also among tests', () => {
  const files = { 'tests/results.json': JSON.stringify(trivy), 'tests/trivy.json': JSON.stringify(trivy) }
  expect(read(files).files).toMatchObject([{ path: 'tests/trivy.json', status: 'skipped' }])
  expect(read(files, 'tests/results.json').files).toMatchObject([{ ecosystem: 'trivy', packages: 3 }])
})

const seeds = [
  JSON.stringify(trivy),
  ort,
  '{"matches":[{"artifact":{"id":"a","name":"b"}}],"descriptor":{"name":"grype"}}',
  '{"results":[{"packages":[{"package":{"name":"a","ecosystem":"npm"}}]}],"experimental_config":{}}',
  '{"tool_name":"scancode-toolkit","packages":[{"purl":"pkg:npm/a@1"}],"dependencies":[{"purl":"x"}]}',
  '{"a":{"virtual":false,"reverse_dependencies":[],"dependencies":[1]}}',
  '"PACKAGE","VERSION","LICENSE"\n"a","1","x"\n',
  '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"a","purl":"pkg:npm/a@1"}]}',
]

test.each(foreignFormats.map((format) => [format.id, format] as const))(
  '%s: no text throws or gives a package without a place; the same text gives the same answer',
  (_, format) => {
    const hostile = fc
      .tuple(
        fc.constantFrom(...seeds),
        fc.nat(),
        fc.constantFrom('', '{', '"', '[', '__proto__', ':', '\n', '1'),
      )
      .map(([seed, at, odd]) => seed.slice(0, at % seed.length) + odd + seed.slice((at % seed.length) + 3))
    fc.assert(
      fc.property(fc.oneof(hostile, fc.constantFrom(...seeds), fc.string()), (text) => {
        const file = { path: 'x', text }
        const parsed = format.parse(file, () => undefined)
        expect(format.parse(file, () => undefined)).toEqual(parsed)
        for (const { line } of parsed.packages) expect(line).toBeGreaterThanOrEqual(1)
        const isClean = parsed.status === 'parsed'
        expect(isClean && parsed.issues.some(({ level }) => level !== 'note')).toBe(false)
        expect(!isClean && parsed.issues.length === 0).toBe(false)
      }),
      { numRuns: 150 },
    )
  },
)
