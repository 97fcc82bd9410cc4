/** CycloneDX to CycloneDX: valid always, and nothing lost unnamed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convertCycloneDx } from '../../../packages/toolkit/src/sbom/cyclonedx/convert/convert.ts'
import { fitTo } from '../../../packages/toolkit/src/sbom/cyclonedx/fit/fit.ts'
import {
  schemaOf,
  type WrittenVersion,
  writtenVersions,
} from '../../../packages/toolkit/src/sbom/cyclonedx/fit/schema.ts'
import { validateSbom } from '../../../packages/toolkit/src/sbom/index.ts'
import { describeShared } from '../../shared.ts'
import { anyTree } from './cyclonedx-trees.ts'
import { differences, normalize, readVector, validRows } from './cyclonedx-vectors.ts'

type Target = Parameters<typeof convertCycloneDx>[1]

function convert(text: string, target: Target): { readonly text: string; readonly lost: readonly string[] } {
  const converted = convertCycloneDx(text, target)
  if (!converted.ok) throw new Error(converted.error.message)
  return { text: converted.value.text, lost: converted.value.losses.map(({ where }) => where) }
}

const targets = writtenVersions.flatMap((version) =>
  (['cyclonedx-json', 'cyclonedx-xml'] as const).map((syntax): Target => ({ syntax, version })),
)

describeShared('CycloneDX conversion', () => {
  test.each(targets)('every valid document as $syntax $version is valid', async (target) => {
    const rows = [...validRows('json'), ...validRows('xml')]
    expect(rows.length).toBe(298)
    for (const { file } of rows) {
      const { violations } = await validateSbom(convert(readVector(file), target).text)
      expect({ file, violations }).toEqual({ file, violations: [] })
    }
  })

  test('JSON to XML and back says the same', () => {
    for (const { file, spec } of validRows('json').filter((row) => row.spec >= '1.4')) {
      const original = readVector(file)
      const xml = convert(original, { syntax: 'cyclonedx-xml', version: spec })
      const back = convert(xml.text, { syntax: 'cyclonedx-json', version: spec })
      const different = differences(normalize(JSON.parse(original)), normalize(JSON.parse(back.text)))
      expect({
        file,
        lost: xml.lost.filter((where) => !where.endsWith('signature')),
        back: back.lost,
        different,
      }).toEqual(expectedOf(file))
    }
  })

  test('XML to JSON and back says the same', () => {
    for (const { file, spec } of validRows('xml').filter((row) => row.spec >= '1.4')) {
      const original = readVector(file)
      const json = convert(original, { syntax: 'cyclonedx-json', version: spec })
      const xml = convert(json.text, { syntax: 'cyclonedx-xml', version: spec })
      const again = convert(xml.text, { syntax: 'cyclonedx-json', version: spec })
      const different = differences(normalize(JSON.parse(json.text)), normalize(JSON.parse(again.text)))
      expect({ file, lost: [...xml.lost, ...again.lost], different }).toEqual({
        file,
        lost: [],
        different: [],
      })
      expect(json.lost.filter((where) => !/\/(?:fruit|Signature)$/.test(where))).toEqual([])
    }
  })

  test('upward nothing is lost', () => {
    for (const { file } of validRows('json')) {
      const { text, lost } = convert(readVector(file), { syntax: 'cyclonedx-json', version: '1.7' })
      const old = { ...(JSON.parse(readVector(file)) as object), specVersion: '1.7' }
      const different = differences(normalize(old), normalize(JSON.parse(text)))
      expect({ file, lost: lost.filter((where) => where !== 'signature'), different }).toEqual({
        file,
        lost: [],
        different: [],
      })
    }
  })
})

/** One vector names two workspaces alike, which only JSON allows. */
function expectedOf(file: string): object {
  const isTwice = file.endsWith('valid-formulation-1.5.json')
  const place = '/formulation/*/workflows/*/workspaces/*/bom-ref'
  return { file, lost: isTwice ? ['bom-ref'] : [], back: [], different: isTwice ? [place] : [] }
}

/** What is wrong with a generated tree is taken out first. */
function validTree(version: WrittenVersion): fc.Arbitrary<Record<string, unknown>> {
  return anyTree(version).map((tree) => {
    const { value } = fitTo(schemaOf(version), tree)
    return (value ?? { bomFormat: 'CycloneDX', specVersion: version, version: 1 }) as Record<string, unknown>
  })
}

test.each(writtenVersions)('any tree of %s becomes valid in every version, JSON and XML', async (version) => {
  await fc.assert(
    fc.asyncProperty(anyTree(version), fc.constantFrom(...targets), async (tree, target) => {
      const { text } = convert(JSON.stringify(tree), target)
      expect((await validateSbom(text)).violations).toEqual([])
    }),
    { numRuns: 30 },
  )
})

test.each(writtenVersions)('a valid tree of %s comes back from XML, or its losses are listed', (version) => {
  fc.assert(
    fc.property(validTree(version), (tree) => {
      const xml = convert(JSON.stringify(tree), { syntax: 'cyclonedx-xml', version })
      const back = convert(xml.text, { syntax: 'cyclonedx-json', version })
      const different = differences(normalize(tree), normalize(JSON.parse(back.text)))
      expect({ different, lost: back.lost }).toSatisfy(
        () => different.length === 0 || xml.lost.length > 0 || back.lost.length > 0,
      )
    }),
    { numRuns: 30 },
  )
})
