/** Reads what somebody answered into a value that the question allows, or says what it allows. */
import { err, ok, type Result } from '../../base/index.ts'
import { dayOf } from './lookup.ts'
import type { AnswerValue, Question } from './types.ts'

export interface AnswerError {
  readonly code:
    | 'QUESTION_UNKNOWN'
    | 'ANSWER_INVALID'
    | 'ANSWER_OPTION_UNKNOWN'
    | 'ANSWER_NOT_ALONE'
    | 'ANSWER_DATE_INVALID'
    | 'NA_NOT_ALLOWED'
    | 'NA_WITHOUT_REASON'
    | 'ANSWER_WITHOUT_NAME'
    | 'ANSWER_TIME_INVALID'
    | 'ANSWER_TOO_LONG'
  readonly question: string
  readonly message: string
}

/** Longest reason, note or name of a document, in UTF-16 units. */
export const longestText = 4000

/**
 * "Not applicable" is for what the law itself lets fall away. Duties that stand in the way of a level (gates) do not fall
 * away for anybody to whom the question is shown; in section E, Art. 13(4) lets a requirement fall away with a reason.
 */
export function allowsNa(question: Question): boolean {
  return question.type === 'scale' && (question.section === 'E' || !question.isGate)
}

/** Words that an answer to the question may be, for messages and prompts; not for `multi`, which takes several options. */
export function answerWords(question: Question): readonly string[] {
  switch (question.type) {
    case 'yn':
      return ['yes', 'no', 'unknown']
    case 'scale':
      return ['yes', 'partial', 'no', 'unknown']
    case 'single':
    case 'multi':
      return [...question.options.map((option) => option.id), 'unknown']
    case 'date':
      return ['unknown']
    default:
      return question.type satisfies never
  }
}

/**
 * `yes`, `partial`, `no`, `unknown`, an option id, a list of option ids, `YYYY-MM-DD`, or `{ na: reason }`.
 * "I don't know" (`unknown`) is allowed everywhere.
 */
export function parseAnswerValue(question: Question, raw: unknown): Result<AnswerValue, AnswerError> {
  if (raw === 'unknown') return ok({ kind: 'scale', value: 'unknown' })
  if (isObject(raw) && 'na' in raw) return readNa(question, raw['na'])
  switch (question.type) {
    case 'yn':
    case 'scale':
      return readScale(question, raw)
    case 'single':
      return readChoice(question, raw)
    case 'multi':
      return readChoices(question, raw)
    case 'date':
      return readDate(question, raw)
    default:
      return question.type satisfies never
  }
}

/** The form that `parseAnswerValue` reads. */
export function toRawAnswer(value: AnswerValue): string | readonly string[] | { readonly na: string } {
  switch (value.kind) {
    case 'scale':
      return value.value
    case 'na':
      return { na: value.reason }
    case 'choice':
      return value.option
    case 'choices':
      return value.options
    case 'date':
      return value.date
    default:
      return value satisfies never
  }
}

function readScale(question: Question, raw: unknown): Result<AnswerValue, AnswerError> {
  if (raw === 'yes' || raw === 'no') return ok({ kind: 'scale', value: raw })
  if (raw === 'partial' && question.type === 'scale') return ok({ kind: 'scale', value: raw })
  const na = allowsNa(question) ? ', or { na: reason }' : ''
  return fail(
    'ANSWER_INVALID',
    question,
    `expected ${answerWords(question).join(', ')}${na}; found ${show(raw)}`,
  )
}

function readChoice(question: Question, raw: unknown): Result<AnswerValue, AnswerError> {
  if (typeof raw === 'string' && isOption(question, raw)) return ok({ kind: 'choice', option: raw })
  return fail(
    'ANSWER_OPTION_UNKNOWN',
    question,
    `expected one of ${answerWords(question).join(', ')}; found ${show(raw)}`,
  )
}

/** Options come in the order of the question, each once; an exclusive one stands alone. None chosen is no answer. */
function readChoices(question: Question, raw: unknown): Result<AnswerValue, AnswerError> {
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  const wrong = list.find((item) => typeof item !== 'string' || !isOption(question, item))
  if (wrong !== undefined || list.length === 0) {
    const expected = `expected a list of ${answerWords(question).join(', ')}`
    return fail(
      'ANSWER_OPTION_UNKNOWN',
      question,
      `${expected}; found ${list.length === 0 ? 'an empty list' : show(wrong)}`,
    )
  }
  const chosen = question.options.filter((option) => list.includes(option.id))
  const alone = chosen.find((option) => option.isExclusive === true)
  if (alone !== undefined && chosen.length > 1) {
    return fail('ANSWER_NOT_ALONE', question, `${alone.id} cannot stand beside another answer`)
  }
  return ok({ kind: 'choices', options: chosen.map((option) => option.id) })
}

function readDate(question: Question, raw: unknown): Result<AnswerValue, AnswerError> {
  const day = typeof raw === 'string' ? dayOf(raw) : undefined
  if (typeof raw === 'string' && day !== undefined) return ok({ kind: 'date', date: raw.slice(0, 10) })
  return fail(
    'ANSWER_DATE_INVALID',
    question,
    `expected a date such as 2028-03-01, or unknown; found ${show(raw)}`,
  )
}

function readNa(question: Question, reason: unknown): Result<AnswerValue, AnswerError> {
  if (!allowsNa(question))
    return fail('NA_NOT_ALLOWED', question, '"not applicable" is not an answer to this question')
  if (typeof reason !== 'string' || reason.trim() === '') {
    return fail('NA_WITHOUT_REASON', question, '"not applicable" needs a reason (Art. 13(4))')
  }
  if (reason.length > longestText) {
    return fail('ANSWER_TOO_LONG', question, `a reason has at most ${longestText} characters`)
  }
  return ok({ kind: 'na', reason: reason.trim() })
}

function isOption(question: Question, id: string): boolean {
  return question.options.some((option) => option.id === id)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Short and safe: what is given may be of any size. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60))
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function fail(code: AnswerError['code'], question: Question, message: string): Result<never, AnswerError> {
  return err({ code, question: question.id, message: `${question.id}: ${message}` })
}
