import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeCycloneDx } from '../cyclonedx/write.ts'
import { writeSpdx } from '../spdx/write.ts'
import { fullInventory, meta } from '../testing/inventories.ts'
import { validateSbom } from '../validate/validate-sbom.ts'
import { readSbom } from './read-sbom.ts'

function cdx(content: object): string {
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...content })
}

function spdx(content: object): string {
  return JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'doc', ...content })
}

function codesOf(text: string): readonly string[] {
  return readSbom(text, 'a/sbom.json').issues.map(
    ({ level, code, line }) => `${level} ${code} ${line ?? '-'}`,
  )
}

test.each([
  ['empty', '', ['error SYNTAX_INVALID 1']],
  ['not JSON', '{"a"', ['error SYNTAX_INVALID 1']],
  ['null', 'null', ['error FORMAT_UNSUPPORTED -']],
  ['other JSON', '{"components": 1}', ['error FORMAT_UNSUPPORTED -']],
  ['XML', '<bom xmlns="http://cyclonedx.org/schema/bom/1.4"/>', []],
  ['other XML', '<bom xmlns="urn:other"/>', ['error FORMAT_UNSUPPORTED 1']],
  ['XML with a document type', '<!DOCTYPE bom><bom xmlns="urn:other"/>', ['error FORMAT_UNSUPPORTED 1']],
  ['tag-value', 'SPDXVersion: SPDX-2.2\nnonsense\n', ['warning ENTRY_UNREADABLE 2']],
  ['SPDX 3', '{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}', ['error ENTRY_UNREADABLE 1']],
  ['too deep', '['.repeat(201) + ']'.repeat(201), ['error NESTING_TOO_DEEP 1']],
  ['version to come', cdx({ specVersion: '2.0' }), ['warning FORMAT_VERSION_UNSUPPORTED -']],
  ['text behind', `${cdx({})}\n{}`, ['warning SYNTAX_INVALID 2']],
  [
    'a key twice',
    '{"bomFormat":"CycloneDX","specVersion":"1.6",\n"version":1,"version":2}',
    ['warning DUPLICATE_KEY 2'],
  ],
  ['components no list', cdx({ components: {} }), ['warning SHAPE_UNEXPECTED 1']],
  ['component no object', cdx({ components: [7] }), ['warning SHAPE_UNEXPECTED 1']],
  ['no purl', cdx({ components: [{ type: 'file', name: 'x' }] }), ['warning ENTRY_UNREADABLE 1']],
  ['broken purl', cdx({ components: [{ name: 'x', purl: 'pkg:' }] }), ['warning PURL_INVALID 1']],
  ['no version', cdx({ components: [{ name: 'x', purl: 'pkg:npm/x' }] }), ['warning VERSION_UNRESOLVED 1']],
  [
    'edge to nothing',
    cdx({ dependencies: [{ ref: 'a', dependsOn: ['b'] }] }),
    ['warning REFERENCE_MISSING 1'],
  ],
  ['package no object', spdx({ packages: ['x'] }), ['warning SHAPE_UNEXPECTED 1']],
])('%s', (_, text, codes) => {
  expect(codesOf(text)).toEqual(codes)
})

test('an error gives an empty value that says so', () => {
  const { value } = readSbom('{', 'a/sbom.json')
  expect(value).toMatchObject({ format: undefined, name: 'sbom.json', components: [], unidentified: [] })
})

test('CycloneDX: nested, duplicate and unnamed components, graph and scopes', () => {
  const text = cdx({
    metadata: { component: { 'bom-ref': 'app', type: 'application', name: 'app', version: '1' } },
    components: [
      { 'bom-ref': 'lock', type: 'application', name: 'package-lock.json' },
      {
        'bom-ref': 'a',
        name: 'a',
        purl: 'pkg:npm/a@1.0.0',
        scope: 'required',
        components: [{ 'bom-ref': 'a|b', name: 'b', version: '2.0.0', purl: 'pkg:npm/b', scope: 'excluded' }],
      },
      {
        'bom-ref': 'b',
        name: 'b',
        purl: 'pkg:npm/b@2.0.0',
        scope: 'optional',
        licenses: [{ license: { id: 'MIT' } }],
      },
    ],
    dependencies: [
      { ref: 'app', dependsOn: ['lock'] },
      { ref: 'lock', dependsOn: ['a'] },
      { ref: 'a', dependsOn: ['a|b'] },
    ],
  })
  const { value, issues } = readSbom(text, 'sbom.json')
  expect(issues.map(({ code }) => code)).toEqual(['ENTRY_UNREADABLE', 'DUPLICATE_KEY'])
  expect(value.roots).toEqual(['pkg:npm/a@1.0.0'])
  expect(value.components).toMatchObject([
    { purl: 'pkg:npm/a@1.0.0', relation: 'direct', scope: 'runtime', dependsOn: ['pkg:npm/b@2.0.0'] },
    {
      purl: 'pkg:npm/b@2.0.0',
      relation: 'transitive',
      scope: 'optional',
      licenses: ['MIT'],
      isVersionResolved: true,
    },
  ])
  expect(value.unidentified).toMatchObject([
    { name: 'package-lock.json', dependsOn: ['pkg:npm/a@1.0.0'], dependents: ['product'] },
  ])
})

test('SPDX: purls under any category, relationships both ways, several described elements', () => {
  const pack = (id: string, purl: string): object => ({
    SPDXID: id,
    name: id,
    licenseDeclared: id === 'SPDXRef-a' ? 'MIT' : 'NOASSERTION',
    externalRefs: [{ referenceCategory: 'PACKAGE_MANAGER', referenceType: 'purl', referenceLocator: purl }],
    checksums: [{ algorithm: 'SHA1', checksumValue: 'A'.repeat(40) }],
  })
  const relate = (from: string, type: string, to: string): object => ({
    spdxElementId: from,
    relationshipType: type,
    relatedSpdxElement: to,
  })
  const text = spdx({
    packages: [
      pack('SPDXRef-a', 'pkg:npm/a@1'),
      pack('SPDXRef-b', 'pkg:npm/b@1'),
      pack('SPDXRef-c', 'pkg:npm/c@1'),
      pack('SPDXRef-d', 'pkg:npm/d@1'),
    ],
    documentDescribes: ['SPDXRef-a'],
    relationships: [
      relate('SPDXRef-DOCUMENT', 'DESCRIBES', 'SPDXRef-b'),
      relate('SPDXRef-a', 'DEPENDS_ON', 'SPDXRef-c'),
      relate('SPDXRef-d', 'DEV_DEPENDENCY_OF', 'SPDXRef-c'),
      relate('SPDXRef-c', 'DEPENDS_ON', 'NOASSERTION'),
    ],
  })
  const { value, issues } = readSbom(text, 'sbom.json')
  expect(issues).toEqual([])
  expect(value.name).toBe('doc')
  expect(value.roots).toEqual(['pkg:npm/a@1', 'pkg:npm/b@1'])
  expect(value.components.map(({ relation, scope, licenses }) => [relation, scope, ...licenses])).toEqual([
    ['direct', 'unknown', 'MIT'],
    ['direct', 'unknown'],
    ['transitive', 'unknown'],
    ['transitive', 'development'],
  ])
  expect(value.components[0]?.hashes).toEqual([{ algorithm: 'SHA-1', value: 'a'.repeat(40) }])
})

test('the subject is first party, unless the SBOM lists nothing else', () => {
  const subject = { metadata: { component: { name: 'a', purl: 'pkg:npm/a@1' } } }
  const alone = readSbom(cdx(subject), 'sbom.json').value.components
  const more = readSbom(
    cdx({ ...subject, components: [{ name: 'b', purl: 'pkg:npm/b@1' }] }),
    'sbom.json',
  ).value
  expect(alone.map(({ isFirstParty }) => isFirstParty)).toEqual([false])
  expect(more.components.map(({ isFirstParty }) => isFirstParty)).toEqual([true, false])
})

test('names such as __proto__ are names', () => {
  const text = `{"bomFormat":"CycloneDX","specVersion":"1.6","__proto__":{"components":[1]},"components":[
    {"bom-ref":"__proto__","name":"constructor","purl":"pkg:npm/__proto__@1","properties":[{"name":"__proto__","value":"x"}]}],
    "dependencies":[{"ref":"__proto__","dependsOn":["__proto__"]}]}`
  const { value, issues } = readSbom(text, 'sbom.json')
  expect(issues.map(({ level, message }) => [level, message])).toEqual([
    ['note', 'not kept, an inventory has no place for it: __proto__ (1), components[].properties (1)'],
  ])
  expect(value.components.map(({ purl, dependsOn }) => [purl, dependsOn])).toEqual([
    ['pkg:npm/__proto__@1', ['pkg:npm/__proto__@1']],
  ])
})

const documents = [writeCycloneDx(fullInventory, meta), writeSpdx(fullInventory, meta)]

test('documents with parts exchanged or cut give a value and issues, and what is written from them is valid', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...documents),
      fc.nat(),
      fc.jsonValue({ maxDepth: 2 }),
      async (text, at, value) => {
        const changed = exchange(text, at, value)
        const read = readSbom(changed, 'sbom.json')
        const { violations } = await validateSbom(changed)
        expect(Array.isArray(violations)).toBe(true)
        expect((await validateSbom(writeCycloneDx(read.value, meta))).violations).toEqual([])
        expect((await validateSbom(writeSpdx(read.value, meta))).violations).toEqual([])
      },
    ),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.nat(),
      (text, at) => void readSbom(text.slice(0, at % text.length), 'x'),
    ),
  )
  fc.assert(fc.property(fc.string(), (text) => void readSbom(text, 'x')))
})

/** The document with one member, chosen by number, exchanged for any value. */
function exchange(text: string, at: number, by: unknown): string {
  let count = 0
  JSON.parse(text, () => void count++)
  let index = 0
  return JSON.stringify(JSON.parse(text, (_, value: unknown) => (index++ === at % (count - 1) ? by : value)))
}

test('thirty thousand entries of one kind cost no quadratic time', () => {
  const count = 30_000
  const list = (item: (index: number) => object): object[] =>
    Array.from({ length: count }, (_, index) => item(index))
  const hostile = [
    cdx({ components: list(() => ({ 'bom-ref': 'x', name: 'x', purl: 'pkg:npm/x@1' })) }),
    cdx({
      components: list((index) => ({ 'bom-ref': `${index}`, name: 'x' })),
      dependencies: list((index) => ({ ref: `${index}`, dependsOn: [`${index + 1}`] })),
    }),
    spdx({
      packages: [{ SPDXID: 'a' }],
      relationships: list(() => ({
        spdxElementId: 'a',
        relationshipType: 'DEV_DEPENDENCY_OF',
        relatedSpdxElement: 'a',
      })),
    }),
    `${cdx({})}${'"\\"'.repeat(count)}`,
    `{"bomFormat":"CycloneDX","x":"${'\\"'.repeat(count)}`,
  ]
  const start = performance.now()
  for (const text of hostile) readSbom(text, 'sbom.json')
  expect(performance.now() - start).toBeLessThan(20_000)
})
