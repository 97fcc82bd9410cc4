/** Whether all checkpoints that were seen are of one history: each is compared with the tiles of whoever has more. */
import { areSameTree } from './same-tree.ts'
import { sha256, type Result } from '../../../base/index.ts'
import {
  compareCheckpoints,
  compareWithRoot,
  type Comparison,
  listConsistencyTiles,
  listRootTiles,
  readConsistencyProof,
  readRoot,
  type SplitView,
  type VerifiedCheckpoint,
} from '../../../translog/index.ts'
import type { Sighting } from './observe.ts'
import type { LogSource } from './source.ts'
import { fetchTiles } from './tiles.ts'

export type Finding =
  | { readonly kind: 'fork'; readonly from: string; readonly other: Sighting; readonly evidence: SplitView }
  /** Tiles that are missing or wrong. */
  | { readonly kind: 'damaged' | 'unreachable'; readonly from: string; readonly message: string }

export interface Compared {
  readonly findings: readonly Finding[]
  /** Checkpoints that are known to be part of this source's tree. */
  readonly consistent: ReadonlySet<Sighting>
}

/** `own`: the source's own checkpoint. Only trees up to its size can be compared with its tiles. */
export async function compareAll(
  source: LogSource,
  own: Sighting,
  others: readonly Sighting[],
): Promise<Compared> {
  const findings: Finding[] = []
  const consistent = new Set<Sighting>([own])
  const done: { readonly other: Sighting; readonly comparison: Comparison }[] = []
  for (const other of others) {
    if (other.checkpoint.size > own.checkpoint.size) continue
    const known = done.find((each) => areSameTree(each.other.checkpoint, other.checkpoint))
    const compared = known?.comparison ?? (await compareOne(source, own.checkpoint, other.checkpoint))
    if ('from' in compared) {
      findings.push(compared)
      // The others would fail the same way, each after its own wait.
      if (compared.kind === 'unreachable') break
      continue
    }
    if (known === undefined) done.push({ other, comparison: compared })
    if (compared.kind === 'consistent') consistent.add(other)
    else if (compared.kind === 'split-view' && known === undefined) {
      findings.push({ kind: 'fork', from: source.address, other, evidence: compared.evidence })
    } else if (compared.kind === 'unproven') {
      findings.push({
        kind: 'damaged',
        from: source.address,
        message: `tiles of ${source.address}: ${compared.message}`,
      })
    }
  }
  return { findings, consistent }
}

async function compareOne(
  source: LogSource,
  own: VerifiedCheckpoint,
  other: VerifiedCheckpoint,
): Promise<Comparison | Finding> {
  const pair = { a: other, b: own }
  if (other.size === own.size || other.size === 0n) return unwrap(compareCheckpoints(sha256, pair, []))
  const sizes = { oldSize: other.size, size: own.size }
  const tiles = [
    ...unwrap(listRootTiles(other.size, own.size)),
    ...unwrap(listConsistencyTiles(sizes, own.size)),
  ]
  const tree = await fetchTiles(source, own.size, tiles)
  if (!tree.ok) {
    const kind = tree.error.code === 'MISSING' ? 'damaged' : 'unreachable'
    return { kind, from: source.address, message: tree.error.message }
  }
  const otherRoot = readRoot(sha256, tree.value, other.size)
  const proof = readConsistencyProof(sha256, tree.value, sizes)
  if (!otherRoot.ok) return { kind: 'damaged', from: source.address, message: otherRoot.error.message }
  if (!proof.ok) return { kind: 'damaged', from: source.address, message: proof.error.message }
  return unwrap(compareWithRoot(sha256, pair, { otherRoot: otherRoot.value, proof: proof.value }))
}

/** Sizes and origins were checked before. */
function unwrap<T>(result: Result<T, { readonly message: string }>): T {
  if (result.ok) return result.value
  throw new Error(result.error.message)
}
