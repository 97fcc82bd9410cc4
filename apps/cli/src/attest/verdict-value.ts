/** What a check of somebody's statements says, as one JSON value. */
import { type AttestationLanguage, type AttestationVerdict, sayVerdict } from '@occtet/toolkit/attestations'
import type { JudgedLine, OverallState } from './verify-lines.ts'
import type { SigstoreVerdict } from './verify-sigstore.ts'

export interface Verdict {
  readonly state: OverallState
  /** None where it is a Sigstore bundle. */
  readonly lines: readonly JudgedLine[]
  readonly sigstore: SigstoreVerdict | undefined
}

interface Told extends Verdict {
  readonly file: string
  readonly artefact: { readonly file: string; readonly sha256: string }
  readonly at: string
  readonly types: readonly string[] | undefined
}

export type VerdictValue = ReturnType<typeof toVerdictValue>

export function toVerdictValue(
  { file, artefact, at, types, state, lines, sigstore }: Told,
  language: AttestationLanguage,
) {
  return {
    schema: 'urn:occtet:schema:attest-verify:1',
    file,
    artefact,
    at,
    asked: types ?? null,
    state,
    attestations: lines.map((line) => toRow(line, language)),
    sigstore: sigstore === undefined ? null : toIdentity(sigstore),
  }
}

function toRow({ line, isAsked, claimed, verdict }: JudgedLine, language: AttestationLanguage) {
  const { summary, checks } = sayVerdict(verdict, language)
  return {
    line,
    isAsked,
    predicateType: claimed ?? null,
    state: verdict.state,
    ...toGround(verdict),
    summary,
    checks: verdict.checks.flatMap(({ outcome: kind, code, values }, index) => {
      const said = checks[index]
      if (said === undefined) return []
      const { id, heading, outcome, sentence } = said
      return [{ id, outcome: kind, code, values, heading, said: outcome, sentence }]
    }),
  }
}

function toGround(verdict: AttestationVerdict) {
  if (verdict.state === 'invalid') {
    const { reason, message } = verdict
    return { reason, message, staleReasons: [], envelopeSha256: null, signers: [], existedBy: null }
  }
  const { envelopeSha256, signers, trustedTime } = verdict.attestation
  const staleReasons = verdict.state === 'valid-but-stale' ? verdict.reasons : []
  const existedBy = trustedTime?.at ?? null
  return { reason: null, message: null, staleReasons, envelopeSha256, signers, existedBy }
}

function toIdentity({ answer, predicateType: type, isOfType }: SigstoreVerdict) {
  const { kind } = answer
  const predicateType = type ?? null
  if (kind === 'invalid') {
    const { code, reason, signer = null } = answer
    const none = { signs: null, predicateType, isOfType, times: [], entries: [] }
    return { kind, reason: code, message: reason, signer, ...none }
  }
  const { signer, content, times, entries } = answer
  const logged = entries.map(({ log, index, kind: form }) => ({
    log,
    index: index === undefined ? null : String(index),
    kind: form,
  }))
  const known = { signs: content.kind, predicateType, isOfType, times, entries: logged }
  return { kind, reason: null, message: null, signer, ...known }
}
