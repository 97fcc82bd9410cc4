/** One record of the store as OSV JSON: as upstream sent it, or written from what its source says in another form. */
import {
  type AdvisoryStore,
  findFormat,
  type SourceRecord,
  type StoredRecord,
} from '@occtet/toolkit/advisories'
import { compareCodeUnits } from '@occtet/toolkit/base'
import type { AdvisoryClaim, RangeEvent } from '@occtet/toolkit/model'
import { isTime, toWireRecord } from './wire.ts'

/** Of all stored versions with exactly this id (and, where given, one of these digests) the one to show. */
export function findOsvRecord(store: AdvisoryStore, id: string, digests?: ReadonlySet<string>): unknown {
  const own = store
    .recordsOf(id)
    .filter((stored) => stored.id === id && (digests === undefined || digests.has(stored.digest)))
  const read = own.flatMap((stored) => {
    const parsed = readRecord(stored)
    return parsed === undefined ? [] : [{ stored, parsed }]
  })
  // Native OSV tells most; then the newest; then the order of the store.
  read.sort(
    (a, b) =>
      Number(b.stored.format === 'osv') - Number(a.stored.format === 'osv') ||
      compareCodeUnits(b.parsed.modified ?? '', a.parsed.modified ?? ''),
  )
  const [best] = read
  return best === undefined ? undefined : toOsv(best.stored, best.parsed)
}

/** Undefined only if the store holds what its own format cannot read. */
export function readRecord(stored: StoredRecord): SourceRecord | undefined {
  const { source, digest, text } = stored
  const file = { path: source, text }
  const parsed = findFormat(stored.format)?.read(file, { source, digest, now: Number.MAX_SAFE_INTEGER })
  return parsed?.ok === true ? parsed.value : undefined
}

function toOsv(stored: StoredRecord, parsed: SourceRecord): unknown {
  if (stored.format === 'osv') {
    const text = stored.text.codePointAt(0) === 0xfeff ? stored.text.slice(1) : stored.text
    return toWireRecord(JSON.parse(text))
  }
  return toWireRecord(writeOsv(stored, parsed))
}

/** OSV schema 1.7.5. Ranges in words that OSV lacks go whole into `database_specific`. */
function writeOsv(stored: StoredRecord, parsed: SourceRecord): object {
  const facts = parsed.facts()
  return {
    schema_version: '1.7.5',
    id: parsed.id,
    modified: [facts.modified, facts.published].find((time) => time !== undefined && isTime(time)),
    published: facts.published,
    withdrawn: facts.withdrawn,
    aliases: parsed.aliases,
    related: facts.related,
    upstream: facts.upstream,
    summary: facts.title,
    details: facts.details,
    severity: facts.severity.map(({ type, score }) => ({ type, score })),
    affected: parsed.claims.map(writeAffected),
    references: facts.references.map(({ url, type }) => ({ type: type ?? 'WEB', url })),
    database_specific: {
      source: stored.source,
      format: stored.format,
      sha256: stored.digest,
      cwe_ids: facts.weaknesses,
    },
  }
}

function writeAffected(claim: AdvisoryClaim): object {
  const others = claim.ranges.filter((range) => range.type === 'NATIVE' || range.type === 'VERS')
  return {
    package: { ecosystem: claim.ecosystem, name: claim.name },
    ranges: claim.ranges.flatMap((range) =>
      range.type === 'NATIVE' || range.type === 'VERS'
        ? []
        : [{ type: range.type, events: range.events.map(writeEvent) }],
    ),
    versions: claim.versions,
    ...(others.length === 0 ? {} : { database_specific: { ranges: others } }),
  }
}

function writeEvent(event: RangeEvent): object {
  return 'lastAffected' in event ? { last_affected: event.lastAffected } : event
}
