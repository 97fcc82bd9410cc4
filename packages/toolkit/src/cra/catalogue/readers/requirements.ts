/** Reader of `requirements-part-*.json`: the 22 essential requirements (Regulation (EU) 2024/2847, Annex I) in plain words. */
import { day, list, oneOf, shape, text, texts } from './shape.ts'

export const requirement = shape({
  id: text,
  ref: text,
  part: oneOf(['I', 'II']),
  title: text,
  obligation: text,
  /** When it applies, and what "not applicable" needs (Art. 13(3)-(4)). */
  applicability: text,
  /** What a small firm can show. */
  smeEvidence: texts,
  /** Signals that a machine can look at, and what each tells about the requirement. */
  autoEvidence: list(shape({ signal: text, what: text })),
  /** What only a person can decide. */
  humanNeeded: texts,
  osps: shape({ curated: texts, officialMapping: texts }),
  /** Names of Scorecard checks. */
  scorecard: texts,
  relatedStandards: shape({ items: texts, confidence: text }),
  pitfalls: texts,
  guidance: shape({ smallTeam: text, fossHeavy: text }),
  commissionGuidance: texts,
  relatedObligations: texts,
  penaltyTier: text,
  appliesFrom: day,
  verification: text,
})

export type Requirement = ReturnType<typeof requirement>
export type SignalLink = Requirement['autoEvidence'][number]
