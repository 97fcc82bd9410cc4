/** What an answer of the scope wizard does to the facts of a profile: its own are laid down, its earlier ones go. Pure. */
import {
  type AnswerValue,
  type ProductProfile,
  type Question,
  type QuestionnaireAnswer,
  questionnaire,
  questionOf,
  settleFacts,
  toFactsObject,
  toFactSheet,
} from '@occtet/toolkit/cra'

/** Questions whose answers lay down facts for the classifier, in the order of the questionnaire. */
export const scopeQuestions: readonly string[] = [...questionnaire.questions.values()]
  .filter((question) => settingsOf(question).length > 0 || question.sets?.date !== undefined)
  .map(({ id }) => id)

type Settings = NonNullable<Question['options'][number]['sets']>

function settingsOf({ sets, options }: Question): readonly Settings[] {
  return [sets?.yes, sets?.no, sets?.known, ...options.map((option) => option.sets)].filter(
    (one) => one !== undefined,
  )
}

/** Names of the facts that a question decides about. */
export function factNamesOf(id: string): ReadonlySet<string> {
  const question = questionOf(id)
  const date = question.sets?.date
  const names = settingsOf(question).flatMap((one) => Object.keys(one))
  return new Set(date === undefined ? names : [...names, date])
}

/** Facts without those that this question could have laid down. */
function withoutOwn(facts: ProductProfile['facts'], id: string): Map<string, FactValue> {
  const sheet = new Map(toFactSheet(facts))
  const settings = settingsOf(questionOf(id))
  for (const name of factNamesOf(id)) {
    const value = sheet.get(name)
    if (typeof value === 'object') {
      const own = settings.flatMap((one) =>
        Array.isArray(one[name]) ? (one[name] as readonly string[]) : [],
      )
      const rest = value.filter((item) => !own.includes(item))
      if (rest.length > 0) sheet.set(name, rest)
      else sheet.delete(name)
    } else sheet.delete(name)
  }
  return sheet
}

type FactValue = ReturnType<typeof toFactSheet> extends ReadonlyMap<string, infer V> ? V : never

/** `events` and the like are no plain values; they stay as they are. */
function keepOthers(
  facts: ProductProfile['facts'],
  sheet: ReadonlyMap<string, FactValue>,
): ProductProfile['facts'] {
  const events = facts['events']
  return { ...toFactsObject(sheet), ...(events === undefined ? {} : { events }) }
}

/** The profile with the facts of one answer. "I am not sure" takes them away: not known is never "no". */
export function layDownAnswer(profile: ProductProfile, answer: QuestionnaireAnswer): ProductProfile {
  const sheet = settleFacts([answer], withoutOwn(profile.facts, answer.question))
  return { ...profile, facts: keepOthers(profile.facts, new Map(sheet)) }
}

/**
 * The profile without facts that an answer given elsewhere no longer says. Nothing is added: answers may be private, the
 * profile is not. Without this "I do not know" would bring back what the profile still holds.
 */
export function takeBackFacts(profile: ProductProfile, answer: QuestionnaireAnswer): ProductProfile {
  if (!scopeQuestions.includes(answer.question)) return profile
  const said = layDownAnswer(profile, answer)
  const after = toFactSheet(said.facts)
  const sheet = new Map<string, FactValue>()
  for (const [name, value] of toFactSheet(profile.facts)) {
    const now = after.get(name)
    if (now === undefined) continue
    if (typeof value !== 'object') {
      if (value === now || !factNamesOf(answer.question).has(name)) sheet.set(name, value)
      continue
    }
    const rest = value.filter((item) => Array.isArray(now) && now.includes(item))
    if (rest.length > 0) sheet.set(name, rest)
  }
  return { ...profile, facts: keepOthers(profile.facts, sheet) }
}

/** What the profile states, as the one answer that would lay it down; undefined where none or several fit. */
export function statedAnswer(profile: ProductProfile, id: string): AnswerValue | undefined {
  const question = questionOf(id)
  const sheet = toFactSheet(profile.facts)
  const date = question.sets?.date
  if (date !== undefined) {
    const value = sheet.get(date)
    return typeof value === 'string' ? { kind: 'date', date: value } : undefined
  }
  if (question.type === 'multi') return statedChoices(question, sheet)
  const fitting = candidatesOf(question).filter(({ settings }) => holds(settings, sheet))
  return fitting.length === 1 ? fitting[0]?.value : undefined
}

interface Candidate {
  readonly value: AnswerValue
  readonly settings: Settings
}

function candidatesOf({ type, sets, options }: Question): readonly Candidate[] {
  if (type === 'single') {
    return options.flatMap(({ id, sets: own }) =>
      own === undefined ? [] : [{ value: { kind: 'choice', option: id } as const, settings: own }],
    )
  }
  return (['yes', 'no'] as const).flatMap((value) => {
    const settings = sets?.[value]
    return settings === undefined ? [] : [{ value: { kind: 'scale', value } as const, settings }]
  })
}

function holds(settings: Settings, sheet: ReadonlyMap<string, FactValue>): boolean {
  return Object.entries(settings).every(([name, wanted]) => {
    const value = sheet.get(name)
    if (Array.isArray(wanted)) return Array.isArray(value) && wanted.every((item) => value.includes(item))
    return value === wanted
  })
}

function statedChoices(question: Question, sheet: ReadonlyMap<string, FactValue>): AnswerValue | undefined {
  const options = question.options
    .filter(({ sets }) => sets !== undefined && Object.keys(sets).length > 0 && holds(sets, sheet))
    .map(({ id }) => id)
  return options.length === 0 ? undefined : { kind: 'choices', options }
}
