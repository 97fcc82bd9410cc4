/** Every tree up to 600 leaves against the naive one: roots, proofs in memory and from tiles, and that nothing else verifies. */
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../tests/random.ts'
import { sha256 } from '../base/index.ts'
import {
  createConsistencyProof,
  createInclusionProof,
  findEntryFaults,
  findTileFaults,
  readConsistencyProof,
  readInclusionProof,
  readRoot,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './index.ts'
import {
  entries,
  leafAt,
  leaves,
  MAX_SIZE,
  naivePath,
  naiveRoot,
  naiveSubproof,
  pathShape,
  subproofShape,
} from './testing/naive-tree.ts'
import { append, createLog, emptyHead, type Files } from './testing/tile-files.ts'

const SEED = Number(process.env['OCCTET_PROPERTY_SEED'] ?? 20_261_122)
/** Below this size, every place and every pair. */
const ALL_BELOW = 65
const sizes = Array.from({ length: MAX_SIZE }, (_, at) => at + 1)
const full = createLog(MAX_SIZE)

type Proof = readonly Uint8Array[]
const isSame = (a: Proof, b: Proof): boolean => Buffer.concat(a).equals(Buffer.concat(b))
const isProof = (result: { readonly ok: boolean; readonly value?: Proof }, expected: Proof): boolean =>
  result.ok && result.value !== undefined && isSame(result.value, expected)

/** All of a small range; of a larger one its ends and `count` places between. */
function pick(from: number, to: number, count: number, random: () => number): readonly number[] {
  if (to < ALL_BELOW) return Array.from({ length: to - from + 1 }, (_, at) => from + at)
  const places = Array.from({ length: count }, () => from + Math.floor(random() * (to - from + 1)))
  return [...new Set([from, to, ...places])]
}

test('the root of each size: in memory, from the tiles of 600, and from its own tiles, grown leaf by leaf', () => {
  const files: Files = new Map()
  let head = emptyHead(files)
  const wrong: number[] = []
  for (const size of sizes) {
    head = append(files, head, entries.slice(size - 1, size))
    const expected = [naiveRoot(0, size)]
    const found = [rootOf(sha256, leaves.slice(0, size)), head.root]
    const read = [readRoot(sha256, head), readRoot(sha256, full.head, BigInt(size))]
    const all = [...found, ...read.map((root) => (root.ok ? root.value : new Uint8Array()))]
    if (!all.every((root) => isSame([root], expected))) wrong.push(size)
  }
  expect(wrong).toEqual([])
  expect(isSame([rootOf(sha256, [])], [naiveRoot(0, 0)])).toBe(true)
})

test('inclusion in each size: every leaf up to 64, a seeded sample above', () => {
  const random = seededRandom(SEED)
  const wrong: string[] = []
  let count = 0
  for (const size of sizes) {
    const root = naiveRoot(0, size)
    for (const place of pick(0, size - 1, 2, random)) {
      count++
      const path = naivePath(place, 0, size)
      const question = { index: BigInt(place), size: BigInt(size) }
      const isRight =
        isProof(createInclusionProof(sha256, leaves.slice(0, size), place), path) &&
        isProof(readInclusionProof(sha256, full.head, question), path) &&
        verifyInclusion(sha256, { ...question, leafHash: leafAt(place), root }, path).ok
      if (!isRight) wrong.push(`leaf ${place} of ${size}`)
    }
  }
  expect(wrong).toEqual([])
  expect(count).toBeGreaterThan(4000)
})

test('consistency: all pairs up to 64, a grid up to 600, and a seeded sample for each size', () => {
  const random = seededRandom(SEED + 1)
  const grid = sizes.filter((size) => size % 40 === 0 || [255, 256, 257, 511, 512, 513].includes(size))
  const wrong: string[] = []
  let count = 0
  for (const size of sizes) {
    const olds = grid.includes(size) ? grid.filter((old) => old <= size) : pick(1, size, 0, random)
    for (const old of new Set([...olds, 1 + Math.floor(random() * size)])) {
      count++
      const path = naiveSubproof(old, [0, size], true)
      const question = { oldSize: BigInt(old), size: BigInt(size) }
      const claim = { ...question, oldRoot: naiveRoot(0, old), root: naiveRoot(0, size) }
      const isRight =
        isProof(createConsistencyProof(sha256, leaves.slice(0, size), old), path) &&
        isProof(readConsistencyProof(sha256, full.head, question), path) &&
        verifyConsistency(sha256, claim, path).ok
      if (!isRight) wrong.push(`${old} to ${size}`)
    }
  }
  expect(wrong).toEqual([])
  expect(count).toBeGreaterThan(3500)
})

/** A bit of each hash, a hash less, a hash more, two hashes swapped. */
function corruptions(proof: Proof, random: () => number): readonly Proof[] {
  const flipped = proof.map((hash, at) => proof.with(at, flip(hash, random)))
  const shorter = proof.map((_, at) => proof.toSpliced(at, 1))
  const longer = [...proof.map((hash, at) => proof.toSpliced(at, 0, hash)), [...proof, new Uint8Array(32)]]
  const swapped = proof.slice(1).map((hash, at) => proof.with(at, hash).with(at + 1, proof[at] ?? hash))
  const cut = proof.map((hash, at) => proof.with(at, hash.subarray(1)))
  return [...flipped, ...shorter, ...longer, ...swapped, ...cut]
}

function flip(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const at = Math.floor(random() * copy.length)
  copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  return copy
}

test('an inclusion proof with anything changed is refused, and fits another place exactly when its shape is the same', () => {
  const random = seededRandom(SEED + 2)
  const accepted: string[] = []
  let count = 0
  let fitting = 0
  for (const size of sizes.filter((one) => one < 20 || one % 13 === 0)) {
    const place = Math.floor(random() * size)
    const path = naivePath(place, 0, size)
    const claim = { leafHash: leafAt(place), root: naiveRoot(0, size) }
    const check = (index: number, of: number, proof: Proof, changed = claim): boolean =>
      verifyInclusion(sha256, { index: BigInt(index), size: BigInt(of), ...changed }, proof).ok
    const wrong = [
      ...corruptions(path, random).map((proof) => check(place, size, proof)),
      check(place, size, path, { ...claim, leafHash: flip(claim.leafHash, random) }),
      check(place, size, path, { ...claim, root: flip(claim.root, random) }),
    ]
    count += wrong.length
    if (wrong.includes(true)) accepted.push(`${place} of ${size}: a changed hash`)
    for (const [index, of] of neighbours(place, size)) {
      count++
      const fits = index >= 0 && index < of && pathShape(index, of) === pathShape(place, size)
      if (fits) fitting++
      if (check(index, of, path) !== fits) accepted.push(`${place} of ${size}: as ${index} of ${of}`)
    }
  }
  expect(accepted).toEqual([])
  expect(count).toBeGreaterThan(2000)
  expect(fitting).toBeGreaterThan(50)
})

test('a consistency proof with anything changed is refused, and fits other sizes exactly when its shape is the same', () => {
  const random = seededRandom(SEED + 3)
  const accepted: string[] = []
  let count = 0
  let fitting = 0
  for (const size of sizes.filter((one) => one < 20 || one % 13 === 0)) {
    const old = 1 + Math.floor(random() * size)
    const path = naiveSubproof(old, [0, size], true)
    const claim = { oldRoot: naiveRoot(0, old), root: naiveRoot(0, size) }
    const check = (from: number, to: number, proof: Proof, changed = claim): boolean =>
      verifyConsistency(sha256, { oldSize: BigInt(from), size: BigInt(to), ...changed }, proof).ok
    const wrong = [
      ...corruptions(path, random).map((proof) => check(old, size, proof)),
      check(old, size, path, { ...claim, oldRoot: flip(claim.oldRoot, random) }),
      check(old, size, path, { ...claim, root: flip(claim.root, random) }),
    ]
    count += wrong.length
    if (wrong.includes(true)) accepted.push(`${old} to ${size}: a changed hash`)
    for (const [from, to] of neighbours(old, size)) {
      count++
      const fits = from >= 1 && from <= to && subproofShape(from, to) === subproofShape(old, size)
      if (fits) fitting++
      if (check(from, to, path) !== fits) accepted.push(`${old} to ${size}: as ${from} to ${to}`)
    }
  }
  expect(accepted).toEqual([])
  expect(count).toBeGreaterThan(2000)
  expect(fitting).toBeGreaterThan(50)
})

/** The claims around one. */
function neighbours(place: number, size: number): readonly (readonly [number, number])[] {
  const steps = [-64, -2, -1, 0, 1, 2, 64]
  return steps
    .flatMap((a) => steps.map((b) => [place + a, size + b] as const))
    .filter(([a, b]) => a !== place || b !== size)
}

test('each changed byte of a tile or bundle is found, and no proof that it touches verifies', () => {
  const random = seededRandom(SEED + 4)
  const missed: string[] = []
  let touched = 0
  for (const [path, bytes] of full.files) {
    for (let turn = 0; turn < 12; turn++) {
      const spoiled = new Map(full.files).set(path, flip(bytes, random))
      const head = { ...emptyHead(spoiled), size: full.head.size, root: full.head.root }
      const faults = [...findTileFaults(sha256, head), ...findEntryFaults(sha256, head)]
      if (faults.length === 0) missed.push(`${path}: no fault found`)
      const index = Math.floor(random() * MAX_SIZE)
      const question = { index: BigInt(index), size: head.size }
      const proof = readInclusionProof(sha256, head, question)
      const isTrue = isProof(proof, naivePath(index, 0, MAX_SIZE))
      const claim = { ...question, leafHash: leafAt(index), root: head.root }
      if (!isTrue) touched++
      if ((proof.ok && verifyInclusion(sha256, claim, proof.value).ok) !== isTrue)
        missed.push(`${path}: leaf ${index} verifies`)
    }
  }
  expect(missed).toEqual([])
  // Otherwise no change met a proof, and nothing was tested.
  expect(touched).toBeGreaterThan(5)
})
