/** Classifies the facts that answers and profile lay down; a fact that cannot be is left out and named, never guessed. */
import type { Classification } from '../classify/classification.ts'
import { classify, type ClassifyOptions } from '../classify/classify.ts'
import { type FactError, type Facts, parseFacts } from '../classify/facts.ts'

export interface SheetVerdict {
  readonly classification: Classification
  /** Facts that were left out, because they contradict themselves; they count as not known. */
  readonly errors: readonly FactError[]
}

/** `facts` by the catalogue's names, objects within; `events` as the profile states them. */
export function classifySheet(
  facts: Readonly<Record<string, unknown>>,
  events: Facts['events'],
  options: ClassifyOptions,
): SheetVerdict {
  const parsed = parseFacts(facts)
  if (parsed.ok) return { classification: classify({ ...parsed.value, events }, options), errors: [] }
  const wrong = new Set(parsed.error.map(({ field }) => field.split('.')[0] ?? field))
  const rest = parseFacts(Object.fromEntries(Object.entries(facts).filter(([name]) => !wrong.has(name))))
  const left: Facts = rest.ok ? rest.value : { values: new Map(), events }
  return { classification: classify({ ...left, events }, options), errors: parsed.error }
}
