/** All attestation vectors, accepted and refused, with the reason of each refusal. */
import { expect, test } from 'vitest'
import { nodeSignatureCheck } from '../../../packages/toolkit/src/adapters/attestations/index.ts'
import { verifyAttestation } from '../../../packages/toolkit/src/attestations/index.ts'
import type { KeyRecord } from '../../../packages/toolkit/src/ledger/index.ts'
import { describeShared } from '../../shared.ts'
import { readVectors } from './vectors.ts'

interface Row {
  readonly id: string
  readonly envelope: object
  readonly artifactSha256: string
  readonly expectedPredicateType: string
  readonly verificationTime: string
  readonly expect: 'accept' | 'reject'
}

interface Key {
  readonly keyid: string
  readonly spki: string
  readonly notBefore: string
  readonly notAfter: string
}

const reasons: Readonly<Record<string, string>> = {
  'artifact-not-in-subject': 'SUBJECT_MISMATCH',
  'other-predicate-type': 'PREDICATE_TYPE_WRONG',
  'untrusted-signer': 'SIGNER_UNKNOWN',
  'payload-type-not-in-toto': 'PAYLOAD_TYPE_WRONG',
  'unknown-statement-version': 'STATEMENT_TYPE_UNKNOWN',
  'empty-subject': 'SUBJECT_INVALID',
  'subject-without-digest': 'SUBJECT_INVALID',
  'digest-upper-case': 'SUBJECT_INVALID',
  'sha1-only': 'SUBJECT_INVALID',
  'not-json': 'STATEMENT_MALFORMED',
  'duplicate-members': 'STATEMENT_MALFORMED',
  'key-expired-no-timestamp': 'KEY_EXPIRED',
  'validity-over': 'KEY_EXPIRED',
  'summary-does-not-match-results': 'PREDICATE_INVALID',
}

function toRecord({ keyid, spki, notBefore, notAfter }: Key): KeyRecord {
  const addedAt = { index: 0n, time: notBefore }
  return { keyid, purpose: 'attestation', algorithm: 'ed25519', spki, addedAt, notAfter }
}

describeShared('attestation vectors', () => {
  const vectors = readVectors<{ readonly cases: readonly Row[]; readonly keys: readonly Key[] }>(
    'attestation',
  )
  const ask = (row: Row, keys: readonly KeyRecord[]) =>
    verifyAttestation({
      envelope: JSON.stringify(row.envelope),
      artefactSha256: row.artifactSha256,
      expectedPredicateType: row.expectedPredicateType,
      at: row.verificationTime,
      knownAsOf: row.verificationTime,
      keys,
      check: nodeSignatureCheck,
    })

  test('there are 22, and each refused one has its reason', () => {
    expect(vectors.cases.length).toBe(22)
    const refused = vectors.cases.filter((row) => row.expect === 'reject').map(({ id }) => id)
    expect(refused.toSorted()).toEqual(Object.keys(reasons).toSorted())
  })

  test.each(vectors.cases.map((row) => [row.id, row] as const))('%s', (id, row) => {
    const verdict = ask(row, vectors.keys.map(toRecord))
    expect(verdict.state === 'invalid' ? verdict.reason : verdict.state).toBe(reasons[id] ?? 'valid')
  })

  test('a validity that is over is refused for that alone where the key still counts', () => {
    const row = vectors.cases.find(({ id }) => id === 'validity-over')
    const keys = vectors.keys.map((key) => toRecord({ ...key, notAfter: '2030-01-01T00:00:00Z' }))
    const verdict = row === undefined ? undefined : ask(row, keys)
    expect(verdict).toMatchObject({ state: 'invalid', reason: 'VALIDITY_OVER' })
  })
})
