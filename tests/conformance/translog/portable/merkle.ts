/** Roots and proofs (RFC 6962, RFC 9162). */
import {
  formatBase64,
  hashLeaf,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../../packages/toolkit/src/translog/index.ts'
import { fromBase64, fromHex, judge, toBytes, type Tools, type Verdict, verdictOf } from './outcome.ts'

export interface RootRow {
  readonly id: string
  readonly size: number
  readonly root: string
  readonly leavesHex?: readonly string[]
  readonly leafHashes?: readonly string[]
  readonly firstLeafHash?: string | null
  readonly lastLeafHash?: string | null
}

export interface InclusionRow {
  readonly id: string
  readonly expect: Verdict
  readonly leafIndex: string
  readonly treeSize: string
  readonly leafHash: string
  readonly root: string
  readonly proof: readonly string[]
}

export interface ConsistencyRow {
  readonly id: string
  readonly expect: Verdict
  readonly size1: string
  readonly size2: string
  readonly root1: string
  readonly root2: string
  readonly proof: readonly string[]
}

const patternLeaves: Uint8Array[] = []

export function checkRoot(row: RootRow, { hash }: Tools): string {
  while (patternLeaves.length < row.size)
    patternLeaves.push(hashLeaf(hash, toBytes(`leaf ${patternLeaves.length}`)))
  const leaves =
    row.leavesHex?.map((leaf) => hashLeaf(hash, fromHex(leaf))) ?? patternLeaves.slice(0, row.size)
  const found = leaves.map(formatBase64)
  const isAsListed = row.leafHashes === undefined || row.leafHashes.join() === found.join()
  const hasEnds =
    typeof row.firstLeafHash !== 'string' ||
    (row.firstLeafHash === found[0] && row.lastLeafHash === found.at(-1))
  return isAsListed && hasEnds ? judge(row.root, formatBase64(rootOf(hash, leaves))) : 'other leaf hashes'
}

export function checkInclusion(row: InclusionRow, { hash }: Tools): string {
  const claim = {
    index: BigInt(row.leafIndex),
    size: BigInt(row.treeSize),
    leafHash: fromBase64(row.leafHash),
    root: fromBase64(row.root),
  }
  return judge(row.expect, verdictOf(verifyInclusion(hash, claim, row.proof.map(fromBase64))))
}

export function checkConsistency(row: ConsistencyRow, { hash }: Tools): string {
  const claim = {
    oldSize: BigInt(row.size1),
    size: BigInt(row.size2),
    oldRoot: fromBase64(row.root1),
    root: fromBase64(row.root2),
  }
  return judge(row.expect, verdictOf(verifyConsistency(hash, claim, row.proof.map(fromBase64))))
}
