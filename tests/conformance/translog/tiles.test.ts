/** Tile paths, entry bundles and whole tiled logs against own vectors and a log written by Tessera (C2SP tlog-tiles). */
import { expect, test } from 'vitest'
import { sha256, sha256Hex } from '../../../packages/toolkit/src/base/index.ts'
import {
  findEntryFaults,
  findTileFaults,
  formatEntryBundle,
  formatTilePath,
  growEntryBundles,
  growTree,
  hashLeaf,
  listTiles,
  openCheckpoint,
  parseEntryBundle,
  parseTilePath,
  readConsistencyProof,
  readInclusionProof,
  readTile,
  rootOf,
  type TileAddress,
  type TileReader,
  type VerifiedCheckpoint,
  verifyCheckpointConsistency,
  verifyCheckpointInclusion,
} from '../../../packages/toolkit/src/translog/index.ts'
import { describeShared } from '../../shared.ts'
import { fromBase64, readVectors, toBase64, toVerifiers } from './signatures.ts'

type PathRow =
  | {
      readonly kind: 'encode'
      readonly level: string
      readonly index: string
      readonly width: number
      readonly path: string
    }
  | { readonly kind: 'parse'; readonly path: string }
  | { readonly kind: 'tile-set'; readonly treeSize: number; readonly levels: readonly LevelRow[] }

interface LevelRow {
  readonly level: number
  readonly fullTiles: number
  readonly partialWidth: number
}

interface BundleRow {
  readonly id: string
  readonly bundle: string
  readonly expect: 'accept' | 'reject'
  readonly width?: number
  readonly entries?: readonly string[]
  readonly leafHashes?: readonly string[]
}

type Resources = Readonly<Record<string, string>>

interface Tamper {
  readonly path: string
  readonly xorOffset?: number
  readonly xorValue?: number
  readonly truncateTo?: number
  readonly delete?: boolean
  readonly alsoRecompute?: readonly string[]
}

interface OwnLog {
  readonly _meta: { readonly verifierKey: string; readonly checkpoint: string }
  readonly resources: Readonly<Record<string, { readonly sha256: string; readonly length: number }>>
  readonly cases: readonly { readonly id: string; readonly expect: string; readonly tamper: Tamper | null }[]
}

interface TesseraLog {
  readonly _meta: { readonly verifierKey: string }
  readonly cases: readonly {
    readonly size: number
    readonly checkpoint: string
    readonly root: string
    readonly resources: Resources
  }[]
}

function toLevels(size: number): readonly LevelRow[] {
  const levels: LevelRow[] = []
  for (const { level, width } of listTiles(BigInt(size))) {
    const at = Number(level)
    const { fullTiles, partialWidth } = levels[at] ?? { fullTiles: 0, partialWidth: 0 }
    levels[at] =
      width === 256
        ? { level: at, fullTiles: fullTiles + 1, partialWidth }
        : { level: at, fullTiles, partialWidth: width }
  }
  return levels
}

function readerOf(files: ReadonlyMap<string, Uint8Array>): TileReader {
  return (tile) => files.get(formatTilePath(tile))
}

function openLog(note: string, verifierKey: string): VerifiedCheckpoint {
  const origin = note.split('\n')[0] ?? ''
  const checkpoint = openCheckpoint(note, origin, toVerifiers([verifierKey]).verifiers)
  if (!checkpoint.ok) throw new Error(`${origin}: ${checkpoint.error.code}`)
  return checkpoint.value
}

/** The log of the pattern in `_meta.entryPattern`, appended in batches; every partial tile on the way stays. */
function writeLog(batch: number): ReadonlyMap<string, Uint8Array> {
  const entries = Array.from({ length: 600 }, (_, at) =>
    Buffer.from(`{"c":"${toBase64(sha256(`shared entry ${at}`))}","k":"event","v":1}`),
  )
  const files = new Map<string, Uint8Array>()
  let head = { size: 0n, root: rootOf(sha256, []), read: readerOf(files) }
  for (let from = 0; from < entries.length; from += batch) {
    const some = entries.slice(from, from + batch)
    const leafHashes = some.map((entry) => hashLeaf(sha256, entry))
    const bundles = growEntryBundles(head.read, head.size, some)
    const growth = growTree(sha256, head, leafHashes)
    if (!bundles.ok || !growth.ok) throw new Error('the log does not grow')
    for (const { tile, bytes } of [...bundles.value, ...growth.value.tiles]) {
      files.set(formatTilePath(tile), bytes)
    }
    head = { ...head, size: growth.value.size, root: growth.value.root }
  }
  return files
}

/** All faults of a stored log against its signed root. */
function faultsOf(
  files: ReadonlyMap<string, Uint8Array>,
  { size, root }: VerifiedCheckpoint,
): readonly string[] {
  const head = { size, root, read: readerOf(files) }
  return [...findTileFaults(sha256, head), ...findEntryFaults(sha256, head)].map(({ code }) => code)
}

function tampered(
  files: ReadonlyMap<string, Uint8Array>,
  tamper: Tamper | null,
): ReadonlyMap<string, Uint8Array> {
  if (tamper === null) return files
  const copy = new Map(files)
  const bytes = Uint8Array.from(files.get(tamper.path) ?? [])
  const { xorOffset, xorValue = 0, truncateTo } = tamper
  if (xorOffset !== undefined) bytes[xorOffset] = (bytes[xorOffset] ?? 0) ^ xorValue
  copy.set(tamper.path, bytes.slice(0, truncateTo))
  if (tamper.delete === true) copy.delete(tamper.path)
  for (const path of tamper.alsoRecompute ?? []) {
    const entries = parseEntryBundle(bytes, 256)
    if (!entries.ok) throw new Error(entries.error.message)
    copy.set(path, Buffer.concat(entries.value.map((entry) => hashLeaf(sha256, entry))))
  }
  return copy
}

describeShared('tile paths and entry bundles', () => {
  const rows = readVectors<{ readonly cases: readonly PathRow[] }>('tile-paths').cases

  test('paths are written, read and refused, and each tree has the tiles of the vectors', () => {
    const mismatches = rows.filter((row) => {
      switch (row.kind) {
        case 'encode': {
          const level = row.level === 'entries' ? row.level : Number(row.level)
          const address: TileAddress = { level, index: BigInt(row.index), width: row.width }
          const parsed = parseTilePath(row.path)
          return (
            formatTilePath(address) !== row.path ||
            !parsed.ok ||
            `${parsed.value.level} ${parsed.value.index} ${parsed.value.width}` !==
              `${row.level} ${row.index} ${row.width}`
          )
        }
        case 'parse':
          return parseTilePath(row.path).ok
        case 'tile-set':
          return JSON.stringify(toLevels(row.treeSize)) !== JSON.stringify(row.levels)
        default:
          return row satisfies never
      }
    })
    expect(rows.length).toBe(54)
    expect(mismatches).toEqual([])
  })

  test('bundles are written, read and refused, and their entries have the leaf hashes of the vectors', () => {
    const { cases } = readVectors<{ readonly cases: readonly BundleRow[] }>('entry-bundles')
    expect(cases.length).toBe(11)
    const mismatches = cases.filter((row) => {
      const entries = row.entries?.map(fromBase64)
      const parsed = parseEntryBundle(fromBase64(row.bundle), row.width ?? entries?.length ?? 1)
      if (entries === undefined || !parsed.ok) return parsed.ok !== (row.expect === 'accept')
      const written = formatEntryBundle(entries)
      return (
        parsed.value.map(toBase64).join() !== row.entries?.join() ||
        parsed.value.map((entry) => toBase64(hashLeaf(sha256, entry))).join() !== row.leafHashes?.join() ||
        !written.ok ||
        toBase64(written.value) !== row.bundle
      )
    })
    expect(mismatches.map(({ id }) => id)).toEqual([])
  })
})

describeShared('a log of 600 entries', () => {
  const { _meta, resources, cases } = readVectors<OwnLog>('tlog-own')
  const checkpoint = openLog(_meta.checkpoint, _meta.verifierKey)
  const files = writeLog(256)

  test('the whole check accepts it and finds each tampering', () => {
    expect(cases.length).toBe(7)
    const mismatches = cases.filter(
      ({ tamper, expect: expected }) =>
        (faultsOf(tampered(files, tamper), checkpoint).length === 0) !== (expected === 'accept'),
    )
    expect(mismatches.map(({ id }) => id)).toEqual([])
  })

  test('proofs from its tiles verify against its checkpoint', () => {
    const tree = { size: checkpoint.size, read: readerOf(files) }
    // Every fifth, and both sides of each tile's border.
    const indices = Array.from({ length: 600 }, (_, at) => at).filter((at) => at % 5 === 0 || at % 256 > 254)
    const wrong = [...indices, 256, 512, 599].map(BigInt).filter((index) => {
      const proof = readInclusionProof(sha256, tree, { index, size: checkpoint.size })
      const leaf = readTile(tree.read, { level: 0, index: index >> 8n, width: index < 512n ? 256 : 88 })
      const leafHash = leaf.ok ? leaf.value[Number(index & 255n)] : undefined
      if (!proof.ok || leafHash === undefined) return true
      return !verifyCheckpointInclusion(sha256, { checkpoint, index, leafHash }, proof.value).ok
    })
    expect(wrong).toEqual([])
  })

  test('a writer who appends in small or large batches writes the files of the vectors', () => {
    const small = writeLog(7)
    const digest = (bytes: Uint8Array | undefined): string =>
      `${sha256Hex(bytes ?? new Uint8Array())} ${bytes?.length}`
    const differing = Object.entries(resources).filter(([path, { sha256: hex, length }]) =>
      [files, small].some((written) => digest(written.get(path)) !== `${hex} ${length}`),
    )
    expect(Object.keys(resources).length).toBe(7)
    expect(differing.map(([path]) => path)).toEqual([])
    expect([...files.keys()].filter((path) => !small.has(path))).toEqual([])
  })
})

describeShared('a log written by Tessera', () => {
  const { _meta, cases } = readVectors<TesseraLog>('tlog-tessera')

  test('each of its states is without fault, and each is consistent with all later ones', () => {
    expect(cases.length).toBe(16)
    const states = cases.map((row) => ({
      files: new Map(Object.entries(row.resources).map(([path, text]) => [path, fromBase64(text)])),
      checkpoint: openLog(row.checkpoint, _meta.verifierKey),
      row,
    }))
    const wrong = states.filter(
      ({ files, checkpoint, row }) =>
        checkpoint.size !== BigInt(row.size) ||
        toBase64(checkpoint.root) !== row.root ||
        faultsOf(files, checkpoint).length > 0,
    )
    expect(wrong.map(({ row }) => row.size)).toEqual([])
    const pairs = states.flatMap((next) =>
      states.slice(1, next.row.size + 1).map((old) => [old, next] as const),
    )
    const inconsistent = pairs.filter(([old, next]) => {
      const tree = { size: next.checkpoint.size, read: readerOf(next.files) }
      const question = { oldSize: old.checkpoint.size, size: next.checkpoint.size }
      const proof = readConsistencyProof(sha256, tree, question)
      const pair = { old: old.checkpoint, new: next.checkpoint }
      return !proof.ok || !verifyCheckpointConsistency(sha256, pair, proof.value).ok
    })
    expect(pairs.length).toBe(120)
    expect(inconsistent.map(([old, next]) => [old.row.size, next.row.size])).toEqual([])
  })
})
