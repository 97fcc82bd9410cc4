/** Asks the engine for parts that are read only where it does not know them yet. */
import type { Answer, Tongue } from '@occtet/toolkit/assistant'
import { findThreadEntry } from '../kernel/thread.ts'
import { createEngine, type PartSource } from './engine.ts'
import { type Search, SearchFailure, searchOnThread } from './search-thread.ts'

/** Something that is searched, not read yet. */
export interface PartWanted {
  /** Digest of its content; the same content is the same part, whoever's it is. */
  readonly key: string
  readonly read: () => Promise<PartSource>
}

export interface Question {
  readonly parts: readonly PartWanted[]
  readonly question: string
  readonly language: Tongue
}

/** Undefined until the first question. */
let shared: Search | undefined

/** Throws SearchFailure where the search has too much to do. */
export async function searchAnswer(wanted: Question, search = (shared ??= openSearch())): Promise<Answer> {
  const { question, language, parts } = wanted
  const asked = { question, language, keys: parts.map(({ key }) => key) }
  const first = await search({ ...asked, sources: new Map() })
  if (first.kind === 'answer') return first.answer
  const missing = parts.filter(({ key }) => first.keys.includes(key))
  const sources = new Map<string, PartSource>()
  for (const { key, read } of missing) sources.set(key, await read())
  const again = await search({ ...asked, sources })
  if (again.kind === 'answer') return again.answer
  // What was known a moment ago has made room meanwhile.
  for (const { key, read } of parts) if (!sources.has(key)) sources.set(key, await read())
  const last = await search({ ...asked, sources })
  if (last.kind === 'answer') return last.answer
  throw new SearchFailure('parts that were sent are missing')
}

/** On a thread where its entry is built, else here. */
function openSearch(): Search {
  const entry = findThreadEntry('assistant-worker.js')
  if (entry !== undefined) return searchOnThread(entry)
  const engine = createEngine()
  return async (question) => Promise.resolve(engine(question))
}
