/** What should make a decision stale, read from the raw feeds; it shares no code with the product. */
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer } from '../ask.ts'
import { scratch } from '../cli.ts'
import { type OsvValue, readPlain } from '../conformance/advisories/plain-reader.ts'

type RawFinding = Answer<'findings'>['findings'][number]
type Affected = NonNullable<OsvValue['affected']>[number]

interface Rated extends OsvValue {
  readonly severity?: readonly { readonly score: string }[]
}

/** By `SOURCE ID`, of Rust and Go only. */
export type Feed = ReadonlyMap<string, Rated>

export function readFeed(folder: string, sources: readonly string[]): Feed {
  const own = scratch('walk-feed')
  for (const source of sources)
    for (const ecosystem of ['crates.io', 'Go']) {
      if ((source === 'rustsec') === (ecosystem === 'Go') && source !== 'osv-api-samples') continue
      mkdirSync(join(own, source), { recursive: true })
      symlinkSync(join(folder, source, ecosystem), join(own, source, ecosystem))
    }
  return new Map([...readPlain(own)].map(({ source, value }) => [`${source} ${value.id}`, value]))
}

interface Question {
  readonly before: RawFinding | undefined
  readonly after: RawFinding | undefined
  readonly feeds: { readonly before: Feed; readonly after: Feed }
  /** Of the scope `product`, which looks at new records only. */
  readonly isBlind: boolean
}

/** Sorted; `GONE` where no record covers the component any more. */
export function reasonsFromFeeds({ before, after, feeds, isBlind }: Question): readonly string[] {
  if (before === undefined) throw new Error('the decision was made on no finding')
  if (after === undefined) return ['GONE']
  const known = new Set(before.matched.map(({ record }) => record))
  const reasons = new Set<string>()
  if (after.matched.some(({ record }) => !known.has(record))) reasons.add('ADVISORY_CHANGED')
  if (!isBlind) {
    const isMoved = before.matched.some(
      (one) => rangesOf(feeds.before, one, before) !== rangesOf(feeds.after, one, before),
    )
    if (isMoved) reasons.add('RANGE_CHANGED')
    if (ratingsOf(feeds.before, before) !== ratingsOf(feeds.after, after)) reasons.add('ADVISORY_CHANGED')
  }
  return [...reasons].sort()
}

type Matched = RawFinding['matched'][number]

function rangesOf(feed: Feed, { source, record }: Matched, { purl }: RawFinding): string {
  const name = decodeURIComponent(purl.slice(purl.indexOf('/') + 1, purl.indexOf('@')))
  const own = (feed.get(`${source} ${record}`)?.affected ?? []).filter((one) => one.package?.name === name)
  return JSON.stringify(own.map(({ ranges, versions }: Affected) => [ranges ?? [], versions ?? []]))
}

function ratingsOf(feed: Feed, { matched }: RawFinding): string {
  const scores = matched.flatMap(({ source, record }) =>
    (feed.get(`${source} ${record}`)?.severity ?? []).map(({ score }) => score),
  )
  return [...new Set(scores)].sort().join(' ')
}
