/** CycloneDX XML beside the JSON of the same name: both describe one document. */
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readCycloneDxXml } from '../../../packages/toolkit/src/sbom/cyclonedx/xml/read-document.ts'
import { describeShared, sharedPath } from '../../shared.ts'
import { differences, normalize, readVector, validRows } from './cyclonedx-vectors.ts'

/** Cases whose two samples do not describe the same: where they differ, and how. */
const differing: ReadonlyMap<string, readonly [where: RegExp, why: string]> = new Map([
  ['valid-dependency', [/^\/components\/\*\/name$/, 'other names; equal since 1.6']],
  [
    'valid-license-expression',
    [/^\/components\/\*\/(?:type|description|scope|hashes|purl)$/, 'the XML says more; equal since 1.6'],
  ],
  [
    'valid-license-id',
    [/^\/components\/\*\/(?:type|description|scope|hashes|purl)$/, 'the XML says more; equal since 1.6'],
  ],
  ['valid-metadata-timestamp', [/^\/metadata\/timestamp$/, 'another time, or another spelling of it']],
  [
    'valid-service',
    [/^\/components\/\*\/publisher$|^\/services\/\*\/provider\/contact\/\*\/email$/, 'equal since 1.6'],
  ],
  [
    'valid-compositions',
    [
      /^\/components\/\*\/version$|^\/compositions\/\*\/(?:assemblies|vulnerabilities)$/,
      'another version, and a vulnerability listed as an assembly; equal since 1.6',
    ],
  ],
  ['valid-properties', [/^\/(?:components|services)\/\*\/properties\/\*$/, 'one more; equal since 1.6']],
  [
    'valid-vulnerability',
    [
      /^\/vulnerabilities\/\*\/(?:references\/\*|ratings\/\*\/vector|tools\/services\/\*\/provider\/name)$/,
      'one reference more and a broken vector; equal since 1.6',
    ],
  ],
  ['valid-saasbom', [/^\/services\/\*\//, 'names, versions and classes of 1.5; equal since 1.6']],
  [
    'valid-formulation',
    [/^\/formulation\/\*\/workflows\/\*\//, 'references of 1.5; a content type left to its default'],
  ],
  [
    'valid-cryptography-full-deprecated',
    [/^\/components\/\*\/cryptoProperties\/protocolProperties/, 'the protocol stands elsewhere'],
  ],
  ['valid-cryptography-implementation', [/^\//, 'two different documents']],
  ['valid-license-choice', [/^\/components\/\*\/purl$/, 'the XML has a purl']],
  ['valid-license-declared-concluded-mix', [/^\/version$/, 'the XML leaves it to its default']],
  [
    'valid-license-expression-with-text',
    [/^\/components\/\*\/licenses\/\*\/expressionDetails\/\*\/text\/content$/, 'another text'],
  ],
])

function caseOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/-1\.\d\.xml$/, '')
}

function treeOf(file: string): Record<string, unknown> {
  const read = readCycloneDxXml(readVector(file))
  if (!read.ok) throw new Error(`${file}: ${read.error.message}`)
  return read.value.tree
}

describeShared('CycloneDX XML', () => {
  test('XML and JSON of one name are one tree', () => {
    const pairs = validRows('xml')
      .map(({ file }) => ({ file, json: file.replace(/xml$/, 'json') }))
      .filter(({ json }) => existsSync(sharedPath(`vectors/cyclonedx/${json}`)))
    expect(pairs.length).toBe(137)
    const met = new Set<string>()
    const unexplained = pairs.flatMap(({ file, json }) => {
      const found = differences(normalize(treeOf(file)), normalize(JSON.parse(readVector(json))))
      const [where] = differing.get(caseOf(file)) ?? []
      if (found.length > 0) met.add(caseOf(file))
      return found.filter((at) => where?.test(at) !== true).map((at) => `${file} ${at}`)
    })
    expect(unexplained).toEqual([])
    expect(met).toEqual(new Set(differing.keys()))
  })

  test('only elements of other namespaces are left out', () => {
    const left = validRows('xml').flatMap(({ file }) => {
      const read = readCycloneDxXml(readVector(file))
      return read.ok ? read.value.losses.map(({ where }) => where.replace(/^.*\//, '')) : [file]
    })
    expect(left.length).toBeGreaterThan(60)
    expect(new Set(left)).toEqual(new Set(['fruit', 'Signature']))
  })
})
