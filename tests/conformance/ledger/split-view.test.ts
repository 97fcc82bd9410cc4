/** The shared vectors of monitor comparisons, and evidence of forks that convinces without anybody's word. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ok, sha256, type Result } from '../../../packages/toolkit/src/base/index.ts'
import {
  compareCheckpoints,
  compareWithRoot,
  type Comparison,
  createConsistencyProof,
  formatSplitView,
  openCheckpoint,
  parseSplitView,
  rootOf,
  type SplitView,
  type VerifiedCheckpoint,
  verifySplitView,
} from '../../../packages/toolkit/src/translog/index.ts'
import { describeShared } from '../../shared.ts'
import { fromBase64, readVectors, toVerifiers } from '../translog/signatures.ts'
import { createTestLog, leavesOf, type TestLog } from './witness-logs.ts'

interface PairRow {
  readonly id: string
  readonly checkpointA: string
  readonly checkpointB: string
  readonly consistencyProof: readonly string[]
  readonly expect: string
}

type Open = (note: string) => Result<VerifiedCheckpoint, { readonly code: string; readonly message: string }>

describeShared('two checkpoints of one log', () => {
  const { verifierKey, cases } = readVectors<{
    readonly verifierKey: string
    readonly cases: readonly PairRow[]
  }>('split-view')
  const { verifiers } = toVerifiers([verifierKey])
  const [name = ''] = verifierKey.split('+')
  const open: Open = (note) => openCheckpoint(note, name, verifiers)

  test.each(cases.map((row) => [row.id, row] as const))('%s', (_id, row) => {
    const [a, b] = [open(row.checkpointA), open(row.checkpointB)]
    const proof = row.consistencyProof.map(fromBase64)
    const compared = a.ok && b.ok ? compareCheckpoints(sha256, { a: a.value, b: b.value }, proof) : undefined
    expect(compared?.ok === true ? compared.value.kind : 'invalid').toBe(row.expect)
    if (compared?.ok !== true || compared.value.kind !== 'split-view') return
    const file = formatSplitView({ ...compared.value.evidence, verifierKeys: [verifierKey] })
    expect(verdictOf(file, open)).toBe('proven')
  })

  test('all eight are there', () => {
    expect(cases.length).toBe(8)
  })

  test('the honest pairs are no evidence, whatever proof is put beside them', () => {
    const rows = cases.filter(({ expect: expected }) => expected === 'consistent')
    for (const { checkpointA, checkpointB, consistencyProof } of rows) {
      const proof = consistencyProof.map(fromBase64)
      for (const otherRoot of [new Uint8Array(32), new Uint8Array(32).fill(1)]) {
        const evidence = { older: checkpointA, newer: checkpointB, otherRoot, proof }
        expect(verifySplitView(sha256, evidence, open).ok).toBe(false)
      }
    }
    expect(rows.length).toBe(4)
  })
})

describe('forks of every kind', () => {
  const honest = createTestLog('log.test.example/a', leavesOf('a', 90))
  const open: Open = (note) => openCheckpoint(note, honest.origin, [honest.verifier])
  const size = fc.integer({ min: 1, max: 90 })

  test('who has the newer tree proves or disproves a fork from any size', () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 89 }), (one, two, shared) => {
        const twin = createTestLog(honest.origin, [...leavesOf('a', shared), ...leavesOf('b', 90 - shared)])
        const [oldSize, newSize] = [Math.min(one, two), Math.max(one, two)]
        const isFork = oldSize > shared
        const pair = { a: openedOf(honest, oldSize), b: openedOf(twin, newSize) }
        const shown = {
          otherRoot: rootOf(sha256, twin.leaves.slice(0, oldSize)),
          proof: oldSize === newSize ? [] : proofOf(twin, oldSize, newSize),
        }
        for (const { a, b } of [pair, { a: pair.b, b: pair.a }]) {
          const compared = compareWithRoot(sha256, { a, b }, shown)
          expect(compared.ok && compared.value.kind).toBe(isFork ? 'split-view' : 'consistent')
          if (compared.ok && isFork) expect(verdictOf(fileOf(compared.value), open)).toBe('proven')
        }
      }),
      { numRuns: 200 },
    )
  })

  test('a wrong proof is no evidence against an honest log', () => {
    fc.assert(
      fc.property(
        size,
        size,
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat(6),
        (one, two, noise, at) => {
          const [oldSize, newSize] = [Math.min(one, two), Math.max(one, two)]
          fc.pre(oldSize < newSize)
          const proof = proofOf(honest, oldSize, newSize).map((hash, place) => (place === at ? noise : hash))
          const pair = { a: openedOf(honest, oldSize), b: openedOf(honest, newSize) }
          const compared = compareCheckpoints(sha256, pair, proof)
          expect(compared.ok && compared.value.kind).not.toBe('split-view')
          const claimed = compareWithRoot(sha256, pair, { otherRoot: noise, proof })
          expect(claimed.ok && claimed.value.kind).not.toBe('split-view')
        },
      ),
      { numRuns: 300 },
    )
  })

  test('two logs are never compared', () => {
    const other = createTestLog('log.test.example/b', leavesOf('a', 9))
    const pair = { a: openedOf(honest, 9), b: openedOf(other, 9) }
    const shown = { otherRoot: new Uint8Array(32), proof: [] }
    for (const compared of [compareCheckpoints(sha256, pair, []), compareWithRoot(sha256, pair, shown)]) {
      expect(compared.ok ? '' : compared.error.code).toBe('CHECKPOINT_ORIGIN_MISMATCH')
    }
  })

  test('evidence that was changed proves nothing', () => {
    const twin = createTestLog(honest.origin, leavesOf('b', 90))
    const compared = compareCheckpoints(
      sha256,
      { a: openedOf(honest, 41), b: openedOf(twin, 70) },
      proofOf(twin, 41, 70),
    )
    if (!compared.ok || compared.value.kind !== 'split-view') throw new Error('expected a split view')
    const { evidence } = compared.value
    const changed: readonly SplitView[] = [
      { ...evidence, older: honest.sign(42) },
      { ...evidence, older: twin.sign(41) },
      { ...evidence, newer: honest.sign(70) },
      { ...evidence, newer: evidence.older },
      { ...evidence, otherRoot: rootOf(sha256, honest.leaves.slice(0, 41)) },
      { ...evidence, proof: evidence.proof.slice(1) },
      { ...evidence, older: evidence.newer, newer: evidence.older },
      { ...evidence, older: evidence.older.replace('— log', '— logg') },
    ]
    expect(verifySplitView(sha256, evidence, open).ok).toBe(true)
    expect(changed.map((each) => verifySplitView(sha256, each, open).ok)).toEqual(changed.map(() => false))
  })

  test('a file that is no evidence is told apart from one that does not convince', () => {
    const file = fileOf({
      kind: 'split-view',
      evidence: { older: '', newer: '', otherRoot: new Uint8Array(32), proof: [new Uint8Array(32)] },
    })
    expect(verdictOf(file, open)).toBe('NOTE_SIGNATURES_MISSING')
    const breaks: readonly (readonly [string, string])[] = [
      ['/v1', '/v2'],
      ['"otherRoot":"AAAA', '"otherRoot":"AA'],
      ['"verifierKeys":[]', '"verifierKeys":[1]'],
      ['"checkpointA":""', '"checkpointA":1'],
      ['"consistencyProof":["AAAA', '"consistencyProof":["A'],
      ['{', '['],
    ]
    for (const [from, to] of breaks) {
      expect(file).toContain(from)
      expect(verdictOf(file.replace(from, to), open)).toBe('SPLIT_VIEW_MALFORMED')
    }
    expect(verdictOf('x'.repeat(600_000), open)).toBe('SPLIT_VIEW_MALFORMED')
  })

  function openedOf(log: TestLog, at: number): VerifiedCheckpoint {
    const opened = openCheckpoint(log.sign(at), log.origin, [log.verifier])
    if (!opened.ok) throw new Error(opened.error.message)
    return opened.value
  }
})

function proofOf(log: TestLog, oldSize: number, newSize: number): readonly Uint8Array[] {
  const proof = createConsistencyProof(sha256, log.leaves.slice(0, newSize), oldSize)
  if (!proof.ok) throw new Error(proof.error.message)
  return proof.value
}

function fileOf(comparison: Comparison): string {
  if (comparison.kind !== 'split-view') throw new Error(`expected a split view, found ${comparison.kind}`)
  return formatSplitView({ ...comparison.evidence, verifierKeys: [] })
}

function verdictOf(text: string, open: Open): string {
  const file = parseSplitView(text)
  const proven = file.ok ? verifySplitView(sha256, file.value, open) : file
  return proven.ok ? ok('proven').value : proven.error.code
}
