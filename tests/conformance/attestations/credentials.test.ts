/** All vectors of eddsa-jcs-2022, accepted and refused, with the hashes of the accepted ones. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { nodeSignatureCheck } from '../../../packages/toolkit/src/adapters/attestations/index.ts'
import { verifyCredential } from '../../../packages/toolkit/src/attestations/index.ts'
import { formatCanonicalJson, type Json } from '../../../packages/toolkit/src/base/index.ts'
import { describeShared } from '../../shared.ts'
import { readVectors } from './vectors.ts'

interface Row {
  readonly id: string
  readonly credential: object
  readonly expect: 'accept' | 'reject'
  readonly documentHash?: string
}

const reasons: Readonly<Record<string, string>> = {
  'own-subject-changed': 'SIGNATURE_INVALID',
  'own-created-changed': 'SIGNATURE_INVALID',
  'own-purpose': 'PROOF_PURPOSE_WRONG',
  'own-suite-swapped': 'PROOF_UNSUPPORTED',
  'own-context-injected': 'CONTEXT_MISMATCH',
  'own-other-key': 'SIGNATURE_INVALID',
  'own-truncated-proof': 'CREDENTIAL_MALFORMED',
}

describeShared('eddsa-jcs-2022 vectors', () => {
  const { cases } = readVectors<{ readonly cases: readonly Row[] }>('vc-eddsa-jcs')

  test('there are 10, and each refused one has its reason', () => {
    expect(cases.length).toBe(10)
    const refused = cases.filter((row) => row.expect === 'reject').map(({ id }) => id)
    expect(refused.toSorted()).toEqual(Object.keys(reasons).toSorted())
  })

  test.each(cases.map((row) => [row.id, row] as const))('%s', (id, { credential, documentHash }) => {
    const text = JSON.stringify(credential)
    const at = '2026-10-01T00:00:00Z'
    const verified = verifyCredential({ text, at, documents: [], check: nodeSignatureCheck })
    expect(verified.ok ? 'accepted' : verified.error.code).toBe(reasons[id] ?? 'accepted')
    if (!verified.ok || documentHash === undefined) return
    const canonical = formatCanonicalJson(verified.value.credential as Json)
    expect(createHash('sha256').update(canonical).digest('hex')).toBe(documentHash)
    expect(verified.value).toMatchObject({ anchor: 'did:key', isIssuersKey: false })
  })
})
