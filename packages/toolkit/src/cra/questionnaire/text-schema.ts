/** Reads the words of the questionnaire in one language and checks that each thing has its words, and no thing more. */
import { err, ok, type Result } from '../../base/index.ts'
import naHints from './data/na-hints.json' with { type: 'json' }
import { below, complain, type DataError, type Place, readRecord, readText, readTexts } from './reader.ts'
import type { Questionnaire } from './schema.ts'
import type { Language, Question, QuestionText } from './types.ts'

/** All words of the questionnaire in one language; the keys are those of the data. */
export interface QuestionnaireTexts {
  readonly language: Language
  readonly sections: Readonly<Record<string, string>>
  readonly questions: ReadonlyMap<string, QuestionText>
  readonly actions: ReadonlyMap<string, { readonly title: string; readonly help: string }>
  /** By number of the level. */
  readonly levels: ReadonlyMap<string, { readonly name: string; readonly meaning: string }>
  readonly effort: Readonly<Record<string, string>>
  readonly enisa: ReadonlyMap<string, { readonly name: string; readonly note?: string }>
  /** Words for `yes`, `partial`, `no`, `unknown`, `na`, within a sentence. */
  readonly answers: Readonly<Record<string, string>>
  /** One letter for each of them, where it is not taken. */
  readonly keys: Readonly<Record<string, string>>
  /** What may be typed in this language besides the English words. */
  readonly commands: CommandWords
  readonly words: Words
  /** By question id: a draft of the reason for "not applicable", for `na-hints.ts`. */
  readonly naDrafts: ReadonlyMap<string, string>
}

export type CommandName = (typeof commandNames)[number]

/** Words of a command in one language; English words and signs work everywhere. */
export type CommandWords = Readonly<Record<CommandName, readonly string[]>>

const answerKeys = ['yes', 'partial', 'no', 'unknown', 'na'] as const
const commandNames = ['back', 'skip', 'help', 'quit', 'search', 'note', 'na'] as const
const wordKeys = [
  'and',
  'clash',
  'who',
  'why',
  'legalBasis',
  'proof',
  'found',
  'selected',
  'shownOnly',
  'against',
  'answered',
  'stale-older-than-12-months',
  'stale-older-than-release',
  'stale-other-catalogue',
  'changed',
  'minutesLeft',
  'gate',
  'prompt',
  'promptMulti',
  'promptDate',
  'promptNa',
  'enter',
  'noteKept',
  'help',
  'hits',
  'noHits',
  'end',
  'endSkipped',
  'saved',
  'NOT_UNDERSTOOD',
  'NOTHING_SELECTED',
  'NOTHING_BEFORE',
  'NO_SUCH_QUESTION',
  'NOT_ACCEPTED',
  'SEARCH_EMPTY',
  'result',
  'disclaimer',
  'assumed',
  'unknownCount',
  'naHint',
] as const

/** Words of the interview; `{name}` marks what is put in. */
export type Words = Readonly<Record<(typeof wordKeys)[number], string>>

const questionCharacters = 160

/** The first missing, surplus or too long text is the error. */
export function parseTexts(
  value: unknown,
  language: Language,
  data: Questionnaire,
): Result<QuestionnaireTexts, DataError> {
  const problems: DataError[] = []
  const root: Place = { path: language, problems }
  const record = readRecord(value, root)
  if (record['language'] !== language) complain(root, `expected the language ${language}`)
  const part = <T>(name: string, keys: Iterable<string>, read: (item: unknown, at: Place) => T) =>
    readKeyed(record[name], below(root, name), { keys: [...keys], read })
  const texts: QuestionnaireTexts = {
    language,
    sections: Object.fromEntries(part('sections', data.sections, readText)),
    questions: readQuestions(record['questions'], below(root, 'questions'), data),
    actions: part('actions', data.actions.keys(), (item, at) => readPair(item, at, ['title', 'help'])),
    levels: part('levels', data.levels.map(levelKey), (item, at) => readPair(item, at, ['name', 'meaning'])),
    effort: Object.fromEntries(part('effort', ['S', 'M', 'L', 'XL'], readText)),
    enisa: part('enisa', data.enisa.map(enisaKey), readEnisaText),
    answers: Object.fromEntries(part('answers', answerKeys, readText)),
    keys: Object.fromEntries(part('keys', answerKeys, readText)),
    commands: Object.fromEntries(part('commands', commandNames, readTexts)) as CommandWords,
    words: Object.fromEntries(part('words', wordKeys, readText)) as Words,
    naDrafts: part(
      'naDrafts',
      naHints.map(({ question }) => question),
      readText,
    ),
  }
  const first = problems[0]
  return first === undefined ? ok(texts) : err(first)
}

function levelKey({ level }: Questionnaire['levels'][number]): string {
  return String(level)
}

function enisaKey({ ref }: Questionnaire['enisa'][number]): string {
  return ref
}

function readQuestions(
  value: unknown,
  at: Place,
  { questions }: Questionnaire,
): QuestionnaireTexts['questions'] {
  const raw = readKeyed(value, at, { keys: [...questions.keys()], read: (item) => item })
  return new Map(
    [...questions.values()].map((question) => [
      question.id,
      readQuestionText(raw.get(question.id), below(at, question.id), question),
    ]),
  )
}

interface Keyed<T> {
  readonly keys: readonly string[]
  readonly read: (item: unknown, at: Place) => T
}

function readKeyed<T>(value: unknown, at: Place, { keys, read }: Keyed<T>): ReadonlyMap<string, T> {
  const record = readRecord(value, at)
  for (const key of Object.keys(record)) if (!keys.includes(key)) complain(at, `${key} has no counterpart`)
  return new Map(keys.map((key) => [key, read(record[key], below(at, key))]))
}

function readPair<A extends string, B extends string>(
  value: unknown,
  at: Place,
  [a, b]: readonly [A, B],
): { readonly [key in A | B]: string } {
  const record = readRecord(value, at, [a, b])
  const read = (name: A | B) => readText(record[name], below(at, name))
  return { [a]: read(a), [b]: read(b) } as { readonly [key in A | B]: string }
}

function readEnisaText(value: unknown, at: Place): { readonly name: string; readonly note?: string } {
  const record = readRecord(value, at, ['name', 'note'])
  const name = readText(record['name'], below(at, 'name'))
  const { note } = record
  return note === undefined ? { name } : { name, note: readText(note, below(at, 'note')) }
}

function readQuestionText(value: unknown, at: Place, question: Question): QuestionText {
  const record = readRecord(value, at, ['text', 'why', 'options', 'optionHelp', 'evidence'])
  const text = readText(record['text'], below(at, 'text'))
  if (text.length > questionCharacters) complain(at, `longer than ${questionCharacters} characters`)
  const ids = question.options.map((option) => option.id)
  const { options, optionHelp, evidence } = record
  if ((options === undefined) !== (ids.length === 0)) complain(at, 'options and their words differ')
  if ((evidence === undefined) !== (question.weight === 0))
    complain(at, 'evidence belongs to scored questions')
  const helped = ids.filter((id) => optionHelp !== undefined && id in readRecord(optionHelp, at))
  const words = (part: unknown, keys: readonly string[], name: string) =>
    Object.fromEntries(readKeyed(part, below(at, name), { keys, read: readText }))
  return {
    text,
    why: readText(record['why'], below(at, 'why')),
    ...(options === undefined ? {} : { options: words(options, ids, 'options') }),
    ...(optionHelp === undefined ? {} : { optionHelp: words(optionHelp, helped, 'optionHelp') }),
    ...(evidence === undefined ? {} : { evidence: readText(evidence, below(at, 'evidence')) }),
  }
}
