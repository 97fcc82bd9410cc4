/** Done when: exports validate with their official schemas and (CSAF) with an independent validator library. */
import '../../../../../tests/property-seed.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeShared } from '../../../../../tests/shared.ts'
import { validateCsaf } from '../../csaf/index.ts'
import { validateSbom } from '../../sbom/index.ts'
import type { VexStatement } from '../model.ts'
import { type VexTarget, vexTargets } from './meta.ts'
import { judgeBySchema, loadCsafTests } from './testing/schemas.ts'
import { meta, purl, statements } from './testing/statements.ts'
import { writeVex } from './write-vex.ts'

function write(given: readonly VexStatement[], target: VexTarget): string | undefined {
  const written = writeVex(given, meta, target)
  return written.ok ? written.value.text : undefined
}

const schemas = [
  ['vectors/vex/schema/openvex_json_schema.json', vexTargets[0]],
  ['vectors/csaf/schema/csaf_2.0/csaf_json_schema.json', vexTargets[5]],
  ['vectors/csaf/schema/csaf_2.1/csaf.json', vexTargets[6]],
  ['vectors/spdx/schema/spdx-3.0.1.schema.json', vexTargets[7]],
] as const

describeShared('official schemas', () => {
  test.each(schemas)('%s takes what we write', (path, target) => {
    const judge = judgeBySchema(path)
    fc.assert(
      fc.property(statements, (given) => {
        const text = write(given, target)
        if (text !== undefined) expect(judge(text)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test.each(schemas)('%s refuses what is broken', (path, target) => {
    const product = { purl: purl('pkg:npm/a@1'), ids: [], subcomponents: [] }
    const vulnerability = { id: 'CVE-2026-1000', aliases: [] }
    const text = write([{ vulnerability, products: [product], status: 'fixed', responses: [] }], target)
    const broken = text?.replace(
      /"(known_\w+|fixed|under_investigation|status|relationshipType)": /g,
      '"x": ',
    )
    expect(broken).not.toBe(text)
    expect(judgeBySchema(path)(broken ?? '{}')).not.toEqual([])
  })
})

test.each(vexTargets.filter(({ format }) => format === 'cyclonedx'))(
  'the schema of CycloneDX $version takes what we write',
  async (target) => {
    await fc.assert(
      fc.asyncProperty(statements, async (given) => {
        const { schema, violations } = await validateSbom(write(given, target) ?? '')
        expect([schema, violations]).toEqual([`cyclonedx-${target.version}`, []])
      }),
      { numRuns: 100 },
    )
  },
)

/** Its 2.1 tests are older than `product_paths` and do not find products there. */
function flat(given: readonly VexStatement[]): readonly VexStatement[] {
  return given.map((one) => ({
    ...one,
    products: one.products.map((product) => ({ ...product, subcomponents: [] })),
  }))
}

test.each([
  [vexTargets[5], 'mandatoryTests', (given: readonly VexStatement[]) => given],
  [vexTargets[6], 'csaf_2_1/mandatoryTests', flat],
] as const)(
  'CSAF $version: no fault under the mandatory tests of the independent validator',
  async (target, module, choose) => {
    const tests = await loadCsafTests(module)
    expect(tests.length).toBeGreaterThan(30)
    await fc.assert(
      fc.asyncProperty(statements, async (given) => {
        const text = write(choose(given), target)
        if (text === undefined) return
        for (const [name, check] of tests) {
          const { errors = [] } = await check(JSON.parse(text))
          expect([name, errors]).toEqual([name, []])
        }
      }),
      { numRuns: 60 },
    )
  },
)

test.each([vexTargets[5], vexTargets[6]])(
  'CSAF $version: no fault under all mandatory tests of our own validator',
  async (target) => {
    await fc.assert(
      fc.asyncProperty(statements, async (given) => {
        const text = write(given, target)
        if (text === undefined) return
        const { findings, isValid } = await validateCsaf(JSON.parse(text))
        const faults = findings.filter(({ group }) => group === 'mandatory')
        expect([isValid, faults]).toEqual([true, []])
      }),
      { numRuns: 100 },
    )
  },
)
