/** From what is known of a package's licenses to a request for a conclusion. */
import type { EvidenceText, LicenseRequest } from '../model.ts'
import { noteEvidence, type RequestFrame } from './frame.ts'

/** As `occtet licenses list` has it. */
export interface LicensesAtHand {
  /** Purl with version. */
  readonly purl: string
  /** What the package says of itself. */
  readonly declared: readonly { readonly text: string; readonly source: string }[]
  /** What our recognition found in its files. */
  readonly detected: readonly {
    readonly id: string
    readonly alsoNamed: readonly string[]
    readonly kind: 'full-text' | 'notice' | 'partial'
    readonly confidence: 'exact' | 'high' | 'low'
    readonly path: string
    readonly expression?: string | undefined
  }[]
  /** What a person concluded before. */
  readonly concluded?: { readonly expression: string; readonly by: string; readonly at: string }
}

export function toLicenseRequest(licenses: LicensesAtHand, frame: RequestFrame): LicenseRequest {
  const { declared, detected, concluded, purl } = licenses
  return {
    kind: 'license_conclusion',
    language: frame.language,
    component: purl,
    evidence: [
      ...declared.map(({ text, source }, at) => ({
        id: `declared-${at + 1}`,
        source,
        origin: 'foreign' as const,
        text: `Metadata: ${text}.`,
      })),
      ...detected.map((one, at) => ({
        id: `detected-${at + 1}`,
        source: one.path,
        origin: 'own' as const,
        text: sayDetected(one),
      })),
      ...(concluded === undefined ? [] : [sayConcluded(concluded)]),
      ...noteEvidence(frame),
    ],
  }
}

/** Several names that a text may have are no choice between licenses: then none is named, and a person reads it. */
function sayDetected({
  id,
  alsoNamed,
  kind,
  confidence,
  path,
  expression,
}: LicensesAtHand['detected'][number]): string {
  if (kind === 'partial' || confidence === 'low' || (alsoNamed.length > 0 && expression === undefined))
    return `License file ${path}: which terms these are is unclear.`
  const terms = expression ?? id
  return kind === 'notice' ? `Header of ${path}: ${terms}.` : `License file ${path}: ${terms}.`
}

/** For the person to see; the rules do not rest on a conclusion. */
function sayConcluded({ expression, by, at }: NonNullable<LicensesAtHand['concluded']>): EvidenceText {
  return {
    id: 'concluded',
    source: `conclusion, ${by}, ${at.slice(0, 10)}`,
    origin: 'own',
    text: `Concluded before: ${expression}.`,
  }
}
