/** Answers with a person and a time: checked when given, and looked at again when they have grown old. */
import { err, ok, type Result } from '../../base/index.ts'
import { type AnswerError, longestText, parseAnswerValue } from './answer-value.ts'
import { dayOf } from './lookup.ts'
import { questionnaire } from './questionnaire.ts'
import type { Answer } from './types.ts'

/** Longest name of a person. */
const longestName = 200
const mostDocuments = 50

/** An answer as a file or a person gives it. */
export interface AnswerDraft {
  readonly question: string
  /** As `parseAnswerValue` reads it. */
  readonly answer: unknown
  readonly by: string
  /** RFC 3339, UTC, whole seconds. */
  readonly at: string
  readonly source?: Answer['source']
  readonly note?: string
  readonly documents?: Answer['documents']
  readonly reviewedBy?: string
  /** Version that the question was answered under; the present one where it is absent. */
  readonly catalogue?: string
}

/** An answer that its question allows, by somebody, at a time. */
export function parseAnswer(draft: AnswerDraft): Result<Answer, AnswerError> {
  const question = questionnaire.questions.get(draft.question)
  const fail = (code: AnswerError['code'], message: string) =>
    err({ code, question: draft.question, message: `${draft.question.slice(0, 40)}: ${message}` })
  if (question === undefined) return fail('QUESTION_UNKNOWN', 'the questionnaire has no such question')
  const value = parseAnswerValue(question, draft.answer)
  if (!value.ok) return value
  const wrong = findWrong(draft)
  if (wrong !== undefined) return fail(wrong.code, wrong.message)
  const { note, documents = [], reviewedBy } = draft
  return ok({
    question: question.id,
    value: value.value,
    at: draft.at,
    by: draft.by.trim(),
    source: draft.source ?? 'person',
    ...(isGiven(note) ? { note: note.trim() } : {}),
    ...(documents.length === 0 ? {} : { documents }),
    ...(isGiven(reviewedBy) ? { reviewedBy: reviewedBy.trim() } : {}),
    catalogue: draft.catalogue ?? questionnaire.version,
  })
}

type Wrong = Pick<AnswerError, 'code' | 'message'>

function findWrong(draft: AnswerDraft): Wrong | undefined {
  return findWrongName(draft) ?? findWrongLength(draft) ?? findWrongTime(draft)
}

function findWrongName({ by, reviewedBy = '' }: AnswerDraft): Wrong | undefined {
  const code = 'ANSWER_WITHOUT_NAME'
  if (by.trim() === '') return { code, message: 'an answer needs the name of who gives it' }
  return reviewedBy.trim() === by.trim() ? { code, message: 'a review needs a second person' } : undefined
}

function findWrongLength({ by, note = '', reviewedBy = '', documents = [] }: AnswerDraft): Wrong | undefined {
  const code = 'ANSWER_TOO_LONG'
  if (by.length > longestName || reviewedBy.length > longestName) {
    return { code, message: `a name has at most ${longestName} characters` }
  }
  const texts = [note, ...documents.flatMap((document) => [document.name, document.path ?? ''])]
  const isTooMuch = texts.some((text) => text.length > longestText) || documents.length > mostDocuments
  const message = `at most ${longestText} characters and ${mostDocuments} documents`
  return isTooMuch ? { code, message } : undefined
}

function findWrongTime({ at }: AnswerDraft): Wrong | undefined {
  const isTime = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/.test(at) && dayOf(at) !== undefined
  const message = 'expected a time such as 2028-03-01T09:30:00Z'
  return isTime ? undefined : { code: 'ANSWER_TIME_INVALID', message }
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== ''
}

/** Why an answer should be given again: the product, the calendar or the catalogue moved on. */
export type Staleness = 'older-than-12-months' | 'older-than-release' | 'other-catalogue'

export interface Now {
  /** `YYYY-MM-DD`. */
  readonly today: string
  /** Date of the newest release, `YYYY-MM-DD` or RFC 3339. */
  readonly newestRelease?: string
}

/** Empty: still fresh. A stale answer stays an answer; it is shown and asked about, never dropped. */
export function staleReasons(answer: Answer, { today, newestRelease }: Now): readonly Staleness[] {
  const given = answer.at.slice(0, 10)
  const reasons: Staleness[] = []
  if (given < yearBefore(today)) reasons.push('older-than-12-months')
  if (newestRelease !== undefined && given < newestRelease.slice(0, 10)) reasons.push('older-than-release')
  if (answer.catalogue !== questionnaire.version) reasons.push('other-catalogue')
  return reasons
}

/** 29 February becomes 28 February. */
function yearBefore(today: string): string {
  const before = `${String(Number(today.slice(0, 4)) - 1).padStart(4, '0')}${today.slice(4, 10)}`
  return before.endsWith('-02-29') ? `${before.slice(0, 8)}28` : before
}
