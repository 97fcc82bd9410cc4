/** A record of any source as OSV JSON (schema 1.7.5): for those that do not come in that form. */
import { compareCodeUnits } from '../../base/index.ts'
import type { AdvisoryClaim, RangeEvent, SeverityVector } from '../../model/index.ts'
import { findScheme, schemeOfPurlType, type VersConstraint, normalizeVers } from '../../versions/index.ts'
import type { RecordFacts } from '../source-format.ts'
import { purlTypeOf, toClaimSet } from './claim-set.ts'
import type { Loss, LossCode } from './export-report.ts'
import type { StoredRecord } from '../store.ts'
import type { WholeRecord } from './export-source.ts'
import { type Interval, intervalsOf, toVersionSet, type VersionSet } from './version-set.ts'

/** The form demands a date where the source may have none. */
const UNKNOWN_DATE = '1970-01-01T00:00:00Z'

type Tell = (code: LossCode, detail: string) => void

/** Text of the record, for a file; `claims`: those that are exported. */
export function formatOsvRecord(
  whole: WholeRecord,
  claims: readonly AdvisoryClaim[],
  addLoss: (loss: Loss) => void,
): string {
  const record = toOsvRecord(whole, claims, addLoss)
  return `${JSON.stringify({ ...record, modified: record.modified ?? UNKNOWN_DATE }, undefined, 2)}\n`
}

/** The record as a value; `modified` is undefined where the source has no date that can be read. */
export function toOsvRecord(
  { stored, newest }: WholeRecord,
  claims: readonly AdvisoryClaim[],
  addLoss: (loss: Loss) => void,
): OsvRecord {
  const facts = newest.facts()
  const affected = claims.map((claim) => {
    const { source, record, ecosystem, name } = claim
    return toAffected(claim, (code, detail) =>
      addLoss({ code, source, record, package: `${ecosystem} ${name}`, detail }),
    )
  })
  return {
    schema_version: '1.7.5',
    id: stored.id,
    modified: toDate(facts.modified) ?? toDate(facts.published),
    published: toDate(facts.published),
    withdrawn: newest.isWithdrawn ? (toDate(facts.withdrawn ?? facts.modified) ?? UNKNOWN_DATE) : undefined,
    aliases: [...newest.aliases].sort(compareCodeUnits),
    upstream: facts.upstream.length === 0 ? undefined : facts.upstream,
    related: facts.related.length === 0 ? undefined : facts.related,
    summary: facts.title,
    details: facts.details,
    severity: facts.severity.filter(isVector).map(({ type, score }) => ({ type, score })),
    affected,
    references: facts.references.map(({ url }) => ({ type: 'WEB', url })),
    database_specific: toNotes(facts, claims, stored),
  }
}

/** Plain JSON, but for members without a value. */
export interface OsvRecord extends Readonly<Record<string, unknown>> {
  readonly id: string
  readonly modified: string | undefined
}

function toDate(text: string | undefined): string | undefined {
  const at = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

function isVector({ type }: SeverityVector): boolean {
  return /^(?:CVSS_V[234]|Ubuntu)$/.test(type)
}

function toNotes(
  facts: RecordFacts,
  claims: readonly AdvisoryClaim[],
  { source, format, digest }: StoredRecord,
): Readonly<Record<string, unknown>> {
  const word = facts.severity.find(({ type }) => type === 'QUALITATIVE')?.score
  const isMalicious = claims.some((claim) => claim.isMalicious) && !facts.weaknesses.includes('CWE-506')
  return {
    source,
    format,
    sha256: digest,
    cwe_ids: isMalicious ? [...facts.weaknesses, 'CWE-506'] : facts.weaknesses,
    ...(word === undefined ? {} : { severity: word }),
  }
}

function toAffected(claim: AdvisoryClaim, tell: Tell): object {
  const { ecosystem, name, ranges, versions, informational, patched } = claim
  const events = ranges.flatMap((range) =>
    range.type === 'SEMVER' || range.type === 'ECOSYSTEM'
      ? [{ type: range.type, events: range.events.map(toOsvEvent) }]
      : [],
  )
  const others = ranges.filter((range) => range.type === 'NATIVE' || range.type === 'VERS')
  const converted = convert({ ...claim, ranges: others, versions: [] }, tell)
  const notes = {
    ...(informational === undefined ? {} : { informational }),
    ...(patched === undefined ? {} : { patched }),
  }
  return {
    package: { ecosystem, name },
    ranges: [...events, ...converted.map((list) => ({ type: 'ECOSYSTEM', events: list }))],
    versions,
    ...(Object.keys(notes).length === 0 ? {} : { database_specific: notes }),
  }
}

type Event = Readonly<Record<string, string>>

function toOsvEvent(event: RangeEvent): Event {
  return 'lastAffected' in event ? { last_affected: event.lastAffected } : { ...event }
}

/** Each interval is one range of events: OSV sorts the events of a range, so that two of one range could not touch. */
function convert(claim: AdvisoryClaim, tell: Tell): readonly (readonly Event[])[] {
  const set = toClaimSet(claim)
  const main = schemeOfPurlType(purlTypeOf(claim))
  for (const { code, detail } of set.losses) tell(code, detail)
  const literal = set.literals.flatMap((vers) => {
    if (vers.startsWith('vers:none/')) return []
    const read = readVers(vers)
    if (read === undefined) tell('RANGE_UNREADABLE', `cannot be turned into events: ${vers.slice(0, 200)}`)
    return read ?? []
  })
  return [...set.sets, ...literal].flatMap((one) => {
    if (one.scheme !== main) {
      tell('RANGE_UNREADABLE', `the range is ordered as ${one.scheme.id}, which events cannot say`)
      return []
    }
    return intervalsOf(one).map((interval) => toEvents(interval, tell))
  })
}

function toEvents({ from, to }: Interval, tell: Tell): readonly Event[] {
  if (from?.isIncluded === false) tell('RANGE_WIDENED', `${from.text} itself is not affected`)
  const start = { introduced: from?.text ?? '0' }
  if (to === undefined) return [start]
  return [start, to.isIncluded ? { last_affected: to.text } : { fixed: to.text }]
}

/** Only constraints in canonical turns are read: each lower bound pairs with the upper bound behind it. */
function readVers(text: string): VersionSet | undefined {
  const vers = normalizeVers(text)
  if (!vers.ok) return undefined
  const scheme = findScheme(vers.value.scheme)
  if (scheme === undefined) return undefined
  const alternatives = vers.value.kind === 'all' ? [[]] : pairUp(vers.value.constraints)
  const set =
    alternatives === undefined ? undefined : toVersionSet(scheme, [{ alternatives, isComplement: false }])
  return set?.ok === true ? set.value : undefined
}

function pairUp(constraints: readonly VersConstraint[]): readonly (readonly VersConstraint[])[] | undefined {
  const holes = constraints.filter(({ comparator }) => comparator === '!=')
  const alternatives: (readonly VersConstraint[])[] = []
  let open: VersConstraint | undefined
  let isFirst = true
  for (const constraint of constraints) {
    const { comparator } = constraint
    if (comparator === '=') alternatives.push([constraint])
    else if (comparator.startsWith('>')) {
      if (open !== undefined) return undefined
      open = constraint
      isFirst = false
    } else if (comparator !== '!=') {
      if (open === undefined && !isFirst) return undefined
      alternatives.push([...(open === undefined ? [] : [open]), constraint, ...holes])
      open = undefined
      isFirst = false
    }
  }
  if (open !== undefined) alternatives.push([open, ...holes])
  if (alternatives.length === 0 && holes.length > 0) alternatives.push(holes)
  return alternatives
}
