/** Parts laid over one another: digests, roots and values are those of one part that holds everything. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../base/index.ts'
import { hashLeaf, rootOf } from '../translog/index.ts'
import { BUCKETS, type Place } from './bucket.ts'
import { rootOfBuckets } from './bucket-digest.ts'
import { openSegment } from './segment.ts'
import type { KeyedSegment } from './segment-format.ts'
import { createSegmentWriter } from './segment-writer.ts'
import { cutRows, findValue, formatPatch, joinRows, mergeRows, type StoredRow } from './value-rows.ts'

const encoder = new TextEncoder()

test('the root of a kind is the RFC 6962 root over all buckets, however few have content', () => {
  const buckets = fc.dictionary(fc.integer({ min: 0, max: BUCKETS - 1 }).map(String), fc.string(), {
    maxKeys: 5,
  })
  fc.assert(
    fc.property(buckets, (texts) => {
      const digests = new Map(Object.entries(texts).map(([at, text]) => [Number(at), sha256(text)]))
      const leaves = Array.from({ length: BUCKETS }, (_, at) =>
        hashLeaf(sha256, digests.get(at) ?? sha256('')),
      )
      expect(rootOfBuckets(digests, sha256)).toEqual(rootOf(sha256, leaves))
    }),
    { numRuns: 20 },
  )
})

/** Few places and keys, so that fingerprints and keys meet. */
const place = (key: string): Place => ({ bucket: key.length % 2, fingerprint: key.charCodeAt(0) % 2 })

function writePart(content: ReadonlyMap<string, string>, earlier: readonly KeyedSegment[]): KeyedSegment {
  const pieces: Uint8Array[] = []
  const writer = createSegmentWriter({ emit: (bytes) => pieces.push(bytes.slice()), hash: sha256, earlier })
  const sorted = [...content].sort(
    ([a], [b]) =>
      place(a).bucket - place(b).bucket ||
      place(a).fingerprint - place(b).fingerprint ||
      Buffer.compare(encoder.encode(a), encoder.encode(b)),
  )
  for (const [key, value] of sorted)
    writer.add({ place: place(key), key: encoder.encode(key), value: [encoder.encode(value)] })
  writer.finish()
  const bytes = Buffer.concat(pieces)
  const segment = openSegment(bytes.length, (offset, length) => bytes.subarray(offset, offset + length))
  if (segment === undefined) throw new Error('what was written is no segment')
  return segment
}

function bucketsOf(parts: readonly KeyedSegment[]): ReadonlyMap<number, Uint8Array> {
  const digests = new Map<number, Uint8Array>()
  for (const part of parts) {
    const own = part.bucketDigests()
    for (const [at, bucket] of part.buckets.entries()) digests.set(bucket, own[at] ?? new Uint8Array())
  }
  return digests
}

const keys = ['a', 'b', 'c', 'aa', 'bb', 'cc', 'ü']
const change = fc.dictionary(fc.constantFrom(...keys), fc.constantFrom('', 'one', 'two'))

test('any parts, tombstones among them, have the digests and answers of one part', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      const parts: KeyedSegment[] = []
      const content = new Map<string, string>()
      for (const one of changes) {
        parts.push(writePart(new Map(Object.entries(one)), parts))
        for (const [key, value] of Object.entries(one)) {
          if (value === '') content.delete(key)
          else content.set(key, value)
        }
      }
      const whole = writePart(content, [])
      expect(rootOfBuckets(bucketsOf(parts), sha256)).toEqual(rootOfBuckets(bucketsOf([whole]), sha256))
      for (const key of keys) {
        const found = findValue(parts, { kind: 'ids', place: place(key), key: encoder.encode(key) })
        expect(found === undefined ? undefined : new TextDecoder().decode(found)).toBe(content.get(key))
      }
    }),
  )
})

const record = fc.constantFrom('A', 'B"', 'C\\', 'D\u00fc', 'E')
const rows = fc
  .uniqueArray(record, { maxLength: 5 })
  .map((ids) =>
    ids.sort().map((id): StoredRow => ({ record: id, row: ascii(JSON.stringify([id, `of ${id}`])) })),
  )

function ascii(text: string): string {
  return text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

test('a patch takes away the rows of its records and puts others in their place', () => {
  fc.assert(
    fc.property(rows, rows, fc.array(record), (before, added, gone) => {
      const away = new Set([...gone, ...added.map((row) => row.record)])
      const expected = joinRows(
        mergeRows(
          before.filter((row) => !away.has(row.record)),
          added,
        ),
      )
      const whole = joinRows(before)
      expect(whole === '' ? [] : cutRows(whole)).toEqual(before)
      const base = whole === '' ? [] : [writePart(new Map([['a', whole]]), [])]
      const parts = [...base, writePart(new Map([['a', formatPatch([...away], added)]]), [])]
      const found = findValue(parts, { kind: 'packages', place: place('a'), key: encoder.encode('a') })
      expect(found === undefined ? '' : new TextDecoder().decode(found)).toBe(expected)
    }),
  )
})
