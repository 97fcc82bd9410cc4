/** Envelopes and bundles of attestations. */
import {
  createPublicKey,
  type DsseEnvelope,
  formatBundle,
  formatEnvelope,
  parseBundle,
  parseEnvelope,
  parseStatement,
  STATEMENT_PAYLOAD_TYPE,
  type Statement,
  verifyEnvelope,
} from '../../../../packages/toolkit/src/attestations/index.ts'
import { canonicalizeJson, type Result } from '../../../../packages/toolkit/src/base/index.ts'
import { valueOf as take } from '../../../../packages/toolkit/src/translog/testing/signers.ts'
import { acceptedIf, type FuzzTarget, refused, toText } from './target.ts'

const envelope = JSON.stringify({
  payload: Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}').toString('base64'),
  payloadType: 'application/vnd.in-toto+json',
  signatures: [{ sig: 'AAAA' }, { keyid: 'é', sig: Buffer.alloc(64, 7).toString('base64url') }],
})

const statement = JSON.stringify({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'hub', digest: { sha256: 'ab'.repeat(32) } }],
  predicateType: 'https://openvex.dev/ns/v0.2.0',
  predicate: {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://example.org/vex/1',
    author: 'Example',
    timestamp: '2026-11-22T16:17:18Z',
    version: 1,
    statements: [
      { vulnerability: { name: 'CVE-2026-0001' }, products: [{ '@id': 'pkg:npm/a@1.0.0' }], status: 'fixed' },
    ],
  },
})

const publicKey = take(createPublicKey('ed25519', new Uint8Array(32).fill(7)))

/** As if somebody trusted had signed it: only then is a statement read at all. */
function readStatement(payload: Uint8Array): Result<Statement, unknown> {
  const signed: DsseEnvelope = {
    payload,
    payloadType: STATEMENT_PAYLOAD_TYPE,
    signatures: [{ sig: new Uint8Array(64) }],
  }
  const verified = verifyEnvelope({
    envelope: signed,
    keys: [{ publicKey }],
    threshold: 1,
    payloadTypes: [STATEMENT_PAYLOAD_TYPE],
    check: { ed25519: () => true, ecdsaP256: () => true },
  })
  return verified.ok ? parseStatement(verified.value) : verified
}

export const attestationTargets: readonly FuzzTarget[] = [
  {
    name: 'DSSE envelope',
    samples: [Buffer.from(envelope)],
    check: (input) => {
      // Both alphabets and any order of members are allowed; the canonical line must say the same.
      const read = parseEnvelope(input)
      if (!read.ok) return refused
      const once = formatEnvelope(read.value)
      const again = parseEnvelope(once)
      return acceptedIf(again.ok && formatEnvelope(again.value) === once, 'says something else when written')
    },
  },
  {
    name: 'attestation bundle',
    samples: [Buffer.from(`${envelope}\n\n${envelope.replace('AAAA', 'AAAB')}\n`)],
    check: (input) => {
      const lines = parseBundle(input)
      if (!lines.ok) return refused
      const envelopes = lines.value.flatMap(({ envelope: read }) => (read.ok ? [read.value] : []))
      const once = formatBundle(envelopes)
      const again = parseBundle(Buffer.from(once))
      const read = again.ok
        ? again.value.flatMap((line) => (line.envelope.ok ? [line.envelope.value] : []))
        : []
      return acceptedIf(again.ok && formatBundle(read) === once, 'says something else when written')
    },
  },
  {
    name: 'statement',
    samples: [Buffer.from(statement)],
    check: (input) => {
      const read = readStatement(input)
      if (!read.ok) return refused
      const canonical = canonicalizeJson(toText(input))
      const again = canonical.ok ? readStatement(Buffer.from(canonical.value)) : canonical
      const isSame = again.ok && JSON.stringify(sorted(again.value)) === JSON.stringify(sorted(read.value))
      return acceptedIf(isSame, 'has no canonical form that says the same')
    },
  },
]

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)])
}
