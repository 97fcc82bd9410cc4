/** Computes the whole log again from what the server handed out. Nothing but the key and what was seen before is believed. */
import {
  findTileFaults,
  formatBase64,
  type HashFunction,
  hashLeaf,
  listChangedBundles,
  openCheckpoint,
  parseVerifierKey,
  readEntryBundle,
  readTile,
  rootOf,
  type TileReader,
  TILE_WIDTH,
  type VerifyFunction,
} from '@occtet/toolkit/translog'

/** What this browser remembers of a log. */
export interface SeenLog {
  readonly key: string
  readonly size: number
  /** Base64. */
  readonly root: string
}

export interface TreeQuestion {
  readonly origin: string
  readonly key: string
  /** Signed note. */
  readonly checkpoint: string
  readonly read: TileReader
  readonly seen: SeenLog | undefined
  readonly hash: HashFunction
  readonly verifyEd25519: VerifyFunction
}

export type TreeAnswer =
  | { readonly kind: 'intact'; readonly seen: SeenLog; readonly witnesses: readonly string[] }
  /** `before`: entries from the first on that are proven all the same. */
  | { readonly kind: 'entry'; readonly index: number; readonly before: number }
  | { readonly kind: 'tree' | 'signature' | 'other' | 'newKey' }
  | { readonly kind: 'older'; readonly size: number }

export function checkTree(question: TreeQuestion): TreeAnswer {
  const { origin, key, checkpoint, hash, seen, read } = question
  if (seen !== undefined && seen.key !== key) return { kind: 'newKey' }
  const parsed = parseVerifierKey(hash, key)
  if (!parsed.ok) return { kind: 'signature' }
  const verifier = { key: parsed.value, verify: question.verifyEd25519 }
  const opened = openCheckpoint(checkpoint, origin, [verifier])
  if (!opened.ok) return { kind: 'signature' }
  const { size, root, note } = opened.value
  const [fault] = findTileFaults(hash, { size, root, read })
  if (fault !== undefined) return { kind: 'tree' }
  const { hashes, bad } = readLeaves(question, size)
  if (bad !== undefined) return { kind: 'entry', index: bad, before: bad }
  if (seen !== undefined && seen.size > Number(size)) return { kind: 'older', size: seen.size }
  if (seen !== undefined && formatBase64(rootOf(hash, hashes.slice(0, seen.size))) !== seen.root) {
    return { kind: 'other' }
  }
  const names = note.signatures.map(({ name }) => name).filter((name) => name !== origin)
  return { kind: 'intact', seen: { key, size: Number(size), root: formatBase64(root) }, witnesses: names }
}

/** Hashes of all leaves, which the tiles have proven; the first entry that is not what its leaf says. */
function readLeaves(
  { hash, read }: TreeQuestion,
  size: bigint,
): { readonly hashes: readonly Uint8Array[]; readonly bad: number | undefined } {
  const hashes: Uint8Array[] = []
  let bad: number | undefined
  for (const bundle of listChangedBundles(0n, size)) {
    const from = Number(bundle.index) * TILE_WIDTH
    const leaves = readTile(read, { ...bundle, level: 0 })
    const entries = readEntryBundle(read, bundle)
    if (!leaves.ok) return { hashes, bad: bad ?? from }
    hashes.push(...leaves.value)
    if (!entries.ok) bad ??= from
    else bad ??= findDifference(hash, { entries: entries.value, leaves: leaves.value, from })
  }
  return { hashes, bad }
}

function findDifference(
  hash: HashFunction,
  {
    entries,
    leaves,
    from,
  }: {
    readonly entries: readonly Uint8Array[]
    readonly leaves: readonly Uint8Array[]
    readonly from: number
  },
): number | undefined {
  const at = entries.findIndex((entry, place) => !isSame(hashLeaf(hash, entry), leaves[place]))
  return at < 0 ? undefined : from + at
}

function isSame(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return one.length === other?.length && one.every((byte, at) => byte === other[at])
}
