/** What a question is searched in: the law and the parts that somebody may see, cut into terms once and kept by their content. Pure. */
import {
  type Answer,
  ask,
  createSearchIndex,
  documentEntries,
  lawCorpus,
  type Passage,
  passagesFor,
  type PassageSource,
  type PreparedEntries,
  prepareEntries,
  productEntries,
  type ProductText,
  type SearchIndex,
  type Tongue,
  type WordedEntry,
  withManual,
} from '@occtet/toolkit/assistant'
import { createMemo } from '../kernel/memo.ts'
import { askedQuestion, onScreen } from './asked-about.ts'

/** Plain data, so that it can be sent to a thread. */
export type PartSource =
  | { readonly kind: 'product'; readonly product: string; readonly texts: readonly ProductText[] }
  | { readonly kind: 'asked'; readonly product: string; readonly text: ProductText }
  | { readonly kind: 'question'; readonly id: string }
  | { readonly kind: 'document'; readonly name: string; readonly text: string }

/** `keys`: digests of content, in order; where two parts say the same thing, the later one does. */
export interface EngineQuestion {
  readonly keys: readonly string[]
  readonly question: string
  readonly language: Tongue
  /** Of parts that the engine was missing when it was asked before. */
  readonly sources: ReadonlyMap<string, PartSource>
  /** Kinds of found passages whose texts are wanted too, for a model; none where it is absent. */
  readonly texts?: readonly PassageSource[]
}

export type EngineAnswer =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly passages: readonly Passage[] }
  /** These parts are not at hand; ask again with their sources, some at a time: what came is kept. */
  | { readonly kind: 'missing'; readonly keys: readonly string[] }

export type Engine = (question: EngineQuestion) => EngineAnswer

/** Letters of parts that are kept cut, and of parts that indexes are kept of; terms take about thirty times as many bytes. */
const mostPrepared = 10_000_000
const mostIndexed = 14_000_000
/** As which the law counts in an index of its own. */
const lawWeight = 1_000_000

interface Part {
  readonly prepared: PreparedEntries
  readonly letters: number
}

/**
 * Whoever hands in a key has read what it is the digest of, so memory that is shared by all organisations gives nobody
 * anything that they did not have: an index holds exactly the parts of its keys.
 */
export function createEngine(): Engine {
  const parts = createMemo<Part>(mostPrepared)
  const indexes = createMemo<SearchIndex>(mostIndexed)
  return (asked) => {
    const { keys, sources } = asked
    const name = JSON.stringify(keys)
    const known = indexes.find(name)
    if (known !== undefined) return answerFrom(known, asked)
    const found = keys.map((key) => parts.find(key) ?? prepare(sources.get(key)))
    for (const [at, part] of found.entries())
      if (part !== undefined) parts.keep(keys[at] ?? '', part, part.letters)
    const missing = keys.filter((_, at) => found[at] === undefined)
    if (missing.length > 0) return { kind: 'missing', keys: missing }
    const all = found.filter((part) => part !== undefined)
    const index = withManual(createSearchIndex(lawCorpus(), ...all.map(({ prepared }) => prepared)))
    indexes.keep(
      name,
      index,
      all.reduce((sum, { letters }) => sum + letters, lawWeight),
    )
    return answerFrom(index, asked)
  }
}

/** A refused question has no passages for anybody: nothing of it is to be sent. */
function answerFrom(index: SearchIndex, { question, language, texts = [] }: EngineQuestion): EngineAnswer {
  const answer = ask(index, question, { language })
  const isWanted = answer.status === 'answered' && texts.length > 0
  return { kind: 'answer', answer, passages: isWanted ? passagesFor(index, answer, texts) : [] }
}

function prepare(source: PartSource | undefined): Part | undefined {
  if (source === undefined) return undefined
  const entries = entriesOf(source)
  const letters = entries.reduce((sum, entry) => sum + lettersOf(entry), 0)
  return { prepared: prepareEntries(entries, lawCorpus().known), letters }
}

function entriesOf(source: PartSource): readonly WordedEntry[] {
  switch (source.kind) {
    case 'product':
      return productEntries(source.product, source.texts)
    case 'asked':
      return productEntries(source.product, [source.text]).map(onScreen)
    case 'question':
      return askedQuestion(source.id).map(onScreen)
    case 'document':
      return documentEntries(source).entries
    default:
      return source satisfies never
  }
}

function lettersOf({ means }: WordedEntry): number {
  if (means.kind === 'refusal') return 0
  return means.passages.reduce((sum, { title, text }) => sum + title.length + text.length, 0)
}
