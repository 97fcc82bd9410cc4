/** Records, rows, segments and manifests: round trips, hostile input, order. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256, sha256Hex } from '../base/index.ts'
import { placeOfId } from './bucket.ts'
import { formatClaimRows, parseClaimRows } from './claim-row.ts'
import type { Layer } from './layer.ts'
import { createManifest, formatManifest, manifestName, parseManifest } from './manifest.ts'
import { readOsvRecord } from './sources/osv.ts'
import { openSegment } from './segment.ts'
import { createSegmentWriter } from './segment-writer.ts'
import { isNewer, selectClaims } from './select-claims.ts'
import { sourceFacts } from './source-profiles.ts'

const context = { source: 's', digest: 'd', now: Date.UTC(2026, 0, 1) }

test('no value whatever makes the reader of records throw', () => {
  const key = fc.constantFrom(
    'id',
    'affected',
    'package',
    'ecosystem',
    'name',
    'ranges',
    'type',
    'events',
    'fixed',
    'versions',
    'severity',
    'aliases',
    'database_specific',
    'summary',
    'withdrawn',
    '__proto__',
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.string(),
      fc.constantFrom('SEMVER', 'npm', null, 7, true),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    ),
  }))
  fc.assert(
    fc.property(value, fc.array(value, { maxLength: 4 }), (any, entries) => {
      readOsvRecord(any, context)
      const record = readOsvRecord(
        { id: 'X', affected: entries, aliases: any, severity: any, database_specific: any, modified: any },
        context,
      )
      if (record.ok) expect(record.value.claims.length + record.value.unnamedEntries).toBe(entries.length)
    }),
    { numRuns: 100 },
  )
})

test('versions named as fixed belong to the entry, or to the one package of the record', () => {
  const patched = (record: number, entry: unknown, names: readonly string[]): unknown => {
    const affected = names.map((name) => ({
      package: { ecosystem: 'npm', name },
      database_specific: { patched: entry },
    }))
    const read = readOsvRecord(
      { id: 'X', affected, database_specific: { patched: ['2', record, 'x'.repeat(129), null] } },
      context,
    )
    return read.ok ? read.value.claims.map((claim) => claim.patched) : read.error
  }
  expect(patched(3, undefined, ['a', 'a'])).toEqual([
    ['2', '3'],
    ['2', '3'],
  ])
  expect(patched(3, undefined, ['a', 'b'])).toEqual([undefined, undefined])
  expect(patched(3, ['9'], ['a', 'b'])).toEqual([['9'], ['9']])
  expect(patched(3, 'nothing', ['a'])).toEqual([['2', '3']])
})

test('dates that cannot be true are not the newest', () => {
  const newest = (modified: string, published: string): number | undefined => {
    const record = readOsvRecord({ id: 'X', withdrawn: 'x', modified, published }, context)
    return record.ok ? record.value.newest : Number.NaN
  }
  expect(newest('0001-01-01T00:00:00Z', '2027-07-09T00:00:00Z')).toBeUndefined()
  expect(newest('0001-01-01T00:00:00Z', '2022-12-14T00:00:00Z')).toBe(Date.UTC(2022, 11, 14))
})

test('rows give back the claims that they were made from', () => {
  const text = fc.string({ minLength: 1, unit: 'binary' })
  fc.assert(
    fc.property(
      text,
      fc.array(fc.record({ name: text, version: text })),
      fc.array(text),
      (summary, packages, aliases) => {
        const affected = packages.map(({ name, version }) => ({
          package: { ecosystem: 'npm', name },
          ranges: [
            {
              type: 'SEMVER',
              events: [
                { introduced: version },
                { fixed: version },
                { last_affected: version },
                { limit: version },
              ],
            },
          ],
          versions: [version, '1,2', ...aliases],
          database_specific: { patched: aliases },
          severity: [{ type: 'CVSS_V3', score: version }],
        }))
        const record = readOsvRecord({ id: 'X', withdrawn: '2020', summary, aliases, affected }, context)
        if (!record.ok) throw new Error(record.error)
        const rows = formatClaimRows(record.value.claims)
        expect(parseClaimRows(`[${rows.join(',')}]`, 's')).toEqual(record.value.claims)
      },
    ),
  )
})

function segmentOf(
  keys: readonly string[],
  place = placeOfId,
): { readonly reads: () => number; readonly find: (key: string) => string | undefined } {
  const parts: Uint8Array[] = []
  const writer = createSegmentWriter({ emit: (bytes) => parts.push(Uint8Array.from(bytes)), hash: sha256 })
  const sorted = keys
    .map((key) => ({ key, place: place(key) }))
    .sort(
      (a, b) =>
        a.place.bucket - b.place.bucket ||
        a.place.fingerprint - b.place.fingerprint ||
        (a.key < b.key ? -1 : 1),
    )
  for (const { key, place: at } of sorted)
    writer.add({
      place: at,
      key: new TextEncoder().encode(key),
      value: [new TextEncoder().encode(`value of ${key}`)],
    })
  writer.finish()
  const bytes = Uint8Array.from(parts.flatMap((part) => [...part]))
  let reads = 0
  const segment = openSegment(bytes.length, (offset, length) => {
    reads++
    return bytes.slice(offset, offset + length)
  })
  return { reads: () => reads, find: (key) => textOf(segment?.find(place(key), key)) }
}

function textOf(value: Uint8Array | undefined): string | undefined {
  return value === undefined ? undefined : new TextDecoder().decode(value)
}

test('a segment finds every key and no other, in two reads', () => {
  const keys = Array.from({ length: 5000 }, (_, at) => `ID-${at}-ü`)
  const segment = segmentOf(keys)
  const before = segment.reads()
  expect(segment.find('ID-17-ü')).toBe('value of ID-17-ü')
  expect(segment.reads() - before).toBe(2)
  expect(keys.filter((key) => segment.find(key) !== `value of ${key}`)).toEqual([])
  expect(['', 'ID-5000-ü', 'ID-1', '__proto__'].map(segment.find)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(segmentOf([]).find('x')).toBeUndefined()
})

test('a bucket that somebody flooded is searched by halves, not walked', () => {
  const keys = Array.from({ length: 6000 }, (_, at) => `k${String(at).padStart(5, '0')}`)
  const segment = segmentOf(keys, () => ({ bucket: 3, fingerprint: 1 }))
  expect(
    keys.filter((_, at) => at % 97 === 0).filter((key) => segment.find(key) !== `value of ${key}`),
  ).toEqual([])
  const before = segment.reads()
  expect(segment.find('k05999x')).toBeUndefined()
  expect(segment.reads() - before).toBeLessThan(40)
})

test('bytes that are no segment are none', () => {
  const bytes = new Uint8Array(9000)
  expect(openSegment(bytes.length, (offset, length) => bytes.slice(offset, offset + length))).toBeUndefined()
  expect(openSegment(3, () => bytes)).toBeUndefined()
})

const layer = (name: string, asOf = '2026-01-01T00:00:00Z'): Layer => {
  const digest = sha256Hex(name)
  return {
    name,
    source: name,
    format: 'osv',
    reader: 1,
    covers: [],
    records: 1,
    claims: 1,
    packages: 1,
    signals: 0,
    unkeyed: 0,
    withdrawn: 0,
    unnamedEntries: 0,
    families: [['npm', 1]],
    types: [['npm', 1]],
    roots: { ids: digest, packages: digest, records: digest, signals: digest },
    parts: [{ packages: { digest, size: 1 } }],
    asOf,
    fetchedAt: asOf,
  }
}

test('the root depends on content, not on order or times; the name depends on all', () => {
  const one = createManifest([layer('b'), layer('a')], undefined)
  const other = createManifest([layer('a'), layer('b', '2020-01-01T00:00:00Z')], undefined)
  expect(other.root).toBe(one.root)
  expect(manifestName(other)).not.toBe(manifestName(one))
  expect(createManifest([layer('a')], undefined).root).not.toBe(one.root)
  expect(parseManifest(formatManifest(one), manifestName(one))).toEqual({ ok: true, value: one })
  expect(parseManifest(formatManifest(other), manifestName(one))).toMatchObject({
    error: { code: 'ROOT_MISMATCH' },
  })
})

test.each([
  '',
  '{}',
  '[]',
  'null',
  '{"format":"occtet-feddb/1","layers":[],"size":0}',
  '{"format":"occtet-feddb/2","layers":[null],"size":1}',
  '{"format":"occtet-feddb/2","layers":[]}',
  '{"format":"occtet-feddb/2","layers":[],"size":0,"root":7}',
])('text %# is no manifest', (text) => {
  expect(parseManifest(text).ok).toBe(false)
})

test('copies of a record in two layers of one source count once, the later one', () => {
  const record = readOsvRecord(
    {
      id: 'X',
      withdrawn: '2020',
      modified: '2020',
      affected: [{ package: { ecosystem: 'npm', name: 'a' } }, { package: { ecosystem: 'npm', name: 'a' } }],
    },
    context,
  )
  if (!record.ok) throw new Error(record.error)
  const old = record.value.claims
  const later = old.map((claim) => ({ ...claim, modified: '2021', digest: 'e' }))
  for (const layers of [
    [old, later],
    [later, old],
    [later, later],
  ]) {
    expect(selectClaims(layers, () => true)).toEqual(later)
  }
  const elsewhere = old.map((claim) => ({ ...claim, source: 't' }))
  expect(selectClaims([elsewhere, old], () => true)).toEqual([...old, ...elsewhere])
  expect(isNewer({ digest: 'a' }, { digest: 'a' })).toBe(false)
})

test('known partial sources cover nothing, whatever their folder says', () => {
  expect(sourceFacts('ossf-malicious-packages', 'npm').covers).toEqual([])
  expect(sourceFacts('drupal', 'Packagist').covers).toEqual(['Packagist:https://packages.drupal.org/8'])
  expect(sourceFacts('oss-fuzz', 'PyPI').covers).toEqual([])
  expect(sourceFacts('osv', 'npm').covers).toEqual(['npm'])
  expect(sourceFacts('osv', 'GIT').covers).toEqual([])
  expect(sourceFacts('osv', 'not-an-ecosystem').covers).toEqual([])
  expect(sourceFacts('osv', undefined).covers).toEqual([])
})
