/** Checks the statements of a bundle, each for itself, and then for what newer ones say. */
import { nodeSignatureCheck } from '@occtet/toolkit/adapters'
import {
  type AttestationQuestion,
  type AttestationVerdict,
  type BundleLine,
  predicateTypes,
  verifyAttestation,
} from '@occtet/toolkit/attestations'
import { expectedOf } from './asked-type.ts'
import { decodeClaim } from './claim.ts'

export interface Asking {
  readonly artefactSha256: string
  readonly types: readonly string[] | undefined
  readonly keys: AttestationQuestion['keys']
  /** RFC 3339. */
  readonly at: string
  readonly knownAsOf: string | undefined
  readonly maxAgeDays: number
}

export interface JudgedLine {
  /** From 1. */
  readonly line: number
  /** Whether its type was asked for; the others decide nothing. */
  readonly isAsked: boolean
  /** As the envelope says; undefined where nothing can be read. Untrusted unless the verdict is good. */
  readonly claimed: string | undefined
  readonly verdict: AttestationVerdict
}

export function verifyLines(lines: readonly BundleLine[], asking: Asking): readonly JudgedLine[] {
  const first = lines.map((line) => judge(line, asking, []))
  const others = first.flatMap(({ verdict }) => (verdict.state === 'invalid' ? [] : [verdict.attestation]))
  return lines.map((line) => judge(line, asking, others))
}

function judge(
  { line, envelope }: BundleLine,
  asking: Asking,
  others: NonNullable<AttestationQuestion['others']>,
): JudgedLine {
  const claimed = envelope.ok ? decodeClaim(envelope.value) : undefined
  const expected = expectedOf(claimed, asking.types)
  const { knownAsOf } = asking
  const verdict = verifyAttestation({
    // What is no envelope is asked as such, so that the answer says what is wrong.
    envelope: envelope.ok ? envelope.value : '',
    artefactSha256: asking.artefactSha256,
    expectedPredicateType: expected ?? claimed ?? predicateTypes['sbom-cyclonedx'],
    at: asking.at,
    keys: asking.keys,
    others,
    maxKnowledgeAgeDays: asking.maxAgeDays,
    ...(knownAsOf === undefined ? {} : { knownAsOf }),
    check: nodeSignatureCheck,
  })
  return { line, isAsked: expected !== undefined, claimed, verdict }
}

export type OverallState = 'valid' | 'valid-but-stale' | 'invalid' | 'none-asked'

/**
 * Wrong as soon as one that was asked for is wrong. Old as soon as one is old for another reason than that a newer one,
 * which is among them, took its place. A good statement about another file says nothing of this one: beside one that does
 * it decides nothing, alone it is wrong.
 */
export function judgeAll(judged: readonly JudgedLine[]): OverallState {
  const all = judged.filter(({ isAsked }) => isAsked).map(({ verdict }) => verdict)
  if (all.length === 0) return 'none-asked'
  const about = all.filter((verdict) => verdict.state !== 'invalid' || verdict.reason !== 'SUBJECT_MISMATCH')
  const asked = about.length === 0 ? all : about
  if (asked.some(({ state }) => state === 'invalid')) return 'invalid'
  const isOld = asked.some(
    (verdict) =>
      verdict.state === 'valid-but-stale' && verdict.reasons.some((reason) => reason !== 'SUPERSEDED'),
  )
  return isOld || !asked.some(({ state }) => state === 'valid') ? 'valid-but-stale' : 'valid'
}
