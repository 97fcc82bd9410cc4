/** Who signed, whether that key counted then, and whether the signature was logged. */
import type { KeyRecord } from '../ledger/index.ts'
import { type Check, doubtful, failed, passed, skipped } from './checks.ts'
import { type DsseEnvelope, type VerifiedPayload, verifyEnvelope } from './dsse.ts'
import { findKeyFault, type KeyFault } from './key-standing.ts'
import { type PublicKey, parsePublicKey } from './public-key.ts'
import { readInstant } from './shapes.ts'
import { STATEMENT_PAYLOAD_TYPE } from './statement.ts'
import type { TrustedTime } from './trusted-time.ts'
import type { AttestationQuestion } from './question.ts'

export interface SignatureFacts {
  readonly envelope: DsseEnvelope
  readonly envelopeSha256: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface SignatureAnswer {
  /** Undefined: nobody known signed these bytes, so nobody may read them. */
  readonly payload: VerifiedPayload | undefined
  readonly signers: readonly string[]
  readonly trustedTime: TrustedTime | undefined
  readonly checks: readonly Check[]
}

export function checkSignature(question: AttestationQuestion, facts: SignatureFacts): SignatureAnswer {
  const { keys, threshold = 1, check } = question
  const { envelope } = facts
  const known = indexKeys(keys)
  const payloadTypes = [STATEMENT_PAYLOAD_TYPE]
  const ask = (count: number) =>
    verifyEnvelope({ envelope, keys: known.publicKeys, threshold: count, payloadTypes, check })
  const signed = ask(1)
  const time = checkTime(question, facts)
  const rest = [checkRevocation(question, facts.envelopeSha256), ...time.checks, checkLog(question, facts)]
  if (!signed.ok) {
    const code = signed.error.code === 'THRESHOLD_NOT_MET' ? 'SIGNER_UNKNOWN' : signed.error.code
    const reason = code === 'ENVELOPE_TOO_LARGE' ? 'ENVELOPE_MALFORMED' : code
    const checks = [failed('signature', reason, { detail: signed.error.message }), ...rest]
    return { payload: undefined, signers: [], trustedTime: undefined, checks }
  }
  const { trusted } = time
  const index = placeIn(question, facts.envelopeSha256)
  const moment = { at: facts.at, trusted: trusted && readInstant(trusted.at), index }
  const judged = signed.value.signers.map(({ keyid }) => ({
    keyid,
    fault: findKeyFault(known.records.get(keyid) ?? [], moment),
  }))
  const signers = judged.filter(({ fault }) => fault === undefined).map(({ keyid }) => keyid)
  const verdict = judgeSigners({ judged, signers, threshold, trusted })
  return { payload: signed.value, signers, trustedTime: trusted, checks: [...verdict, ...rest] }
}

/** Places of two logs do not compare. */
function placeIn({ log, keyLogOrigin }: AttestationQuestion, envelopeSha256: string): bigint | undefined {
  if (log?.ok !== true || log.value.envelopeSha256 !== envelopeSha256) return undefined
  return log.value.origin === keyLogOrigin ? log.value.index : undefined
}

interface Judged {
  readonly judged: readonly { readonly keyid: string; readonly fault: KeyFault | undefined }[]
  readonly signers: readonly string[]
  readonly threshold: number
  readonly trusted: TrustedTime | undefined
}

function judgeSigners({ judged, signers, threshold, trusted }: Judged): readonly Check[] {
  const count = String(judged.length)
  if (judged.length < threshold) {
    const detail = `expected ${threshold} known signers, found ${count}`
    return [failed('signature', 'THRESHOLD_NOT_MET', { detail, count, threshold: String(threshold) })]
  }
  const names = judged.map(({ keyid }) => shortId(keyid)).join(', ')
  const signature = passed('signature', 'SIGNATURE_GOOD', { count, keys: names })
  const bad = judged.find(({ fault }) => fault !== undefined)
  if (signers.length < threshold && bad?.fault !== undefined) {
    const key = shortId(bad.keyid)
    return [signature, failed('key', bad.fault, { detail: `key ${key}: ${bad.fault}`, key })]
  }
  const keys = signers.map(shortId).join(', ')
  const good =
    trusted === undefined
      ? passed('key', 'KEY_GOOD', { keys })
      : passed('key', 'KEY_GOOD_THEN', { keys, at: trusted.at })
  return [signature, good]
}

interface KnownKeys {
  readonly publicKeys: readonly { readonly publicKey: PublicKey }[]
  /** By the key id that we computed, never by the one that a record claims. */
  readonly records: ReadonlyMap<string, readonly KeyRecord[]>
}

/** Records whose key cannot be read verify nothing, so they are left out. */
function indexKeys(keys: readonly KeyRecord[]): KnownKeys {
  const records = new Map<string, KeyRecord[]>()
  const publicKeys = keys.flatMap((record) => {
    const publicKey = parsePublicKey(record.spki)
    if (!publicKey.ok) return []
    const { keyid } = publicKey.value
    records.set(keyid, [...(records.get(keyid) ?? []), record])
    return [{ publicKey: publicKey.value }]
  })
  return { publicKeys, records }
}

/** The earliest trusted time decides: each says "no later than". One after the moment of the question says nothing about it. */
function checkTime(
  { log, timestamps = [] }: AttestationQuestion,
  { envelopeSha256, at }: SignatureFacts,
): { readonly trusted: TrustedTime | undefined; readonly checks: readonly Check[] } {
  const times = [...(log?.ok === true ? log.value.times : []), ...timestamps]
  const stray = times.find((time) => time.envelopeSha256 !== envelopeSha256)
  if (stray !== undefined) {
    const detail = `the time ${stray.at} by ${stray.by} is about another envelope`
    return { trusted: undefined, checks: [failed('time', 'TIME_OTHER_ENVELOPE', { detail })] }
  }
  const usable = times
    .filter((time) => (readInstant(time.at) ?? Infinity) <= at)
    .sort((a, b) => (readInstant(a.at) ?? 0) - (readInstant(b.at) ?? 0))
  const [trusted] = usable
  if (trusted !== undefined) {
    return { trusted, checks: [passed('time', 'TIME_TRUSTED', { at: trusted.at, by: trusted.by })] }
  }
  const [ahead] = times
  const check =
    ahead === undefined
      ? doubtful('time', 'TIME_CLAIMED_ONLY')
      : doubtful('time', 'TIME_AHEAD', { at: ahead.at, by: ahead.by })
  return { trusted: undefined, checks: [check] }
}

function checkLog(
  { log, requiresLog = false }: AttestationQuestion,
  { envelopeSha256 }: SignatureFacts,
): Check {
  if (log === undefined) {
    return requiresLog
      ? failed('log', 'LOG_EVIDENCE_MISSING', { detail: 'no proof of logging was delivered' })
      : skipped('log', 'LOG_ABSENT')
  }
  if (!log.ok) return failed('log', 'LOG_EVIDENCE_INVALID', { detail: log.error.message })
  const { origin, index, size } = log.value
  return log.value.envelopeSha256 === envelopeSha256
    ? passed('log', 'LOG_GOOD', { origin, index: String(index), size: String(size) })
    : failed('log', 'LOG_EVIDENCE_INVALID', { detail: 'the proof of logging is about another envelope' })
}

function checkRevocation({ revocations }: AttestationQuestion, envelopeSha256: string): Check {
  if (revocations === undefined) return skipped('revocation', 'REVOCATIONS_UNKNOWN')
  const found = revocations.find((revocation) => revocation.envelopeSha256 === envelopeSha256)
  if (found === undefined) return passed('revocation', 'NOT_REVOKED')
  const { time, reason } = found
  return failed('revocation', 'ATTESTATION_REVOKED', {
    detail: `taken back at ${time}: ${reason}`,
    time,
    reason,
  })
}

function shortId(keyid: string): string {
  return `${keyid.slice(0, 16)}…`
}
