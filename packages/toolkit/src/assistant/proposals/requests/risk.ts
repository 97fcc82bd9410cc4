/** From a risk in words, or a threat of the risk assessment, to a request for an entry. */
import type { RiskRequest } from '../model.ts'
import { nameOf, noteEvidence, type RequestFrame } from './frame.ts'
import { type SignalAtHand, signalEvidence } from './signals.ts'

export interface RiskAtHand {
  /** The risk, as a statement or a question. */
  readonly text: string
  /** Of the risk assessment, as people wrote them there. */
  readonly measures?: readonly { readonly what: string; readonly evidence?: string }[]
  /** What was found about this very subject. */
  readonly signals?: readonly SignalAtHand[]
  /** What was found about requirements that it touches: told beside what somebody knows of the risk, never instead of it. */
  readonly related?: readonly SignalAtHand[]
}

export function toRiskRequest(
  { text, measures = [], signals = [], related = [] }: RiskAtHand,
  frame: RequestFrame,
): RiskRequest {
  const isKnown = measures.length + frame.notes.length > 0
  return {
    kind: 'risk_entry',
    language: frame.language,
    product: nameOf(frame),
    question: text,
    evidence: [
      ...measures.map(({ what, evidence }, at) => ({
        id: `measure-${at + 1}`,
        source: evidence ?? 'risk.yaml',
        origin: 'own' as const,
        text: what,
      })),
      ...signalEvidence(isKnown ? [...signals, ...related] : signals),
      ...noteEvidence(frame),
    ],
  }
}
