/** `did:web` documents: an organisation's keys, those in use and those of the past (did:web method; W3C Controlled Identifiers 1.0). */
import { err, formatCanonicalJson, type Json, ok, type Result, sha256Hex } from '../../base/index.ts'
import type { KeyRecord } from '../../ledger/index.ts'
import { PREDICATE_NAMESPACE } from '../namespace.ts'
import { type PublicKey, parsePublicKey } from '../public-key.ts'
import { type Members, membersOf } from '../shapes.ts'
import { parseStrictJson } from '../strict-json.ts'
import { formatMultikey, parseMultikey } from './multikey.ts'

export interface DidDocument {
  /** `did:web:…` */
  readonly id: string
  readonly methods: readonly VerificationMethod[]
  /** Lower-case hex, of the document's bytes: what is pinned. */
  readonly sha256: string
}

export interface VerificationMethod {
  /** The DID, `#`, a name. */
  readonly id: string
  readonly publicKey: PublicKey
  /** Its window, as the document states it; the log of the organisation says it better. */
  readonly record: KeyRecord
}

export interface DidError {
  readonly code: 'DID_INVALID' | 'DID_DOCUMENT_MALFORMED' | 'DID_MISMATCH' | 'KEY_UNREADABLE'
  readonly message: string
}

/** Name of our member of a verification method: no standard has words for retirement and compromise. */
const WINDOW = `${PREDICATE_NAMESPACE}key-window/v0.1`
const MAX_BYTES = 1024 * 1024
const MAX_METHODS = 1000

/** Of attestation keys alone; those that may still sign stand in `assertionMethod`. Canonical bytes. */
export function formatDidDocument(did: string, keys: readonly KeyRecord[]): Result<string, DidError> {
  const address = didWebAddress(did)
  if (!address.ok) return address
  const methods: { readonly method: Json; readonly isInUse: boolean; readonly id: string }[] = []
  for (const record of keys.filter(({ purpose }) => purpose === 'attestation')) {
    const publicKey = parsePublicKey(record.spki)
    if (!publicKey.ok) return fault('KEY_UNREADABLE', `${record.keyid}: ${publicKey.error.message}`)
    const id = `${did}#${publicKey.value.keyid.slice(0, 16)}`
    const isInUse = record.retiredAt === undefined && record.revoked === undefined
    methods.push({ id, isInUse, method: toMethod({ id, did, record, publicKey: publicKey.value }) })
  }
  return ok(
    formatCanonicalJson({
      '@context': ['https://www.w3.org/ns/did/v1', 'https://www.w3.org/ns/cid/v1'],
      id: did,
      verificationMethod: methods.map(({ method }) => method),
      assertionMethod: methods.filter(({ isInUse }) => isInUse).map(({ id }) => id),
    }),
  )
}

/** `did`: whose document it should be. Untrusted until somebody pins its digest. */
export function parseDidDocument(bytes: Uint8Array, did: string): Result<DidDocument, DidError> {
  const json = parseStrictJson(bytes, MAX_BYTES)
  if (!json.ok) return fault('DID_DOCUMENT_MALFORMED', json.error.message)
  const document = membersOf(json.value)
  if (document['id'] !== did) return fault('DID_MISMATCH', `expected the document of ${did}`)
  const listed = document['verificationMethod'] ?? []
  const inUse = document['assertionMethod'] ?? []
  if (!Array.isArray(listed) || listed.length > MAX_METHODS || !Array.isArray(inUse)) {
    return fault('DID_DOCUMENT_MALFORMED', `expected at most ${MAX_METHODS} verification methods`)
  }
  // Keys of kinds that we do not use are somebody else's business.
  const methods = listed
    .map((entry) => readMethod(membersOf(entry), did, inUse as readonly unknown[]))
    .filter((method) => method !== undefined)
  return ok({ id: did, methods, sha256: sha256Hex(bytes) })
}

/** Where a `did:web` document lies: `did:web:host[%3Aport][:path…]` (did:web method, section 2.5.2). */
export function didWebAddress(did: string): Result<string, DidError> {
  const form = /^did:web:([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:%3A(\d{1,5}))?((?::[A-Za-z0-9._-]+)*)$/.exec(did)
  if (form === null) return fault('DID_INVALID', 'expected did:web and a host name')
  const [, host = '', port, rest = ''] = form
  const parts = rest.split(':').slice(1)
  if (parts.some((part) => /^\.+$/.test(part)))
    return fault('DID_INVALID', 'expected a path without dots alone')
  const path = parts.length === 0 ? '.well-known' : parts.join('/')
  return ok(`https://${host}${port === undefined ? '' : `:${port}`}/${path}/did.json`)
}

interface MethodParts {
  readonly id: string
  readonly did: string
  readonly record: KeyRecord
  readonly publicKey: PublicKey
}

function toMethod({ id, did, record, publicKey }: MethodParts): Json {
  const { addedAt, notAfter, retiredAt, revoked } = record
  return {
    id,
    type: 'Multikey',
    controller: did,
    publicKeyMultibase: formatMultikey(publicKey),
    expires: notAfter,
    revoked: revoked?.time,
    [WINDOW]: {
      addedAt: addedAt.time,
      retiredAt: retiredAt?.time,
      reason: revoked?.reason,
      compromisedSince: revoked?.compromisedSince,
    },
  }
}

const UNKNOWN_START = '1970-01-01T00:00:00Z'

function readMethod(method: Members, did: string, inUse: readonly unknown[]): VerificationMethod | undefined {
  const { id, type, controller, publicKeyMultibase: multikey } = method
  if (typeof id !== 'string' || type !== 'Multikey' || controller !== did) return undefined
  const publicKey = typeof multikey === 'string' ? parseMultikey(multikey) : undefined
  if (publicKey === undefined || !id.startsWith(`${did}#`)) return undefined
  return { id, publicKey, record: toRecord(method, publicKey, inUse.includes(id)) }
}

/** A time that cannot be read stays as it is: the key then counts for nothing (`findKeyFault`). */
function toRecord(method: Members, publicKey: PublicKey, isInUse: boolean): KeyRecord {
  const window = membersOf(method[WINDOW])
  const addedAt = toText(window['addedAt']) ?? UNKNOWN_START
  const expires = toText(method['expires'])
  const revoked = toText(method['revoked'])
  const retired = toText(window['retiredAt']) ?? (isInUse || revoked !== undefined ? undefined : addedAt)
  const since = toText(window['compromisedSince'])
  return {
    keyid: publicKey.keyid,
    purpose: 'attestation',
    algorithm: publicKey.algorithm,
    spki: publicKey.spki,
    addedAt: { index: 0n, time: addedAt },
    ...(expires === undefined ? {} : { notAfter: expires }),
    ...(retired === undefined ? {} : { retiredAt: { index: 0n, time: retired } }),
    ...(revoked === undefined
      ? {}
      : {
          revoked: {
            index: 0n,
            time: revoked,
            reason: toText(window['reason']) ?? 'not stated',
            ...(since === undefined ? {} : { compromisedSince: since }),
          },
        }),
  }
}

/** Absent stays absent; what is no time becomes a text that is none. */
function toText(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : 'unreadable'
}

function fault(code: DidError['code'], message: string): Result<never, DidError> {
  return err({ code, message })
}
