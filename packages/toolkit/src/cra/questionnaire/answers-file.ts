/** `answers.yaml`: every answer with who, when and why; read strictly, because the next answer writes the file anew. */
import { err, ok, type Result } from '../../base/index.ts'
import {
  type FileError,
  readBySpec,
  type Spec,
  text,
  toJsonSchema,
  writeBySpec,
} from '../../small-files/index.ts'
import { toRawAnswer } from './answer-value.ts'
import { type AnswerDraft, parseAnswer } from './answers.ts'
import { questionnaire } from './questionnaire.ts'
import type { Answer } from './types.ts'

const schema = 'occtet.answers/1'
const ids = [...questionnaire.questions.keys()]

const rawAnswer: Spec = {
  kind: 'either',
  specs: [text, { kind: 'list', item: text }, { kind: 'object', required: ['na'], members: { na: text } }],
}

const documents: Spec = {
  kind: 'list',
  item: {
    kind: 'object',
    required: ['name', 'attached'],
    members: { name: text, path: text, attached: { kind: 'flag' } },
  },
}

const entrySpec: Spec = {
  kind: 'object',
  required: ['answer', 'by', 'at', 'source', 'catalogue'],
  members: {
    answer: rawAnswer,
    by: text,
    at: { kind: 'text', form: 'time' },
    source: { kind: 'text', values: ['person', 'confirmed'] },
    catalogue: text,
    reviewedBy: text,
    note: text,
    documents,
  },
}

const fileSpec: Spec = {
  kind: 'object',
  required: ['schema', 'product', 'answers'],
  members: {
    schema: { kind: 'text', values: [schema] },
    product: { kind: 'text', form: 'product-id' },
    answers: { kind: 'map', keys: ids, item: entrySpec },
  },
}

/** What people prepare by hand: an answer alone, or with a note, documents and names. */
const preparedSpec: Spec = {
  kind: 'map',
  keys: ids,
  item: {
    kind: 'either',
    specs: [
      rawAnswer,
      {
        kind: 'object',
        required: ['answer'],
        members: {
          answer: rawAnswer,
          by: text,
          at: { kind: 'text', form: 'time' },
          reviewedBy: text,
          note: text,
          documents,
        },
      },
    ],
  },
}

export interface AnswersFile {
  /** Id of the product that they are about. */
  readonly product: string
  readonly answers: ReadonlyMap<string, Answer>
}

type Entry = Omit<AnswerDraft, 'question'>

export function parseAnswersFile(source: string): Result<AnswersFile, FileError> {
  const read = readBySpec(source, fileSpec)
  if (!read.ok) return read
  const file = read.value as { readonly product: string; readonly answers: Readonly<Record<string, Entry>> }
  const answers = new Map<string, Answer>()
  for (const [question, entry] of Object.entries(file.answers)) {
    const answer = parseAnswer({ ...entry, question })
    if (!answer.ok) return refuse(source, question, answer.error.message)
    answers.set(question, answer.value)
  }
  return ok({ product: file.product, answers: inQuestionOrder(answers) })
}

/** The same answers give the same bytes. */
export function formatAnswersFile({ product, answers }: AnswersFile): string {
  const entries = [...inQuestionOrder(answers)].map(([id, answer]) => [id, toEntry(answer)])
  const value = { schema, product, answers: Object.fromEntries(entries) as object }
  return writeBySpec(value, fileSpec, [
    'Answers to the CRA questionnaire. Written by `occtet cra assess`; edit with care.',
  ])
}

/** One answer as the file holds it. */
export function toEntry(answer: Answer): Readonly<Record<string, unknown>> {
  const { value, question: _, ...rest } = answer
  return { answer: toRawAnswer(value), ...rest }
}

/**
 * Answers that somebody prepared: a map of question ids, or a whole answers file. `by` and `at` stand in where an entry
 * names nobody. The first wrong entry refuses the file, so that nothing is half taken.
 */
export function parsePreparedAnswers(
  source: string,
  given: { readonly by: string; readonly at: string },
): Result<readonly Answer[], FileError> {
  const whole = parseAnswersFile(source)
  if (whole.ok) return ok([...whole.value.answers.values()])
  if (/^\s*["']?schema["']?\s*:/m.test(source)) return whole
  const read = readBySpec(source, preparedSpec)
  if (!read.ok) return read
  const answers: Answer[] = []
  for (const [question, value] of Object.entries(read.value as Readonly<Record<string, unknown>>)) {
    const answer = parseAnswer({ ...given, ...toPrepared(value), question })
    if (!answer.ok) return refuse(source, question, answer.error.message)
    answers.push(answer.value)
  }
  return ok(answers)
}

function toPrepared(value: unknown): Partial<Entry> & { readonly answer: unknown } {
  const isEntry = typeof value === 'object' && value !== null && 'answer' in value
  return isEntry ? (value as Partial<Entry> & { readonly answer: unknown }) : { answer: value }
}

/** JSON Schema of the file. */
export function answersSchema(): Readonly<Record<string, unknown>> {
  const $schema = 'https://json-schema.org/draft/2020-12/schema'
  return { $schema, title: schema, ...toJsonSchema(fileSpec) }
}

function inQuestionOrder(answers: ReadonlyMap<string, Answer>): ReadonlyMap<string, Answer> {
  return new Map(
    ids.flatMap((id) => {
      const answer = answers.get(id)
      return answer === undefined ? [] : [[id, answer]]
    }),
  )
}

function refuse(source: string, question: string, message: string): Result<never, FileError> {
  const at = source.split('\n').findIndex((line) => new RegExp(`^\\s*["']?${question}["']?\\s*:`).test(line))
  return err({
    code: 'FILE_VALUE_INVALID',
    line: Math.max(0, at) + 1,
    field: question,
    message: message.replace(`${question}: `, ''),
  })
}
