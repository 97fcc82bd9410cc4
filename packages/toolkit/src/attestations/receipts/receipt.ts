/** Reads COSE receipts (RFC 9942) of RFC9162_SHA256 trees: a COSE_Sign1 over a tree's root, with a proof. Verifies nothing. */
import { err, ok, type Result } from '../../base/index.ts'
import type { SigningAlgorithm } from '../public-key.ts'
import { cbor, type CborEntry, type CborValue, formatCbor, readCbor } from './cbor.ts'

export type ReceiptProof =
  | {
      readonly kind: 'inclusion'
      readonly size: bigint
      readonly index: bigint
      readonly hashes: readonly Uint8Array[]
    }
  | {
      readonly kind: 'consistency'
      readonly oldSize: bigint
      readonly size: bigint
      readonly hashes: readonly Uint8Array[]
    }

export interface Receipt {
  readonly algorithm: SigningAlgorithm
  /** A hint at the key; decides nothing. */
  readonly kid: Uint8Array | undefined
  /** CWT claim `iss`, signed: who runs the log. */
  readonly issuer: string | undefined
  /** CWT claim `sub`, signed: what the entry is about. */
  readonly subject: string | undefined
  readonly proof: ReceiptProof
  /** The protected header as it is signed. */
  readonly protectedHeader: Uint8Array
  /** 64 bytes. */
  readonly signature: Uint8Array
}

export interface ReceiptError {
  readonly code:
    | 'RECEIPT_MALFORMED'
    /** Another algorithm, another kind of tree, more than one proof, or a header that must be understood. */
    | 'RECEIPT_UNSUPPORTED'
    /** RFC 9942: the payload is left out, so that whoever verifies must work out the root. */
    | 'RECEIPT_PAYLOAD_ATTACHED'
    | 'RECEIPT_KEY_MISMATCH'
    | 'RECEIPT_PROOF_INVALID'
    | 'RECEIPT_SIGNATURE_INVALID'
  readonly message: string
}

/** COSE_Sign1 (RFC 9052, section 4.2). */
export const SIGN1_TAG = 18n
/** Header parameters: RFC 9052 section 3.1, RFC 9597 (CWT claims), RFC 9942. */
export const headers = {
  algorithm: 1n,
  critical: 2n,
  kid: 4n,
  claims: 15n,
  structure: 395n,
  proofs: 396n,
} as const
export const claims = { issuer: 1n, subject: 2n } as const
export const RFC9162_SHA256 = 1n
export const proofKinds = { inclusion: -1n, consistency: -2n } as const
export const algorithms = { 'ecdsa-p256': -7n, ed25519: -8n } as const
const kinds = new Map<bigint, ReceiptProof['kind']>([
  [proofKinds.inclusion, 'inclusion'],
  [proofKinds.consistency, 'consistency'],
])
const NULL = 22
const SIGNATURE_BYTES = 64
const HASH_BYTES = 32
const MAX_HASHES = 64

export function parseReceipt(bytes: Uint8Array): Result<Receipt, ReceiptError> {
  const value = readCbor(bytes)
  if (!value.ok) return refuse('RECEIPT_MALFORMED', `not CBOR as we read it: ${value.error.message}`)
  const parts = openSign1(value.value)
  if (parts === undefined) {
    return refuse(
      'RECEIPT_MALFORMED',
      'expected a COSE_Sign1 (tag 18) of header, header, payload and signature',
    )
  }
  const inner = readCbor(parts.protectedHeader)
  if (!inner.ok || inner.value.kind !== 'map') {
    return refuse('RECEIPT_MALFORMED', 'expected a map as protected header')
  }
  const signed = inner.value.entries
  if (hasSharedKey(signed, parts.unprotected)) {
    return refuse('RECEIPT_MALFORMED', 'a header parameter stands in both headers')
  }
  if (parts.isAttached) {
    return refuse('RECEIPT_PAYLOAD_ATTACHED', 'expected a receipt whose payload is left out')
  }
  return readHeaders(parts, signed)
}

interface Sign1 {
  readonly protectedHeader: Uint8Array
  readonly unprotected: readonly CborEntry[]
  readonly isAttached: boolean
  readonly signature: Uint8Array
}

function openSign1(value: CborValue): Sign1 | undefined {
  const tagged = value.kind === 'tag' && value.number === SIGN1_TAG ? value.value : cbor.null
  const items = tagged.kind === 'array' && tagged.items.length === 4 ? tagged.items : []
  const [first, second, payload, last] = items
  const [protectedHeader, signature] = [bytesOf(first), bytesOf(last)]
  const isAttached = bytesOf(payload) !== undefined
  if (protectedHeader === undefined || signature === undefined || second?.kind !== 'map') return undefined
  if (!isAttached && !isNull(payload)) return undefined
  return { protectedHeader, unprotected: second.entries, isAttached, signature }
}

function bytesOf(value: CborValue | undefined): Uint8Array | undefined {
  return value?.kind === 'bytes' ? value.value : undefined
}

function isNull(value: CborValue | undefined): boolean {
  return value?.kind === 'simple' && value.value === NULL
}

/** RFC 9052, section 3: a label occurs in one of the two headers. */
function hasSharedKey(signed: readonly CborEntry[], unprotected: readonly CborEntry[]): boolean {
  const name = ([key]: CborEntry): string => formatCbor(key).join()
  const known = new Set(signed.map(name))
  return unprotected.some((entry) => known.has(name(entry)))
}

function readHeaders(parts: Sign1, signed: readonly CborEntry[]): Result<Receipt, ReceiptError> {
  const { unprotected, protectedHeader, signature } = parts
  if ([signed, unprotected].some((entries) => find(entries, headers.critical) !== undefined)) {
    return refuse('RECEIPT_UNSUPPORTED', 'the receipt demands header parameters that are not understood here')
  }
  const algorithm = readAlgorithm(find(signed, headers.algorithm))
  if (algorithm === undefined || signature.length !== SIGNATURE_BYTES) {
    return refuse('RECEIPT_UNSUPPORTED', 'expected a signature of ES256 or Ed25519 (EdDSA), 64 bytes')
  }
  const structure = find(signed, headers.structure)
  if (structure?.kind !== 'int' || structure.value !== RFC9162_SHA256) {
    return refuse('RECEIPT_UNSUPPORTED', 'expected a tree of kind RFC9162_SHA256')
  }
  const proof = readProof(find(unprotected, headers.proofs))
  if (!proof.ok) return proof
  const hints = readHints(signed, unprotected)
  return hints === undefined
    ? refuse('RECEIPT_MALFORMED', 'expected a map of claims and bytes as key identifier')
    : ok({ algorithm, ...hints, proof: proof.value, protectedHeader, signature })
}

function readHints(
  signed: readonly CborEntry[],
  unprotected: readonly CborEntry[],
): Pick<Receipt, 'kid' | 'issuer' | 'subject'> | undefined {
  const said = find(signed, headers.claims) ?? cbor.map()
  const kid = find(signed, headers.kid) ?? find(unprotected, headers.kid)
  if (said.kind !== 'map' || (kid !== undefined && kid.kind !== 'bytes')) return undefined
  return {
    kid: kid?.value,
    issuer: textOf(said.entries, claims.issuer),
    subject: textOf(said.entries, claims.subject),
  }
}

function readAlgorithm(value: CborValue | undefined): SigningAlgorithm | undefined {
  if (value?.kind !== 'int') return undefined
  if (value.value === algorithms.ed25519) return 'ed25519'
  return value.value === algorithms['ecdsa-p256'] ? 'ecdsa-p256' : undefined
}

/** RFC 9942, section 4: `{-1: [+ bstr]}` or `{-2: [+ bstr]}`; one proof of one kind is what we read. */
function readProof(value: CborValue | undefined): Result<ReceiptProof, ReceiptError> {
  if (value?.kind !== 'map') return refuse('RECEIPT_MALFORMED', 'expected proofs in the unprotected header')
  const [entry, ...others] = value.entries
  const { kind, bytes } = openProofs(entry)
  if (kind === undefined || bytes === undefined || others.length > 0) {
    return refuse('RECEIPT_UNSUPPORTED', 'expected exactly one proof, of inclusion or of consistency')
  }
  const path = bytes.kind === 'bytes' ? readPath(bytes.value) : undefined
  if (path === undefined) {
    return refuse('RECEIPT_MALFORMED', `expected a proof of two numbers and up to ${MAX_HASHES} hashes`)
  }
  const { first, second, hashes } = path
  return ok(
    kind === 'inclusion'
      ? { kind, size: first, index: second, hashes }
      : { kind, oldSize: first, size: second, hashes },
  )
}

function openProofs(entry: CborEntry | undefined): { kind?: ReceiptProof['kind']; bytes?: CborValue } {
  const [key, list] = entry ?? []
  const kind = key?.kind === 'int' ? kinds.get(key.value) : undefined
  const [bytes] = list?.kind === 'array' && list.items.length === 1 ? list.items : []
  return { ...(kind && { kind }), ...(bytes && { bytes }) }
}

interface Path {
  readonly first: bigint
  readonly second: bigint
  readonly hashes: readonly Uint8Array[]
}

function readPath(bytes: Uint8Array): Path | undefined {
  const value = readCbor(bytes)
  if (!value.ok || value.value.kind !== 'array' || value.value.items.length !== 3) return undefined
  const [first, second] = value.value.items.map(countOf)
  const hashes = hashesOf(value.value.items[2])
  return first === undefined || second === undefined || hashes === undefined
    ? undefined
    : { first, second, hashes }
}

function countOf(value: CborValue): bigint | undefined {
  return value.kind === 'int' && value.value >= 0n ? value.value : undefined
}

function hashesOf(value: CborValue | undefined): readonly Uint8Array[] | undefined {
  if (value?.kind !== 'array' || value.items.length > MAX_HASHES) return undefined
  const hashes = value.items.flatMap((item) =>
    item.kind === 'bytes' && item.value.length === HASH_BYTES ? [item.value] : [],
  )
  return hashes.length === value.items.length ? hashes : undefined
}

function find(entries: readonly CborEntry[], label: bigint): CborValue | undefined {
  return entries.find(([key]) => key.kind === 'int' && key.value === label)?.[1]
}

function textOf(entries: readonly CborEntry[], label: bigint): string | undefined {
  const value = find(entries, label)
  return value?.kind === 'text' ? value.value : undefined
}

/** What is signed: Sig_structure (RFC 9052, section 4.4) over the root, without external data. */
export function encodeSigned(protectedHeader: Uint8Array, root: Uint8Array): Uint8Array {
  return formatCbor(
    cbor.array(
      cbor.text('Signature1'),
      cbor.bytes(protectedHeader),
      cbor.bytes(new Uint8Array()),
      cbor.bytes(root),
    ),
  )
}

export function refuse(code: ReceiptError['code'], message: string): Result<never, ReceiptError> {
  return err({ code, message })
}
