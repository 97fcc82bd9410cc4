/** From a question of the questionnaire and what was found to a request for an answer. */
import { questionnaire, signalsOfTerm, termsOf } from '../../../cra/index.ts'
import type { AnswerOption, AnswerRequest } from '../model.ts'
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
  const options = answerOptionsFor(type)
  if (options === undefined) return undefined
  return {
    kind: 'answer_from_evidence',
    language: frame.language,
    question: text,
    options,
    evidence: [...signalEvidence(signals), ...noteEvidence(frame)],
  }
}

/** Undefined: an option or a date is asked for. */
export function answerOptionsFor(type: QuestionAtHand['type']): readonly AnswerOption[] | undefined {
  switch (type) {
    case 'yn':
      return ['yes', 'no', 'unknown']
    case 'scale':
      return ['yes', 'partial', 'no', 'unknown']
    case 'single':
    case 'multi':
    case 'date':
      return undefined
    default:
      return type satisfies never
  }
}

/** Of the collected signals those that the rules of the questionnaire look at for a question; none for an id that is no question. */
export function signalsForQuestion<T extends { readonly id: string }>(
  id: string,
  signals: readonly T[],
): readonly T[] {
  const rules = questionnaire.questions.get(id)?.prefill ?? []
  const ids = new Set(rules.flatMap(({ when }) => termsOf(when)).flatMap(signalsOfTerm))
  return signals.filter((signal) => ids.has(signal.id))
}
