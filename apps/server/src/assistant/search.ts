/** Asks the engine for parts that are read only where it does not know them yet. */
import type { Answer, Passage, PassageSource, Tongue } from '@occtet/toolkit/assistant'
import { findThreadEntry } from '../kernel/thread.ts'
import { refuse, type Refused } from '../products/refuse.ts'
import { createEngine, type PartSource } from './engine.ts'
import { type Search, SearchFailure, searchOnThread } from './search-thread.ts'

/** Something that is searched, not read yet. */
export interface PartWanted {
  /** Digest of its content; the same content is the same part, whoever's it is. */
  readonly key: string
  /** Undefined: it was removed meanwhile, and is not searched. */
  readonly read: () => Promise<PartSource | undefined>
}

export interface Question {
  readonly parts: readonly PartWanted[]
  readonly question: string
  readonly language: Tongue
  /** Kinds of found passages whose texts are wanted too. */
  readonly texts?: readonly PassageSource[]
}

export interface SearchedAnswer {
  readonly answer: Answer
  /** Of the kinds that were wanted, in the order of the answer's. */
  readonly passages: readonly Passage[]
}

/** Undefined until the first question. */
let shared: Search | undefined

/** Letters of sources that are sent at once: others ask in between, and what was cut stays cut. */
const mostAtOnce = 1_000_000

/** A search that has too much to do is a refusal. */
export async function findAnswer(wanted: Question): Promise<SearchedAnswer | Refused> {
  try {
    return await searchAnswer(wanted)
  } catch (cause) {
    if (cause instanceof SearchFailure) return refuse(503, 'BUSY', cause.message)
    throw cause
  }
}

/** Throws SearchFailure where the search has too much to do. */
export async function searchAnswer(
  wanted: Question,
  search = (shared ??=
    openSearch()),
): Promise<SearchedAnswer> {
  const { parts: _parts, ...asked } = wanted
  let { parts } = wanted
  let read: SomeRead = nothingRead
  // Where what was sent makes room for others again and again, everything is sent at once in the end.
  for (let round = 0; round <= wanted.parts.length + 1; round++) {
    const keys = parts.map(({ key }) => key)
    const said = await search({ ...asked, keys, sources: read.sources })
    if (said.kind === 'answer') return { answer: said.answer, passages: said.passages }
    const isLast = round === wanted.parts.length
    const missing = isLast ? parts : parts.filter(({ key }) => said.keys.includes(key))
    read = await readSome(missing, isLast ? Number.POSITIVE_INFINITY : mostAtOnce)
    const { gone } = read
    parts = parts.filter(({ key }) => !gone.has(key))
  }
  throw new SearchFailure('parts that were sent are missing')
}

interface SomeRead {
  readonly sources: ReadonlyMap<string, PartSource>
  readonly gone: ReadonlySet<string>
}

const nothingRead: SomeRead = { sources: new Map(), gone: new Set() }

async function readSome(parts: readonly PartWanted[], most: number): Promise<SomeRead> {
  const sources = new Map<string, PartSource>()
  const gone = new Set<string>()
  let letters = 0
  for (const { key, read } of parts) {
    if (letters >= most) break
    const source = await read()
    if (source === undefined) gone.add(key)
    else sources.set(key, source)
    letters += source?.kind === 'document' ? source.text.length : 0
  }
  return { sources, gone }
}

/** On a thread where its entry is built, else here. */
function openSearch(): Search {
  const entry = findThreadEntry('assistant-worker.js')
  if (entry !== undefined) return searchOnThread(entry)
  const engine = createEngine()
  return async (question) => Promise.resolve(engine(question))
}
