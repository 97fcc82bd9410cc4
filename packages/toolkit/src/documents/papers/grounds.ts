/** Reads answers and signals as grounds of a statement: the words, who or what says them, and whether they say enough. */
import { showHidden } from '@occtet/ui'
import { type QuestionnaireAnswer, statementOf } from '../../cra/index.ts'
import type { PaperContext } from './context.ts'
import type { AnswerBasis, CheckState, EvidenceBasis } from './model.ts'

export interface ReadAnswer {
  readonly verdict: CheckState
  readonly text: readonly [string, ...string[]]
  readonly ground: AnswerBasis
  /** A note or a document stands with it. */
  readonly hasContent: boolean
}

/** Undefined where nobody answered; "I don't know" is an answer and reads `open`. */
export function readAnswer(context: PaperContext, id: string): ReadAnswer | undefined {
  const answer = context.answers.get(id)
  if (answer === undefined) return undefined
  const verdict = verdictOf(answer)
  const documents = (answer.documents ?? []).map((one) => one.path ?? one.name)
  const parts = [
    answer.note ?? '',
    documents.length === 0 ? '' : context.t('answer.documents', { documents: documents.join(', ') }),
  ].filter((part) => part.trim() !== '')
  return {
    verdict,
    text: [wordsOf(context, answer, verdict), ...parts],
    hasContent: parts.length > 0,
    ground: {
      kind: 'answer',
      question: id,
      by: answer.by,
      at: answer.at,
      catalogue: answer.catalogue,
    },
  }
}

function verdictOf({ value }: QuestionnaireAnswer): CheckState {
  switch (value.kind) {
    case 'scale':
      return value.value === 'unknown' ? 'open' : value.value
    case 'na':
      return 'not-applicable'
    case 'choice':
    case 'choices':
    case 'date':
      return 'yes'
    default:
      return value satisfies never
  }
}

function wordsOf({ t }: PaperContext, { value }: QuestionnaireAnswer, verdict: CheckState): string {
  switch (value.kind) {
    case 'scale':
      return t(`answer.${verdict}`)
    case 'na':
      return t('value.notApplicable', { reason: value.reason })
    case 'choice':
      return value.option
    case 'choices':
      return value.options.join(', ')
    case 'date':
      return value.date
    default:
      return value satisfies never
  }
}

export interface ReadSignal {
  readonly text: readonly [string]
  readonly ground: EvidenceBasis
}

/** Undefined unless the signal was seen: absent, contrary and unknown signals support nothing. */
export function readSignal(context: PaperContext, id: string): ReadSignal | undefined {
  const signal = context.signals.get(id)
  if (signal === undefined || signal.state !== 'present') return undefined
  return {
    text: [
      context.t('evidence.text', { statement: showHidden(statementOf(signal, context.input.language)) }),
    ],
    ground: {
      kind: 'evidence',
      signal: id,
      strength: signal.strength,
      places: signal.evidence,
      readAt: context.input.evidenceAt,
    },
  }
}
