/** Policies, proof files and split views against own vectors (C2SP tlog-policy, tlog-proof). */
import { expect, test } from 'vitest'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  formatTlogProof,
  hashLeaf,
  isQuorumMet,
  openCheckpoint,
  openWitnessedCheckpoint,
  type Policy,
  parsePolicy,
  parseTlogProof,
  verifyCheckpointConsistency,
  verifyTlogProof,
} from '../../../packages/toolkit/src/translog/index.ts'
import { describeShared } from '../../shared.ts'
import { fromBase64, readVectors, toVerifier, toVerifiers } from './signatures.ts'

interface PolicyRow {
  readonly id: string
  readonly policy: string
  readonly expect: 'accept' | 'reject'
  readonly why: string
  readonly evaluations?: readonly { readonly cosignedBy: readonly string[]; readonly satisfied: boolean }[]
}

interface ProofFile {
  readonly policy: string
  readonly cases: readonly {
    readonly id: string
    readonly entry: string
    readonly proof: string
    readonly expect: 'accept' | 'reject'
  }[]
}

interface SplitFile {
  readonly verifierKey: string
  readonly cases: readonly {
    readonly id: string
    readonly checkpointA: string
    readonly checkpointB: string
    readonly consistencyProof: readonly string[]
    readonly expect: 'consistent' | 'split-view' | 'invalid'
  }[]
}

function isSatisfied(policy: Policy, cosignedBy: readonly string[]): boolean {
  const cosigners = policy.witnesses.flatMap((witness) =>
    witness.kind === 'witness' && cosignedBy.includes(witness.name) ? [witness.key] : [],
  )
  return isQuorumMet(policy, cosigners)
}

describeShared('policies', () => {
  const { cases } = readVectors<{ readonly cases: readonly PolicyRow[] }>('policy')

  test('are read, refused and evaluated as the vectors say', () => {
    expect(cases.length).toBe(20)
    const mismatches = cases.filter((row) => {
      const policy = parsePolicy(sha256, row.policy)
      if (!policy.ok) return row.expect === 'accept'
      return (
        row.expect === 'reject' ||
        (row.evaluations ?? []).some(
          ({ cosignedBy, satisfied }) => isSatisfied(policy.value, cosignedBy) !== satisfied,
        )
      )
    })
    expect(mismatches.map(({ id }) => id)).toEqual([])
  })

  test('each refusal has the reason of its vector', () => {
    const reasons = cases.map(({ id, policy }) => {
      const parsed = parsePolicy(sha256, policy)
      return `${id}: ${parsed.ok ? 'accepted' : parsed.error.code}`
    })
    expect(reasons.filter((reason) => !reason.endsWith('accepted'))).toEqual([
      'no-quorum: POLICY_QUORUM_MISSING',
      'two-quorums: POLICY_QUORUM_TWICE',
      'undefined-member: POLICY_NAME_UNKNOWN',
      'forward-reference: POLICY_NAME_UNKNOWN',
      'threshold-zero: POLICY_THRESHOLD_INVALID',
      'threshold-too-big: POLICY_THRESHOLD_INVALID',
      'empty-group: POLICY_LINE_MALFORMED',
      'duplicate-name: POLICY_NAME_DUPLICATE',
      'duplicate-key: POLICY_KEY_DUPLICATE',
      'member-in-two-groups: POLICY_MEMBER_TWICE',
      'none-as-member: POLICY_NAME_UNKNOWN',
      'witness-with-log-key: POLICY_KEY_INVALID',
      'log-with-witness-key: POLICY_KEY_INVALID',
      'unknown-keyword: POLICY_LINE_MALFORMED',
      'bad-vkey-id: POLICY_KEY_INVALID',
    ])
  })
})

describeShared('proof files', () => {
  const { policy: text, cases } = readVectors<ProofFile>('tlog-proof')

  /** `accept`, or the code of the refusal. */
  function check(proof: string, entry: string): string {
    const policy = parsePolicy(sha256, text)
    if (!policy.ok) return policy.error.code
    const leafHash = hashLeaf(sha256, fromBase64(entry))
    const verified = verifyTlogProof(sha256, { proof, leafHash }, (note) =>
      openWitnessedCheckpoint(note, policy.value, toVerifier),
    )
    return verified.ok ? 'accept' : verified.error.code
  }

  test('are accepted and refused as the vectors say, under their policy', () => {
    expect(cases.length).toBe(25)
    const mismatches = cases.filter(
      ({ proof, entry, expect: expected }) => (check(proof, entry) === 'accept') !== (expected === 'accept'),
    )
    expect(mismatches.map(({ id, proof, entry }) => `${id}: ${check(proof, entry)}`)).toEqual([])
  })

  test('each refusal comes from the step that its vector aims at', () => {
    const refused = cases.filter((row) => row.expect === 'reject')
    expect(refused.map(({ id, proof, entry }) => `${id}: ${check(proof, entry)}`)).toEqual([
      'quorum-not-met: CHECKPOINT_QUORUM_MISSED',
      'same-witness-twice: CHECKPOINT_QUORUM_MISSED',
      'no-cosignature: CHECKPOINT_QUORUM_MISSED',
      'wrong-entry: PROOF_ROOT_MISMATCH',
      'wrong-index: PROOF_ROOT_MISMATCH',
      'proof-of-older-size: PROOF_ROOT_MISMATCH',
      'missing-blank-line: TLOG_PROOF_MALFORMED',
      'wrong-header: TLOG_PROOF_VERSION_UNSUPPORTED',
      'index-leading-zero: TLOG_PROOF_MALFORMED',
      'index-negative: TLOG_PROOF_MALFORMED',
      'no-index: TLOG_PROOF_MALFORMED',
      'extra-after-index: TLOG_PROOF_MALFORMED',
      'extra-not-base64: TLOG_PROOF_MALFORMED',
      'other-log-origin: CHECKPOINT_LOG_UNKNOWN',
      'origin-mismatches-key-name: CHECKPOINT_LOG_UNKNOWN',
      'checkpoint-tampered: NOTE_SIGNATURE_INVALID',
      'cosigned-by-witness-not-log: CHECKPOINT_LOG_SIGNATURE_MISSING',
      '64-hashes: TLOG_PROOF_MALFORMED',
    ])
  })

  test('are written as they were read', () => {
    const read = cases.flatMap(({ proof }) => {
      const parsed = parseTlogProof(proof)
      return parsed.ok ? [{ proof, parsed: parsed.value }] : []
    })
    expect(read.length).toBeGreaterThan(15)
    expect(
      read.filter(({ proof, parsed }) => {
        const text = formatTlogProof(parsed)
        return !text.ok || text.value !== proof
      }),
    ).toEqual([])
  })
})

describeShared('split views', () => {
  test('two checkpoints of one log are told apart as the vectors say', () => {
    const { verifierKey, cases } = readVectors<SplitFile>('split-view')
    const { verifiers } = toVerifiers([verifierKey])
    const origin = verifierKey.split('+')[0] ?? ''
    expect(cases.length).toBe(8)
    const found = cases.map(({ id, checkpointA, checkpointB, consistencyProof }) => {
      const [a, b] = [checkpointA, checkpointB].map((note) => openCheckpoint(note, origin, verifiers))
      if (a?.ok !== true || b?.ok !== true) return `${id}: invalid`
      const pair =
        a.value.size > b.value.size ? { old: b.value, new: a.value } : { old: a.value, new: b.value }
      const isConsistent = verifyCheckpointConsistency(sha256, pair, consistencyProof.map(fromBase64)).ok
      return `${id}: ${isConsistent ? 'consistent' : 'split-view'}`
    })
    expect(found).toEqual(cases.map((row) => `${row.id}: ${row.expect}`))
  })
})
