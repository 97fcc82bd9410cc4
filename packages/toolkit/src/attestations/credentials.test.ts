/** Identity credentials and did:web documents: made here, read here, and refused where anything was changed. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import '../../../../tests/property-seed.ts'
import { formatBase58, parseBase58 } from './credentials/base58.ts'
import { signCredential, verifyCredential } from './credentials/data-integrity.ts'
import { didWebAddress, formatDidDocument, parseDidDocument } from './credentials/did-document.ts'
import { formatMultikey, parseMultikey } from './credentials/multikey.ts'
import { createPublicKey } from './public-key.ts'
import { createTestSigner, recordOf, testCheck } from './testing/signers.ts'
import { must } from './testing/statements.ts'

const DID = 'did:web:maker.example'
const AT = '2026-10-01T00:00:00Z'
const ed25519 = createTestSigner('ed25519')
const ecdsa = createTestSigner('ecdsa-p256')
const method = `${DID}#${ed25519.publicKey.keyid.slice(0, 16)}`
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const documentOf = (...keys: Parameters<typeof formatDidDocument>[1]) =>
  must(parseDidDocument(bytesOf(must(formatDidDocument(DID, keys))), DID))

const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  issuer: DID,
  validFrom: '2026-09-11T00:00:00Z',
  validUntil: '2027-09-11T00:00:00Z',
  credentialSubject: { id: DID, role: 'manufacturer' },
}

function sign(more: object = {}, verificationMethod = method) {
  const input = {
    credential: { ...credential, ...more },
    created: '2026-09-11T08:00:00Z',
    verificationMethod,
  }
  return must(signCredential({ ...input, signer: ed25519 }))
}

function resultOf(
  signed: object | string,
  more: Partial<Parameters<typeof verifyCredential>[0]> = {},
): string {
  const text = typeof signed === 'string' ? signed : JSON.stringify(signed)
  const documents = [documentOf(recordOf(ed25519))]
  const verified = verifyCredential({ text, at: AT, documents, check: testCheck, ...more })
  return verified.ok ? `${verified.value.anchor} ${String(verified.value.isIssuersKey)}` : verified.error.code
}

describe('credentials', () => {
  test('by a key of the pinned document, and by a key that names itself', () => {
    expect(resultOf(sign())).toBe('did:web true')
    expect(resultOf(sign({ issuer: { id: DID, name: 'Maker' } }))).toBe('did:web true')
    expect(resultOf(sign({ issuer: 'did:web:other.example' }))).toBe('did:web false')
    const name = formatMultikey(ed25519.publicKey)
    expect(resultOf(sign({}, `did:key:${name}#${name}`))).toBe('did:key false')
    expect(resultOf(sign({ issuer: `did:key:${name}` }, `did:key:${name}#${name}`))).toBe('did:key true')
  })

  test('nothing is fetched, and a key that no longer counts signs nothing', () => {
    expect(resultOf(sign(), { documents: [] })).toBe('KEY_UNKNOWN')
    expect(resultOf(sign(), { documents: [documentOf(recordOf(ecdsa))] })).toBe('KEY_UNKNOWN')
    const ended = documentOf(recordOf(ed25519, { notAfter: '2026-09-30T00:00:00Z' }))
    expect(resultOf(sign(), { documents: [ended] })).toBe('KEY_NOT_VALID')
    const revoked = documentOf(
      recordOf(ed25519, { revoked: { index: 1n, time: '2026-12-01T00:00:00Z', reason: 'ceased' } }),
    )
    expect(resultOf(sign(), { documents: [revoked] })).toBe('KEY_NOT_VALID')
    expect(resultOf(sign({}, 'did:web:maker.example#other'))).toBe('KEY_UNKNOWN')
    expect(resultOf(sign({}, 'did:key:zABC#zABC'))).toBe('KEY_UNKNOWN')
    const name = formatMultikey(ed25519.publicKey)
    expect(resultOf(sign({}, `did:key:${name}#other`))).toBe('KEY_UNKNOWN')
    const p256 = formatMultikey(ecdsa.publicKey)
    expect(resultOf(sign({}, `did:key:${p256}#${p256}`))).toBe('KEY_UNKNOWN')
  })

  test.each([
    ['before it began', '2026-09-10T23:59:59Z', {}],
    ['after it ended', '2027-09-11T00:00:01Z', {}],
    ['before it was signed', '2026-09-11T07:00:00Z', {}],
    ['with an end that is no time', AT, { validUntil: 'forever' }],
    ['with a begin that is no time', AT, { validFrom: 2026 }],
  ])('%s', (_, at, more) => expect(resultOf(sign(more), { at })).toBe('CREDENTIAL_NOT_VALID_NOW'))

  test('one reading only', () => {
    const text = JSON.stringify(sign())
    expect(resultOf(text.replace('"issuer":', '"issuer":"x","issuer":'))).toBe('CREDENTIAL_MALFORMED')
    for (const bad of ['', '[]', 'null', '{}', '{"proof":[]}', `${text} `.slice(1)])
      expect(resultOf(bad)).toBe('CREDENTIAL_MALFORMED')
    expect(() => resultOf(text, { at: 'now' })).toThrow('RFC 3339')
  })

  test('only Ed25519 signs them, once, at a time', () => {
    const input = { credential, created: AT, verificationMethod: method, signer: ed25519 }
    expect(signCredential({ ...input, signer: ecdsa })).toMatchObject({
      error: { code: 'PROOF_UNSUPPORTED' },
    })
    expect(signCredential({ ...input, credential: sign() })).toMatchObject({
      error: { code: 'CREDENTIAL_MALFORMED' },
    })
    expect(signCredential({ ...input, created: 'now' })).toMatchObject({
      error: { code: 'CREDENTIAL_MALFORMED' },
    })
  })
})

describe('did:web documents', () => {
  test('current and former keys come back with their windows; only current ones may assert', () => {
    const keys = [
      recordOf(ed25519, { notAfter: '2027-01-01T00:00:00Z' }),
      recordOf(ecdsa, { retiredAt: { index: 0n, time: '2026-05-01T00:00:00Z' } }),
      recordOf(createTestSigner('ed25519'), {
        revoked: {
          index: 0n,
          time: '2026-06-01T00:00:00Z',
          reason: 'compromised',
          compromisedSince: '2026-05-20T00:00:00Z',
        },
      }),
    ]
    const text = must(
      formatDidDocument(DID, [...keys, recordOf(createTestSigner('ed25519'), { purpose: 'log' })]),
    )
    const { methods, sha256 } = must(parseDidDocument(bytesOf(text), DID))
    expect(methods.map(({ record }) => record)).toEqual(keys)
    expect((JSON.parse(text) as { assertionMethod: unknown }).assertionMethod).toEqual([methods[0]?.id])
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(
      must(
        formatDidDocument(
          DID,
          methods.map(({ record }) => record),
        ),
      ),
    ).toBe(text)
  })

  test('a key of a foreign document that may not assert counts for nothing new', () => {
    const bare = {
      id: DID,
      verificationMethod: [
        {
          id: `${DID}#a`,
          type: 'Multikey',
          controller: DID,
          publicKeyMultibase: formatMultikey(ed25519.publicKey),
        },
        { id: `${DID}#b`, type: 'JsonWebKey', controller: DID },
        {
          id: `did:web:other.example#c`,
          type: 'Multikey',
          controller: DID,
          publicKeyMultibase: formatMultikey(ecdsa.publicKey),
        },
        {
          id: `${DID}#d`,
          type: 'Multikey',
          controller: 'did:web:other.example',
          publicKeyMultibase: formatMultikey(ecdsa.publicKey),
        },
        null,
      ],
    }
    const read = (more: object) =>
      must(parseDidDocument(bytesOf(JSON.stringify({ ...bare, ...more })), DID)).methods
    expect(read({ assertionMethod: [`${DID}#a`] }).map(({ record }) => record.retiredAt)).toEqual([undefined])
    expect(read({})[0]?.record.retiredAt?.time).toBe('1970-01-01T00:00:00Z')
  })

  test.each([
    ['', 'DID_DOCUMENT_MALFORMED'],
    ['{}', 'DID_MISMATCH'],
    ['{"id":"did:web:other.example"}', 'DID_MISMATCH'],
    [`{"id":"${DID}","id":"${DID}"}`, 'DID_DOCUMENT_MALFORMED'],
    [`{"id":"${DID}","verificationMethod":{}}`, 'DID_DOCUMENT_MALFORMED'],
    [`{"id":"${DID}","verificationMethod":[${Array(1001).fill('{}').join()}]}`, 'DID_DOCUMENT_MALFORMED'],
  ])('refused: %s', (text, code) => {
    expect(parseDidDocument(bytesOf(text), DID)).toMatchObject({ ok: false, error: { code } })
  })

  test.each([
    ['did:web:maker.example', 'https://maker.example/.well-known/did.json'],
    ['did:web:maker.example%3A8443', 'https://maker.example:8443/.well-known/did.json'],
    ['did:web:maker.example:log:a', 'https://maker.example/log/a/did.json'],
    ['did:web:maker.example:..:a', undefined],
    ['did:web:maker.example/a', undefined],
    ['did:web:user@maker.example', undefined],
    ['did:web:localhost', undefined],
    ['did:web:MAKER.example', undefined],
    ['did:key:z6Mk', undefined],
    ['', undefined],
  ])('%s lies at %s', (did, expected) => {
    const address = didWebAddress(did)
    expect(address.ok ? address.value : undefined).toBe(expected)
  })
})

test('base58 and multikeys come back as they went', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(parseBase58(formatBase58(bytes))).toEqual(bytes)
    }),
  )
  expect(formatBase58(Uint8Array.of(0, 0, 40, 127, 180, 205))).toBe('11233QC4')
  for (const text of ['0', 'O', 'I', 'l', 'é', '1'.repeat(257)]) expect(parseBase58(text)).toBeUndefined()
  for (let round = 0; round < 20; round++) {
    for (const algorithm of ['ed25519', 'ecdsa-p256'] as const) {
      const { publicKey } = createTestSigner(algorithm)
      expect(parseMultikey(formatMultikey(publicKey))).toEqual(publicKey)
    }
  }
})

test('a point that is not on the curve, or another key type, is no key', () => {
  const wrong = (head: readonly number[], length: number, fill: number) =>
    parseMultikey(`z${formatBase58(Uint8Array.from([...head, ...Array<number>(length).fill(fill)]))}`)
  expect(wrong([0x80, 0x24, 2], 32, 255)).toBeUndefined()
  expect(wrong([0x80, 0x24, 4], 32, 1)).toBeUndefined()
  const off = Array.from({ length: 8 }, (_, x) => wrong([0x80, 0x24, 2], 32, x + 1)).filter(
    (key) => key === undefined,
  )
  expect(off.length).toBeGreaterThan(0)
  expect(off.length).toBeLessThan(8)
  expect(wrong([0xec, 0x01], 32, 1)).toBeUndefined()
  expect(wrong([0xed, 0x01], 31, 1)).toBeUndefined()
  expect(parseMultikey('m7QE')).toBeUndefined()
  expect(createPublicKey('ed25519', new Uint8Array(32)).ok).toBe(true)
})
