/** Signed statements of a package: each line an envelope, each checked as `attestations` does, and looked up in the records. */
import {
  type AttestationRevocation,
  type AttestationVerdict,
  type DsseEnvelope,
  digestOfEnvelope,
  openLogEvidence,
  parseEnvelope,
  verifyAttestation,
} from '../../attestations/index.ts'
import { decodeUtf8, parseJson } from '../../base/index.ts'
import type { KeyRecord } from '../../ledger/index.ts'
import { parsePath } from '../layout.ts'
import type { AttestationResult, Check, PackageFiles } from '../model.ts'
import { failed, open, passed } from './checks.ts'
import type { OpenedLog } from './log.ts'
import type { Platform } from './options.ts'
import type { FoundRecord } from './records.ts'

export interface AttestationContext {
  readonly files: PackageFiles
  readonly log: OpenedLog
  readonly platform: Platform
  readonly keys: readonly KeyRecord[]
  /** Those whose checks passed, with the proof of each. */
  readonly records: readonly FoundRecord[]
  readonly revocations: readonly AttestationRevocation[]
  /** RFC 3339: up to when the records of the package tell what happened to keys. */
  readonly knownAsOf: string | undefined
  readonly at: string
}

export function checkAttestations(context: AttestationContext): readonly AttestationResult[] {
  const results: AttestationResult[] = []
  for (const [path, bytes] of context.files) {
    const place = parsePath(path)
    if (place?.kind !== 'attestation') continue
    const text = decodeUtf8(bytes)
    const lines = text.ok ? text.value.split('\n').filter((line) => line.trim() !== '') : []
    if (lines.length === 0)
      results.push(broken(place.name, 1, { code: 'ENVELOPE_MALFORMED', message: 'no envelope' }))
    for (const [at, line] of lines.entries())
      results.push(checkLine(context, { name: place.name, line: at + 1 }, line))
  }
  return results
}

interface LinePlace {
  readonly name: string
  readonly line: number
}

function checkLine(context: AttestationContext, place: LinePlace, text: string): AttestationResult {
  const envelope = parseEnvelope(text)
  if (!envelope.ok) return broken(place.name, place.line, envelope.error)
  const claim = peek(envelope.value)
  try {
    const log = findLogged(context, envelope.value)
    const verdict = verifyAttestation({
      envelope: envelope.value,
      artefactSha256: claim.subjects[0] ?? '',
      expectedPredicateType: claim.predicateType,
      at: context.at,
      keys: context.keys.filter(({ purpose }) => purpose === 'attestation'),
      ...(log === undefined ? {} : { log }),
      requiresLog: true,
      revocations: context.revocations,
      ...(context.knownAsOf === undefined ? {} : { knownAsOf: context.knownAsOf }),
      check: context.platform.signatures,
    })
    return toResult(place, claim, verdict)
  } catch (cause) {
    const checks = [open('attestation', { code: 'CHECK_THREW', message: String(cause) })]
    return { ...place, state: 'not-checked', subjects: claim.subjects, checks }
  }
}

/** The record that names the envelope's digest, opened again from its bytes. */
function findLogged({ files, log, platform, records }: AttestationContext, attestation: DsseEnvelope) {
  const digest = digestOfEnvelope(attestation)
  for (const record of records) {
    if (record.kind !== 'event' && record.kind !== 'public') continue
    const proof = files.get(`${record.kind === 'event' ? 'events' : 'keys'}/${record.index}.tlog-proof`)
    if (proof === undefined || !holds(record.envelope.payload, digest)) continue
    const logged =
      record.kind === 'event'
        ? ({ kind: 'event', envelope: record.envelope, salt: record.salt } as const)
        : ({ kind: 'public', envelope: record.envelope } as const)
    return openLogEvidence(
      { attestation, logged, proof },
      { policy: log.policy, toVerifier: platform.toVerifier },
    )
  }
  return undefined
}

function holds(payload: string, digest: string): boolean {
  try {
    return atob(payload).includes(digest)
  } catch (cause) {
    if (cause instanceof Error) return false
    throw cause
  }
}

interface Claim {
  readonly predicateType: string
  readonly subjects: readonly string[]
}

/** What a statement says of itself, before anybody checked it: only to know which question to ask. */
function peek({ payload }: DsseEnvelope): Claim {
  const text = decodeUtf8(payload)
  const document = text.ok ? parseJson(text.value) : undefined
  const { predicateType, subject } = membersOf(document?.ok === true ? document.value.value : undefined)
  const digests = (Array.isArray(subject) ? subject : []).map(
    (item) => membersOf(membersOf(item)['digest'])['sha256'],
  )
  return {
    predicateType: typeof predicateType === 'string' ? predicateType : '',
    subjects: digests.filter((digest) => typeof digest === 'string'),
  }
}

function toResult(place: LinePlace, claim: Claim, verdict: AttestationVerdict): AttestationResult {
  const state = { valid: 'valid', 'valid-but-stale': 'stale', invalid: 'broken' } as const
  const checks = verdict.checks
    .filter(({ outcome }) => outcome !== 'not-checked')
    .map(({ outcome, code, values, id }): Check => {
      const all = { step: id, ...values }
      if (outcome === 'passed') return passed('attestation', { ...all, code })
      const fault = { code, message: values['detail'] ?? code }
      return outcome === 'failed' ? failed('attestation', fault, all) : open('attestation', fault, all)
    })
  return { ...place, state: state[verdict.state], ...claim, checks }
}

function broken(
  name: string,
  line: number,
  fault: { readonly code: string; readonly message: string },
): AttestationResult {
  return { name, line, state: 'broken', subjects: [], checks: [failed('attestation', fault)] }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
