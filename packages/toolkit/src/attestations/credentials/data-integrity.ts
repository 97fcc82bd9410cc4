/** The cryptosuite `eddsa-jcs-2022` (W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.3), for identity credentials. */
import {
  canonicalizeJson,
  err,
  formatCanonicalJson,
  type Json,
  ok,
  type Result,
  sha256,
} from '../../base/index.ts'
import { joinBytes } from '../bytes.ts'
import { findKeyFault } from '../key-standing.ts'
import type { AttestationSigner, PublicKey, SignatureCheck } from '../public-key.ts'
import { isObject, type Members, membersOf, readInstant } from '../shapes.ts'
import { formatBase58, parseBase58 } from './base58.ts'
import type { DidDocument } from './did-document.ts'
import { parseMultikey } from './multikey.ts'

declare const brand: unique symbol

/** Only `verifyCredential` makes one. */
export interface VerifiedCredential {
  /** With the context that was signed, without the proof. */
  readonly credential: Members
  readonly publicKey: PublicKey
  readonly verificationMethod: string
  /** `did:key`: the key names itself, so who holds it is for the reader to know. `did:web`: of the pinned document. */
  readonly anchor: 'did:key' | 'did:web'
  /** The credential's issuer is the DID of the key. */
  readonly isIssuersKey: boolean
  readonly [brand]: 'VerifiedCredential'
}

export interface CredentialError {
  readonly code:
    | 'CREDENTIAL_MALFORMED'
    | 'PROOF_UNSUPPORTED'
    | 'PROOF_PURPOSE_WRONG'
    | 'CONTEXT_MISMATCH'
    | 'KEY_UNKNOWN'
    | 'KEY_NOT_VALID'
    | 'SIGNATURE_INVALID'
    | 'CREDENTIAL_NOT_VALID_NOW'
  readonly message: string
}

export interface CredentialQuestion {
  /** Untrusted JSON. */
  readonly text: string
  /** RFC 3339. */
  readonly at: string
  /** Trusted: pinned documents of `did:web` issuers. Nothing is fetched. */
  readonly documents: readonly DidDocument[]
  readonly check: SignatureCheck
}

const MAX_CHARACTERS = 1024 * 1024

export function verifyCredential(question: CredentialQuestion): Result<VerifiedCredential, CredentialError> {
  const { text, at, check } = question
  const now = readInstant(at)
  if (now === undefined) throw new Error(`no RFC 3339 time: ${at}`)
  if (text.length > MAX_CHARACTERS || !canonicalizeJson(text).ok) {
    return fault('CREDENTIAL_MALFORMED', 'expected JSON with one reading')
  }
  const { proof, ...document } = membersOf(JSON.parse(text))
  if (!isObject(proof)) return fault('CREDENTIAL_MALFORMED', 'expected one proof')
  const { proofValue, ...options } = proof
  const signature = readProof(options, proofValue)
  if (!signature.ok) return signature
  const signed = withSignedContext(document, options)
  if (!signed.ok) return signed
  const key = findKey(question, options, now)
  if (!key.ok) return key
  const { publicKey, ...place } = key.value
  if (!check.ed25519(publicKey.bytes, toHashData(options, signed.value), signature.value)) {
    return fault('SIGNATURE_INVALID', 'the credential or its proof was changed, or the key is another')
  }
  const time = findTimeFault(signed.value, options, now)
  if (time !== undefined) return fault('CREDENTIAL_NOT_VALID_NOW', time)
  const verified = {
    credential: signed.value,
    publicKey,
    ...place,
    isIssuersKey: isIssuer(signed.value, place),
  }
  return ok(verified as unknown as VerifiedCredential)
}

export interface NewCredential {
  /** Without proof; plain JSON. */
  readonly credential: Members
  /** RFC 3339. */
  readonly created: string
  /** Of an Ed25519 key. */
  readonly verificationMethod: string
  readonly signer: AttestationSigner
}

/** The credential with its proof. Refuses keys other than Ed25519. */
export function signCredential(input: NewCredential): Result<Members, CredentialError> {
  const { credential, created, verificationMethod, signer } = input
  if (signer.publicKey.algorithm !== 'ed25519') return fault('PROOF_UNSUPPORTED', 'expected an Ed25519 key')
  const isWhole = credential['proof'] === undefined && canonicalizeJson(JSON.stringify(credential)).ok
  if (!isWhole || readInstant(created) === undefined) {
    return fault('CREDENTIAL_MALFORMED', 'expected JSON without proof, and a time')
  }
  const context = credential['@context']
  const options = {
    type: PROOF_TYPE,
    cryptosuite: SUITE,
    created,
    verificationMethod,
    proofPurpose: PURPOSE,
    ...(context === undefined ? {} : { '@context': context }),
  }
  const proofValue = `z${formatBase58(signer.sign(toHashData(options, credential)))}`
  return ok({ ...credential, proof: { ...options, proofValue } })
}

const PROOF_TYPE = 'DataIntegrityProof'
const SUITE = 'eddsa-jcs-2022'
const PURPOSE = 'assertionMethod'

/** Section 3.3.4, "Hashing": first the proof's options, then the document. */
function toHashData(options: Members, document: Members): Uint8Array {
  return joinBytes([options, document].map((part) => sha256(formatCanonicalJson(part as Json))))
}

function readProof(options: Members, proofValue: unknown): Result<Uint8Array, CredentialError> {
  if (options['type'] !== PROOF_TYPE || options['cryptosuite'] !== SUITE) {
    return fault('PROOF_UNSUPPORTED', `expected ${PROOF_TYPE} with ${SUITE}`)
  }
  if (options['proofPurpose'] !== PURPOSE) return fault('PROOF_PURPOSE_WRONG', `expected ${PURPOSE}`)
  const isText = typeof proofValue === 'string' && proofValue.startsWith('z')
  const signature = isText ? parseBase58(proofValue.slice(1)) : undefined
  return signature?.length === 64
    ? ok(signature)
    : fault('CREDENTIAL_MALFORMED', 'expected a proofValue of 64 bytes in base58btc')
}

/** Section 3.3.2: the document's context begins with the proof's, and that part alone is signed. */
function withSignedContext(document: Members, options: Members): Result<Members, CredentialError> {
  if (!Object.hasOwn(options, '@context')) return ok(document)
  const [signed, found] = [listOf(options['@context']), listOf(document['@context'])]
  const isPrefix = signed.every(
    (entry, index) =>
      index < found.length && formatCanonicalJson(entry) === formatCanonicalJson(found[index] ?? null),
  )
  return isPrefix
    ? ok({ ...document, '@context': options['@context'] })
    : fault('CONTEXT_MISMATCH', 'the context is not the one that was signed')
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [(value ?? null) as Json]
}

interface KeyPlace {
  readonly verificationMethod: string
  readonly anchor: VerifiedCredential['anchor']
}

function findKey(
  { documents }: CredentialQuestion,
  { verificationMethod }: Members,
  now: number,
): Result<KeyPlace & { readonly publicKey: PublicKey }, CredentialError> {
  if (typeof verificationMethod !== 'string') return fault('KEY_UNKNOWN', 'expected a verificationMethod')
  const [did = '', fragment = ''] = verificationMethod.split('#')
  if (did.startsWith('did:key:')) {
    const publicKey = parseMultikey(did.slice('did:key:'.length))
    const isItself = fragment === did.slice('did:key:'.length)
    return publicKey?.algorithm === 'ed25519' && isItself
      ? ok({ publicKey, verificationMethod, anchor: 'did:key' })
      : fault('KEY_UNKNOWN', 'expected the did:key of an Ed25519 key')
  }
  const method = documents.find(({ id }) => id === did)?.methods.find(({ id }) => id === verificationMethod)
  if (method?.publicKey.algorithm !== 'ed25519') {
    return fault('KEY_UNKNOWN', 'the key stands in no pinned document')
  }
  const why = findKeyFault([method.record], { at: now, trusted: undefined })
  return why === undefined
    ? ok({ publicKey: method.publicKey, verificationMethod, anchor: 'did:web' })
    : fault('KEY_NOT_VALID', why)
}

/** VC Data Model 2.0, section 4.9; a proof from the future is none. */
function findTimeFault(document: Members, { created }: Members, now: number): string | undefined {
  const read = (value: unknown): number | undefined =>
    value === undefined ? undefined : (readInstant(value) ?? Number.NaN)
  const [from, until, signed] = [document['validFrom'], document['validUntil'], created].map(read)
  // Comparisons with what cannot be read are false, so each is asked for what it must be.
  if (from !== undefined && !(now >= from)) return 'it is not valid yet'
  if (until !== undefined && !(now <= until)) return 'it is no longer valid'
  return signed !== undefined && !(now >= signed) ? 'it was signed later' : undefined
}

function isIssuer({ issuer }: Members, { verificationMethod }: KeyPlace): boolean {
  const name = isObject(issuer) ? issuer['id'] : issuer
  return name === verificationMethod.split('#')[0]
}

function fault(code: CredentialError['code'], message: string): Result<never, CredentialError> {
  return err({ code, message })
}
