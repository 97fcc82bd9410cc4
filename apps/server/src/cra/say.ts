/** Answers, findings and references in the words of the asked language. */
import {
  type AnswerValue,
  catalogue,
  formatRef,
  type Language,
  questionOf,
  reasonOf,
  reporting,
  type SignalResult,
  statementOf,
  staleReasons,
  type QuestionnaireAnswer,
  textsOf,
  toRawAnswer,
} from '@occtet/toolkit/cra'
import type { finding, givenAnswer } from '@occtet/contract/api'
import type * as z from 'zod/mini'
import { basisOf } from './basis.ts'
import type { AssessedState } from './state.ts'

export type FindingView = z.infer<typeof finding>
export type GivenView = z.infer<typeof givenAnswer>

/** As the contract carries it: lists that may be changed by whoever received them. */
export function rawOf(value: AnswerValue): GivenView['value'] {
  const raw = toRawAnswer(value)
  return typeof raw === 'string' ? raw : 'na' in raw ? { na: raw.na } : [...raw]
}

/** An answer in words: "partly", the label of an option, a date, "not applicable: reason". */
export function sayAnswer(question: string, value: AnswerValue, language: Language): string {
  const texts = textsOf(language)
  const options = texts.questions.get(question)?.options ?? {}
  switch (value.kind) {
    case 'scale':
      return texts.answers[value.value] ?? value.value
    case 'na':
      return `${texts.answers['na'] ?? 'n/a'}: ${value.reason}`
    case 'choice':
      return options[value.option] ?? value.option
    case 'choices':
      return value.options.map((id) => options[id] ?? id).join('; ')
    case 'date':
      return value.date
    default:
      return value satisfies never
  }
}

/** At most so many places travel with a finding; the count says how many there are. */
const mostPlaces = 20

export function toFinding(
  signal: SignalResult,
  language: Language,
  tells: string | null = null,
): FindingView {
  const reason = signal.state === 'unknown' ? reasonOf(signal, language) : undefined
  return {
    id: signal.id,
    title: signal.title,
    state: signal.state,
    strength: signal.strength,
    statement: reason ?? statementOf(signal, language),
    tells: language === 'en' ? tells : null,
    basis: basisOf(signal.id),
    places: signal.evidence.slice(0, mostPlaces).map(({ path, line, changedAt }) => ({
      path,
      line,
      ...(changedAt === undefined ? {} : { changedAt }),
    })),
    placeCount: signal.evidence.length,
  }
}

export function findingsOf(ids: readonly string[], { signals, language }: AssessedState): FindingView[] {
  return ids.flatMap((id) => {
    const signal = signals.get(id)
    return signal === undefined ? [] : [toFinding(signal, language)]
  })
}

export function toGiven(answer: QuestionnaireAnswer, state: AssessedState): GivenView {
  const { newestRelease, now, language } = state
  const today = now.slice(0, 10)
  const since = newestRelease === undefined ? { today } : { today, newestRelease }
  return {
    value: rawOf(answer.value),
    says: sayAnswer(answer.question, answer.value, language),
    by: answer.by,
    at: answer.at,
    source: answer.source,
    note: answer.note ?? null,
    documents: (answer.documents ?? []).map(({ name, path, attached }) => ({
      name,
      path: path ?? null,
      attached,
    })),
    reviewedBy: answer.reviewedBy ?? null,
    stale: [...staleReasons(answer, since)],
  }
}

export function questionText(id: string, language: Language): string {
  return textsOf(language).questions.get(id)?.text ?? id
}

/** Articles and annex points of records, each once. */
export function refsIn(records: readonly string[], language: Language): string[] {
  const refs = records.flatMap((id) => {
    const record =
      catalogue.requirements.find((one) => one.id === id) ??
      catalogue.scopeTree.nodes.find((one) => one.id === id) ??
      catalogue.obligations.get(id) ??
      catalogue.documents.get(id) ??
      Object.values(reporting.triggers).find((one) => one.id === id)
    return record === undefined ? [] : formatRef(record.ref, language).split('; ')
  })
  return [...new Set(refs)]
}

export function refsOfQuestion(id: string, language: Language): string[] {
  return refsIn(questionOf(id).maps, language)
}
