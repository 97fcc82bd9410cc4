/** What each source says of the version at hand: who counts it in, who speaks of the package and does not, how old that is. */
import type { Evidence } from '@occtet/contract/api'
import type { Finding, FindingsReport } from '@occtet/toolkit/model'

type SourceView = Evidence['sources'][number]

/** Sources that matched first, then those that disagree, then those that only rate it; each record once. */
export function sourcesOf(finding: Finding, report: Pick<FindingsReport, 'sources'>): SourceView[] {
  const views = new Map<string, SourceView>()
  const put = (view: Pick<SourceView, 'source' | 'record' | 'verdict' | 'words'>): void => {
    const key = `${view.source}\0${view.record}`
    const known = views.get(key)
    if (known === undefined)
      views.set(key, { ...view, ...ageOf(view.source, report), ...ratingOf(view.source, finding) })
    else if (known.verdict === view.verdict && !known.words.split(' || ').includes(view.words))
      views.set(key, { ...known, words: `${known.words} || ${view.words}` })
  }
  for (const { source, record, range } of finding.matched)
    put({ source, record, verdict: 'affected', words: range })
  for (const { source, record, range } of finding.disputed ?? [])
    put({ source, record, verdict: 'not-affected', words: range })
  for (const { source } of finding.severity) {
    if ([...views.values()].some((view) => view.source === source)) continue
    put({ source, record: finding.group, verdict: 'no-verdict', words: '' })
  }
  return [...views.values()]
}

function ageOf(
  name: string,
  { sources }: Pick<FindingsReport, 'sources'>,
): Pick<SourceView, 'asOf' | 'isStale'> {
  const status = sources.find((source) => source.name === name)
  // A source that the report does not list: its age is not known, and nobody may take it for fresh.
  return status === undefined ? { isStale: true } : { asOf: status.asOf, isStale: status.isStale }
}

function ratingOf(name: string, { severity }: Finding): Pick<SourceView, 'score' | 'vector' | 'word'> {
  const rating = severity.find(({ source }) => source === name)
  if (rating === undefined) return {}
  const { score, vector, word } = rating
  return {
    ...(score === undefined ? {} : { score }),
    ...(vector === '' ? {} : { vector }),
    ...(word === undefined ? {} : { word }),
  }
}
