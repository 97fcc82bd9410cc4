/** One box: a purl, an id, or a name. Names are tried in every ecosystem that somebody loaded, exactly as they are written. */
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import { groupClaims, showAdvisory } from '@occtet/toolkit/matching'
import { type AdvisoryClaim, corePurl, type Purl, parsePurl, splitPurl } from '@occtet/toolkit/model'

export interface AdvisoryHit {
  readonly id: string
  readonly aliases: string[]
  readonly summary?: string
  readonly sources: number
  readonly isWithdrawn: boolean
}

const MOST_ADVISORIES = 50

/** What was typed, as far as its form tells. */
export type Question =
  | { readonly kind: 'purl'; readonly purl: Purl }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string }

/** An id is what some record is known under, in any case; so the store decides. */
export function readQuestion(store: AdvisoryStore, text: string): Question {
  const trimmed = text.trim()
  if (trimmed.startsWith('pkg:')) {
    const purl = parsePurl(trimmed)
    if (purl.ok) return { kind: 'purl', purl: purl.value }
  }
  const id = idsOf(trimmed).find((one) => store.recordsOf(one).length > 0)
  if (id !== undefined) return { kind: 'id', id }
  return /^(?:cve-\d|ghsa-|euvd-|osv-|rustsec-|pysec-|go-\d)/i.test(trimmed)
    ? { kind: 'id', id: trimmed }
    : { kind: 'name', name: trimmed }
}

/** `cve-2021-1` is CVE-2021-1, and GHSA ids have a capital head and a small tail. */
function idsOf(text: string): readonly string[] {
  const upper = text.toUpperCase()
  return [
    ...new Set([
      text,
      upper,
      upper.replace(/^GHSA-(.*)$/, (_, tail: string) => `GHSA-${tail.toLowerCase()}`),
    ]),
  ]
}

export function findById(store: AdvisoryStore, id: string, now: number): readonly AdvisoryHit[] {
  const { merged } = showAdvisory(store, id, now)
  return merged.map((view) => ({
    id: view.id,
    aliases: view.ids.filter((one) => one !== view.id),
    ...(view.title === undefined ? {} : { summary: view.title.value }),
    sources: new Set(view.records.map(({ source }) => source)).size,
    isWithdrawn: view.status.value === 'withdrawn',
  }))
}

export function findByPackage(store: AdvisoryStore, purl: Purl): readonly AdvisoryHit[] {
  return groupClaims(store.claimsFor(purl), splitPurl(purl).type)
    .slice(0, MOST_ADVISORIES)
    .map((group) => toHit(group.id, group.ids, group.claims))
}

function toHit(id: string, ids: readonly string[], claims: readonly AdvisoryClaim[]): AdvisoryHit {
  const summary = claims.find((claim) => claim.summary !== undefined)?.summary
  return {
    id,
    aliases: ids.filter((one) => one !== id),
    ...(summary === undefined ? {} : { summary }),
    sources: new Set(claims.map(({ source }) => source)).size,
    isWithdrawn: claims.every(({ withdrawn }) => withdrawn !== undefined),
  }
}

/** Types under which the sources that are loaded speak of packages; those without a namespace of their own first. */
const namedTypes = [
  'npm',
  'pypi',
  'cargo',
  'golang',
  'maven',
  'gem',
  'composer',
  'nuget',
  'hex',
  'pub',
  'swift',
  'cran',
  'hackage',
  'conan',
  'bitnami',
  'githubactions',
] as const
const systems = [
  'deb/debian',
  'deb/ubuntu',
  'apk/alpine',
  'rpm/redhat',
  'rpm/opensuse',
  'rpm/fedora',
  'alpm/arch',
] as const

/** Packages of exactly this name that some record speaks of: `lodash`, `@babel/core`, `org.example:lib`. */
export function findByName(store: AdvisoryStore, name: string): readonly Purl[] {
  const path = name.trim().replace(':', '/')
  const texts = [
    ...namedTypes.map((type) => `pkg:${type}/${encodePath(path)}`),
    ...systems.map((system) => `pkg:${system}/${encodePath(path)}`),
  ]
  return texts.flatMap((text) => {
    const purl = parsePurl(text)
    return purl.ok && store.claimsFor(purl.value).length > 0 ? [corePurl(purl.value)] : []
  })
}

function encodePath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '')
    .map(encodeURIComponent)
    .join('/')
}
