/** Documents of others: all are read, none throws, and what is read survives a round trip in every format. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import {
  type ArchiveFile,
  readArchive,
} from '../../../../../tests/conformance/advisories/sources/read-archive.ts'
import { describeShared, sharedPath } from '../../../../../tests/shared.ts'
import type { VexReading } from './reading.ts'
import { vexTargets } from './meta.ts'
import { readVex } from './read-vex.ts'
import { meta } from './testing/statements.ts'
import { writeVex } from './write-vex.ts'

function open(text: string, path: string): VexReading | undefined {
  const read = readVex(text, path)
  return read.ok ? read.value : undefined
}

/** Each format's export of the document, read and exported again. */
function expectFixedPoints(reading: VexReading, path: string): void {
  const { statements } = reading.document
  if (statements.length === 0) return
  for (const target of vexTargets) {
    const first = writeVex(statements, meta, target)
    if (!first.ok) {
      expect([path, target.format]).not.toEqual([path, 'cyclonedx'])
      continue
    }
    const again = open(first.value.text, path)
    const second = again === undefined ? undefined : writeVex(again.document.statements, meta, target)
    const isFixed = second?.ok === true && second.value.text === first.value.text
    expect([path, target, isFixed]).toEqual([path, target, true])
  }
}

describeShared('vectors/vex', () => {
  const folders = ['go-vex', 'grype', 'trivy']
  const paths = folders.flatMap((folder) =>
    readdirSync(sharedPath(`vectors/vex/${folder}`)).map((name) => `${folder}/${name}`),
  )

  test.each(paths)('%s is read and survives a round trip', (path) => {
    const reading = open(readFileSync(sharedPath(`vectors/vex/${path}`), 'utf8'), path)
    expect(reading?.document.statements.length).toBeGreaterThan(0)
    if (reading !== undefined) expectFixedPoints(reading, path)
  })

  test('OpenVEX 0.0.1: texts for objects, time of the document', () => {
    const reading = open(readFileSync(sharedPath('vectors/vex/go-vex/v0.0.1.json'), 'utf8'), 'x')
    expect(reading?.document).toMatchObject({
      formatVersion: '0.0.1',
      version: '1',
      statements: [
        {
          vulnerability: { id: 'CVE-2023-12345' },
          products: [
            { purl: 'pkg:apk/wolfi/git@2.39.0-r1?arch=armv7' },
            { purl: 'pkg:apk/wolfi/git@2.39.0-r1?arch=x86_64' },
          ],
          status: 'fixed',
          at: '2023-01-08T18:02:03.647787998-06:00',
        },
      ],
    })
  })

  test('CSAF: what its tree does not define stays by its id, with an issue', () => {
    const reading = open(readFileSync(sharedPath('vectors/vex/go-vex/csaf-csaf.json'), 'utf8'), 'x')
    const affected = reading?.document.statements.filter(({ status }) => status === 'affected')
    expect(affected?.map(({ products }) => products)).toEqual([
      [{ ids: ['ABC:CSAFPID-0002'], subcomponents: [] }],
      [{ ids: ['ABC:CSAFPID-0002'], subcomponents: [] }],
    ])
    const codes = new Set(reading?.issues.map(({ code }) => code))
    expect([codes.has('REFERENCE_MISSING'), codes.has('PURL_INVALID')]).toEqual([true, true])
  })
})

describeShared('archives of real documents', () => {
  async function readJson(archive: string): Promise<readonly ArchiveFile[]> {
    return (await readArchive(archive)).filter(({ path }) => path.endsWith('.json'))
  }

  test.each([
    ['vex/openvex-samples.tar.gz', 11],
    ['vex/cyclonedx-vex-bom-examples.tar.gz', 24],
    ['csaf/oasis-csaf-examples.tar.gz', 15],
    ['csaf/redhat-csaf-samples.tar.gz', 8],
  ] as const)(
    '%s',
    async (archive, least) => {
      const files = await readJson(archive)
      const read = files.flatMap((file) => {
        const reading = open(file.text, file.path)
        if (reading !== undefined) expectFixedPoints(reading, file.path)
        return reading === undefined || reading.document.statements.length === 0 ? [] : [reading]
      })
      expect(read.length).toBeGreaterThanOrEqual(least)
    },
    60_000,
  )

  test('csaf/cisa-csaf-white-2023-2024.tar.gz', async () => {
    const files = await readJson('csaf/cisa-csaf-white-2023-2024.tar.gz')
    const read = files.flatMap((file) => open(file.text, file.path) ?? [])
    expect(read.filter(({ document }) => document.statements.length > 0).length).toBeGreaterThan(700)
    // Ranges in words match no version, so nothing is said of versions that nobody could order.
    const ranges = read.flatMap(({ issues }) => issues.filter(({ code }) => code === 'RANGE_INVALID'))
    expect(ranges.length).toBeGreaterThan(1000)
  }, 60_000)
})

describeShared('CSAF test files', () => {
  const folders = ['vectors/csaf/2.0', 'vectors/csaf/2.1']
  const paths = folders.flatMap((folder) =>
    readdirSync(sharedPath(folder), { recursive: true })
      .map((name) => `${folder}/${String(name)}`)
      .filter((name) => name.endsWith('.json') && !name.endsWith('testcases.json')),
  )

  test('all are read without an exception, and what was read is a fixed point', () => {
    expect(paths.length).toBeGreaterThan(600)
    for (const path of paths) {
      const reading = open(readFileSync(sharedPath(path), 'utf8'), path)
      if (reading !== undefined) expectFixedPoints(reading, path)
    }
  }, 120_000)
})

test('no bytes throw, and what is no VEX is an error', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !readVex(bytes, 'x').ok))
  const codes = ['', '[]', '{}', '<bom/>', '{"@context":"https://example.org"}', '{"a":'].map((text) => {
    const read = readVex(text, 'x')
    return read.ok ? 'ok' : read.error.code
  })
  const other = 'FORMAT_UNSUPPORTED'
  expect(codes).toEqual(['SYNTAX_INVALID', other, other, other, other, 'SYNTAX_INVALID'])
  const wide = readVex(new Uint8Array([0xff, 0xfe, 0x7b]), 'x')
  expect(wide.ok ? 'ok' : wide.error.code).toBe('FILE_NOT_UTF8')
})

const heads = [
  { '@context': 'https://openvex.dev/ns/v0.2.0' },
  { bomFormat: 'CycloneDX', specVersion: '1.6' },
  { document: { csaf_version: '2.1', tracking: { id: 'x' } } },
  { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld' },
]

const members = [
  'statements',
  'vulnerability',
  'name',
  '@id',
  'products',
  'subcomponents',
  'identifiers',
  'purl',
  'status',
  'vulnerabilities',
  'id',
  'analysis',
  'state',
  'affects',
  'ref',
  'versions',
  'range',
  'components',
  'metadata',
  'component',
  'bom-ref',
  'product_tree',
  'product_status',
  'fixed',
  'cve',
  '@graph',
  'type',
  'from',
  'to',
  'spdxId',
  '__proto__',
  'constructor',
]
const words = [
  'fixed',
  'not_affected',
  'pkg:npm/a@1',
  'CVE-2026-1',
  'urn:cdx:x/1#y',
  'a',
  '',
  'security_VexFixedVulnAssessmentRelationship',
]

test('hostile shapes give issues and no exception', () => {
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      fc.constantFrom(...words, null, 7, true),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...members), tie('node'), { maxKeys: 6 }),
    ),
  }))
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.dictionary(fc.constantFrom(...members), node), (head, body) => {
      const reading = open(JSON.stringify({ ...body, ...head }), 'x')
      expect(reading).toBeDefined()
      if (reading !== undefined) expectFixedPoints(reading, 'x')
    }),
    { numRuns: 2000 },
  )
  expect(Object.hasOwn(Object.prototype, 'status')).toBe(false)
})
