/** Merkle roots and proofs against published and recomputed vectors (RFC 6962, RFC 9162). */
import { expect, test } from 'vitest'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  createConsistencyProof,
  createInclusionProof,
  hashLeaf,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../packages/toolkit/src/translog/index.ts'
import { describeShared } from '../../shared.ts'
import { readVectors } from './signatures.ts'

interface RootCase {
  readonly id: string
  readonly size: number
  readonly root: string
  readonly leavesHex?: readonly string[]
  readonly leafHashes?: readonly string[]
  readonly firstLeafHash?: string | null
  readonly lastLeafHash?: string | null
}

interface ProofCase {
  readonly id: string
  readonly proof: readonly string[]
  readonly expect: 'accept' | 'reject'
}

interface InclusionCase extends ProofCase {
  readonly leafIndex: string
  readonly treeSize: string
  readonly leafHash: string
  readonly root: string
}

interface ConsistencyCase extends ProofCase {
  readonly size1: string
  readonly size2: string
  readonly root1: string
  readonly root2: string
}

const bytes = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'))
const text = (hash: Uint8Array | undefined): string => Buffer.from(hash ?? []).toString('base64')

function readCases<T>(name: 'merkle-roots' | 'merkle-inclusion' | 'merkle-consistency'): readonly T[] {
  return readVectors<{ readonly cases: readonly T[] }>(name).cases
}

/** The first leaves of the pattern that `_meta.leafPattern` of the roots describes. */
function createPattern(): (size: number) => readonly Uint8Array[] {
  const leaves: Uint8Array[] = []
  return (size) => {
    while (leaves.length < size)
      leaves.push(hashLeaf(sha256, new TextEncoder().encode(`leaf ${leaves.length}`)))
    return leaves.slice(0, size)
  }
}

const patternLeaves = createPattern()

function leafHashesOf({ leavesHex, size }: RootCase): readonly Uint8Array[] {
  return (
    leavesHex?.map((hex) => hashLeaf(sha256, Uint8Array.from(Buffer.from(hex, 'hex')))) ?? patternLeaves(size)
  )
}

describeShared('Merkle tree', () => {
  test('leaf hashes and roots', () => {
    const cases = readCases<RootCase>('merkle-roots')
    expect(cases.length).toBeGreaterThan(40)
    const mismatches = cases.filter((row) => {
      const leaves = leafHashesOf(row)
      const ends =
        typeof row.firstLeafHash !== 'string' ||
        (row.firstLeafHash === text(leaves[0]) && row.lastLeafHash === text(leaves.at(-1)))
      const all = row.leafHashes === undefined || row.leafHashes.join() === leaves.map(text).join()
      return !(ends && all && text(rootOf(sha256, leaves)) === row.root)
    })
    expect(mismatches.map(({ id }) => id)).toEqual([])
  })

  test('inclusion proofs are accepted and rejected as they should be', () => {
    const cases = readCases<InclusionCase>('merkle-inclusion')
    expect(cases.length).toBeGreaterThan(200)
    const mismatches = cases.filter((row) => {
      const claim = {
        index: BigInt(row.leafIndex),
        size: BigInt(row.treeSize),
        leafHash: bytes(row.leafHash),
        root: bytes(row.root),
      }
      return verifyInclusion(sha256, claim, row.proof.map(bytes)).ok !== (row.expect === 'accept')
    })
    expect(mismatches.map(({ id }) => id)).toEqual([])
  })

  test('consistency proofs are accepted and rejected as they should be', () => {
    const cases = readCases<ConsistencyCase>('merkle-consistency')
    expect(cases.length).toBeGreaterThan(150)
    const mismatches = cases.filter((row) => {
      const claim = {
        oldSize: BigInt(row.size1),
        size: BigInt(row.size2),
        oldRoot: bytes(row.root1),
        root: bytes(row.root2),
      }
      return verifyConsistency(sha256, claim, row.proof.map(bytes)).ok !== (row.expect === 'accept')
    })
    expect(mismatches.map(({ id }) => id)).toEqual([])
  })

  test('our own proofs are byte for byte those of the valid vectors over the leaf pattern', () => {
    const inclusions = readCases<InclusionCase>('merkle-inclusion').filter(isOwnAndValid)
    const consistencies = readCases<ConsistencyCase>('merkle-consistency').filter(isOwnAndValid)
    const own = [
      ...inclusions.map((row) =>
        createInclusionProof(sha256, patternLeaves(Number(row.treeSize)), Number(row.leafIndex)),
      ),
      ...consistencies.map((row) =>
        createConsistencyProof(sha256, patternLeaves(Number(row.size2)), Number(row.size1)),
      ),
    ]
    expect(own.length).toBeGreaterThan(20)
    expect(own.map((proof) => proof.ok && proof.value.map(text))).toEqual(
      [...inclusions, ...consistencies].map(({ proof }) => proof),
    )
  })
})

/** Larger trees only repeat the arithmetic of these. */
function isOwnAndValid(row: ProofCase & { readonly treeSize?: string; readonly size2?: string }): boolean {
  return (
    /^own-[0-9]+-(?:of-)?[0-9]+$/.test(row.id) &&
    row.expect === 'accept' &&
    Number(row.treeSize ?? row.size2) <= 2000
  )
}
