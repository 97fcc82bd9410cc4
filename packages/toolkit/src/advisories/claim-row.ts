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
  return claims.map((claim) => toAscii(`${shared},${formatOwn(claim).slice(1)}`))
}

/** One letter beyond Latin-1 doubles the memory and time that the text of all rows of a package takes. */
function toAscii(json: string): string {
  return /[\u0080-\uffff]/.test(json) ? json.replace(/[\u0080-\uffff]/g, escapeUnit) : json
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
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

type Draft = { -readonly [K in keyof AdvisoryClaim]: AdvisoryClaim[K] }

/** Plain assignments: this runs for every claim of every package that is asked for. */
function toClaim(row: Row, source: string): AdvisoryClaim {
  const [record, digest, published, modified, withdrawn, summary, malicious, aliases, ecosystem, name] = row
  const [, , , , , , , , , , informational, severity, ranges, versions, patched] = row
  const claim: Draft = {
    record,
    source,
    digest,
    ecosystem,
    name,
    aliases,
    isMalicious: malicious === 1,
    ranges: ranges.map(toRange),
    versions: versions.length > LONG ? [] : splitVersions(versions),
    severity: severity.map(([type, score]): SeverityVector => ({ type, score })),
  }
  if (summary !== '') claim.summary = summary
  if (published !== '') claim.published = published
  if (modified !== '') claim.modified = modified
  if (withdrawn !== '') claim.withdrawn = withdrawn
  if (informational !== '') claim.informational = informational
  if (patched !== undefined) claim.patched = patched
  return versions.length > LONG ? deferVersions(claim, versions) : claim
}

/** Characters of a list of versions from which it waits until somebody asks. */
const LONG = 128

/** Lists of thousands are common, and many claims are only counted or shown. */
function deferVersions(claim: Draft, stored: Versions): AdvisoryClaim {
  let versions: readonly string[] | undefined
  return Object.defineProperty(claim, 'versions', {
    enumerable: true,
    get: () => (versions ??= splitVersions(stored)),
  })
}

function splitVersions(stored: Versions): readonly string[] {
  if (typeof stored !== 'string') return stored
  return stored === '' ? [] : stored.split(SEPARATOR)
}

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
