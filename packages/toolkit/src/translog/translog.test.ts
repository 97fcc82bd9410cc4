/** Every leaf of every small tree proves, and nothing else does. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../base/index.ts'
import {
  createConsistencyProof,
  createInclusionProof,
  hashLeaf,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './index.ts'

const MAX_SIZE = 20
const leaves = Array.from({ length: MAX_SIZE }, (_, index) => hashLeaf(sha256, Uint8Array.of(index)))
const roots = Array.from({ length: MAX_SIZE + 1 }, (_, size) => rootOf(sha256, leaves.slice(0, size)))
const leaf = (index: number): Uint8Array => leaves[index] ?? new Uint8Array()
const root = (size: number): Uint8Array => roots[size] ?? new Uint8Array()

/** All (size, place, other place) with both places inside the tree. */
function places(first: number): readonly (readonly [size: number, place: number, other: number])[] {
  const range = (length: number): number[] => Array.from({ length }, (_, index) => index + first)
  return range(MAX_SIZE + 1 - first)
    .filter((size) => size > 0)
    .flatMap((size) =>
      range(size).flatMap((place) => range(size).map((other) => [size, place, other] as const)),
    )
}

test('each leaf of each tree proves at its place, and at no other', () => {
  const wrong = places(0).filter(([size, index, place]) => {
    const proof = createInclusionProof(sha256, leaves.slice(0, size), index)
    const claim = { index: BigInt(place), size: BigInt(size), leafHash: leaf(index), root: root(size) }
    return (proof.ok && verifyInclusion(sha256, claim, proof.value).ok) !== (place === index)
  })
  expect(wrong).toEqual([])
})

test('each tree is consistent with each larger one, and with no other old tree', () => {
  const wrong = places(1).filter(([size, oldSize, other]) => {
    const proof = createConsistencyProof(sha256, leaves.slice(0, size), oldSize)
    const claim = { oldSize: BigInt(oldSize), size: BigInt(size), oldRoot: root(other), root: root(size) }
    return (proof.ok && verifyConsistency(sha256, claim, proof.value).ok) !== (other === oldSize)
  })
  expect(wrong).toEqual([])
})

test('what cannot be proved is refused by name', () => {
  const three = leaves.slice(0, 3)
  const refused = [
    createInclusionProof(sha256, three, 3),
    createInclusionProof(sha256, three, -1),
    createInclusionProof(sha256, three, 0.5),
    createInclusionProof(sha256, [], 0),
    createConsistencyProof(sha256, three, 0),
    createConsistencyProof(sha256, three, 4),
    verifyInclusion(sha256, { index: 1n, size: 1n << 64n, leafHash: leaf(1), root: root(3) }, []),
    verifyInclusion(sha256, { index: 1n, size: 3n, leafHash: Uint8Array.of(1), root: root(3) }, []),
    verifyInclusion(sha256, { index: 1n, size: 3n, leafHash: leaf(1), root: root(3) }, []),
    verifyInclusion(sha256, { index: 0n, size: 1n, leafHash: leaf(1), root: root(1) }, []),
    verifyConsistency(sha256, { oldSize: 0n, size: 1n, oldRoot: root(0), root: root(1) }, []),
  ]
  expect(refused.map((result) => (result.ok ? 'accepted' : result.error.code))).toEqual([
    'LEAF_OUT_OF_RANGE',
    'LEAF_OUT_OF_RANGE',
    'LEAF_OUT_OF_RANGE',
    'LEAF_OUT_OF_RANGE',
    'SIZE_OUT_OF_RANGE',
    'SIZE_OUT_OF_RANGE',
    'PROOF_OUT_OF_RANGE',
    'PROOF_HASH_LENGTH_WRONG',
    'PROOF_LENGTH_WRONG',
    'PROOF_ROOT_MISMATCH',
    'PROOF_OUT_OF_RANGE',
  ])
})

test('no claim makes the checks throw, and a random proof proves nothing', () => {
  const bytes = fc.uint8Array({ minLength: 31, maxLength: 33 })
  const size = fc.bigInt({ min: -2n, max: (1n << 64n) + 2n })
  const claims = fc.record({
    a: size,
    b: size,
    first: bytes,
    second: bytes,
    proof: fc.array(bytes, { maxLength: 70 }),
  })
  fc.assert(
    fc.property(claims, ({ a, b, first, second, proof }) => {
      // Nothing to climb, or nothing added: then the proof is empty and the two hashes are one.
      fc.pre(a !== b && !(a === 0n && b === 1n))
      expect(verifyInclusion(sha256, { index: a, size: b, leafHash: first, root: second }, proof).ok).toBe(
        false,
      )
      expect(verifyConsistency(sha256, { oldSize: a, size: b, oldRoot: first, root: second }, proof).ok).toBe(
        false,
      )
    }),
    { numRuns: 300 },
  )
})
