/** Our own manual and the self-assessment's questions: searched beside the law, behind it where both fit. */
import type { AskedPassage, Tongue } from '../passage.ts'
import { passageEntry, type Phrase, type WordedEntry } from '../search/entry.ts'
import { prepareEntries } from '../search/prepare.ts'
import { createSearchIndex, type Hit, type SearchIndex } from '../search/search-index.ts'
import { lawCorpus } from './law.ts'
import asks from './manual/asks.json' with { type: 'json' }
import passages from './manual/passages.json' with { type: 'json' }
import { questionEntries } from './questionnaire.ts'

/** A section of a page, as `tools/manual.ts` cuts it; `npx tsx tools/reference.ts` writes them. */
export interface ManualPassage {
  /** `documentation/guide/ledger.md#anchor`, with `/2` and so on where the section is long. */
  readonly id: string
  readonly language: Tongue
  readonly title: string
  readonly text: string
  /** Of the page in the repository, with the anchor of its heading. */
  readonly place: string
}

/**
 * Whoever asks for the law must not get the manual. Measured with `npm run eval`: from 0.9 on, refusals and citations suffer; down to
 * 0.7, what is asked about the program is still answered.
 */
const manualPrior = 0.8
const questionPrior = 0.7

/**
 * Nearer than this, or nobody hears them: what is asked about other programs shares their words, and mostly stays below. A question
 * that speaks of commands means a program, and of programs only ours is in the corpus.
 */
const heardFrom = { plain: 0.5, named: 0.33 } as const
const named = /\b(?:occtet|commands?|command line|befehle?n?|kommandozeile|exit[- ]codes?)\b/i

let behind: SearchIndex | undefined

/**
 * The manual and the questionnaire behind an index: they are heard only where one of their passages is near to the question, and
 * nearer than every passage of the index. Elsewhere nothing changes, not even what stands second to fifth.
 */
export function withManual(index: SearchIndex): SearchIndex {
  return {
    find: index.find,
    search: (question, language, limit) => {
      const found = index.search(question, language, limit)
      const own = searchManual(question, language, limit)
      const best = found.find(({ entry }) => entry.means.kind === 'passage')?.score ?? 0
      const nearest = own[0]?.score ?? 0
      if (nearest < heardFrom[named.test(question) ? 'named' : 'plain'] || nearest <= best) return found
      const known = new Set(found.map(({ entry }) => entry.id))
      return [...found, ...own.filter(({ entry }) => !known.has(entry.id))]
        .sort((a, b) => b.score - a.score || (a.entry.id < b.entry.id ? -1 : 1))
        .slice(0, limit)
    },
  }
}

/** Searched together with the law, so that words weigh the same as there; the law's own order is not wanted here. */
function searchManual(question: string, language: Tongue, limit: number): readonly Hit[] {
  behind ??= openManual()
  return behind.search(question, language, limit).filter(({ entry }) => isManual(entry.id))
}

function openManual(): SearchIndex {
  const { ranker: _ranker, ...law } = lawCorpus()
  return createSearchIndex(law, prepareEntries(manualEntries(), law.known))
}

function isManual(id: string): boolean {
  return id.startsWith('documentation/') || id.startsWith('question/')
}

const asked: Readonly<Record<string, Partial<Record<Tongue, readonly string[]>>>> = asks

/** One entry a section, and one a question of the self-assessment. */
export function manualEntries(): readonly WordedEntry[] {
  return [...sectionEntries(), ...selfAssessmentEntries()]
}

function sectionEntries(): readonly WordedEntry[] {
  return (passages as readonly ManualPassage[]).map((passage) => {
    const whole: AskedPassage = { ...passage, source: 'documentation', also: [], asks: [] }
    const entry = passageEntry(passage.id, [whole])
    return { ...asTexts({ ...entry, asks: asksOf(passage.id) }), prior: manualPrior }
  })
}

function asksOf(id: string): readonly Phrase[] {
  return (['en', 'de'] as const).flatMap((language) =>
    (asked[id]?.[language] ?? []).map((text) => ({ text, language })),
  )
}

function selfAssessmentEntries(): readonly WordedEntry[] {
  return questionEntries().map((entry) => ({ ...asTexts(entry), prior: questionPrior }))
}

/** How much a word tells is counted over ways of asking: these entries have none, so that they change nothing in the law's order. */
function asTexts({ asks: ways, titles, texts, ...entry }: WordedEntry): WordedEntry {
  return { ...entry, asks: [], titles: [], texts: [...ways, ...titles, ...texts] }
}
