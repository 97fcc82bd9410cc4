/** COSE receipts: the vectors, our own receipts read by an independent CBOR library, and no exception whatever is read. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { decode, encode, Tag } from 'cbor2'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cbor,
  type CborValue,
  formatCbor,
  readCbor,
} from '../../../packages/toolkit/src/attestations/receipts/cbor.ts'
import {
  createConsistencyReceipt,
  createInclusionReceipt,
  parseReceipt,
  type ReceiptError,
  type ReceiptTrust,
  type ReceiptWriter,
  thumbprintOf,
  verifyConsistencyReceipt,
  verifyInclusionReceipt,
} from '../../../packages/toolkit/src/attestations/receipts/index.ts'
import {
  createPublicKey as createAttestationKey,
  type PublicKey,
  type SignatureCheck,
} from '../../../packages/toolkit/src/attestations/public-key.ts'
import {
  createConsistencyProof,
  createInclusionProof,
  hashLeaf,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../packages/toolkit/src/translog/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'))
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))

const toKeyObject = (jwk: Record<string, string>): KeyObject => createPublicKey({ key: jwk, format: 'jwk' })
const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const check: SignatureCheck = {
  ed25519: (key, message, signature) =>
    verify(null, message, toKeyObject({ kty: 'OKP', crv: 'Ed25519', x: url(key) }), signature),
  ecdsaP256: (key, message, signature) => {
    const jwk = { kty: 'EC', crv: 'P-256', x: url(key.subarray(1, 33)), y: url(key.subarray(33)) }
    return verify('sha256', message, { key: toKeyObject(jwk), dsaEncoding: 'ieee-p1363' }, signature)
  },
}

function toKey(algorithm: PublicKey['algorithm'], ...parts: readonly Uint8Array[]): PublicKey {
  const bytes = Buffer.concat(algorithm === 'ed25519' ? parts : [Buffer.of(4), ...parts])
  const key = createAttestationKey(algorithm, bytes)
  if (!key.ok) throw new Error(key.error.message)
  return key.value
}

interface Row {
  readonly id: string
  readonly kind?: 'consistency' | 'parse-only'
  readonly receipt: string
  readonly leaf?: string
  readonly root?: string
  readonly treeSize?: number
  readonly leafIndex?: number
  readonly oldRoot?: string
  readonly oldSize?: number
  readonly newSize?: number
  readonly expect: 'accept' | 'reject' | 'parse'
}

const reasons: Readonly<Record<string, ReceiptError['code']>> = {
  'wrong-leaf': 'RECEIPT_SIGNATURE_INVALID',
  'index-changed': 'RECEIPT_SIGNATURE_INVALID',
  'index-out-of-range': 'RECEIPT_PROOF_INVALID',
  'unknown-vds': 'RECEIPT_UNSUPPORTED',
  'attached-other-payload': 'RECEIPT_PAYLOAD_ATTACHED',
  'bad-signature': 'RECEIPT_SIGNATURE_INVALID',
  untagged: 'RECEIPT_MALFORMED',
  'trailing-byte': 'RECEIPT_MALFORMED',
  'consistency-other-old-root': 'RECEIPT_SIGNATURE_INVALID',
}

describeShared('receipt vectors', () => {
  const { cases, key: jwk } = JSON.parse(
    readFileSync(sharedPath('vectors/ledger/cose-receipt.json'), 'utf8'),
  ) as {
    readonly cases: readonly Row[]
    readonly key: { readonly x: string; readonly y: string; readonly kidHex: string }
  }
  const key = toKey('ecdsa-p256', Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url'))
  const trust: ReceiptTrust = { hash: sha256, key, check }

  test('there are 15', () => {
    expect(cases.length).toBe(15)
  })

  test('the key identifier is the thumbprint of the key', () => {
    expect(Buffer.from(thumbprintOf(sha256, key)).toString('hex')).toBe(jwk.kidHex)
  })

  test.each(cases.map((row) => [row.id, row] as const))('%s', (id, row) => {
    const bytes = fromBase64(row.receipt)
    if (row.kind === 'parse-only') {
      const parsed = parseReceipt(bytes)
      if (!parsed.ok) throw new Error(parsed.error.message)
      expect(parsed.value).toMatchObject({
        algorithm: 'ecdsa-p256',
        issuer: 'https://transparency-service.example.com',
      })
      expect(Buffer.from(parsed.value.kid ?? []).toString()).toBe('test-key-1')
      expect(parsed.value.proof.kind).toBe(id.includes('inclusion') ? 'inclusion' : 'consistency')
      return
    }
    const answer =
      row.kind === 'consistency'
        ? verifyConsistencyReceipt(
            bytes,
            { size: BigInt(row.oldSize ?? 0), root: fromBase64(row.oldRoot ?? '') },
            trust,
          )
        : verifyInclusionReceipt(bytes, fromBase64(row.leaf ?? ''), trust)
    if (row.expect === 'reject') {
      expect(answer.ok ? 'accepted' : answer.error.code).toBe(reasons[id])
      return
    }
    if (!answer.ok) throw new Error(answer.error.message)
    expect(answer.value).toMatchObject({
      issuer: 'https://ledger.shared.example',
      subject: 'pkg:generic/acme@1',
    })
    const proved = 'inclusion' in answer.value ? answer.value.inclusion : answer.value.consistency
    expect(proved.size).toBe(BigInt(row.treeSize ?? row.newSize ?? -1))
    if (row.root !== undefined) expect(Buffer.from(proved.root).toString('base64')).toBe(row.root)
  })
})

const ed = generateKeyPairSync('ed25519')
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const coordinate = (pair: typeof ed, name: 'x' | 'y'): Uint8Array =>
  Buffer.from(pair.publicKey.export({ format: 'jwk' })[name] ?? '', 'base64url')
const writers: readonly ReceiptWriter[] = [
  {
    hash: sha256,
    issuer: 'https://log.example',
    subject: 'pkg:generic/thing@1',
    signer: {
      publicKey: toKey('ed25519', coordinate(ed, 'x')),
      sign: (message) => sign(null, message, ed.privateKey),
    },
  },
  {
    hash: sha256,
    issuer: 'https://log.example',
    subject: 'pkg:generic/thing@1',
    signer: {
      publicKey: toKey('ecdsa-p256', coordinate(ec, 'x'), coordinate(ec, 'y')),
      sign: (message) => sign('sha256', message, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }),
    },
  },
]
const trustOf = ({ signer }: ReceiptWriter): ReceiptTrust => ({ hash: sha256, key: signer.publicKey, check })
const entryOf = (index: number): Uint8Array => new TextEncoder().encode(`entry ${index}`)
const leavesOf = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, index) => hashLeaf(sha256, entryOf(index)))

function inclusionReceipt(writer: ReceiptWriter, size: number, index: number): Uint8Array {
  const leaves = leavesOf(size)
  const proof = createInclusionProof(sha256, leaves, index)
  if (!proof.ok) throw new Error(proof.error.message)
  const leafHash = leaves[index] ?? new Uint8Array()
  const claim = { index: BigInt(index), size: BigInt(size), leafHash, root: rootOf(sha256, leaves) }
  const inclusion = verifyInclusion(sha256, claim, proof.value)
  if (!inclusion.ok) throw new Error(inclusion.error.message)
  const receipt = createInclusionReceipt(inclusion.value, proof.value, writer)
  if (!receipt.ok) throw new Error(receipt.error.message)
  return receipt.value
}

function consistencyReceipt(writer: ReceiptWriter, oldSize: number, size: number): Uint8Array {
  const leaves = leavesOf(size)
  const proof = createConsistencyProof(sha256, leaves, oldSize)
  if (!proof.ok) throw new Error(proof.error.message)
  const oldRoot = rootOf(sha256, leaves.slice(0, oldSize))
  const claim = { oldSize: BigInt(oldSize), size: BigInt(size), oldRoot, root: rootOf(sha256, leaves) }
  const consistency = verifyConsistency(sha256, claim, proof.value)
  if (!consistency.ok) throw new Error(consistency.error.message)
  const receipt = createConsistencyReceipt(consistency.value, proof.value, writer)
  if (!receipt.ok) throw new Error(receipt.error.message)
  return receipt.value
}

describe.each(writers.map((writer) => [writer.signer.publicKey.algorithm, writer] as const))(
  '%s',
  (_, writer) => {
    test('every leaf of every tree up to 20 entries has a receipt, for that leaf alone', () => {
      for (let size = 1; size <= 20; size++) {
        for (let index = 0; index < size; index++) {
          const receipt = inclusionReceipt(writer, size, index)
          const answer = verifyInclusionReceipt(receipt, entryOf(index), trustOf(writer))
          expect(answer).toMatchObject({
            ok: true,
            value: { inclusion: { index: BigInt(index), size: BigInt(size) } },
          })
          expect(verifyInclusionReceipt(receipt, entryOf(index + 1), trustOf(writer)).ok).toBe(false)
        }
      }
    })

    test('every older tree of every tree up to 14 entries has a receipt, for that tree alone', () => {
      for (let size = 1; size <= 14; size++) {
        for (let oldSize = 1; oldSize <= size; oldSize++) {
          const receipt = consistencyReceipt(writer, oldSize, size)
          const old = { size: BigInt(oldSize), root: rootOf(sha256, leavesOf(oldSize)) }
          const answer = verifyConsistencyReceipt(receipt, old, trustOf(writer))
          expect(answer).toMatchObject({
            ok: true,
            value: { consistency: { root: rootOf(sha256, leavesOf(size)) } },
          })
          const other = { ...old, root: sha256(old.root) }
          expect(verifyConsistencyReceipt(receipt, other, trustOf(writer)).ok).toBe(false)
          expect(verifyConsistencyReceipt(receipt, { ...old, size: old.size + 1n }, trustOf(writer)).ok).toBe(
            false,
          )
        }
      }
    })

    test('one kind of receipt is not the other, nor is another key', () => {
      const inclusion = inclusionReceipt(writer, 5, 2)
      const consistency = consistencyReceipt(writer, 2, 5)
      const code = (answer: { ok: boolean; error?: ReceiptError }): string => answer.error?.code ?? 'accepted'
      expect(code(verifyInclusionReceipt(consistency, entryOf(2), trustOf(writer)))).toBe(
        'RECEIPT_PROOF_INVALID',
      )
      const old = { size: 2n, root: rootOf(sha256, leavesOf(2)) }
      expect(code(verifyConsistencyReceipt(inclusion, old, trustOf(writer)))).toBe('RECEIPT_PROOF_INVALID')
      const others = writers.filter((one) => one !== writer)
      expect(code(verifyInclusionReceipt(inclusion, entryOf(2), trustOf(others[0] ?? writer)))).toBe(
        'RECEIPT_KEY_MISMATCH',
      )
      const fresh = generateKeyPairSync('ed25519')
      const stranger = { ...trustOf(writer), key: toKey('ed25519', coordinate(fresh, 'x')) }
      expect(code(verifyInclusionReceipt(inclusion, entryOf(2), stranger))).toMatch(
        /KEY_MISMATCH|SIGNATURE_INVALID/,
      )
    })

    test('an independent library reads what we write, and writes the same bytes', () => {
      const receipt = inclusionReceipt(writer, 9, 5)
      const tag = decode(receipt, { cde: true, preferMap: true })
      if (!(tag instanceof Tag)) throw new Error('expected a tag')
      const [header, unprotected, payload] = tag.contents as [Uint8Array, Map<number, unknown>, null]
      const map = decode<Map<number, unknown>>(header, { cde: true, preferMap: true })
      expect([tag.tag, payload, [...map.keys()]]).toEqual([18, null, [1, 4, 15, 395]])
      expect([map.get(1), map.get(395)]).toEqual([
        writer.signer.publicKey.algorithm === 'ed25519' ? -8 : -7,
        1,
      ])
      expect([...unprotected.keys()]).toEqual([396])
      expect(Buffer.from(encode(tag, { cde: true })).equals(receipt)).toBe(true)
    })

    test('whatever byte is changed, the receipt no longer holds', () => {
      const receipt = inclusionReceipt(writer, 9, 5)
      for (let at = 0; at < receipt.length; at++) {
        for (const bit of [0x01, 0x20, 0x80]) {
          const changed = Uint8Array.from(receipt)
          changed[at] = (changed[at] ?? 0) ^ bit
          expect([at, verifyInclusionReceipt(changed, entryOf(5), trustOf(writer)).ok]).toEqual([at, false])
        }
      }
    })

    test('a proof that is not the verified one is not signed', () => {
      const leaves = leavesOf(9)
      const proof = createInclusionProof(sha256, leaves, 5)
      const other = createInclusionProof(sha256, leaves, 6)
      if (!proof.ok || !other.ok) throw new Error('the proofs of this test are wrong')
      const leafHash = leaves[5] ?? new Uint8Array()
      const claim = { index: 5n, size: 9n, leafHash, root: rootOf(sha256, leaves) }
      const inclusion = verifyInclusion(sha256, claim, proof.value)
      if (!inclusion.ok) throw new Error(inclusion.error.message)
      const receipt = createInclusionReceipt(inclusion.value, other.value, writer)
      expect(receipt).toMatchObject({ ok: false, error: { code: 'RECEIPT_PROOF_INVALID' } })
    })
  },
)

describe('hostile receipts', () => {
  const [writer] = writers as readonly [ReceiptWriter]
  const good = inclusionReceipt(writer, 5, 2)
  const openGood = (): {
    header: Map<number, unknown>
    unprotected: Map<number, unknown>
    signature: Uint8Array
  } => {
    const tag = decode<Tag>(good, { preferMap: true })
    const [header, unprotected, , signature] = tag.contents as [
      Uint8Array,
      Map<number, unknown>,
      null,
      Uint8Array,
    ]
    return { header: decode<Map<number, unknown>>(header, { preferMap: true }), unprotected, signature }
  }
  const build = (
    edit: (parts: ReturnType<typeof openGood>) => unknown[] | undefined,
    tag = 18,
  ): Uint8Array => {
    const parts = openGood()
    const contents = edit(parts) ?? [encode(parts.header), parts.unprotected, null, parts.signature]
    return encode(new Tag(tag, contents))
  }
  const proofsOf = (parts: ReturnType<typeof openGood>): Map<number, unknown> =>
    parts.unprotected.get(396) as Map<number, unknown>

  test('the way of building them gives the good one back', () => {
    expect(parseReceipt(build(() => undefined)).ok).toBe(true)
  })

  test.each<readonly [string, ReceiptError['code'], Uint8Array]>([
    ['another tag', 'RECEIPT_MALFORMED', build(() => undefined, 17)],
    [
      'five parts',
      'RECEIPT_MALFORMED',
      build((p) => [encode(p.header), p.unprotected, null, p.signature, 1]),
    ],
    [
      'an empty header',
      'RECEIPT_MALFORMED',
      build((p) => [new Uint8Array(), p.unprotected, null, p.signature]),
    ],
    ['a list as header', 'RECEIPT_MALFORMED', build((p) => [encode([]), p.unprotected, null, p.signature])],
    [
      'the payload undefined',
      'RECEIPT_MALFORMED',
      build((p) => [encode(p.header), p.unprotected, undefined, p.signature]),
    ],
    [
      'its own root attached',
      'RECEIPT_PAYLOAD_ATTACHED',
      build((p) => [
        encode(p.header),
        p.unprotected,
        Uint8Array.from(rootOf(sha256, leavesOf(5))),
        p.signature,
      ]),
    ],
    ['a label in both headers', 'RECEIPT_MALFORMED', build((p) => void p.unprotected.set(1, -8))],
    ['a critical parameter', 'RECEIPT_UNSUPPORTED', build((p) => void p.header.set(2, [99]))],
    ['another algorithm', 'RECEIPT_UNSUPPORTED', build((p) => void p.header.set(1, -35))],
    ['no algorithm', 'RECEIPT_UNSUPPORTED', build((p) => void p.header.delete(1))],
    [
      'the algorithm outside of what is signed',
      'RECEIPT_UNSUPPORTED',
      build((p) => {
        p.header.delete(1)
        p.unprotected.set(1, -8)
        return undefined
      }),
    ],
    [
      'the kind of tree outside of what is signed',
      'RECEIPT_UNSUPPORTED',
      build((p) => {
        p.header.delete(395)
        p.unprotected.set(395, 1)
        return undefined
      }),
    ],
    [
      'the kind of tree as a float',
      'RECEIPT_UNSUPPORTED',
      build((p) => [
        fromHex(Buffer.from(encode(p.header)).toString('hex').replace('19018b01', '19018bf93c00')),
        p.unprotected,
        null,
        p.signature,
      ]),
    ],
    ['no proofs', 'RECEIPT_MALFORMED', build((p) => void p.unprotected.delete(396))],
    [
      'two kinds of proof',
      'RECEIPT_UNSUPPORTED',
      build((p) => void proofsOf(p).set(-2, proofsOf(p).get(-1))),
    ],
    [
      'two proofs',
      'RECEIPT_UNSUPPORTED',
      build(
        (p) =>
          void proofsOf(p).set(-1, [
            ...(proofsOf(p).get(-1) as unknown[]),
            ...(proofsOf(p).get(-1) as unknown[]),
          ]),
      ),
    ],
    [
      'an unknown proof',
      'RECEIPT_UNSUPPORTED',
      build((p) => void p.unprotected.set(396, new Map([[-3, proofsOf(p).get(-1)]]))),
    ],
    ['a proof that is no bytes', 'RECEIPT_MALFORMED', build((p) => void proofsOf(p).set(-1, [[5, 2, []]]))],
    ['a negative index', 'RECEIPT_MALFORMED', build((p) => void proofsOf(p).set(-1, [encode([5, -1, []])]))],
    [
      'a short hash',
      'RECEIPT_MALFORMED',
      build((p) => void proofsOf(p).set(-1, [encode([5, 2, [new Uint8Array(31)]])])),
    ],
    [
      'too many hashes',
      'RECEIPT_MALFORMED',
      build(
        (p) =>
          void proofsOf(p).set(-1, [encode([5, 2, Array.from({ length: 65 }, () => new Uint8Array(32))])]),
      ),
    ],
    ['claims that are no map', 'RECEIPT_MALFORMED', build((p) => void p.header.set(15, 'x'))],
    [
      'a short signature',
      'RECEIPT_UNSUPPORTED',
      build((p) => [encode(p.header), p.unprotected, null, p.signature.slice(1)]),
    ],
    ['an empty file', 'RECEIPT_MALFORMED', new Uint8Array()],
    ['too large a file', 'RECEIPT_MALFORMED', new Uint8Array(64 * 1024 + 1)],
  ])('%s', (_, code, receipt) => {
    const parsed = parseReceipt(receipt)
    expect(parsed.ok ? 'read' : parsed.error.code).toBe(code)
  })

  test('arbitrary bytes, and a good receipt with bytes changed, cut or put in, give an answer and no exception', () => {
    const edits = fc.array(
      fc.record({
        at: fc.nat({ max: good.length }),
        cut: fc.nat({ max: 3 }),
        put: fc.uint8Array({ maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    const mutated = edits.map((list) =>
      list.reduce<Uint8Array>(
        (bytes, { at, cut, put }) =>
          Uint8Array.from([...bytes.subarray(0, at), ...put, ...bytes.subarray(at + cut)]),
        good,
      ),
    )
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        const answer = verifyInclusionReceipt(bytes, entryOf(2), trustOf(writer))
        // Put in what was cut, and it is the good one again.
        expect(answer.ok && !Buffer.from(bytes).equals(good)).toBe(false)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('CBOR', () => {
  const int = fc.bigInt({ min: -(1n << 64n), max: (1n << 64n) - 1n }).map(cbor.int)
  const { value: anyValue } = fc.letrec<{ value: CborValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 5 },
      int,
      fc.uint8Array({ maxLength: 40 }).map(cbor.bytes),
      fc.string({ unit: 'grapheme', maxLength: 20 }).map(cbor.text),
      fc.constantFrom<CborValue>(cbor.null, { kind: 'simple', value: 20 }, { kind: 'simple', value: 255 }),
      fc.double().map((number): CborValue => {
        const bytes = new Uint8Array(8)
        new DataView(bytes.buffer).setFloat64(0, number)
        return { kind: 'float', bytes }
      }),
      fc.array(tie('value'), { maxLength: 4 }).map((items) => cbor.array(...items)),
      fc
        .tuple(fc.bigInt({ min: 0n, max: 70_000n }), tie('value'))
        .map(([number, value]) => cbor.tag(number, value)),
      fc
        .uniqueArray(fc.tuple(int, tie('value')), {
          maxLength: 4,
          selector: ([key]) => String(formatCbor(key)),
        })
        .map((entries) => cbor.map(...entries)),
    ),
  }))

  test('what is written is read back, and written again it is the same bytes', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const bytes = formatCbor(value)
        const read = readCbor(bytes)
        if (!read.ok) throw new Error(read.error.message)
        expect(Buffer.from(formatCbor(read.value)).equals(bytes)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('whole numbers, texts and bytes are written as an independent library writes them', () => {
    const plain = fc.oneof(
      fc.bigInt({ min: -(1n << 64n), max: (1n << 64n) - 1n }),
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array(),
    )
    const own = (value: bigint | string | Uint8Array): CborValue =>
      typeof value === 'bigint'
        ? cbor.int(value)
        : typeof value === 'string'
          ? cbor.text(value)
          : cbor.bytes(value)
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 5 }), (values) => {
        const bytes = formatCbor(cbor.array(...values.map(own)))
        expect(Buffer.from(bytes).toString('hex')).toBe(
          Buffer.from(encode(values, { cde: true })).toString('hex'),
        )
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['a key twice', 'a201010102'],
    ['a key twice, deep inside', '8181a201020103'],
    ['an indefinite list', '9f01ff'],
    ['indefinite bytes', '5f4101ff'],
    ['an indefinite map', 'bf0101ff'],
    ['a byte too many', '0101'],
    ['a number in two bytes', '1801'],
    ['a number in nine bytes', '1b00000000ffffffff'],
    ['a length in two bytes', '580101'],
    ['a simple value in two bytes', 'f814'],
    ['reserved information', '1c'],
    ['a lone break', 'ff'],
    ['text that is not UTF-8', '61ff'],
    ['a list that is not there', '9bffffffffffffffff'],
    ['bytes that are not there', '5affffffff00'],
    ['nothing', ''],
    ['lists in lists', '81'.repeat(30_000)],
    ['tags on tags', 'c1'.repeat(60_000)],
    ['too many values', `99ffff${'00'.repeat(0xffff)}`.slice(0, 120_000)],
  ])('refuses %s', (_, hex) => {
    const read = readCbor(fromHex(hex))
    expect(read.ok ? read.value : read.error.code).toBe('CBOR_MALFORMED')
  })

  test('keys out of order are read, and a float is not a number', () => {
    expect(readCbor(fromHex('a202010102')).ok).toBe(true)
    expect(readCbor(fromHex('fb3ff0000000000000'))).toMatchObject({ ok: true, value: { kind: 'float' } })
  })
})
