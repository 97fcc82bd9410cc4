/** Tile paths, entry bundles and whole logs (C2SP tlog-tiles). */
import {
  findEntryFaults,
  findTileFaults,
  formatBase64,
  formatEntryBundle,
  formatTilePath,
  growEntryBundles,
  growTree,
  hashLeaf,
  listTiles,
  openCheckpoint,
  parseEntryBundle,
  parseTilePath,
  parseVerifierKey,
  rootOf,
  type TileAddress,
  type TreeHead,
} from '../../../../packages/toolkit/src/translog/index.ts'
import { concat, fromBase64, judge, toBytes, toHex, type Tools, type Verdict, verdictOf } from './outcome.ts'

type Files = Map<string, Uint8Array>

interface LevelRow {
  readonly level: number
  readonly fullTiles: number
  readonly partialWidth: number
}

export type PathRow =
  | {
      readonly kind: 'encode'
      readonly level: string
      readonly index: string
      readonly width: number
      readonly path: string
    }
  | { readonly kind: 'parse'; readonly path: string; readonly expect: Verdict }
  | { readonly kind: 'tile-set'; readonly treeSize: number; readonly levels: readonly LevelRow[] }

export interface BundleRow {
  readonly id: string
  readonly bundle: string
  readonly expect: Verdict
  readonly width?: number
  readonly entries?: readonly string[]
  readonly leafHashes?: readonly string[]
}

export interface OwnLog {
  readonly _meta: { readonly verifierKey: string; readonly checkpoint: string }
  readonly resources: Readonly<Record<string, { readonly sha256: string; readonly length: number }>>
  readonly cases: readonly OwnRow[]
}

export interface OwnRow {
  readonly id: string
  readonly expect: Verdict
  readonly tamper: Tamper | null
}

interface Tamper {
  readonly path: string
  readonly xorOffset?: number
  readonly xorValue?: number
  readonly truncateTo?: number
  readonly delete?: boolean
  readonly alsoRecompute?: readonly string[]
}

export interface TesseraRow {
  readonly id: string
  readonly size: number
  readonly checkpoint: string
  readonly root: string
  readonly resources: Readonly<Record<string, string>>
}

export function checkPath(row: PathRow): string {
  switch (row.kind) {
    case 'encode': {
      const level = row.level === 'entries' ? row.level : Number(row.level)
      const parsed = parseTilePath(row.path)
      const read = parsed.ok ? `${parsed.value.level} ${parsed.value.index} ${parsed.value.width}` : 'refused'
      const written = formatTilePath({ level, index: BigInt(row.index), width: row.width })
      return judge(`${row.path} ${row.level} ${row.index} ${row.width}`, `${written} ${read}`)
    }
    case 'parse':
      return judge(row.expect, verdictOf(parseTilePath(row.path)))
    case 'tile-set':
      return judge(JSON.stringify(row.levels), JSON.stringify(toLevels(row.treeSize)))
    default:
      return row satisfies never
  }
}

function toLevels(size: number): readonly LevelRow[] {
  const levels: LevelRow[] = []
  for (const { level, width } of listTiles(BigInt(size))) {
    const at = Number(level)
    const { fullTiles, partialWidth } = levels[at] ?? { fullTiles: 0, partialWidth: 0 }
    const isFull = width === 256
    levels[at] = {
      level: at,
      fullTiles: fullTiles + (isFull ? 1 : 0),
      partialWidth: isFull ? partialWidth : width,
    }
  }
  return levels
}

export function checkBundle(row: BundleRow, { hash }: Tools): string {
  const bytes = fromBase64(row.bundle)
  const parsed = parseEntryBundle(bytes, row.width ?? row.entries?.length ?? 1)
  if (row.expect === 'reject' || !parsed.ok) return judge(row.expect, verdictOf(parsed))
  const written = formatEntryBundle(parsed.value)
  const found = [
    parsed.value.map(formatBase64).join(),
    parsed.value.map((entry) => formatBase64(hashLeaf(hash, entry))).join(),
    written.ok ? formatBase64(written.value) : 'not written',
  ]
  return judge([row.entries?.join(), row.leafHashes?.join(), row.bundle].join(' '), found.join(' '))
}

/** The log of 600 entries of the pattern in `_meta`, written in one go. */
function writeOwnLog({ hash }: Tools): Files {
  const entries = Array.from({ length: 600 }, (_, at) =>
    toBytes(`{"c":"${formatBase64(hash(toBytes(`shared entry ${at}`)))}","k":"event","v":1}`),
  )
  const files: Files = new Map()
  const head = headOf(files, 0n, rootOf(hash, []))
  const bundles = growEntryBundles(head.read, 0n, entries)
  const growth = growTree(
    hash,
    head,
    entries.map((entry) => hashLeaf(hash, entry)),
  )
  if (!bundles.ok || !growth.ok) throw new Error('the log does not grow')
  for (const { tile, bytes } of [...bundles.value, ...growth.value.tiles])
    files.set(formatTilePath(tile), bytes)
  return files
}

let ownFiles: Files | undefined

/** Against the signed checkpoint alone; the intact log must also have the files of the vectors. */
export function checkOwnLog(row: OwnRow, file: OwnLog, tools: Tools): string {
  const files = new Map((ownFiles ??= writeOwnLog(tools)))
  const differing = Object.entries(file.resources).filter(([path, { sha256, length }]) => {
    const bytes = files.get(path) ?? new Uint8Array()
    return bytes.length !== length || toHex(tools.hash(bytes)) !== sha256
  })
  if (differing.length > 0) return `other files: ${differing.map(([path]) => path).join()}`
  if (row.tamper !== null) tamperWith(files, row.tamper, tools)
  const faults = faultsOf(files, file._meta.checkpoint, { vkey: file._meta.verifierKey, tools })
  return judge(row.expect, faults.length === 0 ? 'accept' : 'reject')
}

export function checkTessera(row: TesseraRow, vkey: string, tools: Tools): string {
  const files: Files = new Map(Object.entries(row.resources).map(([path, text]) => [path, fromBase64(text)]))
  const faults = faultsOf(files, row.checkpoint, { vkey, tools })
  const lines = row.checkpoint.split('\n')
  return judge(`${row.size} ${row.root}`, [lines[1], lines[2], ...faults].join(' '))
}

function faultsOf(
  files: Files,
  note: string,
  { vkey, tools }: { readonly vkey: string; readonly tools: Tools },
): readonly string[] {
  const key = parseVerifierKey(tools.hash, vkey)
  if (!key.ok) return [key.error.code]
  const checkpoint = openCheckpoint(note, key.value.name, [tools.toVerifier(key.value)])
  if (!checkpoint.ok) return [checkpoint.error.code]
  const head = headOf(files, checkpoint.value.size, checkpoint.value.root)
  return [...findTileFaults(tools.hash, head), ...findEntryFaults(tools.hash, head)].map(({ code }) => code)
}

function headOf(files: Files, size: bigint, root: Uint8Array): TreeHead {
  return { size, root, read: (tile: TileAddress) => files.get(formatTilePath(tile)) }
}

function tamperWith(files: Files, tamper: Tamper, { hash }: Tools): void {
  const { path, xorOffset, xorValue = 0, truncateTo } = tamper
  const bytes = Uint8Array.from(files.get(path) ?? [])
  if (xorOffset !== undefined) bytes[xorOffset] = (bytes[xorOffset] ?? 0) ^ xorValue
  files.set(path, bytes.slice(0, truncateTo))
  if (tamper.delete === true) files.delete(path)
  for (const tile of tamper.alsoRecompute ?? []) {
    const entries = parseEntryBundle(bytes, 256)
    if (!entries.ok) throw new Error(entries.error.message)
    files.set(tile, concat(entries.value.map((entry) => hashLeaf(hash, entry))))
  }
}
