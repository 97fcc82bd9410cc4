/** Time-stamp responses of a test authority: accept and reject as an independent reference does. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  parsePemCertificates,
  type TimestampError,
  verifyTimestamp,
} from '../../../packages/toolkit/src/timestamps/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface Row {
  readonly id: string
  readonly response: string
  readonly dataSha256: string
  readonly expectedNonceHex: string | null
  readonly trustAnchorsPem: readonly string[]
  readonly extraCertificatesPem: readonly string[]
  readonly expect: 'accept' | 'reject'
  readonly genTimeText?: string
}

/** Why each rejected case is rejected: a rejection for another reason would be luck. */
const reasons: Readonly<Record<string, TimestampError['code']>> = {
  'no-certificate-available': 'TIMESTAMP_SIGNER_MISSING',
  'other-data': 'TIMESTAMP_IMPRINT_MISMATCH',
  'nonce-mismatch': 'TIMESTAMP_NONCE_MISMATCH',
  'untrusted-root': 'TIMESTAMP_UNTRUSTED',
  'sha1-imprint': 'TIMESTAMP_DIGEST_WEAK',
  'signer-expired-at-gentime': 'TIMESTAMP_SIGNER_NOT_VALID',
  'imprint-tampered': 'TIMESTAMP_IMPRINT_MISMATCH',
  'signature-tampered': 'TIMESTAMP_SIGNATURE_INVALID',
  truncated: 'TIMESTAMP_MALFORMED',
  'rejected-by-tsa': 'TIMESTAMP_REFUSED',
  empty: 'TIMESTAMP_MALFORMED',
  'trailing-bytes': 'TIMESTAMP_MALFORMED',
}

const toDer = (pems: readonly string[]): Uint8Array[] =>
  pems.flatMap((pem) => {
    const read = parsePemCertificates(pem)
    return read.ok ? [...read.value] : []
  })

describeShared('RFC 3161 vectors', () => {
  const { cases } = JSON.parse(readFileSync(sharedPath('vectors/ledger/rfc3161.json'), 'utf8')) as {
    readonly cases: readonly Row[]
  }

  test('there are 15', () => {
    expect(cases.length).toBe(15)
  })

  test.each(cases.map((row) => [row.id, row] as const))('%s', async (id, row) => {
    const answer = await verifyTimestamp(Buffer.from(row.response, 'base64'), {
      imprint: { algorithm: 'SHA-256', digest: Buffer.from(row.dataSha256, 'hex') },
      ...(row.expectedNonceHex === null ? {} : { nonce: BigInt(`0x${row.expectedNonceHex}`) }),
      trustAnchors: toDer(row.trustAnchorsPem),
      certificates: toDer(row.extraCertificatesPem),
    })
    if (row.expect === 'reject') {
      expect(answer.ok ? 'accepted' : answer.error.code).toBe(reasons[id])
      return
    }
    if (!answer.ok) throw new Error(answer.error.message)
    if (row.genTimeText !== undefined) {
      expect(Date.parse(answer.value.genTime)).toBe(Date.parse(row.genTimeText))
    }
    expect(answer.value).toMatchObject({ policy: '1.2.3.4.1', revocation: 'not-checked', modified: false })
    expect(answer.value.chain.length).toBe(2)
    expect(answer.value.tsaName).toContain('CN=')
  })
})
