/** One package: every advisory about it, what its records name of versions, and what may be said of one version. */
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import { explainPurl, groupClaims, queryPurl } from '@occtet/toolkit/matching'
import { type AdvisoryClaim, type Purl, splitPurl } from '@occtet/toolkit/model'
import { schemeOfPurlType } from '@occtet/toolkit/versions'
import { basisOf, toUtc } from './basis.ts'
import type { Loaded } from './store.ts'

const MOST_VERSIONS = 200
const MOST_ADVISORIES = 200

/** Everything but which releases of ours contain it. */
export function showPackage(store: AdvisoryStore, loaded: Loaded, purl: Purl) {
  const { type, version } = splitPurl(purl)
  const claims = store.claimsFor(purl)
  const answer = version === undefined ? undefined : queryPurl(store, purl)
  const hits = new Set(answer?.advisories.flatMap(({ id, aliases }) => [id, ...aliases]))
  const groups = groupClaims(claims, type).slice(0, MOST_ADVISORIES)
  return {
    basis: basisOf(store, loaded),
    purl,
    ...(answer === undefined ? {} : { standing: standingOf(answer) }),
    covering: store.covering(purl).map(({ name, asOf, isStale }) => ({ name, asOf: toUtc(asOf), isStale })),
    advisories: groups.map((group) => ({
      ...describe(group.id, group.ids, group.claims),
      ...(answer === undefined ? {} : { hits: hits.has(group.id) }),
      ranges: rangesOf(store, purl, group.id),
    })),
    versions: versionsIn(type, claims),
  }
}

function standingOf({ status, basis, reason, detail }: ReturnType<typeof queryPurl>) {
  return {
    status,
    ...(basis === undefined ? {} : { basis }),
    ...(reason === undefined ? {} : { reason }),
    ...(detail === undefined ? {} : { detail }),
  }
}

function describe(id: string, ids: readonly string[], claims: readonly AdvisoryClaim[]) {
  const summary = claims.find((claim) => claim.summary !== undefined)?.summary
  return {
    id,
    aliases: ids.filter((one) => one !== id),
    ...(summary === undefined ? {} : { summary }),
    sources: [...new Set(claims.map(({ source }) => source))],
    isWithdrawn: claims.every(({ withdrawn }) => withdrawn !== undefined),
  }
}

/** In the words of each source, by authority. */
function rangesOf(store: AdvisoryStore, purl: Purl, id: string) {
  const statements = explainPurl(store, purl, id)?.statements ?? []
  return statements.map(({ source, range, listed }) => ({ source, range, listed }))
}

/** What its records name, in the order of its scheme; the texts that it cannot read come last, by code unit. */
function versionsIn(type: string, claims: readonly AdvisoryClaim[]): readonly string[] {
  const listed = claims.flatMap(({ versions, patched }) => [...versions, ...(patched ?? [])])
  const bounds = claims.flatMap(({ ranges }) =>
    ranges.flatMap((range) =>
      'events' in range ? range.events.flatMap((event) => Object.values(event)) : [],
    ),
  )
  const texts = [
    ...new Set(
      [...listed, ...bounds].filter(
        (text): text is string => typeof text === 'string' && text !== '0' && text !== '*',
      ),
    ),
  ]
  const scheme = schemeOfPurlType(type)
  if (scheme === undefined) return texts.sort().slice(0, MOST_VERSIONS)
  const read = texts.flatMap((text) => {
    const parsed = scheme.parse(text)
    return parsed.ok ? [{ text, value: parsed.value }] : []
  })
  return read
    .sort((a, b) => scheme.compare(a.value, b.value))
    .slice(-MOST_VERSIONS)
    .map(({ text }) => text)
}
