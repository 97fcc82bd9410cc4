/** Short ways for tests to say what was answered and what was found. */
import { catalogue } from '../catalogue/catalogue.ts'
import { parseAnswer } from '../questionnaire/answers.ts'
import type { Answer } from '../questionnaire/types.ts'
import type { SignalResult } from '../status.ts'

const at = '2026-11-01T10:00:00Z'

/** Answers by question id, as an answer file gives them; a wrong one fails the test. */
export function answersOf(raw: Readonly<Record<string, unknown>>): ReadonlyMap<string, Answer> {
  return new Map(Object.entries(raw).map(([question, answer]) => [question, answerOf(question, answer)]))
}

export function answerOf(question: string, answer: unknown): Answer {
  const parsed = parseAnswer({ question, answer, by: 'a person', at })
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

/** A signal as a collector would give it: present, with the strength of the catalogue, null where nothing is said. */
export function signalOf(
  id: string,
  facts: SignalResult['facts'],
  more: Partial<SignalResult> = {},
): SignalResult {
  const entry = catalogue.signals.get(id)
  if (entry === undefined) throw new Error(`the catalogue has no signal ${id}`)
  const wrong = Object.keys(facts).filter((name) => !entry.resultFields.includes(name))
  if (wrong.length > 0) throw new Error(`${id} has no field ${wrong.join()}`)
  const empty = Object.fromEntries(entry.resultFields.map((name) => [name, null]))
  const { title, strength } = entry
  const statement = `${title} was found.`
  return {
    id,
    title,
    state: 'present',
    strength,
    statement,
    facts: { ...empty, ...facts },
    evidence: [],
    ...more,
  }
}

export function signalMap(...signals: readonly SignalResult[]): ReadonlyMap<string, SignalResult> {
  return new Map(signals.map((signal) => [signal.id, signal]))
}
