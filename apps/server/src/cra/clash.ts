/** Where answer and evidence say different things, and the reason that a person gave for leaving it so. */
import type { contradiction } from '@occtet/contract/api'
import type { Language, QuestionnaireAnswer } from '@occtet/toolkit/cra'
import type * as z from 'zod/mini'
import { findingsOf, sayAnswer } from './say.ts'
import type { AssessedState } from './state.ts'

export type ContradictionView = z.infer<typeof contradiction>

/**
 * Begins the note of an answer that stands against the evidence. It is part of the text, so that papers, the command line
 * and an exported file all say it: a statement of the manufacturer.
 */
const openings: Readonly<Record<Language, string>> = {
  en: 'We see it differently: ',
  de: 'Wir sehen das anders: ',
}

/** The note that keeps the reason. */
export function differingNote(reason: string, language: Language): string {
  return `${openings[language]}${reason.trim()}`
}

/** The reason that was given; undefined where nobody gave one. */
export function reasonToDiffer(answer: QuestionnaireAnswer | undefined): string | undefined {
  const note = answer?.note
  const opening = Object.values(openings).find((one) => note?.startsWith(one) === true)
  return opening === undefined ? undefined : note?.slice(opening.length)
}

export function contradictionOf(question: string, state: AssessedState): ContradictionView | null {
  const found = state.assessment.contradictions.find((one) => one.question === question)
  const answer = state.answers.get(question)
  if (found === undefined || answer === undefined) return null
  const reason = reasonToDiffer(answer)
  return {
    question,
    sentence: found.sentence,
    youSay: sayAnswer(question, found.answered, state.language),
    weFound: findingsOf(found.signals, state),
    stand: reason === undefined || reason === '' ? null : { reason, by: answer.by, at: answer.at },
  }
}
