/** Every document of the SPDX vectors is judged as they say, in each syntax; what a schema cannot see is seen. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  type BomDocument,
  convertSpdx2,
  decodeSbom,
  decodeSpdx2Syntax,
  readSbom,
  spdx3JsonCodec,
  validateSbom,
} from '../../../packages/toolkit/src/sbom/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

function readText(file: string): string {
  const decoded = decodeSbom(readFileSync(sharedPath(`vectors/spdx/${file}`)))
  if (!decoded.ok) throw new Error(`${file} is neither UTF-8 nor UTF-16`)
  return decoded.value
}

function listRows(): readonly { file: string; valid: boolean; spec: string | null }[] {
  return JSON.parse(readFileSync(sharedPath('vectors/spdx/index.json'), 'utf8')) as {
    file: string
    valid: boolean
    spec: string | null
  }[]
}

/** A 2.3 document with PACKAGE_MANAGER, the spelling of 2.2: the official schema of 2.3 says no (clause 7.21). */
const refusedBySchema = 'tools-python/data/circleConversionTestInitialDocument.json'

describeShared('SPDX vectors', () => {
  test('all 51 are judged as the vectors say', async () => {
    const rows = listRows()
    expect(rows.length).toBe(51)
    const wrong: object[] = []
    for (const { file, valid } of rows) {
      const { isValid, violations } = await validateSbom(readText(file))
      if (isValid !== valid)
        wrong.push({ file, violations: violations.map(({ code, pointer }) => [code, pointer]) })
    }
    expect(wrong).toEqual([
      { file: refusedBySchema, violations: [['SCHEMA', '/packages/2/externalRefs/0/referenceCategory']] },
    ])
  }, 60_000)

  test('one example in four syntaxes is one model', () => {
    const data = 'tools-python/data'
    for (const version of ['v2.3', 'UTF-16']) {
      const models = [
        `${data}/SPDXJSONExample-${version}.spdx.json`,
        `${data}/SPDXYAMLExample-${version}.spdx.yaml`,
        `${data}/SPDXXMLExample-${version}.spdx.xml`,
        `${data}/SPDXTagExample-${version}.spdx`,
      ].map((file) => toModel(file))
      expect(models[1]).toEqual(models[0])
      expect(models[2]).toEqual(models[0])
      expect(models[3]).toEqual(models[0])
    }
  })

  /** RDF knows no order: lists are compared as sets. Its sample has blanks where the others have line ends. */
  test('RDF names the same elements, relationships and texts', () => {
    const [json, rdf] = ['SPDXJSONExample-v2.3.spdx.json', 'SPDXRdfExample-v2.3.spdx.rdf.xml'].map((file) =>
      decodeText(`tools-python/data/${file}`),
    )
    const facts = (document: typeof json): object => ({
      name: document?.name,
      id: document?.id,
      creators: document?.creators.map(({ name }) => name).sort(),
      elements: document?.elements
        .map(({ ref, name, version, purl, kind }) => [ref, kind, name, version, purl].join(' '))
        .sort(),
      relationships: document?.relationships.map((item) => JSON.stringify(item)).sort(),
      subjects: [...(document?.subjects ?? [])].sort(),
      texts: document?.licenseTexts.map(({ id, text }) => [id, text].join(' ')).sort(),
      annotations: document?.annotations.map((item) => JSON.stringify(item)).sort(),
    })
    expect(facts(rdf)).toEqual(facts(json))
  })

  test('each syntax gives the same inventory, with lines of its own text', () => {
    const read = (file: string): object => {
      const { value } = readSbom(readText(`tools-python/data/${file}`), 'x')
      return value.components.map(({ purl, licenses, hashes }) => ({ purl, licenses, hashes }))
    }
    const json = read('SPDXJSONExample-v2.3.spdx.json')
    expect(json).toHaveLength(1)
    for (const file of [
      'SPDXTagExample-v2.3.spdx',
      'SPDXYAMLExample-v2.3.spdx.yaml',
      'SPDXXMLExample-v2.3.spdx.xml',
      'SPDXRdfExample-v2.3.spdx.rdf.xml',
    ])
      expect(read(file)).toEqual(json)
    const tags = readSbom(readText('tools-python/data/SPDXTagExample-v2.3.spdx'), 'x').value.components
    expect(tags[0]?.evidence).toEqual([{ path: 'x', line: 180 }])
  })

  test('from one syntax and version to another and back on the tree', () => {
    const rows = listRows().filter(({ valid, spec }) => valid && spec?.startsWith('2.') === true)
    expect(rows.length).toBeGreaterThan(20)
    for (const { file, spec } of rows) {
      const original = decodeSpdx2Syntax(readText(file), file)
      if (original?.ok !== true) throw new Error(`${file} cannot be read`)
      const version = spec === '2.2' ? '2.2' : '2.3'
      for (const syntax of ['json', 'tag-value'] as const) {
        const converted = convertSpdx2(readText(file), { syntax, version, path: file })
        if (!converted.ok) throw new Error(converted.error.message)
        const again = decodeSpdx2Syntax(converted.value.text, file)
        const isSame =
          JSON.stringify(sortKeys(again?.ok === true && again.value.document)) ===
          JSON.stringify(sortKeys(original.value.document))
        expect([file, syntax, isSame || converted.value.losses.length > 0]).toEqual([file, syntax, true])
      }
    }
  })
})

function decodeText(file: string): BomDocument | undefined {
  const decoded = decodeSpdx2Syntax(readText(file), file)
  return decoded?.ok === true ? decoded.value.document : undefined
}

/** Order of relationships is that of each syntax; one sample of tag-value has two addresses in one line. */
function toModel(file: string): object {
  const document = decodeText(file)
  return {
    ...document,
    elements: document?.elements.toSorted((a, b) => (a.ref < b.ref ? -1 : 1)),
    relationships: document?.relationships.map((item) => JSON.stringify(item)).sort(),
    subjects: [...(document?.subjects ?? [])].sort(),
    annotations: document?.annotations.map((item) => JSON.stringify(item)).sort(),
    licenseTexts: document?.licenseTexts
      .map(({ urls, ...text }) => ({ ...text, urls: urls.join(', ') }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

function sortKeys(value: unknown): unknown {
  const document = value as { relationships?: readonly object[]; annotations?: readonly object[] }
  const texts = (list: readonly object[] = []): readonly string[] =>
    list.map((item) => JSON.stringify(sorted(item))).sort()
  return sorted({
    ...document,
    relationships: texts(document.relationships),
    annotations: texts(document.annotations),
  })
}

function sorted(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, item: unknown) =>
      typeof item === 'object' && item !== null && !Array.isArray(item)
        ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
        : item,
    ),
  )
}

const context = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'

test('SPDX 3: references to nothing, other contexts and JSON-LD within the graph are refused', async () => {
  const creation = {
    type: 'CreationInfo',
    '@id': '_:c',
    specVersion: '3.0.1',
    created: '2026-01-02T03:04:05Z',
    createdBy: ['urn:a'],
  }
  const agent = { type: 'Organization', spdxId: 'urn:a', creationInfo: '_:c', name: 'A' }
  const codes = async (root: object): Promise<readonly string[]> =>
    (await validateSbom(JSON.stringify(root))).violations.map(({ code }) => code)
  expect(await codes({ '@context': context, '@graph': [creation, agent] })).toEqual([])
  expect(await codes({ '@context': context, '@graph': [creation] })).toEqual(['CONTENT'])
  expect(
    await codes({ '@context': context, '@graph': [creation, { ...agent, creationInfo: '_:d' }] }),
  ).toEqual(['CONTENT'])
  for (const other of [
    [context, 'https://evil.example/x'],
    { '@import': 'https://evil.example/x' },
    `${context}#`,
  ]) {
    const decoded = spdx3JsonCodec.decode(
      JSON.stringify({ '@context': other, '@graph': [creation, agent] }),
      'x',
    )
    expect(decoded.ok).toBe(false)
  }
  const nested = { ...agent, '@graph': [agent] }
  const decoded = spdx3JsonCodec.decode(
    JSON.stringify({ '@context': context, '@graph': [creation, nested] }),
    'x',
  )
  expect(decoded.ok && decoded.value.issues.map(({ level }) => level)).toEqual(['error'])
})

test('SPDX 2: ids that are there twice or lead nowhere, and licences that are none', async () => {
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'x',
    documentNamespace: 'https://example.com/x',
    creationInfo: { created: '2026-01-02T03:04:05Z', creators: ['Tool: x'] },
    packages: [{ name: 'a', SPDXID: 'SPDXRef-a', downloadLocation: 'NOASSERTION', licenseDeclared: 'MIT' }],
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-a' },
    ],
  }
  const [one] = document.packages
  const judge = async (root: object): Promise<readonly string[]> =>
    (await validateSbom(JSON.stringify(root))).violations.map(({ code, pointer }) => `${code} ${pointer}`)
  expect(await judge(document)).toEqual([])
  expect(await judge({ ...document, packages: [one, one] })).toEqual(['CONTENT /packages/1'])
  expect(await judge({ ...document, packages: [{ ...one, SPDXID: 'SPDXRef-b' }] })).toEqual([
    'CONTENT /relationships/0',
  ])
  expect(await judge({ ...document, packages: [{ ...one, licenseDeclared: 'MIT AND' }] })).toEqual([
    'CONTENT /packages/0/licenseDeclared',
  ])
})
