/** Which sources let silence mean something for a kind of package: when that changes, what is unknown changes too. */
import type { AdvisoryStore } from '../../advisories/index.ts'
import { type Purl, splitPurl } from '../../model/index.ts'

/** Everything of a purl that decides which sources cover it. */
export function coverageKey(purl: Purl): string {
  const { type, namespace = '', name, qualifiers } = splitPurl(purl)
  const isDistribution = ['alpm', 'apk', 'deb', 'rpm'].includes(type)
  const parts = [type, isDistribution ? namespace : '', type === 'generic' ? name : '']
  return [...parts, ...Object.entries(qualifiers ?? {}).map((pair) => pair.join('='))].join(' ')
}

/** A source that is fresh counts the same whatever its age; of a stale one the day is told. */
export function coverageOf(store: Pick<AdvisoryStore, 'covering'>, purl: Purl): string {
  return store
    .covering(purl)
    .map(({ name, isStale, asOf }) => (isStale ? `${name} stale ${asOf}` : name))
    .join(', ')
}
