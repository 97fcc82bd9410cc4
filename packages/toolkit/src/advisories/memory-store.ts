/** A store in memory, made from the texts of OSV records: for tests, and for the few records that ship with the product. */
import { compareCodeUnits, sha256Hex } from '../base/index.ts'
import type { AdvisoryClaim, Signal } from '../model/index.ts'
import { createCoverage } from './coverage.ts'
import { splitEcosystem } from './ecosystems.ts'
import { type Count, type Layer, READER_REVISION, toLayerFacts } from './layer.ts'
import { createManifest } from './manifest.ts'
import { type PackageKey, packageKeyOf, packageKeysOf } from './package-key.ts'
import { selectClaims } from './select-claims.ts'
import { compareSignals, distinctSignals } from './signal-row.ts'
import type { DropReason } from './source-format.ts'
import { sourceFacts } from './source-profiles.ts'
import { newestAsOf, toSourceStatuses } from './source-status.ts'
import { findFormat } from './sources/registry.ts'
import {
  type AdvisoryStore,
  type Clock,
  compareRecords,
  DEFAULT_MAX_AGE_DAYS,
  type StoredRecord,
} from './store.ts'

export interface MemorySource {
  readonly name: string
  /** Id of a source format; OSV unless told otherwise. */
  readonly format?: string
  /** Texts of single records. */
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
  const statuses = toSourceStatuses(manifest.layers.map(toLayerFacts), clock, maxAgeDays)
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
    covering: createCoverage(statuses),
    recordsOf: (id) => loaded.flatMap(({ records }) => findRecords(records, id)).sort(compareRecords),
    signalsOf: (id) => loaded.flatMap(({ records }) => findSignals(records, id)).sort(compareSignals),
    close: () => undefined,
  }
}

interface Kept extends StoredRecord {
  readonly aliases: readonly string[]
  readonly claims: readonly AdvisoryClaim[]
  readonly signals: readonly Signal[]
  readonly isWithdrawn: boolean
  readonly unnamedEntries: number
}

interface Loaded {
  readonly layer: Layer
  /** By digest. */
  readonly records: ReadonlyMap<string, Kept>
  readonly claims: ReadonlyMap<PackageKey, readonly AdvisoryClaim[]>
}

/** An alias names the id, and the id names all versions of the record. */
function findRecords(records: ReadonlyMap<string, Kept>, id: string): readonly StoredRecord[] {
  const all = [...records.values()]
  const ids = new Set(all.filter((kept) => kept.aliases.includes(id)).map((kept) => kept.id)).add(id)
  return all
    .filter((kept) => ids.has(kept.id))
    .map(
      ({ source, id: own, format, digest, text }): StoredRecord => ({
        source,
        id: own,
        format,
        digest,
        text,
      }),
    )
}

function findSignals(records: ReadonlyMap<string, Kept>, id: string): readonly Signal[] {
  const found = [...records.values()].flatMap((kept) => kept.signals.filter((signal) => signal.id === id))
  return distinctSignals(found)
}

function loadSource(source: MemorySource, now: number, drop: (reason: DropReason) => void): Loaded {
  const records = new Map<string, Kept>()
  for (const text of source.records) {
    const kept = readText(text, source, now)
    if (typeof kept === 'string') {
      drop(kept)
      continue
    }
    if (records.has(kept.digest)) drop('DUPLICATE_ID')
    else records.set(kept.digest, kept)
  }
  const claims = new Map<PackageKey, AdvisoryClaim[]>()
  for (const kept of [...records.values()].sort(compareKept)) {
    for (const claim of kept.claims) {
      const key = packageKeyOf(claim.ecosystem, claim.name)
      const own = claims.get(key)
      if (own === undefined) claims.set(key, [claim])
      else own.push(claim)
    }
  }
  return { layer: toLayer(source, records, claims), records, claims }
}

function readText(text: string, { name, format = 'osv' }: MemorySource, now: number): Kept | DropReason {
  const digest = sha256Hex(text)
  const record = findFormat(format)?.read({ path: name, text }, { source: name, digest, now })
  if (record === undefined) throw new Error(`no source format is called ${format}`)
  if (!record.ok) return record.error
  const { id, aliases, claims, signals, isWithdrawn, unnamedEntries } = record.value
  return { source: name, id, format, text, aliases, digest, claims, signals, isWithdrawn, unnamedEntries }
}

/** Versions of one record follow each other: selectClaims relies on it. */
function compareKept(a: Kept, b: Kept): number {
  return compareCodeUnits(a.id, b.id) || compareCodeUnits(a.digest, b.digest)
}

function toLayer(
  source: MemorySource,
  records: ReadonlyMap<string, Kept>,
  claims: ReadonlyMap<PackageKey, readonly AdvisoryClaim[]>,
): Layer {
  const all = [...claims.values()].flat()
  const kept = [...records.values()]
  const format = source.format ?? 'osv'
  const facts = sourceFacts(source.name, source.ecosystem, format)
  // Stands for the root of every kind: what they would hold follows from the records.
  const root = sha256Hex([...records.keys()].sort(compareCodeUnits).join('\n'))
  return {
    name: `${source.name}/${source.ecosystem ?? '*'}`,
    source: source.name,
    format,
    reader: READER_REVISION,
    covers: source.covers ?? facts.covers,
    ...(facts.license === undefined ? {} : { license: facts.license }),
    records: records.size,
    claims: all.length,
    packages: claims.size,
    signals: kept.reduce((sum, { signals }) => sum + signals.length, 0),
    unkeyed: kept.filter((record) => record.claims.length === 0).length,
    withdrawn: kept.filter(({ isWithdrawn }) => isWithdrawn).length,
    unnamedEntries: kept.reduce((sum, record) => sum + record.unnamedEntries, 0),
    families: countNames(all.map((claim) => splitEcosystem(claim.ecosystem).family)),
    types: countNames([...claims.keys()].map((key) => key.slice(4, key.indexOf('/')))),
    roots: { ids: root, packages: root, records: root, signals: root },
    parts: [],
    asOf: source.asOf,
    fetchedAt: source.asOf,
  }
}

function countNames(texts: readonly string[]): readonly Count[] {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => compareCodeUnits(a, b))
}
