/** From a question of the questionnaire and what was found to a request for an answer. */
import type { AnswerRequest } from '../model.ts'
import { noteEvidence, type RequestFrame } from './frame.ts'
import { type SignalAtHand, signalEvidence } from './signals.ts'

export interface QuestionAtHand {
  /** As it is asked. */
  readonly text: string
  readonly type: 'yn' | 'scale' | 'single' | 'multi' | 'date'
  /** Those that speak for or against its answer. */
  readonly signals: readonly SignalAtHand[]
}

/** Undefined: an option or a date is asked for, which nothing is proposed for. */
export function toQuestionRequest(
  { text, type, signals }: QuestionAtHand,
  frame: RequestFrame,
): AnswerRequest | undefined {
  if (type !== 'yn' && type !== 'scale') return undefined
  return {
    kind: 'answer_from_evidence',
    language: frame.language,
    question: text,
    options: type === 'yn' ? ['yes', 'no', 'unknown'] : ['yes', 'partial', 'no', 'unknown'],
    evidence: [...signalEvidence(signals), ...noteEvidence(frame)],
  }
}
