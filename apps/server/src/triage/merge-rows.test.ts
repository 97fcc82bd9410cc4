/** Rows that are kept while findings come and go are those that would be made from nothing. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../tests/property-seed.ts'
import { createMerging, type LightFinding, mergeRows } from './merge-rows.ts'

const finding: fc.Arbitrary<LightFinding> = fc
  .record({
    name: fc.constantFrom('left', 'right'),
    version: fc.constantFrom('1.0.0', '2.0.0'),
    product: fc.constantFrom('a', 'b', 'c'),
    advisory: fc.constantFrom('CVE-2026-1', 'CVE-2026-2'),
    state: fc.constantFrom('open', 'waiting', 'in-force'),
    level: fc.constantFrom('critical', 'unknown', 'low'),
    isDirect: fc.boolean(),
    isExploited: fc.boolean(),
  })
  .map(({ name, version, product, advisory, state, level, isDirect, isExploited }) => ({
    key: `${advisory} ${name} ${version}`,
    product,
    productName: product.toUpperCase(),
    release: '1.0.0',
    purl: `pkg:npm/${name}@${version}`,
    advisory,
    aliases: ' ',
    group: state === 'in-force' ? 'decided' : isExploited ? 'exploited' : 'rest',
    level,
    scope: 'runtime',
    isDirect,
    isExploited,
    epss: null,
    fixedIn: null,
    state,
    status: null,
    decision: null,
    isNew: false,
  }))

/** One product's findings, each key once. */
const part = fc.uniqueArray(finding, { selector: ({ product, key }) => `${product} ${key}`, maxLength: 12 })

test('replacing parts step by step gives the rows of the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), part), { maxLength: 12 }), (steps) => {
      const merging = createMerging()
      const parts = new Map<number, readonly LightFinding[]>()
      for (const [at, findings] of steps) {
        const own = findings.map((one) => ({ ...one, product: `${one.product}${at}` }))
        const before = merging.rows()
        const copy = structuredClone(before)
        merging.replace(parts.get(at) ?? [], own)
        parts.set(at, own)
        expect(merging.rows()).toEqual(mergeRows([...parts.values()].flat()))
        expect(before).toEqual(copy)
      }
    }),
    { numRuns: 200 },
  )
})
