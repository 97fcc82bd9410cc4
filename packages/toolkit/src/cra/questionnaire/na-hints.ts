/** Where the product's traits suggest "not applicable": a draft of the reason, which a person takes over or not (Art. 13(4)). */
import { allowsNa } from './answer-value.ts'
import { evaluate, type Lookup } from './condition.ts'
import { readCondition } from './condition-schema.ts'
import naHints from './data/na-hints.json' with { type: 'json' }
import { questionnaire } from './questionnaire.ts'
import type { DataError, Place } from './reader.ts'
import { textsOf } from './texts.ts'
import type { Condition, Language } from './types.ts'

const hints: ReadonlyMap<string, Condition> = loadHints()

/** Undefined: nothing suggests it. Never an answer: no question is hidden or filled by a trait. */
export function findNaHint(question: string, lookup: Lookup, language: Language): string | undefined {
  const when = hints.get(question)
  if (when === undefined || evaluate(when, lookup) !== 'true') return undefined
  return textsOf(language).naDrafts.get(question)
}

function loadHints(): ReadonlyMap<string, Condition> {
  const problems: DataError[] = []
  const answers = new Map([...questionnaire.questions.keys()].map((id) => [id, undefined] as const))
  const read = naHints.map(({ question, when }) => {
    const at: Place = { path: `na-hints[${question}]`, problems }
    return [question, readCondition(when, at, { signals: new Map(), answers })] as const
  })
  const wrong = hintsNotAllowed()
  const [first] = problems
  if (first !== undefined) throw new Error(`CRA questionnaire: ${first.path}: ${first.message}`)
  if (wrong.length > 0) throw new Error(`CRA questionnaire: no "not applicable" for ${wrong.join()}`)
  return new Map(read)
}

function hintsNotAllowed(): readonly string[] {
  return naHints.flatMap(({ question }) => {
    const known = questionnaire.questions.get(question)
    return known !== undefined && allowsNa(known) ? [] : [question]
  })
}
