/** Our own manual and the self-assessment's questions: searched beside the law, behind it where both fit. */
import { unpackData } from '../../base/index.ts'
import { manual } from '../generated/manual.ts'
import type { Tongue } from '../passage.ts'
import { createSearchIndex, type Hit, type SearchIndex } from '../search/search-index.ts'
import { lawCorpus } from './law.ts'
import { readPrepared } from './prepared-file.ts'

/**
 * Nearer than this, or nobody hears them: what is asked about other programs shares their words, and mostly stays below. A question
 * that speaks of commands means a program, and of programs only ours is in the corpus.
 */
const heardFrom = { plain: 0.5, named: 0.33 } as const
/** By so much nearer than the law: whoever is as near to both asks for the law. */
const clearly = 0.03
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
      if (nearest < heardFrom[named.test(question) ? 'named' : 'plain'] || nearest <= best + clearly)
        return found
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
  return createSearchIndex(law, readPrepared(unpackData(manual), law.known))
}

function isManual(id: string): boolean {
  return id.startsWith('documentation/') || id.startsWith('question/')
}
