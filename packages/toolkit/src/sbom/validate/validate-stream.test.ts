import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeCycloneDx } from '../cyclonedx/write.ts'
import { writeSpdx } from '../spdx/write.ts'
import { toByteSource } from '../stream/byte-source.ts'
import { fullInventory, meta } from '../testing/inventories.ts'
import { DigestSet } from './digest-set.ts'
import { validateSbom } from './validate-sbom.ts'
import { validateSbomStream } from './validate-stream.ts'
import { maxViolations, type SbomValidation } from './violation.ts'

function stream(text: string, piece = 64): Promise<SbomValidation | undefined> {
  return validateSbomStream(toByteSource(new TextEncoder().encode(text), piece))
}

const documents = [writeCycloneDx(fullInventory, meta), writeSpdx(fullInventory, meta)]

type Change = (list: unknown[]) => unknown

/** Faults of lists as a whole; those of single members come from exchanging any value. */
const listChanges: readonly Change[] = [
  (list) => list,
  (list) => [...list, list[0]],
  (list) => [...list, ...list, {}],
  (list) => [5, ...list, null, 'text'],
  (list) => list.slice(1),
  () => [],
  () => ({}),
]

/** The document with values, chosen by number, exchanged, and with its lists changed. */
function plant(text: string, faults: readonly { at: number; by: unknown }[], change: Change): string {
  let count = 0
  JSON.parse(text, () => void count++)
  let index = 0
  const changed = JSON.parse(text, (_, value: unknown) => {
    const place = index++
    const fault = faults.find(({ at }) => at % count === place)
    return fault === undefined ? value : fault.by
  }) as unknown
  if (typeof changed !== 'object' || changed === null) return JSON.stringify(changed)
  const entries = Object.entries(changed).map(([key, value]): [string, unknown] => [
    key,
    Array.isArray(value) ? change(value) : value,
  ])
  return JSON.stringify(Object.fromEntries(entries), null, 2)
}

const anyFault = fc.record({ at: fc.nat(), by: fc.jsonValue({ maxDepth: 2 }) })

test('planted faults: both ways say the same', async () => {
  let invalid = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...documents),
      fc.array(anyFault, { maxLength: 3 }),
      fc.constantFrom(...listChanges),
      fc.integer({ min: 1, max: 400 }),
      async (text, faults, change, piece) => {
        const planted = plant(text, faults, change)
        const found = await stream(planted, piece)
        if (found === undefined) return
        expect(found).toEqual(await validateSbom(planted))
        if (found.violations.some(({ code }) => code === 'SCHEMA' || code === 'CONTENT')) invalid++
      },
    ),
    { numRuns: 600 },
  )
  expect(invalid).toBeGreaterThan(100)
})

test('text that is cut, or changed in one place, is refused as the other way does it', async () => {
  const anyLetter = fc.constantFrom('', '{', '}', '[', ']', ',', ':', '"', '\\', '0', ' ', '\n', 'x')
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), fc.nat(), anyLetter, async (text, at, by) => {
      const place = at % text.length
      const changed = text.slice(0, place) + by + text.slice(place + 1)
      const [found, whole] = [await stream(changed), await validateSbom(changed)]
      if (found === undefined) return
      const codes = (one: SbomValidation): unknown => [one.schema, one.violations.map(({ code }) => code)]
      expect(codes(found)).toEqual(codes(whole))
      if (found.violations[0]?.code !== 'SYNTAX_INVALID') expect(found).toEqual(whole)
    }),
    { numRuns: 300 },
  )
})

const head = '{"bomFormat":"CycloneDX","specVersion":"1.6",\n"components":['
const component = (name: string): string => `{"type":"library",\n"name":${JSON.stringify(name)}}`

test('more faults than are told, and one that is told once for its list', async () => {
  const many = `${head}${Array.from({ length: 300 }, () => '{"type":"thing","name":"a"}').join(',\n')}]}`
  expect((await stream(many))?.violations.length).toBe(maxViolations)
  expect(await stream(many)).toEqual(await validateSbom(many))
  const twice = `${head}${component('a')},\n{"name":"a","type":"library"}]}`
  const found = await stream(twice)
  expect(found?.violations.map(({ pointer, line, message }) => [pointer, line, message])).toEqual([
    ['/components', 2, 'must NOT have duplicate items'],
  ])
})

test('what is valid is valid, and what another way has to check is left to it', async () => {
  const valid = `${head}${component('a')},${component('b')}]}`
  expect(await stream(valid)).toEqual({ isValid: true, schema: 'cyclonedx-1.6', violations: [] })
  expect((await stream(`${valid}\n{}`))?.violations.map(({ code, line }) => [code, line])).toEqual([
    ['SYNTAX_INVALID', 5],
  ])
  expect(await stream(`{"sbom":${valid}}`)).toBeUndefined()
  expect(await stream('<bom/>')).toBeUndefined()
  expect((await stream('{"a":1}'))?.violations.map(({ code }) => code)).toEqual(['FORMAT_UNSUPPORTED'])
  expect((await stream('{"components":[nul]}'))?.violations.map(({ code }) => code)).toEqual([
    'SYNTAX_INVALID',
  ])
})

test('values are equal where they say the same', () => {
  const set = new DigestSet()
  expect(set.add({ a: 1, b: [null] })).toBe(true)
  expect(set.add({ b: [null], a: 1 })).toBe(false)
  expect([1, '1', [1], { a: 1 }, null, 'null', true, Infinity].map((value) => set.add(value))).toEqual(
    Array.from({ length: 8 }, () => true),
  )
  const many = new DigestSet()
  const numbers = Array.from({ length: 20_000 }, (_, at) => at)
  expect(numbers.every((at) => many.add(at))).toBe(true)
  expect(numbers.some((at) => many.add(at))).toBe(false)
})
