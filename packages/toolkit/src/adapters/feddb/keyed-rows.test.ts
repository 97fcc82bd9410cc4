import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBuffers } from './buffers.ts'
import { groupRows, type RowSelection } from './keyed-rows.ts'
import { createRowStore } from './row-store.ts'
import { createRowWriter, type Row } from './rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-rows-'))

const rows = fc.array(
  fc.record({
    ordinal: fc.nat(5),
    // Few places and keys, so that fingerprints collide and keys come again.
    place: fc.record({
      bucket: fc.constantFrom(0, 512, 1023),
      fingerprint: fc.constantFrom(0, 7, 0xffffffff),
    }),
    key: fc.constantFrom('a', 'ab', 'b', 'ü', '\u{1F600}', '\uFFFD'),
    row: fc.string({ unit: 'grapheme-ascii' }),
  }),
)

test('rows come grouped by key, in the order of a segment, whatever the chunks', () => {
  fc.assert(
    fc.property(rows, fc.nat(20), (all, cut) => {
      // Ordinal 5 was dropped; the others lie backwards.
      const selection: RowSelection = {
        isWanted: (ordinal) => ordinal !== 5,
        sort: (own) => [...own].sort((a, b) => b.ordinal - a.ordinal),
      }
      const store = createRowStore(join(folder, 'rows'), createBuffers())
      for (const chunk of [all.slice(0, cut), all.slice(cut)]) store.add(toBytes(chunk))
      const found = [...groupRows(store, selection)].flatMap(({ place, key, rows: own }) =>
        own.map(({ ordinal, row }) => [
          place.bucket,
          place.fingerprint,
          key.toString('utf8'),
          ordinal,
          row.toString(),
        ]),
      )
      store.drop()
      const expected = all
        .filter(({ ordinal }) => ordinal !== 5)
        .sort((a, b) => order(a, b))
        .map(({ ordinal, place, key, row }) => [place.bucket, place.fingerprint, key, ordinal, row])
      expect(found).toEqual(expected)
    }),
    { numRuns: 200 },
  )
  rmSync(folder, { recursive: true })
})

function order(a: Row, b: Row): number {
  return (
    a.place.bucket - b.place.bucket ||
    a.place.fingerprint - b.place.fingerprint ||
    Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) ||
    b.ordinal - a.ordinal
  )
}

function toBytes(chunk: readonly Row[]): Uint8Array {
  const writer = createRowWriter()
  for (const row of chunk) writer.add(row)
  const bytes = new Uint8Array(writer.mark())
  writer.copyTo(bytes)
  return bytes
}
