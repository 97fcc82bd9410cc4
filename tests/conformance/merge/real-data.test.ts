/** The overlapping feeds merged and explained: nothing without a source, and no answer that differs from `db query`. */
/* oxlint-disable max-depth -- packages, groups, versions and records are walked in place */
import { beforeAll, expect, test } from 'vitest'
import {
  type AdvisoryStore,
  findAliasGroups,
  packageKeyOf,
  packageKeysOf,
} from '../../../packages/toolkit/src/advisories/index.ts'
import {
  explainPurl,
  groupClaims,
  queryPurl,
  showAdvisory,
} from '../../../packages/toolkit/src/matching/index.ts'
import {
  type AdvisoryClaim,
  parsePurl,
  type Purl,
  splitPurl,
} from '../../../packages/toolkit/src/model/index.ts'
import { satisfiesVers } from '../../../packages/toolkit/src/versions/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'
import { type PlainRecord, readPlain } from '../advisories/plain-reader.ts'
import { createIndexedStore, now } from './indexed-store.ts'

const feeds = new Set([
  'derived-openrewrite-ghsa',
  'drupal',
  'golang-vulndb',
  'osv-api-samples',
  'pypa',
  'rustsec',
])

/** Per package and per group: enough for thousands of questions in half a minute. */
const GROUPS = 3
const BOUNDS = 6
const IDS = 300
const PACKAGES = 150

interface Package {
  readonly purl: Purl
}

describeShared('overlapping feeds', () => {
  const plain: PlainRecord[] = []
  const packages: Package[] = []
  let store: AdvisoryStore

  beforeAll(() => {
    for (const record of readPlain(sharedPath('data/osv'))) if (feeds.has(record.source)) plain.push(record)
    store = createIndexedStore(plain)
    const all = findShared(plain)
    packages.push(...all.filter((_, at) => at % Math.ceil(all.length / PACKAGES) === 0))
  }, 120_000)

  const live = (purl: Purl): readonly AdvisoryClaim[] =>
    store.claimsFor(purl).filter(({ withdrawn }) => withdrawn === undefined)

  test('there is enough of an overlap to mean something', () => {
    expect(packages.length).toBeGreaterThan(PACKAGES / 2)
  })

  test('at every bound an explanation says what db query says', () => {
    const mismatches: string[] = []
    const counts = { asked: 0, affected: 0, confirmed: 0, disputed: 0 }
    for (const { purl: core } of packages) {
      const groups = groupClaims(live(core), splitPurl(core).type).filter(({ claims }) => isShared(claims))
      for (const { id, claims } of groups.slice(0, GROUPS)) {
        for (const version of boundsOf(claims)) {
          const purl = parsePurl(`${core}@${encodeURIComponent(version)}`)
          const explained = purl.ok ? explainPurl(store, purl.value, id) : undefined
          if (!purl.ok || explained === undefined) {
            mismatches.push(`${core}@${version} ${id}: not explained`)
            continue
          }
          const asked = queryPurl(store, purl.value)
          const hit = new Set(asked.advisories.flatMap(({ records }) => records))
          counts.asked++
          if (explained.status === 'affected') counts.affected++
          if (explained.strength === 'confirmed') counts.confirmed++
          if (explained.isDisputed) counts.disputed++
          const isHit = claims.some(({ record }) => hit.has(record))
          const isNamed = explained.statements.some(
            ({ record, verdict }) => verdict === 'affected' && hit.has(record),
          )
          if (isHit !== (explained.status === 'affected') || isHit !== isNamed)
            mismatches.push(`${purl.value} ${id}: ${explained.status}`)
          if (isInside(explained.disputed?.vers, version) === !explained.isDisputed)
            mismatches.push(`${purl.value} ${id}: ${explained.disputed?.vers} but ${explained.isDisputed}`)
        }
      }
    }
    expect(mismatches).toEqual([])
    expect(counts.affected).toBeGreaterThan(100)
    expect(counts.disputed).toBeGreaterThan(5)
    console.log('explained', counts)
  }, 240_000)

  test('no merged value lacks a source that is in the store', () => {
    const missing: string[] = []
    let values = 0
    const ids = sharedIds(plain)
    for (const id of ids.filter((_, at) => at % Math.ceil(ids.length / IDS) === 0)) {
      for (const view of showAdvisory(store, id, now).merged) {
        const digests = new Set(view.records.map(({ digest }) => digest))
        for (const { digest } of view.ids.flatMap((one) => store.recordsOf(one))) digests.add(digest)
        for (const [path, origins] of originsIn(view)) {
          values++
          if (origins.length === 0 || origins.some(({ digest }) => !digests.has(digest)))
            missing.push(`${id} ${path}`)
        }
      }
    }
    expect(missing).toEqual([])
    expect(values).toBeGreaterThan(2000)
    console.log('values with a source', values)
  }, 240_000)

  test('the closure over the store agrees with the groups of a package, and is the same from every id', () => {
    const apart: string[] = []
    const lopsided: string[] = []
    for (const { purl } of packages) {
      const { keys } = packageKeysOf(purl)
      const groups = groupClaims(live(purl), splitPurl(purl).type).filter(({ claims }) => isShared(claims))
      for (const { id, claims } of groups.slice(0, GROUPS)) {
        const answer = findAliasGroups(store, id, { packages: keys })
        const [first] = answer.groups
        const members = new Set(first?.members.map(({ read }) => `${read.source} ${read.id}`))
        if (
          !claims.every(({ source, record }) => members.has(`${source} ${record}`)) &&
          answer.todos.length === 0
        )
          apart.push(`${purl} ${id}`)
        for (const other of first?.members.map(({ read }) => read.id) ?? []) {
          const again = findAliasGroups(store, other, { packages: keys }).groups
          const same = again.some(
            (group) => group.members.length === first?.members.length && group.id === first.id,
          )
          if (!same) lopsided.push(`${purl} ${id} from ${other}`)
        }
      }
    }
    expect(apart).toEqual([])
    expect(lopsided).toEqual([])
  }, 120_000)
})

/** Packages about which several feeds have live claims. */
function findShared(plain: readonly PlainRecord[]): readonly Package[] {
  const sources = new Map<string, Set<string>>()
  for (const { source, value } of plain) {
    for (const entry of value.affected ?? []) {
      if (entry.package === undefined || value.withdrawn !== undefined) continue
      const key = packageKeyOf(entry.package.ecosystem, entry.package.name)
      sources.set(key, (sources.get(key) ?? new Set()).add(source))
    }
  }
  return [...sources].flatMap(([key, named]) => {
    const purl = parsePurl(key)
    return named.size < 2 || !purl.ok ? [] : [{ purl: purl.value }]
  })
}

/** Ids that records of several feeds have or name. */
function sharedIds(plain: readonly PlainRecord[]): readonly string[] {
  const sources = new Map<string, Set<string>>()
  for (const { source, value } of plain)
    for (const id of [value.id, ...(value.aliases ?? [])])
      sources.set(id, (sources.get(id) ?? new Set()).add(source))
  return [...sources].flatMap(([id, named]) => (named.size > 1 ? [id] : []))
}

/** Of several records: of one alone there is nothing to compare. */
function isShared(claims: readonly AdvisoryClaim[]): boolean {
  return new Set(claims.map(({ source }) => source)).size > 1
}

/** A few of the versions that the claims name, spread over all of them. */
function boundsOf(claims: readonly AdvisoryClaim[]): readonly string[] {
  const ranges = claims.flatMap((claim) => claim.ranges)
  const events = ranges.flatMap((range) =>
    'events' in range ? range.events.flatMap((event) => Object.values(event)) : [],
  )
  const texts = events.filter((text) => typeof text === 'string')
  const all = [...new Set([...texts, ...claims.flatMap(({ versions }) => versions.slice(-2))])]
  return all.filter((_, at) => at % Math.ceil(all.length / BOUNDS) === 0)
}

/** Undefined where the version cannot be ordered. */
function isInside(vers: string | undefined, version: string): boolean | undefined {
  if (vers === undefined) return false
  const inside = satisfiesVers(vers, version)
  return inside.ok ? inside.value : undefined
}

type Origins = readonly { readonly digest: string }[]

/** Every value of a view that has, or should have, sources: found by shape, so that a new field cannot slip by. */
function originsIn(value: unknown, path = ''): readonly (readonly [string, Origins])[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item, at) => originsIn(item, `${path}/${at}`))
  const members = new Map(Object.entries(value))
  const own: (readonly [string, Origins])[] = []
  if (members.has('value') || members.has('from')) {
    const from: unknown = members.get('from')
    own.push([path, Array.isArray(from) ? from : from === undefined ? [] : [from as { digest: string }]])
  }
  return [
    ...own,
    ...[...members].flatMap(([name, item]) => (name === 'from' ? [] : originsIn(item, `${path}/${name}`))),
  ]
}
