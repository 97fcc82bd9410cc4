/** A store in memory, made from the texts of OSV records: for tests, and for the few records that ship with the product. */
import { compareCodeUnits, sha256Hex } from '../base/index.ts'
import type { AdvisoryClaim } from '../model/index.ts'
import { splitEcosystem } from './ecosystems.ts'
import { createManifest, type Layer } from './manifest.ts'
import { type DropReason, readOsvRecord } from './osv.ts'
import { isCovered, type PackageKey, packageKeyOf, packageKeysOf } from './package-key.ts'
import { isNewer, selectClaims } from './select-claims.ts'
import { sourceFacts } from './source-profiles.ts'
import { newestAsOf, toSourceStatuses } from './source-status.ts'
import { type AdvisoryStore, type Clock, DEFAULT_MAX_AGE_DAYS, type StoredRecord } from './store.ts'

export interface MemorySource {
  readonly name: string
  /** Texts of OSV records. */
  readonly records: readonly string[]
  /** Ecosystem that they were filed under; decides what the source covers unless `covers` says it. */
  readonly ecosystem?: string
  readonly covers?: readonly string[]
  readonly asOf: string
}

export interface MemoryStore extends AdvisoryStore {
  /** Records that were not kept, counted by reason. */
  readonly dropped: ReadonlyMap<DropReason, number>
}

export function createMemoryStore(
  sources: readonly MemorySource[],
  clock: Clock,
  maxAgeDays = DEFAULT_MAX_AGE_DAYS,
): MemoryStore {
  const dropped = new Map<DropReason, number>()
  const drop = (reason: DropReason): void => void dropped.set(reason, (dropped.get(reason) ?? 0) + 1)
  const loaded = sources.map((source) => loadSource(source, clock(), drop))
  const manifest = createManifest(
    loaded.map(({ layer }) => layer),
    undefined,
  )
  const statuses = toSourceStatuses(manifest.layers, clock, maxAgeDays)
  return {
    dropped,
    snapshot: { root: manifest.root, size: manifest.size },
    asOf: newestAsOf(statuses),
    sources: statuses,
    claimsFor: (purl) => {
      const { keys, selects } = packageKeysOf(purl)
      const byLayer = loaded.map(({ claims }) => keys.flatMap((key) => claims.get(key) ?? []))
      return selectClaims(byLayer, selects)
    },
    covering: (purl) => statuses.filter((source) => isCovered(purl, source.covers)),
    recordsOf: (id) =>
      loaded
        .flatMap(({ records }) => [...records.values()].filter((r) => r.id === id || r.aliases.includes(id)))
        .map(({ source, id: own, text }): StoredRecord => ({ source, id: own, text }))
        .sort((a, b) => compareCodeUnits(a.source, b.source) || compareCodeUnits(a.id, b.id)),
    close: () => undefined,
  }
}

interface Kept extends StoredRecord {
  readonly aliases: readonly string[]
  readonly digest: string
  readonly modified?: string
  readonly claims: readonly AdvisoryClaim[]
}

interface Loaded {
  readonly layer: Layer
  readonly records: ReadonlyMap<string, Kept>
  readonly claims: ReadonlyMap<PackageKey, readonly AdvisoryClaim[]>
}

function loadSource(source: MemorySource, now: number, drop: (reason: DropReason) => void): Loaded {
  const records = new Map<string, Kept>()
  for (const text of source.records) {
    const kept = readText(text, source.name, now)
    if (typeof kept === 'string') {
      drop(kept)
      continue
    }
    const known = records.get(kept.id)
    if (known !== undefined) drop('DUPLICATE_ID')
    if (known === undefined || isNewer(kept, known)) records.set(kept.id, kept)
  }
  const claims = new Map<PackageKey, AdvisoryClaim[]>()
  for (const kept of [...records.values()].sort((a, b) => compareCodeUnits(a.id, b.id))) {
    for (const claim of kept.claims) {
      const key = packageKeyOf(claim.ecosystem, claim.name)
      const own = claims.get(key)
      if (own === undefined) claims.set(key, [claim])
      else own.push(claim)
    }
  }
  return { layer: toLayer(source, records, claims), records, claims }
}

function readText(text: string, source: string, now: number): Kept | DropReason {
  const value = parseText(text)
  if (value === undefined) return 'NOT_JSON'
  const digest = sha256Hex(text)
  const record = readOsvRecord(value, { source, digest, now })
  if (!record.ok) return record.error
  const { id, aliases, modified, claims } = record.value
  return { source, id, text, aliases, digest, claims, ...(modified === undefined ? {} : { modified }) }
}

function toLayer(
  source: MemorySource,
  records: ReadonlyMap<string, Kept>,
  claims: ReadonlyMap<PackageKey, readonly AdvisoryClaim[]>,
): Layer {
  const all = [...claims.values()].flat()
  const facts = sourceFacts(source.name, source.ecosystem)
  // Stands for all three segments: what they would hold follows from the records.
  const digest = sha256Hex(
    [...records.values()]
      .map((kept) => kept.digest)
      .sort(compareCodeUnits)
      .join('\n'),
  )
  const segment = { digest, size: 0 }
  return {
    name: `${source.name}/${source.ecosystem ?? '*'}`,
    source: source.name,
    ecosystems: unique(all.map((claim) => splitEcosystem(claim.ecosystem).family)),
    covers: source.covers ?? facts.covers,
    ...(facts.license === undefined ? {} : { license: facts.license }),
    records: records.size,
    asOf: source.asOf,
    types: unique([...claims.keys()].map((key) => key.slice(4, key.indexOf('/')))),
    claims: all.length,
    packages: claims.size,
    segments: { ids: segment, packages: segment, records: segment },
    fetchedAt: source.asOf,
  }
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareCodeUnits)
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
