/**
 * The question that a customer asks: may I rely on this statement about this artefact? Offline, from what is in hand, with an
 * answer and every check behind it (ledger reference, section 4, "Customer verification").
 */
import { ok } from '../base/index.ts'
import {
  type Check,
  type CheckId,
  checkIds,
  failed,
  type InvalidReason,
  passed,
  type StaleReason,
} from './checks.ts'
import { digestOfEnvelope, parseEnvelope } from './dsse.ts'
import type { AttestationQuestion, AttestationVerdict, VerifiedAttestation } from './question.ts'
import { readInstant } from './shapes.ts'
import { checkFreshness } from './verify-freshness.ts'
import { checkSignature } from './verify-signature.ts'
import { checkStatement } from './verify-statement.ts'

/** Total and pure: the same question has the same answer on every machine. Throws only where `at` is no time. */
export function verifyAttestation(question: AttestationQuestion): AttestationVerdict {
  const at = readInstant(question.at)
  if (at === undefined) throw new Error(`no RFC 3339 time: ${question.at}`)
  const envelope = readAny(question.envelope)
  if (!envelope.ok) {
    return invalid([failed('envelope', 'ENVELOPE_MALFORMED', { detail: envelope.error.message })])
  }
  const envelopeSha256 = digestOfEnvelope(envelope.value)
  const read = passed('envelope', 'ENVELOPE_READ', { sha256: envelopeSha256 })
  const signature = checkSignature(question, { envelope: envelope.value, envelopeSha256, at })
  if (signature.payload === undefined) return invalid([read, ...signature.checks])
  const content = checkStatement(question, signature.payload, at)
  const facts = { statement: content.statement, envelopeSha256 }
  const freshness = checkFreshness(question, { ...facts, at })
  const checks = [read, ...signature.checks, ...content.checks, ...freshness.checks]
  const isSound = checks.every(({ outcome }) => outcome !== 'failed')
  if (!isSound || content.statement === undefined) return invalid(checks)
  const { signers, trustedTime } = signature
  const attestation = { ...facts, statement: content.statement, signers, trustedTime } as unknown
  return toVerdict(attestation as VerifiedAttestation, inOrder(checks), freshness.reasons)
}

function toVerdict(
  attestation: VerifiedAttestation,
  checks: readonly Check[],
  [first, ...others]: readonly StaleReason[],
): AttestationVerdict {
  return first === undefined
    ? { state: 'valid', attestation, checks }
    : { state: 'valid-but-stale', reasons: [first, ...others], attestation, checks }
}

function readAny(input: AttestationQuestion['envelope']): ReturnType<typeof parseEnvelope> {
  return typeof input === 'string' || input instanceof Uint8Array ? parseEnvelope(input) : ok(input)
}

function invalid(checks: readonly Check[]): AttestationVerdict {
  const all = inOrder(checks)
  const first = all.find(({ outcome }) => outcome === 'failed')
  if (first === undefined) throw new Error('an invalid attestation failed no check')
  // Failed checks carry reasons for invalidity alone: `failed` takes no other code.
  const reason = first.code as InvalidReason
  return { state: 'invalid', reason, message: first.values['detail'] ?? reason, checks: all }
}

/** One line each, in reading order; what was not reached says so. */
function inOrder(checks: readonly Check[]): readonly Check[] {
  return checkIds.map((id) => checks.find((check) => check.id === id) ?? notReached(id))
}

function notReached(id: CheckId): Check {
  return { id, outcome: 'not-checked', code: 'NOT_REACHED', values: {} }
}
