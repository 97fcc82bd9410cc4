/** DSSE v1 envelopes: bytes and their type, signed together (secure-systems-lab/dsse, protocol.md and envelope.md). */
import { err, formatCanonicalJson, ok, type Result, sha256Hex } from '../base/index.ts'
import type { Envelope } from '../ledger/index.ts'
import { fromBase64, joinBytes, toBase64, toUtf8 } from './bytes.ts'
import { derToRaw, rawToDer } from './ecdsa-signature.ts'
import type { AttestationSigner, PublicKey, SignatureCheck } from './public-key.ts'
import { parseStrictJson } from './strict-json.ts'

/** An envelope as it was read: nothing of it is verified, so `payload` is not parsed. */
export interface DsseEnvelope {
  readonly payload: Uint8Array
  readonly payloadType: string
  readonly signatures: readonly DsseSignature[]
}

export interface DsseSignature {
  /** A hint, written by anybody; absent, or text that means nothing. */
  readonly keyid?: string
  readonly sig: Uint8Array
}

export interface DsseError {
  readonly code:
    | 'ENVELOPE_TOO_LARGE'
    | 'ENVELOPE_MALFORMED'
    | 'PAYLOAD_TYPE_WRONG'
    | 'SIGNATURE_MISSING'
    | 'THRESHOLD_NOT_MET'
  readonly message: string
}

/** Characters of one envelope as JSON: room for a payload of about 12 MB. */
export const MAX_ENVELOPE_CHARACTERS = 16 * 1024 * 1024
/** Each is tried with each key. */
const MAX_SIGNATURES = 32
const MAX_TYPE_CHARACTERS = 1024

/** Untrusted text or bytes. Unknown members are ignored; a member that is there twice is refused. */
export function parseEnvelope(input: string | Uint8Array): Result<DsseEnvelope, DsseError> {
  if (input.length > MAX_ENVELOPE_CHARACTERS) {
    return fault('ENVELOPE_TOO_LARGE', `expected at most ${MAX_ENVELOPE_CHARACTERS} characters`)
  }
  const json = parseStrictJson(input, MAX_ENVELOPE_CHARACTERS)
  if (!json.ok) return fault('ENVELOPE_MALFORMED', json.error.message)
  return readEnvelope(json.value)
}

/** Of JSON that was already parsed, such as a member of another document. */
export function readEnvelope(value: unknown): Result<DsseEnvelope, DsseError> {
  const { payload, payloadType, signatures } = membersOf(value)
  const bytes = typeof payload === 'string' ? fromBase64(payload) : undefined
  if (bytes === undefined) return malformed('a payload in base64')
  if (typeof payloadType !== 'string' || payloadType.length > MAX_TYPE_CHARACTERS) {
    return malformed('a payloadType')
  }
  if (!Array.isArray(signatures) || signatures.length > MAX_SIGNATURES) {
    return malformed(`a list of at most ${MAX_SIGNATURES} signatures`)
  }
  const read = signatures.map(readSignature)
  const known = read.filter((line) => line !== undefined)
  return known.length === read.length
    ? ok({ payload: bytes, payloadType, signatures: known })
    : malformed('signatures with sig in base64')
}

/** Pre-authentication encoding: what is signed. Lengths count bytes. */
export function encodePae(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = toUtf8(payloadType)
  return joinBytes([toUtf8(`DSSEv1 ${type.length} `), type, toUtf8(` ${payload.length} `), payload])
}

declare const brand: unique symbol

/** Only `verifyEnvelope` makes one: these bytes were signed, as this type, by these keys. */
export interface VerifiedPayload {
  readonly bytes: Uint8Array
  readonly payloadType: string
  /** Distinct public keys, at least as many as were asked for. */
  readonly signers: readonly PublicKey[]
  readonly [brand]: 'VerifiedPayload'
}

/** A key to try. `form`: how its ECDSA signatures are written; absent: DER, as in-toto and cosign do. */
export interface EnvelopeKey {
  readonly publicKey: PublicKey
  readonly form?: 'der' | 'p1363'
}

export interface EnvelopeQuestion {
  readonly envelope: DsseEnvelope
  /** Trusted. A key that is listed twice is one key. */
  readonly keys: readonly EnvelopeKey[]
  /** Of distinct keys; at least 1. */
  readonly threshold: number
  /** Types that the caller can read; any other is refused, whoever signed it. */
  readonly payloadTypes: readonly string[]
  readonly check: SignatureCheck
}

/** Signatures by unknown keys, and wrong ones, are skipped; `keyid` decides nothing. */
export function verifyEnvelope(question: EnvelopeQuestion): Result<VerifiedPayload, DsseError> {
  const { envelope, keys, threshold, payloadTypes, check } = question
  if (!Number.isInteger(threshold) || threshold < 1) throw new Error(`no threshold: ${threshold}`)
  const { payload, payloadType, signatures } = envelope
  if (!payloadTypes.includes(payloadType)) {
    return fault('PAYLOAD_TYPE_WRONG', `expected ${payloadTypes.join(' or ')}`)
  }
  if (signatures.length === 0) return fault('SIGNATURE_MISSING', 'the envelope has no signature')
  const message = encodePae(payloadType, payload)
  const signers = new Map<string, PublicKey>()
  for (const { publicKey, form } of keys) {
    if (signers.has(publicKey.keyid)) continue
    const isSigner = signatures.some(({ sig }) => isBy({ publicKey, form }, { message, sig, check }))
    if (isSigner) signers.set(publicKey.keyid, publicKey)
  }
  if (signers.size < threshold) {
    return fault('THRESHOLD_NOT_MET', `expected ${threshold} known signers, found ${signers.size}`)
  }
  return ok({ bytes: payload, payloadType, signers: [...signers.values()] } as unknown as VerifiedPayload)
}

/** Signs once with each signer; ECDSA in DER. */
export function createEnvelope(
  payloadType: string,
  payload: Uint8Array,
  signers: readonly [AttestationSigner, ...AttestationSigner[]],
): Envelope {
  const message = encodePae(payloadType, payload)
  const signatures = signers.map(({ publicKey, sign }) => {
    const raw = sign(message)
    const sig = publicKey.algorithm === 'ecdsa-p256' ? rawToDer(raw) : raw
    return { keyid: publicKey.keyid, sig: toBase64(sig) }
  })
  return { payload: toBase64(payload), payloadType, signatures }
}

/** One line of canonical JSON in the standard alphabet: the same for every text of one envelope. */
export function formatEnvelope({ payload, payloadType, signatures }: DsseEnvelope): string {
  const lines = signatures.map(({ keyid, sig }) => ({ keyid, sig: toBase64(sig) }))
  return formatCanonicalJson({ payload: toBase64(payload), payloadType, signatures: lines })
}

/** SHA-256 (lower-case hex) of `formatEnvelope` in UTF-8: what the ledger and time stamps name an attestation by. It covers the signatures. */
export function digestOfEnvelope(envelope: DsseEnvelope): string {
  return sha256Hex(formatEnvelope(envelope))
}

interface Signed {
  readonly message: Uint8Array
  readonly sig: Uint8Array
  readonly check: SignatureCheck
}

function isBy(
  { publicKey, form }: { readonly publicKey: PublicKey; readonly form: 'der' | 'p1363' | undefined },
  { message, sig, check }: Signed,
): boolean {
  if (publicKey.algorithm === 'ed25519') {
    return sig.length === 64 && check.ed25519(publicKey.bytes, message, sig)
  }
  const raw = form === 'p1363' ? sig : derToRaw(sig)
  return raw?.length === 64 && check.ecdsaP256(publicKey.bytes, message, raw)
}

function readSignature(value: unknown): DsseSignature | undefined {
  const { keyid, sig } = membersOf(value)
  const bytes = typeof sig === 'string' ? fromBase64(sig) : undefined
  if (bytes === undefined || (keyid !== undefined && typeof keyid !== 'string')) return undefined
  return { ...(keyid === undefined ? {} : { keyid }), sig: bytes }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function malformed(expected: string): Result<never, DsseError> {
  return fault('ENVELOPE_MALFORMED', `expected ${expected}`)
}

function fault(code: DsseError['code'], message: string): Result<never, DsseError> {
  return err({ code, message })
}
