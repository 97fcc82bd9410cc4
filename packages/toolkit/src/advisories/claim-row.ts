/** A claim as one row of an index segment: JSON by position, without the source, which the layer knows. */
import type { AdvisoryClaim, AffectedRange, RangeEvent, SeverityVector } from '../model/index.ts'

/** Order of the fields; part of the stored format. Empty text stands for "absent". */
type Row = readonly [
  record: string,
  digest: string,
  ecosystem: string,
  name: string,
  published: string,
  modified: string,
  withdrawn: string,
  informational: string,
  summary: string,
  malicious: 0 | 1,
  aliases: readonly string[],
  severity: readonly (readonly [type: string, score: string])[],
  ranges: readonly (readonly [semver: 0 | 1, ...events: (readonly [kind: EventKind, version: string])[]])[],
  versions: readonly string[],
]

type EventKind = 'i' | 'f' | 'l' | 'm'

export function formatClaimRow(claim: AdvisoryClaim): string {
  const row: Row = [
    claim.record,
    claim.digest,
    claim.ecosystem,
    claim.name,
    claim.published ?? '',
    claim.modified ?? '',
    claim.withdrawn ?? '',
    claim.informational ?? '',
    claim.summary ?? '',
    claim.isMalicious ? 1 : 0,
    claim.aliases,
    claim.severity.map(({ type, score }) => [type, score]),
    claim.ranges.map(({ type, events }) => [type === 'SEMVER' ? 1 : 0, ...events.map(formatEvent)]),
    claim.versions,
  ]
  return JSON.stringify(row)
}

/**
 * All rows of one package, from the text of their JSON array. Trusted: segments are checked by digest, and what
 * they hold was written by formatClaimRow. Throws on text that is no JSON.
 */
export function parseClaimRows(text: string, source: string): readonly AdvisoryClaim[] {
  // `as`: the format is ours, and the digest of the segment vouches for it.
  const rows = JSON.parse(text) as readonly Row[]
  return rows.map((row) => toClaim(row, source))
}

function toClaim(row: Row, source: string): AdvisoryClaim {
  const [record, digest, ecosystem, name, published, modified, withdrawn, informational, summary, malicious] =
    row
  return {
    record,
    source,
    digest,
    ecosystem,
    name,
    aliases: row[10],
    ...(summary === '' ? none : { summary }),
    ...(published === '' ? none : { published }),
    ...(modified === '' ? none : { modified }),
    ...(withdrawn === '' ? none : { withdrawn }),
    isMalicious: malicious === 1,
    ...(informational === '' ? none : { informational }),
    ranges: row[12].map(toRange),
    versions: row[13],
    severity: row[11].map(([type, score]): SeverityVector => ({ type, score })),
  }
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
