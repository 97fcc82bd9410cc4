/** Tiles against a naive recursive tree (RFC 6962, section 2.1), and what a writer and a reader may meet. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../base/index.ts'
import {
  findEntryFaults,
  findTileFaults,
  formatEntryBundle,
  formatTile,
  formatTilePath,
  growEntryBundles,
  growTree,
  listChangedBundles,
  listChangedTiles,
  listConsistencyTiles,
  listInclusionTiles,
  listRootTiles,
  parseEntryBundle,
  parseTile,
  parseTilePath,
  readConsistencyProof,
  readEntryBundle,
  readInclusionProof,
  readRoot,
  rootOf,
  type TileAddress,
  type TileError,
  verifyConsistency,
  verifyInclusion,
} from './index.ts'
import { entries, leaves, MAX_SIZE, naiveRoot } from './testing/naive-tree.ts'
import { append, createLog, emptyHead, type Files } from './testing/tile-files.ts'

const full = createLog(MAX_SIZE)
const codeOf = (result: { readonly ok: boolean; readonly error?: TileError }): string =>
  result.ok ? 'ok' : (result.error?.code ?? '')

test('each tree up to 600 has the root of the naive tree, from the tiles of the largest and, grown in any steps, its own', () => {
  const wrong = Array.from({ length: MAX_SIZE + 1 }, (_, size) => size).filter((size) => {
    const root = readRoot(sha256, full.head, BigInt(size))
    return !root.ok || !Buffer.from(root.value).equals(naiveRoot(0, size))
  })
  expect(wrong).toEqual([])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 }), (steps) => {
      const files: Files = new Map()
      let head = emptyHead(files)
      for (const step of steps) {
        const from = Number(head.size)
        const before = new Set(files.keys())
        head = append(files, head, entries.slice(from, from + step))
        const changed = [
          ...listChangedTiles(BigInt(from), head.size),
          ...listChangedBundles(BigInt(from), head.size),
        ]
        expect([...files.keys()].filter((path) => !before.has(path)).sort()).toEqual(
          changed.map(formatTilePath).sort(),
        )
      }
      expect(Buffer.from(head.root)).toEqual(Buffer.from(naiveRoot(0, Number(head.size))))
      expect([...findTileFaults(sha256, head), ...findEntryFaults(sha256, head)]).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('three levels of tiles prove, and a reader asks for the listed tiles alone', () => {
  const size = 66_000
  const many = Array.from({ length: size }, (_, index) => sha256(String(index)))
  const files: Files = new Map()
  const growth = growTree(sha256, emptyHead(files), many)
  if (!growth.ok) throw new Error(growth.error.message)
  for (const { tile, bytes } of growth.value.tiles) files.set(formatTilePath(tile), bytes)
  const { root } = growth.value
  expect(Buffer.from(root)).toEqual(Buffer.from(rootOf(sha256, many)))
  const asked = new Set<string>()
  const tree = {
    size: BigInt(size),
    read: (tile: TileAddress) => {
      asked.add(formatTilePath(tile))
      return files.get(formatTilePath(tile))
    },
  }
  const listed: string[] = []
  const note = (tiles: ReturnType<typeof listRootTiles>): void => {
    if (tiles.ok) listed.push(...tiles.value.map(formatTilePath))
  }
  const wrong = [0, 256, 65_535, 65_999].filter((place) => {
    const inclusionQuestion = { index: BigInt(place), size: tree.size }
    const consistencyQuestion = { oldSize: BigInt(place + 1), size: tree.size }
    note(listInclusionTiles(inclusionQuestion))
    note(listConsistencyTiles(consistencyQuestion))
    const inclusion = readInclusionProof(sha256, tree, inclusionQuestion)
    const consistency = readConsistencyProof(sha256, tree, consistencyQuestion)
    const oldRoot = rootOf(sha256, many.slice(0, place + 1))
    const leafHash = many[place] ?? fail()
    return !(
      inclusion.ok &&
      verifyInclusion(sha256, { ...inclusionQuestion, leafHash, root }, inclusion.value).ok &&
      consistency.ok &&
      verifyConsistency(sha256, { ...consistencyQuestion, oldRoot, root }, consistency.value).ok
    )
  })
  expect(wrong).toEqual([])
  expect([...asked].sort()).toEqual([...new Set(listed)].sort())
  expect(asked.size).toBeLessThan(12)
  expect([...files.keys()].filter((path) => path.startsWith('tile/2'))).toEqual(['tile/2/000.p/1'])
})

test('a full tile or bundle serves where the partial one is gone, and no other one does', () => {
  const { files, head } = createLog(300)
  const small = { size: 300n, read: head.read }
  append(files, head, entries.slice(300, 512))
  files.delete('tile/0/001.p/44')
  files.delete('tile/entries/001.p/44')
  expect(codeOf(readInclusionProof(sha256, small, { index: 290n, size: 300n }))).toBe('ok')
  expect(codeOf(readEntryBundle(head.read, { level: 'entries', index: 1n, width: 44 }))).toBe('ok')
  files.delete('tile/0/001')
  expect(codeOf(readInclusionProof(sha256, small, { index: 290n, size: 300n }))).toBe('TILE_MISSING')
  files.set('tile/0/001.p/44', new Uint8Array(43 * 32))
  expect(codeOf(readInclusionProof(sha256, small, { index: 290n, size: 300n }))).toBe('TILE_LENGTH_WRONG')
})

test('a tree whose tiles lead to another root does not grow', () => {
  const { files, head } = createLog(300)
  files.set('tile/0/001.p/44', new Uint8Array(44 * 32))
  expect(codeOf(growTree(sha256, head, leaves.slice(300, 301)))).toBe('ROOT_MISMATCH')
  files.delete('tile/0/001.p/44')
  expect(codeOf(growTree(sha256, head, []))).toBe('TILE_MISSING')
  expect(codeOf(growEntryBundles(() => undefined, 300n, entries.slice(300)))).toBe('TILE_MISSING')
})

test('what lies outside a tree, a tile or a bundle is refused by name', () => {
  const { head } = full
  const long = new Uint8Array(65_536)
  const refused = [
    readRoot(sha256, head, 601n),
    readRoot(sha256, head, -1n),
    readRoot(sha256, { ...head, size: 1n << 63n }),
    readInclusionProof(sha256, head, { index: 600n, size: 600n }),
    readInclusionProof(sha256, head, { index: -1n, size: 600n }),
    readConsistencyProof(sha256, head, { oldSize: 0n, size: 600n }),
    readConsistencyProof(sha256, head, { oldSize: 7n, size: 6n }),
    readConsistencyProof(sha256, { ...head, size: (1n << 63n) - 1n }, { oldSize: 7n, size: 1n << 62n }),
    listRootTiles(601n, 600n),
    formatTile([]),
    formatTile([new Uint8Array(31)]),
    formatTile(Array.from({ length: 257 }, () => new Uint8Array(32))),
    parseTile(new Uint8Array(33), 1),
    formatEntryBundle([]),
    formatEntryBundle([long]),
    growTree(sha256, head, [long]),
  ]
  expect(refused.map(codeOf)).toEqual([
    'SIZE_OUT_OF_RANGE',
    'SIZE_OUT_OF_RANGE',
    'SIZE_OUT_OF_RANGE',
    'LEAF_OUT_OF_RANGE',
    'LEAF_OUT_OF_RANGE',
    'SIZE_OUT_OF_RANGE',
    'SIZE_OUT_OF_RANGE',
    'TILE_MISSING',
    'SIZE_OUT_OF_RANGE',
    'TILE_LENGTH_WRONG',
    'HASH_LENGTH_WRONG',
    'TILE_LENGTH_WRONG',
    'TILE_LENGTH_WRONG',
    'BUNDLE_WIDTH_WRONG',
    'ENTRY_TOO_LONG',
    'HASH_LENGTH_WRONG',
  ])
  expect(() => formatTilePath({ level: 64, index: 0n, width: 1 })).toThrow('no tile')
})

test('paths and bundles are read as they were written, and no input throws', () => {
  const addresses = fc.record({
    level: fc.oneof(fc.constant('entries' as const), fc.nat(63)),
    index: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    width: fc.integer({ min: 1, max: 256 }),
  })
  fc.assert(
    fc.property(addresses, (address) => {
      expect(parseTilePath(formatTilePath(address))).toEqual({ ok: true, value: address })
    }),
  )
  const paths = fc.stringMatching(
    /^tile\/(entries|[0-9]{1,3})\/(x[0-9]{2,4}\/){0,8}[0-9]{2,4}(\.p\/[0-9]{0,4})?$/,
  )
  fc.assert(
    fc.property(fc.oneof(paths, fc.string()), (path) => {
      const address = parseTilePath(path)
      if (address.ok) expect(formatTilePath(address.value)).toBe(path)
    }),
  )
  const bundles = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(bundles, fc.uint8Array({ maxLength: 80 }), (bundle, bytes) => {
      const written = formatEntryBundle(bundle)
      expect(written.ok && parseEntryBundle(written.value, bundle.length)).toEqual({
        ok: true,
        value: bundle,
      })
      const parsed = parseEntryBundle(bytes, 3)
      const again = parsed.ok && formatEntryBundle(parsed.value)
      if (again !== false) expect(again.ok && Buffer.from(again.value).equals(bytes)).toBe(true)
    }),
  )
})

function fail(): never {
  throw new Error('a value of the test is missing')
}
