/** Writes our own proofs as COSE receipts (RFC 9942), for those who read those and not `.tlog-proof` files. */
import { ok, type Result } from '../../base/index.ts'
import type { HashFunction, VerifiedConsistency, VerifiedInclusion } from '../../translog/index.ts'
import { areEqual } from '../bytes.ts'
import type { AttestationSigner, PublicKey } from '../public-key.ts'
import { cbor, type CborValue, formatCbor } from './cbor.ts'
import {
  algorithms,
  claims,
  encodeSigned,
  headers,
  parseReceipt,
  proofKinds,
  type ReceiptError,
  refuse,
  RFC9162_SHA256,
  SIGN1_TAG,
} from './receipt.ts'
import { rootOfConsistency, rootOfInclusion } from './roots.ts'

export interface ReceiptWriter {
  readonly hash: HashFunction
  /** Trusted and secret: the key of the log. What it signs here begins differently from every note (RFC 9052, section 4.4). */
  readonly signer: AttestationSigner
  /** CWT claim `iss`: address or origin of the log. */
  readonly issuer: string
  /** CWT claim `sub`: what the entry is about, such as a purl. */
  readonly subject: string
}

/** `hashes`: the proof; it must lead to the root that is signed, or nobody could use the receipt. */
export function createInclusionReceipt(
  inclusion: VerifiedInclusion,
  hashes: readonly Uint8Array[],
  writer: ReceiptWriter,
): Result<Uint8Array, ReceiptError> {
  const { index, size, root } = inclusion
  const found = rootOfInclusion(writer.hash, { ...inclusion, hashes })
  if (found === undefined || !areEqual(found, root)) return otherProof()
  return sign(cbor.int(proofKinds.inclusion), { path: pathOf(size, index, hashes), root }, writer)
}

export function createConsistencyReceipt(
  consistency: VerifiedConsistency,
  hashes: readonly Uint8Array[],
  writer: ReceiptWriter,
): Result<Uint8Array, ReceiptError> {
  const { oldSize, size, root } = consistency
  const found = rootOfConsistency(writer.hash, { ...consistency, hashes })
  if (found === undefined || !areEqual(found, root)) return otherProof()
  return sign(cbor.int(proofKinds.consistency), { path: pathOf(oldSize, size, hashes), root }, writer)
}

function otherProof(): Result<never, ReceiptError> {
  return refuse('RECEIPT_PROOF_INVALID', 'the hashes are not the proof that was verified')
}

function pathOf(first: bigint, second: bigint, hashes: readonly Uint8Array[]): Uint8Array {
  return formatCbor(cbor.array(cbor.int(first), cbor.int(second), cbor.array(...hashes.map(cbor.bytes))))
}

function sign(
  kind: CborValue,
  { path, root }: { readonly path: Uint8Array; readonly root: Uint8Array },
  { hash, signer, issuer, subject }: ReceiptWriter,
): Result<Uint8Array, ReceiptError> {
  const { publicKey } = signer
  const protectedHeader = formatCbor(
    cbor.map(
      [cbor.int(headers.algorithm), cbor.int(algorithms[publicKey.algorithm])],
      [cbor.int(headers.kid), cbor.bytes(thumbprintOf(hash, publicKey))],
      [
        cbor.int(headers.claims),
        cbor.map(
          [cbor.int(claims.issuer), cbor.text(issuer)],
          [cbor.int(claims.subject), cbor.text(subject)],
        ),
      ],
      [cbor.int(headers.structure), cbor.int(RFC9162_SHA256)],
    ),
  )
  const proofs = cbor.map([kind, cbor.array(cbor.bytes(path))])
  const receipt = formatCbor(
    cbor.tag(
      SIGN1_TAG,
      cbor.array(
        cbor.bytes(protectedHeader),
        cbor.map([cbor.int(headers.proofs), proofs]),
        cbor.null,
        cbor.bytes(signer.sign(encodeSigned(protectedHeader, root))),
      ),
    ),
  )
  // Nothing leaves that we would not read ourselves: too many hashes, or a signer that gives another form.
  const read = parseReceipt(receipt)
  return read.ok ? ok(receipt) : refuse(read.error.code, read.error.message)
}

const COORDINATE_BYTES = 32

/** RFC 9679: SHA-256 of the members of a COSE_Key that make the key, in deterministic CBOR. */
export function thumbprintOf(hash: HashFunction, { algorithm, bytes }: PublicKey): Uint8Array {
  const members: readonly (readonly [bigint, CborValue])[] =
    algorithm === 'ed25519'
      ? [
          [1n, cbor.int(1n)],
          [-1n, cbor.int(6n)],
          [-2n, cbor.bytes(bytes)],
        ]
      : [
          [1n, cbor.int(2n)],
          [-1n, cbor.int(1n)],
          [-2n, cbor.bytes(bytes.subarray(1, 1 + COORDINATE_BYTES))],
          [-3n, cbor.bytes(bytes.subarray(1 + COORDINATE_BYTES))],
        ]
  return hash(formatCbor(cbor.map(...members.map(([label, value]) => [cbor.int(label), value] as const))))
}
