/** The ledger events of attestation keys and attestations, as drafts: added, rotated, revoked, issued, taken back. */
import { err, ok, type Result } from '../base/index.ts'
import type { EventData, EventDraft } from '../ledger/index.ts'
import { type DsseEnvelope, digestOfEnvelope } from './dsse.ts'
import type { PublicKey } from './public-key.ts'
import { readEnd, readStart } from './shapes.ts'
import type { Statement } from './statement.ts'

export type EventActor = EventDraft['actor']

export interface KeyEventError {
  readonly code: 'COMPROMISE_DATE_MISSING' | 'TIME_INVALID' | 'KEY_UNCHANGED'
  readonly message: string
}

export interface NewKey {
  readonly publicKey: PublicKey
  /** RFC 3339. */
  readonly notAfter?: string
}

/** Attestation keys alone: one key serves one purpose. */
export function draftKeyAdded(key: NewKey, actor: EventActor): Result<EventDraft, KeyEventError> {
  const data = toData(key)
  return data.ok ? ok({ type: 'key.added', actor, data: data.value }) : data
}

export function draftKeyRotated(
  key: NewKey & { readonly replaces: PublicKey; readonly reason?: string },
  actor: EventActor,
): Result<EventDraft, KeyEventError> {
  const { replaces, reason } = key
  if (replaces.keyid === key.publicKey.keyid) return fault('KEY_UNCHANGED', 'expected another key')
  const data = toData(key)
  if (!data.ok) return data
  const more = { replaces: replaces.keyid, ...(reason === undefined ? {} : { reason }) }
  return ok({ type: 'key.rotated', actor, data: { ...data.value, ...more } })
}

export type RevocationReason = 'compromised' | 'superseded' | 'ceased'

export interface KeyRevocation {
  readonly keyid: string
  readonly reason: RevocationReason
  readonly detail?: string
  /** RFC 3339; a compromised key needs it, and a date that is too early harms less than one that is too late. */
  readonly compromisedSince?: string
}

export function draftKeyRevoked(
  { keyid, reason, detail, compromisedSince }: KeyRevocation,
  actor: EventActor,
): Result<EventDraft, KeyEventError> {
  if (reason === 'compromised' && compromisedSince === undefined) {
    return fault('COMPROMISE_DATE_MISSING', 'since when others may have had the key; the earliest possible')
  }
  const since = compromisedSince === undefined ? undefined : toMilliseconds(compromisedSince, readStart)
  if (since === undefined && compromisedSince !== undefined) return fault('TIME_INVALID', compromisedSince)
  const data: EventData = {
    purpose: 'attestation',
    keyid,
    reason: detail === undefined ? reason : `${reason}: ${detail}`,
    ...(since === undefined ? {} : { compromisedSince: since }),
  }
  return ok({ type: 'key.revoked', actor, data })
}

export interface IssuedAttestation {
  readonly envelope: DsseEnvelope
  readonly statement: Statement
}

/** The event by which a proof of logging later finds the envelope: `data.envelopeSha256`. */
export function draftAttestationIssued(
  { envelope, statement }: IssuedAttestation,
  actor: EventActor,
): EventDraft {
  const { kind, content } = statement.predicate
  const until = kind === 'cra-assessment' || kind === 'foss-security' ? content.validUntil : undefined
  const validUntil = until === undefined ? undefined : toMilliseconds(until)
  const data: EventData = {
    predicateType: statement.predicateType,
    envelopeSha256: digestOfEnvelope(envelope),
    subjects: statement.subject.map(({ digest }) => digest.sha256),
    ...(validUntil === undefined ? {} : { validUntil }),
  }
  return { type: 'attestation.issued', actor, data }
}

export function draftAttestationRevoked(
  { envelope, statement }: IssuedAttestation,
  reason: string,
  actor: EventActor,
): EventDraft {
  const { predicateType } = statement
  const data: EventData = { predicateType, envelopeSha256: digestOfEnvelope(envelope), reason }
  return { type: 'attestation.revoked', actor, data }
}

function toData({ publicKey, notAfter }: NewKey): Result<EventData, KeyEventError> {
  const ends = notAfter === undefined ? undefined : toMilliseconds(notAfter)
  if (ends === undefined && notAfter !== undefined) return fault('TIME_INVALID', notAfter)
  const { algorithm, keyid, spki } = publicKey
  return ok({
    purpose: 'attestation',
    algorithm,
    keyid,
    spki,
    ...(ends === undefined ? {} : { notAfter: ends }),
  })
}

/** Events write times in UTC with milliseconds. A day stands for its end, or where the earlier is the safer, for its start. */
function toMilliseconds(
  time: string,
  read: (value: unknown) => number | undefined = readEnd,
): string | undefined {
  const at = read(time)
  return at === undefined ? undefined : new Date(at).toISOString()
}

function fault(code: KeyEventError['code'], message: string): Result<never, KeyEventError> {
  return err({ code, message })
}
