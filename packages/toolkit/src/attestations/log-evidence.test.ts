/** Proof of logging: only of this attestation, only under the pinned log and witnesses, with the time of the quorum. */
import { describe, expect, test } from 'vitest'
import { sha256Hex } from '../base/index.ts'
import { formatLedgerEntry } from '../ledger/index.ts'
import { createEnvelope, digestOfEnvelope, readEnvelope } from './dsse.ts'
import { openLogEvidence } from './log-evidence.ts'
import { entryOf, eventOf, proofOf, trustIn } from './testing/log.ts'
import { createTestSigner } from './testing/signers.ts'
import { must } from './testing/statements.ts'
import { toTimestampTime } from './trusted-time.ts'

const stored = createEnvelope('application/vnd.in-toto+json', Buffer.from('{}'), [
  createTestSigner('ed25519'),
])
const attestation = must(readEnvelope(stored))
const envelopeSha256 = digestOfEnvelope(attestation)
const event = eventOf({ type: 'attestation.issued', data: { envelopeSha256 } })
const logged = { kind: 'event' as const, ...event }

describe('the time of a log entry', () => {
  test.each([
    ['two of three, all there', 2, [300, 100, 200], 200],
    ['two of three, one that dates back alone', 2, [1, 200, 300], 200],
    ['one of three', 1, [300, 100, 200], 100],
    ['all three', 3, [300, 100, 200], 300],
    ['no quorum: the last that cosigned', undefined, [300, 100, 0], 300],
    ['no quorum and nobody cosigned', undefined, [0, 0, 0], undefined],
  ] as const)('%s', (_, quorum, seconds, expected) => {
    const { proof } = proofOf(entryOf(event), seconds)
    const evidence = must(openLogEvidence({ attestation, logged, proof }, trustIn(quorum)))
    const times = evidence.times.map(({ at }) => Date.parse(at) / 1000)
    expect(times).toEqual(expected === undefined ? [] : [expected])
    expect(evidence).toMatchObject({ origin: 'maker.example/log/a', index: 1n, size: 3n, envelopeSha256 })
  })

  test('a time stamp on the checkpoint counts, one on something else does not', () => {
    const { proof, text } = proofOf(entryOf(event), [0, 0, 0])
    const stamp = { at: '2026-09-12T08:00:00Z', by: 'TSA', imprintSha256: sha256Hex(text) }
    const ask = (timestamps: readonly (typeof stamp)[]) =>
      must(openLogEvidence({ attestation, logged, proof, timestamps }, trustIn(undefined))).times
    expect(ask([stamp])).toMatchObject([{ kind: 'timestamp', at: stamp.at, by: 'TSA', envelopeSha256 }])
    expect(ask([{ ...stamp, imprintSha256: sha256Hex('other') }])).toEqual([])
    expect(ask([{ ...stamp, at: 'noon' }])).toEqual([])
  })
})

describe('refused', () => {
  const { proof } = proofOf(entryOf(event), [100, 200, 0])
  const codeOf = (claim: Partial<Parameters<typeof openLogEvidence>[0]>, quorum = 2): string => {
    const opened = openLogEvidence({ attestation, logged, proof, ...claim }, trustIn(quorum))
    return opened.ok ? 'opened' : opened.error.code
  }

  test('nothing of it, as it is', () => expect(codeOf({})).toBe('opened'))

  test('too few witnesses', () => expect(codeOf({}, 3)).toBe('PROOF_INVALID'))

  test('another salt, or one of another length', () => {
    const salt = new Uint8Array(32)
    expect(codeOf({ logged: { ...logged, salt } })).toBe('PROOF_INVALID')
    expect(codeOf({ logged: { ...logged, salt: salt.subarray(1) } })).toBe('LOGGED_MALFORMED')
  })

  test('an event that names another envelope, or holds the digest only as part of a text', () => {
    for (const name of ['f'.repeat(64), `${envelopeSha256} `, envelopeSha256.toUpperCase()]) {
      const other = eventOf({ type: 'attestation.issued', data: { envelopeSha256: name } })
      const claim = {
        logged: { kind: 'event' as const, ...other },
        proof: proofOf(entryOf(other), [1, 1, 1]).proof,
      }
      expect(codeOf(claim)).toBe('LOGGED_OTHER')
    }
  })

  test('an event that names it but was never logged', () => {
    const other = eventOf({ type: 'attestation.issued', data: { envelopeSha256, more: 1 } })
    expect(codeOf({ logged: { kind: 'event', ...other } })).toBe('PROOF_INVALID')
  })

  test('a cut or changed proof', () => {
    expect(codeOf({ proof: proof.slice(0, -20) })).toBe('PROOF_INVALID')
    expect(codeOf({ proof: proof.replace('index 1', 'index 0') })).toBe('PROOF_INVALID')
    expect(codeOf({ proof: '' })).toBe('PROOF_INVALID')
  })

  test('a log that is not pinned', () => {
    const { toVerifier, policy } = trustIn(2)
    const opened = openLogEvidence(
      { attestation, logged, proof },
      { toVerifier, policy: { ...policy, logs: [] } },
    )
    expect(opened.ok ? '' : opened.error.message).toContain('CHECKPOINT_LOG_UNKNOWN')
  })
})

test('an attestation that is itself a public leaf', () => {
  const entry = must(formatLedgerEntry({ kind: 'public', envelope: stored }))
  const { proof } = proofOf(entry, [100, 200, 300])
  const ask = (envelope: typeof stored) =>
    openLogEvidence({ attestation, logged: { kind: 'public', envelope }, proof }, trustIn(2))
  expect(must(ask(stored)).times).toHaveLength(1)
  const other = createEnvelope('application/vnd.in-toto+json', Buffer.from('{}'), [
    createTestSigner('ed25519'),
  ])
  expect(ask(other)).toMatchObject({ ok: false, error: { code: 'LOGGED_OTHER' } })
})

test('a time stamp on the envelope itself is about this envelope alone', () => {
  const stamp = { at: '2026-09-12T08:00:00Z', by: 'TSA', imprintSha256: envelopeSha256 }
  expect(toTimestampTime(stamp, envelopeSha256)).toMatchObject({ at: stamp.at, kind: 'timestamp' })
  expect(toTimestampTime(stamp, 'f'.repeat(64))).toBeUndefined()
  expect(toTimestampTime({ ...stamp, at: '' }, envelopeSha256)).toBeUndefined()
})
