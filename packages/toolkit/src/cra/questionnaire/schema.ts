/** Reads and checks the questionnaire's data: shape, links to the catalogue, and the rules that hold for all pre-fills. */
import { err, ok, type Result } from '../../base/index.ts'
import { readCondition, readTerm, type Vocabulary } from './condition-schema.ts'
import { type FactValues, readFactValues, readSettings } from './fact-values.ts'
import {
  below,
  complain,
  type DataError,
  type DataRecord,
  type Place,
  readEach,
  readFlag,
  readNumber,
  readOneOf,
  readRecord,
  readText,
  readTexts,
  refuseTwins,
} from './reader.ts'
import { checkRules } from './rule-checks.ts'
import type { Action, AnswerFacts, Option, PrefillRule, Question, SectionId } from './types.ts'

export const sectionIds = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'] as const
const types = ['yn', 'scale', 'single', 'multi', 'date'] as const
const efforts = ['S', 'M', 'L', 'XL'] as const
const coverages = ['full', 'partial', 'ask'] as const

/** Step of the readiness scale; both bounds must hold. */
export interface ReadinessLevel {
  readonly level: number
  /** Percent of readiness. */
  readonly min: number
  /** Share of evidence, 0 to 1. */
  readonly evidenceMin?: number
}

/** One item of the ENISA SME maturity tool and the questions that tell something about it. */
export interface EnisaItem {
  readonly ref: string
  readonly questions: readonly string[]
  readonly coverage: (typeof coverages)[number]
}

export interface Questionnaire {
  readonly version: string
  /** `YYYY-MM-DD`. */
  readonly asOf: string
  readonly sections: readonly SectionId[]
  /** In the order of the questionnaire. */
  readonly questions: ReadonlyMap<string, Question>
  readonly actions: ReadonlyMap<string, Action>
  /** From the lowest. */
  readonly levels: readonly ReadinessLevel[]
  readonly enisa: readonly EnisaItem[]
}

export interface QuestionnaireInput {
  readonly meta: unknown
  readonly questions: readonly unknown[]
  readonly actions: unknown
  readonly levels: unknown
  readonly enisa: unknown
  readonly classificationInputs: unknown
  /** Catalogue ids that `maps` may name. */
  readonly targets: readonly string[]
  /** Result fields by signal id. */
  readonly signals: ReadonlyMap<string, readonly string[]>
}

/** Trusted data, checked all the same: a slip in a rule would ask the wrong people the wrong things. */
export function parseQuestionnaire(input: QuestionnaireInput): Result<Questionnaire, DataError> {
  const problems: DataError[] = []
  const root: Place = { path: '', problems }
  const facts = readFactValues(input.classificationInputs, { path: 'classification_inputs', problems })
  const words: Vocabulary = { signals: input.signals, answers: answerValues(input.questions) }
  const questions = input.questions.map((item, index) => {
    const record = readRecord(item, root, questionMembers)
    const path = typeof record['id'] === 'string' ? `questions[${record['id']}]` : `questions[${index}]`
    return readQuestion(record, { path, problems }, { facts, words })
  })
  const actions = readEach(input.actions, { path: 'actions', problems }, readAction)
  const meta = readRecord(input.meta, { path: 'meta', problems })
  const questionnaire: Questionnaire = {
    version: readText(meta['version'], { path: 'meta.version', problems }),
    asOf: readText(meta['asOf'], { path: 'meta.asOf', problems }),
    sections: sectionIds,
    questions: new Map(questions.map((question) => [question.id, question])),
    actions: new Map(actions.map((action) => [action.id, action])),
    levels: readEach(input.levels, { path: 'levels', problems }, readLevel),
    enisa: readEach(input.enisa, { path: 'enisa', problems }, readEnisa),
  }
  refuseTwins(
    questions.map((question) => question.id),
    root,
  )
  refuseTwins(
    actions.map((action) => action.id),
    root,
  )
  for (const question of questions) checkRules(question, { path: `questions[${question.id}]`, problems })
  checkLinks(questionnaire, new Set(input.targets), root)
  const first = problems[0]
  return first === undefined ? ok(questionnaire) : err(first)
}

/** What an answer can be compared with, before the questions are read in full. */
function answerValues(questions: readonly unknown[]): ReadonlyMap<string, readonly string[] | undefined> {
  const silent: Place = { path: '', problems: [] }
  return new Map(
    questions.map((item) => {
      const record = readRecord(item, silent)
      const id = readText(record['id'], silent)
      switch (record['type']) {
        case 'date':
          return [id, undefined]
        case 'yn':
          return [id, ['yes', 'no']]
        case 'scale':
          return [id, ['yes', 'partial', 'no', 'na']]
        default: {
          const options = readEach(record['options'], silent, (option) => readRecord(option, silent))
          return [id, options.map((option) => readText(option['id'], silent))]
        }
      }
    }),
  )
}

const questionMembers = [
  'id',
  'section',
  'type',
  'isQuick',
  'isGate',
  'weight',
  'showIf',
  'options',
  'sets',
  'maps',
  'prefill',
  'actions',
]

interface Known {
  readonly facts: FactValues
  readonly words: Vocabulary
}

function readQuestion(record: DataRecord, at: Place, known: Known): Question {
  const question = {
    id: readText(record['id'], below(at, 'id')),
    section: readOneOf(record['section'], sectionIds, below(at, 'section')),
    type: readOneOf(record['type'], types, below(at, 'type')),
    isQuick: readFlag(record['isQuick'], below(at, 'isQuick')),
    isGate: readFlag(record['isGate'], below(at, 'isGate')),
    weight: readNumber(record['weight'], below(at, 'weight')),
    options: readEach(record['options'], below(at, 'options'), (item, place) =>
      readOption(item, place, known.facts),
    ),
    maps: readTexts(record['maps'], below(at, 'maps')),
    prefill: readEach(record['prefill'], below(at, 'prefill'), (item, place) =>
      readRule(item, place, known.words),
    ),
    actions: readTexts(record['actions'], below(at, 'actions')),
  }
  const { showIf, sets } = record
  return {
    ...question,
    ...(showIf === undefined ? {} : { showIf: readCondition(showIf, below(at, 'showIf'), known.words) }),
    ...(sets === undefined ? {} : { sets: readSets(sets, below(at, 'sets'), known.facts) }),
  }
}

function readOption(value: unknown, at: Place, facts: FactValues): Option {
  const record = readRecord(value, at, ['id', 'sets', 'isExclusive'])
  const { sets, isExclusive } = record
  return {
    id: readText(record['id'], below(at, 'id')),
    ...(sets === undefined ? {} : { sets: readSettings(sets, below(at, 'sets'), facts) }),
    ...(isExclusive === undefined ? {} : { isExclusive: readFlag(isExclusive, below(at, 'isExclusive')) }),
  }
}

function readSets(value: unknown, at: Place, facts: FactValues): AnswerFacts {
  const record = readRecord(value, at, ['yes', 'no', 'known', 'date'])
  const part = (name: 'yes' | 'no' | 'known') =>
    record[name] === undefined ? {} : { [name]: readSettings(record[name], below(at, name), facts) }
  const date = record['date']
  if (date !== undefined && facts.get(readText(date, at))?.kind !== 'date') {
    complain(below(at, 'date'), 'expected the name of a date', 'DATA_LINK')
  }
  return {
    ...part('yes'),
    ...part('no'),
    ...part('known'),
    ...(typeof date === 'string' ? { date } : {}),
  }
}

function readRule(value: unknown, at: Place, words: Vocabulary): PrefillRule {
  const record = readRecord(value, at, [
    'confidence',
    'answer',
    'isAgainst',
    'isCapOnly',
    'isAboutLack',
    'when',
  ])
  const { answer, isAgainst, isCapOnly, isAboutLack } = record
  return {
    when: readCondition(record['when'], below(at, 'when'), words),
    confidence: readOneOf(record['confidence'], ['high', 'medium', 'low'], below(at, 'confidence')),
    ...(answer === undefined ? {} : { answer: readProposed(answer, below(at, 'answer'), words) }),
    ...(isAgainst === undefined ? {} : { isAgainst: readFlag(isAgainst, below(at, 'isAgainst')) }),
    ...(isCapOnly === undefined ? {} : { isCapOnly: readFlag(isCapOnly, below(at, 'isCapOnly')) }),
    ...(isAboutLack === undefined ? {} : { isAboutLack: readFlag(isAboutLack, below(at, 'isAboutLack')) }),
  }
}

function readProposed(value: unknown, at: Place, words: Vocabulary): NonNullable<PrefillRule['answer']> {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return readTexts(value, at)
  return { from: readTerm(readRecord(value, at, ['from'])['from'], below(at, 'from'), words) }
}

function readAction(value: unknown, at: Place): Action {
  const record = readRecord(value, at, ['id', 'priority', 'effort', 'questions'])
  return {
    id: readText(record['id'], below(at, 'id')),
    priority: readNumber(record['priority'], below(at, 'priority')),
    effort: readOneOf(record['effort'], efforts, below(at, 'effort')),
    questions: readTexts(record['questions'], below(at, 'questions')),
  }
}

function readLevel(value: unknown, at: Place): ReadinessLevel {
  const record = readRecord(value, at, ['level', 'min', 'evidenceMin'])
  const { evidenceMin } = record
  return {
    level: readNumber(record['level'], below(at, 'level')),
    min: readNumber(record['min'], below(at, 'min')),
    ...(evidenceMin === undefined ? {} : { evidenceMin: readNumber(evidenceMin, below(at, 'evidenceMin')) }),
  }
}

function readEnisa(value: unknown, at: Place): EnisaItem {
  const record = readRecord(value, at, ['ref', 'questions', 'coverage'])
  return {
    ref: readText(record['ref'], below(at, 'ref')),
    questions: readTexts(record['questions'], below(at, 'questions')),
    coverage: readOneOf(record['coverage'], coverages, below(at, 'coverage')),
  }
}

/** Every id that one record names in another exists, and actions and questions name each other. */
function checkLinks(data: Questionnaire, targets: ReadonlySet<string>, root: Place): void {
  const { questions, actions } = data
  const refuse = (ids: readonly string[], isKnown: (id: string) => boolean, path: string) => {
    const lost = ids.filter((id) => !isKnown(id))
    if (lost.length > 0) complain(below(root, path), `no counterpart: ${lost.join()}`, 'DATA_LINK')
  }
  for (const { id, maps, actions: own } of questions.values()) {
    refuse(maps, (target) => targets.has(target), `${id}.maps`)
    refuse(own, (action) => actions.get(action)?.questions.includes(id) === true, `${id}.actions`)
  }
  for (const { id, questions: own } of actions.values()) {
    refuse(own, (question) => questions.get(question)?.actions.includes(id) === true, id)
  }
  for (const item of data.enisa) refuse(item.questions, (id) => questions.has(id), item.ref)
}
