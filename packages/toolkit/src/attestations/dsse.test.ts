/** Envelopes: what is signed comes back, and nothing else does. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../tests/property-seed.ts'
import { fromBase64, fromLowerHex, toBase64 } from './bytes.ts'
import {
  createEnvelope,
  type DsseEnvelope,
  digestOfEnvelope,
  encodePae,
  formatEnvelope,
  parseEnvelope,
  readEnvelope,
  verifyEnvelope,
} from './dsse.ts'
import { derToRaw, rawToDer } from './ecdsa-signature.ts'
import { createPublicKey, parsePublicKey } from './public-key.ts'
import { createTestSigner, testCheck } from './testing/signers.ts'
import { must } from './testing/statements.ts'

const signers = { ed25519: createTestSigner('ed25519'), ecdsa: createTestSigner('ecdsa-p256') }
const bytes = fc.uint8Array({ maxLength: 200 })

function verify(envelope: DsseEnvelope, count = 1) {
  return verifyEnvelope({
    envelope,
    keys: Object.values(signers).map(({ publicKey }) => ({ publicKey })),
    threshold: count,
    payloadTypes: ['text/plain'],
    check: testCheck,
  })
}

test('both alphabets of base64, with and without padding, mean the same bytes', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      const text = toBase64(value)
      expect(text).toBe(Buffer.from(value).toString('base64'))
      const urlSafe = text.replaceAll('+', '-').replaceAll('/', '_')
      for (const form of [text, urlSafe, text.replaceAll('=', ''), urlSafe.replaceAll('=', '')]) {
        expect(fromBase64(form)).toEqual(value)
      }
    }),
  )
})

test.each(['a', 'ab=', 'abc=d', 'a b=', 'aé==', '+_==', 'AB==', 'AAB=', '====', 'AAAA=', 'A===', '\0\0\0\0'])(
  'no base64: %j',
  (text) => expect(fromBase64(text)).toBeUndefined(),
)

test('hex is lower case, in pairs', () => {
  expect(fromLowerHex('00ff')).toEqual(Uint8Array.of(0, 255))
  for (const text of ['0', 'FF', '0x', 'gg', ' 00']) expect(fromLowerHex(text)).toBeUndefined()
})

test('the pre-authentication encoding counts bytes, so no two pairs share one', () => {
  expect(Buffer.from(encodePae('é', Buffer.from('ü x'))).toString()).toBe('DSSEv1 2 é 4 ü x')
  fc.assert(
    fc.property(fc.string(), bytes, fc.string(), bytes, (type, body, otherType, otherBody) => {
      const isSame = Buffer.from(type).equals(Buffer.from(otherType)) && Buffer.from(body).equals(otherBody)
      const encoded = [encodePae(type, body), encodePae(otherType, otherBody)].map((pae) => Buffer.from(pae))
      expect(encoded[0]?.equals(encoded[1] ?? Buffer.of())).toBe(isSame)
    }),
  )
})

test('what was signed comes back, by all who signed, through text and back', () => {
  fc.assert(
    fc.property(bytes, (payload) => {
      const stored = createEnvelope('text/plain', payload, [signers.ecdsa, signers.ed25519])
      const envelope = must(parseEnvelope(JSON.stringify(stored)))
      const verified = must(verify(envelope, 2))
      expect(verified.bytes).toEqual(payload)
      expect(verified.signers.map(({ keyid }) => keyid).toSorted()).toEqual(
        Object.values(signers)
          .map(({ publicKey }) => publicKey.keyid)
          .toSorted(),
      )
      expect(parseEnvelope(formatEnvelope(envelope))).toEqual({ ok: true, value: envelope })
    }),
    { numRuns: 30 },
  )
})

test('one changed bit anywhere in payload, type or signature and nothing verifies', () => {
  for (const signer of Object.values(signers)) {
    const stored = createEnvelope('text/plain', Buffer.from('payload'), [signer])
    const envelope = must(readEnvelope(stored))
    expect(verify(envelope).ok).toBe(true)
    const [line] = envelope.signatures
    if (line === undefined) throw new Error('it was signed')
    for (let bit = 0; bit < envelope.payload.length * 8; bit++) {
      expect(verify({ ...envelope, payload: flip(envelope.payload, bit) }).ok).toBe(false)
    }
    for (let bit = 0; bit < line.sig.length * 8; bit++) {
      expect(verify({ ...envelope, signatures: [{ sig: flip(line.sig, bit) }] }).ok).toBe(false)
    }
    expect(verify({ ...envelope, payloadType: 'text/plain ' }).ok).toBe(false)
  }
})

function flip(source: Uint8Array, bit: number): Uint8Array {
  return source.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
}

test('the digest is one for all spellings of an envelope, and another for another signature', () => {
  const stored = createEnvelope('text/plain', Buffer.from([251, 255, 254]), [signers.ed25519])
  const spelled = { ...stored, payload: stored.payload.replaceAll('+', '-').replaceAll('/', '_'), extra: 1 }
  const [one, two] = [stored, spelled].map((value) => digestOfEnvelope(must(readEnvelope(value))))
  expect(one).toBe(two)
  const again = createEnvelope('text/plain', Buffer.from([251, 255, 254]), [signers.ecdsa])
  expect(digestOfEnvelope(must(readEnvelope(again)))).not.toBe(one)
})

test.each([
  ['no JSON', '{', 'ENVELOPE_MALFORMED'],
  ['a member twice', '{"payload":"","payload":"","payloadType":"t","signatures":[]}', 'ENVELOPE_MALFORMED'],
  ['a byte-order mark', '\ufeff{"payload":"","payloadType":"t","signatures":[]}', 'ENVELOPE_MALFORMED'],
  ['a list', '[]', 'ENVELOPE_MALFORMED'],
  ['null', 'null', 'ENVELOPE_MALFORMED'],
  ['no type', '{"payload":"","signatures":[]}', 'ENVELOPE_MALFORMED'],
  ['a signature that is null', '{"payload":"","payloadType":"t","signatures":[null]}', 'ENVELOPE_MALFORMED'],
  [
    'a key id that is a number',
    '{"payload":"","payloadType":"t","signatures":[{"sig":"","keyid":1}]}',
    'ENVELOPE_MALFORMED',
  ],
  [
    'too many signatures',
    JSON.stringify({ payload: '', payloadType: 't', signatures: Array(33).fill({ sig: '' }) }),
    'ENVELOPE_MALFORMED',
  ],
  [
    'a long type',
    JSON.stringify({ payload: '', payloadType: 't'.repeat(1025), signatures: [] }),
    'ENVELOPE_MALFORMED',
  ],
  ['too large', ' '.repeat(16 * 1024 * 1024 + 1), 'ENVELOPE_TOO_LARGE'],
  ['deep', `${'['.repeat(100_000)}`, 'ENVELOPE_MALFORMED'],
])('no envelope: %s', (_, text, code) => {
  const read = parseEnvelope(text)
  expect(read.ok ? 'read' : read.error.code).toBe(code)
})

test('arbitrary text and bytes give an answer, never an exception', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.uint8Array()), (input) => {
      expect(typeof parseEnvelope(input).ok).toBe('boolean')
    }),
  )
})

test('a threshold below one is our own mistake', () => {
  const envelope = must(readEnvelope(createEnvelope('text/plain', Buffer.of(), [signers.ed25519])))
  expect(() => verify(envelope, 0)).toThrow('threshold')
})

test('ECDSA signatures have one DER text, and only that one is read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (raw) => {
      expect(derToRaw(rawToDer(raw))).toEqual(raw)
    }),
  )
  const der = rawToDer(Uint8Array.from({ length: 64 }, (_, index) => (index % 32 === 0 ? 200 : index)))
  expect(derToRaw(Buffer.concat([der, Buffer.of(0)]))).toBeUndefined()
  expect(derToRaw(der.subarray(0, -1))).toBeUndefined()
  const hex = (text: string) => derToRaw(Buffer.from(text, 'hex'))
  expect(hex('3006020101020102')?.[31]).toBe(1)
  for (const bad of [
    '',
    '30',
    '3006020101030102',
    '300602018102010102',
    '3007020200010201',
    '30070202000102010',
    '3006020100',
    '300802020001020102',
    '30810602010102010a',
  ]) {
    expect(hex(bad)).toBeUndefined()
  }
})

test('keys have one text each: other curves, forms and lengths are refused', () => {
  for (const { publicKey } of Object.values(signers)) {
    expect(parsePublicKey(publicKey.spki)).toEqual({ ok: true, value: publicKey })
    const der = Buffer.from(publicKey.spki, 'base64')
    expect(parsePublicKey(der.subarray(0, -1).toString('base64')).ok).toBe(false)
    expect(parsePublicKey(Buffer.concat([der, Buffer.of(0)]).toString('base64')).ok).toBe(false)
  }
  const compressed = Uint8Array.from({ length: 65 }, (_, index) => (index === 0 ? 2 : 1))
  expect(createPublicKey('ecdsa-p256', compressed).ok).toBe(false)
  expect(createPublicKey('ed25519', new Uint8Array(31)).ok).toBe(false)
  for (const text of ['', 'AAAA', '***', 'A'.repeat(2000)]) expect(parsePublicKey(text).ok).toBe(false)
})
