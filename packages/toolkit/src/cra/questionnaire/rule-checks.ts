/** Rules that hold for every question's data: weights, options, and what a finding may propose at most. */
import { complain, type Place, refuseTwins } from './reader.ts'
import type { PrefillRule, Question } from './types.ts'

/** Where the artefact is the practice: only these may be proposed as `yes` (questionnaire design, section 4). */
export const artefactIsPractice: ReadonlySet<string> = new Set(['E2', 'F1', 'F8', 'F11'])

const reserved = new Set(['yes', 'no', 'partial', 'unknown', 'na'])

export function checkRules(question: Question, at: Place): void {
  checkOptions(question, at)
  const { type, weight, actions, maps } = question
  if ((type === 'scale') !== weight > 0) complain(at, 'only scale questions score')
  if (!Number.isInteger(weight) || weight > 5) complain(at, 'a weight is a whole number to 5')
  if (weight > 0 && actions.length === 0) complain(at, 'a scored question needs an action')
  if (maps.length === 0) complain(at, 'a question needs a record of the catalogue')
  for (const rule of question.prefill) {
    checkProposed(question, rule, at)
    if (type === 'scale') checkRestraint(question, rule, at)
  }
}

function checkOptions(question: Question, at: Place): void {
  const ids = question.options.map((option) => option.id)
  refuseTwins(ids, at)
  for (const id of ids) {
    if (reserved.has(id) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
      complain(at, `option id ${id} is not allowed`)
  }
  const hasOptions = question.type === 'single' || question.type === 'multi'
  if (hasOptions !== ids.length > 0)
    complain(at, 'options belong to single and multi questions, and only there')
}

/** What a rule proposes can be chosen. */
function checkProposed(question: Question, rule: PrefillRule, at: Place): void {
  const { answer } = rule
  if (rule.isCapOnly === true && rule.isAgainst !== true)
    complain(at, 'only a rule against an answer can cap it')
  if (rule.isAboutLack === true && rule.isAgainst !== true)
    complain(at, 'what is lacking speaks against an answer: say so')
  if (answer === undefined && rule.isAgainst === true) complain(at, 'a rule against an answer needs one')
  const proposed = typeof answer === 'string' ? [answer] : isList(answer) ? answer : []
  const wrong = proposed.filter((value) => !valuesOf(question).includes(value))
  if (wrong.length > 0) complain(at, `proposes ${wrong.join()}, which is no answer here`, 'DATA_LINK')
}

function isList(value: PrefillRule['answer']): value is readonly string[] {
  return Array.isArray(value)
}

/** A file proves existence, not practice. */
function checkRestraint(question: Question, rule: PrefillRule, at: Place): void {
  if (rule.answer === 'yes' && !artefactIsPractice.has(question.id))
    complain(at, '`yes` is not proposed here')
  if (rule.answer === 'yes' && rule.confidence !== 'high') complain(at, '`yes` needs high confidence')
  if (rule.answer === 'no' && rule.isAgainst !== true) complain(at, '`no` speaks against: say so')
}

function valuesOf(question: Question): readonly string[] {
  switch (question.type) {
    case 'yn':
      return ['yes', 'no']
    case 'scale':
      return ['yes', 'partial', 'no']
    case 'single':
    case 'multi':
      return question.options.map((option) => option.id)
    case 'date':
      return []
    default:
      return question.type satisfies never
  }
}
