/** A claim as one row of an index segment: JSON by position, without the source, which the layer knows. */
import type { AdvisoryClaim, AffectedRange, RangeEvent, SeverityVector } from '../model/index.ts'

/** Order of the fields; part of the stored format. Empty text stands for "absent". What all claims of a record share comes first. */
type Row = readonly [
  record: string,
  digest: string,
  published: string,
  modified: string,
  withdrawn: string,
  summary: string,
  malicious: 0 | 1,
  aliases: readonly string[],
  ecosystem: string,
  name: string,
  informational: string,
  severity: readonly (readonly [type: string, score: string])[],
  ranges: readonly (readonly [semver: 0 | 1, ...events: (readonly [kind: EventKind, version: string])[]])[],
  versions: Versions,
  patched?: readonly string[],
]

/** The list in one text, which is parsed only when somebody asks; a list where a version has the separator in it. */
type Versions = string | readonly string[]

const SEPARATOR = ','

type EventKind = 'i' | 'f' | 'l' | 'm'

/** Rows of all claims of one record, in their order. */
export function formatClaimRows(claims: readonly AdvisoryClaim[]): readonly string[] {
  const [first] = claims
  if (first === undefined) return []
  const shared = JSON.stringify([
    first.record,
    first.digest,
    first.published ?? '',
    first.modified ?? '',
    first.withdrawn ?? '',
    first.summary ?? '',
    first.isMalicious ? 1 : 0,
    first.aliases,
  ]).slice(0, -1)
  return claims.map((claim) => `${shared},${formatOwn(claim).slice(1)}`)
}

function formatOwn(claim: AdvisoryClaim): string {
  return JSON.stringify([
    claim.ecosystem,
    claim.name,
    claim.informational ?? '',
    claim.severity.map(({ type, score }) => [type, score]),
    claim.ranges.map(({ type, events }) => [type === 'SEMVER' ? 1 : 0, ...events.map(formatEvent)]),
    formatVersions(claim.versions),
    ...(claim.patched === undefined ? [] : [claim.patched]),
  ])
}

function formatVersions(versions: readonly string[]): Versions {
  return versions.some((version) => version === '' || version.includes(SEPARATOR))
    ? versions
    : versions.join(SEPARATOR)
}

/**
 * All rows of one package, from the text of their JSON array. Trusted: segments are checked by digest, and what
 * they hold was written by formatClaimRows. Throws on text that is no JSON.
 */
export function parseClaimRows(text: string, source: string): readonly AdvisoryClaim[] {
  // `as`: the format is ours, and the digest of the segment vouches for it.
  const rows = JSON.parse(text) as readonly Row[]
  return rows.map((row) => toClaim(row, source))
}

function toClaim(row: Row, source: string): AdvisoryClaim {
  const [record, digest, published, modified, withdrawn, summary, malicious, aliases, ecosystem, name] = row
  const [, , , , , , , , , , informational, severity, ranges, stored, patched] = row
  let versions = typeof stored === 'string' ? undefined : stored
  return {
    record,
    source,
    digest,
    ecosystem,
    name,
    aliases,
    ...(summary === '' ? none : { summary }),
    ...(published === '' ? none : { published }),
    ...(modified === '' ? none : { modified }),
    ...(withdrawn === '' ? none : { withdrawn }),
    isMalicious: malicious === 1,
    ...(informational === '' ? none : { informational }),
    ranges: ranges.map(toRange),
    /** Lists of thousands are common, and most look-ups end at the ranges. */
    get versions(): readonly string[] {
      return (versions ??= splitVersions(stored))
    },
    ...(patched === undefined ? none : { patched }),
    severity: severity.map(([type, score]): SeverityVector => ({ type, score })),
  }
}

function splitVersions(stored: Versions): readonly string[] {
  if (typeof stored !== 'string') return stored
  return stored === '' ? [] : stored.split(SEPARATOR)
}

const none = {}

function formatEvent(event: RangeEvent): readonly [EventKind, string] {
  if ('introduced' in event) return ['i', event.introduced]
  if ('fixed' in event) return ['f', event.fixed]
  if ('lastAffected' in event) return ['l', event.lastAffected]
  return ['m', event.limit]
}

function toRange(range: Row[12][number]): AffectedRange {
  const [semver, ...events] = range
  return { type: semver === 1 ? 'SEMVER' : 'ECOSYSTEM', events: events.map(toEvent) }
}

function toEvent([kind, version]: readonly [EventKind, string]): RangeEvent {
  if (kind === 'i') return { introduced: version }
  if (kind === 'f') return { fixed: version }
  if (kind === 'l') return { lastAffected: version }
  return { limit: version }
}
