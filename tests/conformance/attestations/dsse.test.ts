/** All DSSE vectors, accepted and refused, through Node's signatures. */
import { expect, test } from 'vitest'
import { nodeSignatureCheck } from '../../../packages/toolkit/src/adapters/attestations/index.ts'
import {
  encodePae,
  type EnvelopeKey,
  parseEnvelope,
  parsePublicKey,
  verifyEnvelope,
} from '../../../packages/toolkit/src/attestations/index.ts'
import { sha256Hex } from '../../../packages/toolkit/src/base/index.ts'
import { describeShared } from '../../shared.ts'
import { readVectors } from './vectors.ts'

interface Row {
  readonly id: string
  readonly envelope: object
  readonly keys: readonly { readonly spki: string; readonly sigFormat?: 'der' | 'p1363' }[]
  readonly threshold: number
  readonly acceptedPayloadTypes: readonly string[]
  readonly expect: 'accept' | 'reject'
  readonly payloadSha256?: string
  readonly pae?: string
}

/** Why each refused envelope is refused: a vector must not be refused for a reason that is none. */
const reasons: Readonly<Record<string, string>> = {
  'spec-example-type-not-accepted': 'PAYLOAD_TYPE_WRONG',
  'same-signer-twice': 'THRESHOLD_NOT_MET',
  'same-key-listed-twice': 'THRESHOLD_NOT_MET',
  'payload-tampered': 'THRESHOLD_NOT_MET',
  'type-swapped': 'THRESHOLD_NOT_MET',
  'signed-without-pae': 'THRESHOLD_NOT_MET',
  'pae-with-wrong-length': 'THRESHOLD_NOT_MET',
  'pae-length-in-characters': 'THRESHOLD_NOT_MET',
  'unknown-key': 'THRESHOLD_NOT_MET',
  'no-signatures': 'SIGNATURE_MISSING',
  'signatures-missing': 'ENVELOPE_MALFORMED',
  'payload-not-base64': 'ENVELOPE_MALFORMED',
  'ecdsa-p1363-where-der-expected': 'THRESHOLD_NOT_MET',
}

function toKeys(row: Row): readonly EnvelopeKey[] {
  return row.keys.map(({ spki, sigFormat }) => {
    const publicKey = parsePublicKey(spki)
    if (!publicKey.ok) throw new Error(`${row.id}: ${publicKey.error.message}`)
    return { publicKey: publicKey.value, ...(sigFormat === undefined ? {} : { form: sigFormat }) }
  })
}

function answer(row: Row): string {
  const envelope = parseEnvelope(JSON.stringify(row.envelope))
  if (!envelope.ok) return envelope.error.code
  const { threshold, acceptedPayloadTypes: payloadTypes } = row
  const question = { envelope: envelope.value, keys: toKeys(row), threshold, payloadTypes }
  const verified = verifyEnvelope({ ...question, check: nodeSignatureCheck })
  if (!verified.ok) return verified.error.code
  const { payloadType, bytes } = verified.value
  const pae = Buffer.from(encodePae(payloadType, bytes)).toString('base64')
  return `${sha256Hex(bytes)} ${pae}`
}

describeShared('DSSE vectors', () => {
  const { cases } = readVectors<{ readonly cases: readonly Row[] }>('dsse')

  test('there are 22, and each refused one has its reason', () => {
    expect(cases.length).toBe(22)
    const refused = cases.filter((row) => row.expect === 'reject').map(({ id }) => id)
    expect(refused.toSorted()).toEqual(Object.keys(reasons).toSorted())
  })

  test.each(cases.map((row) => [row.id, row] as const))('%s', (id, row) => {
    const expected = row.expect === 'accept' ? `${row.payloadSha256} ${row.pae}` : reasons[id]
    expect(answer(row)).toBe(expected)
  })
})
