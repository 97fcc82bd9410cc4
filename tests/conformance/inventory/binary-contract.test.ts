/**
 * One contract for all formats of bytes: whatever the bytes, a reader answers, twice the same, with no more than it was
 * given. The registry says which formats there are; each must have a sample that states something.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePurl } from '../../../packages/toolkit/src/model/index.ts'
import {
  type BinaryEcosystem,
  magicBytes,
  type Near,
} from '../../../packages/toolkit/src/inventory/ecosystem.ts'
import { binaryEcosystems } from '../../../packages/toolkit/src/inventory/index.ts'
import '../../property-seed.ts'
import { seededRandom } from '../../random.ts'
import { type BinarySample, binarySamples } from './binary-samples.ts'

const samples = await binarySamples()
const samplesOf = (format: BinaryEcosystem): readonly BinarySample[] =>
  samples.filter((sample) => sample.format === format.id)

const nowhere: Near = () => undefined

type Parsed = ReturnType<BinaryEcosystem['parseBytes']>

/** Text of an answer for each byte that was given, and what any answer may have: names are long, and lists repeat them. */
const mostPerByte = 16
const mostAnyway = 20_000

/** Throws where an answer breaks the contract; gives the answer. */
function check(format: BinaryEcosystem, bytes: Uint8Array, path: string): Parsed {
  const before = bytes.slice()
  const parsed = format.parseBytes({ path, bytes }, nowhere)
  expect(format.parseBytes({ path, bytes }, nowhere)).toEqual(parsed)
  expect(Buffer.compare(before, bytes), 'the bytes were changed').toBe(0)
  if (parsed === undefined) return undefined
  const { status, packages, unidentified = [], issues } = parsed
  const keys = new Set(packages.map(({ key }) => key))
  expect(keys.size).toBe(packages.length)
  for (const found of packages) {
    expect(parsePurl(found.purl)).toEqual({ ok: true, value: found.purl })
    expect(found.line).toBeGreaterThanOrEqual(1)
    for (const target of found.dependsOn) expect(keys.has(target)).toBe(true)
  }
  for (const one of unidentified) expect(one.name).not.toBe('')
  if (status === 'unreadable') expect([packages.length, issues.length > 0]).toEqual([0, true])
  const isSaid = issues.some(({ level }) => level !== 'note')
  expect(status === 'parsed').toBe(!isSaid)
  expect(JSON.stringify(parsed).length).toBeLessThanOrEqual(mostAnyway + mostPerByte * bytes.length)
  return parsed
}

function statedBy(parsed: Parsed): readonly string[] {
  return [
    ...(parsed?.packages ?? []).map(({ purl }) => purl),
    ...(parsed?.unidentified ?? []).map(({ name, version }) => `${name} ${version}`),
  ]
}

test('every format of the registry has a sample, and no sample is of none', () => {
  const ids = binaryEcosystems.map(({ id }) => id)
  expect([...new Set(samples.map(({ format }) => format))].toSorted()).toEqual(ids.toSorted())
})

describe.each(binaryEcosystems.map((format) => [format.id, format] as const))('%s', (_id, format) => {
  const own = samplesOf(format)

  test('the samples are accepted, and what they state is found', () => {
    for (const { name, bytes, states } of own) {
      expect(format.magic(bytes.subarray(0, magicBytes))).toBe(true)
      expect(statedBy(check(format, bytes, name)), name).toHaveLength(states)
    }
  })

  test('nothing, and any bytes', () => {
    check(format, new Uint8Array(), 'empty')
    expect(format.magic(new Uint8Array())).toBe(false)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(typeof format.magic(bytes.subarray(0, magicBytes))).toBe('boolean')
        check(format, bytes, 'any')
      }),
    )
  })

  test('its first bytes, and any behind them', () => {
    const heads = own.flatMap(({ bytes }) => [4, 16, 64, 128].map((size) => bytes.slice(0, size)))
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 2_000 }), (head, rest) => {
        check(format, Buffer.concat([head, rest]), 'head')
      }),
    )
  })

  test('cut anywhere, a sample states nothing that the whole does not state', () => {
    for (const { name, bytes } of own) {
      const stated = statedBy(check(format, bytes, name))
      // Without its version a package may stay; with another one it may not.
      const whole = new Set(stated.flatMap((one) => [one, one.replace(/@.*$/, '')]))
      const invented = endsOf(bytes.length).flatMap((end) =>
        statedBy(check(format, bytes.slice(0, end), name)).filter((one) => !whole.has(one)),
      )
      expect(invented, name).toEqual([])
    }
  })

  test('with one byte changed, an answer', () => {
    const random = seededRandom(20_261_123)
    for (const { name, bytes } of own) {
      const places = Array.from({ length: 400 }, (_, at) =>
        at < 200 ? at : Math.floor(random() * bytes.length),
      )
      for (const at of places.filter((place) => place < bytes.length)) {
        const changed = bytes.slice()
        changed[at] = (changed[at] ?? 0) ^ (1 + Math.floor(random() * 255))
        check(format, changed, name)
      }
    }
  })
})

/** Small files are cut at every byte, others at the powers of two and beside them, from both ends. */
function endsOf(length: number): readonly number[] {
  if (length <= 4_096) return Array.from({ length }, (_, end) => end)
  const powers = Array.from({ length: Math.ceil(Math.log2(length)) }, (_, at) => 2 ** at)
  return powers.flatMap((size) => [size - 1, size, size + 1, length - size]).filter((end) => end < length)
}
