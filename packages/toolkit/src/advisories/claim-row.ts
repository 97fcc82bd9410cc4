/** A claim as one row of an index segment: JSON by position, without the source, which the layer knows. */
import type { AdvisoryClaim, AffectedRange, EventRange, RangeEvent, SeverityVector } from '../model/index.ts'

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
  ranges: readonly RangeRow[],
  versions: Versions,
  patched?: readonly string[],
]

type RangeRow =
  | readonly [semver: 0 | 1, ...events: (readonly [kind: EventKind, version: string])[]]
  | readonly [kind: 2, notation: string, says: 'affected' | 'clear', ranges: readonly string[]]
  | readonly [kind: 3, vers: string]

/** The list in one text, which is parsed only when somebody asks; a list where a version has the separator in it. */
type Versions = string | readonly string[]

const SEPARATOR = ','

type EventKind = 'i' | 'f' | 'l' | 'm'

/** Rows of all claims of one record, in their order; ASCII. Written by hand: this runs for every package of every record. */
export function formatClaimRows(claims: readonly AdvisoryClaim[]): readonly string[] {
  const [first] = claims
  if (first === undefined) return []
  const shared = [
    quote(first.record),
    quote(first.digest),
    quote(first.published ?? ''),
    quote(first.modified ?? ''),
    quote(first.withdrawn ?? ''),
    quote(first.summary ?? ''),
    first.isMalicious ? '1' : '0',
    formatList(first.aliases),
  ].join()
  let severity = first.severity
  let severityText = formatSeverity(severity)
  return claims.map((claim) => {
    if (claim.severity !== severity) severityText = formatSeverity(claim.severity)
    severity = claim.severity
    const named = `${quote(claim.ecosystem)},${quote(claim.name)},${quote(claim.informational ?? '')}`
    const ranges = claim.ranges.map(formatRange).join()
    const patched = claim.patched === undefined ? '' : `,${formatList(claim.patched)}`
    return `[${shared},${named},${severityText},[${ranges}],${formatVersions(claim.versions)}${patched}]`
  })
}

/** One letter beyond Latin-1 would double the memory and time that the text of all rows of a package takes. */
function quote(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, escapeUnit)
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function formatList(texts: readonly string[]): string {
  return texts.length === 0 ? '[]' : `[${texts.map(quote).join()}]`
}

function formatSeverity(severity: readonly SeverityVector[]): string {
  return `[${severity.map(({ type, score }) => `[${quote(type)},${quote(score)}]`).join()}]`
}

function formatRange(range: AffectedRange): string {
  switch (range.type) {
    case 'SEMVER':
    case 'ECOSYSTEM':
      return formatEvents(range)
    case 'NATIVE':
      return `[2,${quote(range.notation)},"${range.says}",${formatList(range.ranges)}]`
    case 'VERS':
      return `[3,${quote(range.vers)}]`
    default:
      return range satisfies never
  }
}

function formatEvents({ type, events }: EventRange): string {
  let text = type === 'SEMVER' ? '[1' : '[0'
  for (const event of events) {
    const [kind, version] = formatEvent(event)
    text += `,["${kind}",${quote(version)}]`
  }
  return `${text}]`
}

function formatVersions(versions: readonly string[]): string {
  const isList = versions.some((version) => version === '' || version.includes(SEPARATOR))
  return isList ? formatList(versions) : quote(versions.join(SEPARATOR))
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

function toRange(row: RangeRow): AffectedRange {
  if (row[0] === 3) return { type: 'VERS', vers: row[1] }
  if (row[0] === 2) return { type: 'NATIVE', notation: row[1], says: row[2], ranges: row[3] }
  const [semver, ...events] = row
  return { type: semver === 1 ? 'SEMVER' : 'ECOSYSTEM', events: events.map(toEvent) }
}

function toEvent([kind, version]: readonly [EventKind, string]): RangeEvent {
  if (kind === 'i') return { introduced: version }
  if (kind === 'f') return { fixed: version }
  if (kind === 'l') return { lastAffected: version }
  return { limit: version }
}
