/** OSV records (schema 1.7.5): one JSON object each, or an array of them; lenient in what we do not use. */
import { err, ok, type Result } from '../../base/index.ts'
import type { AdvisoryClaim, AffectedRange, RangeEvent, SeverityVector } from '../../model/index.ts'
import type { DropReason, ReadContext, RecordFacts, SourceFormat, SourceRecord } from '../source-format.ts'
import { readAffectedPaths } from './affected-paths.ts'
import { newestCredible } from './dates.ts'
import { type Fields, fields, isObject, list, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { sliceJsonList } from './json-slices.ts'
import { MAX_NAME, shortTexts, toSummary } from './short-texts.ts'

export const osv: SourceFormat = {
  id: 'osv',
  title: 'OSV records (JSON)',
  yields: ['claims'],
  recognises: ({ path, text: sample }) =>
    /\.json$/i.test(path) &&
    /"(?:affected|schema_version|withdrawn)"\s*:/.test(sample) &&
    /"id"\s*:/.test(sample) &&
    /"modified"\s*:/.test(sample),
  split: (file) => sliceJsonList(file, []) ?? [file],
  read: (file, context) => {
    const value = parseJsonText(file.text)
    return value === undefined ? err('NOT_JSON') : readOsvRecord(value, context)
  },
}

/** Untrusted: anybody may have written the record. Never throws. */
export function readOsvRecord(value: unknown, context: ReadContext): Result<SourceRecord, DropReason> {
  if (!isObject(value)) return err('NOT_A_RECORD')
  const id = value['id']
  if (typeof id !== 'string' || id === '' || id.length > MAX_NAME) return err('NO_ID')
  const head = readHead(value, id, context)
  const claims: Draft[] = []
  let unnamedEntries = 0
  for (const entry of list(value['affected'])) {
    const claim = isObject(entry) ? readAffected(entry, head) : undefined
    if (claim === undefined) unnamedEntries++
    else claims.push(claim)
  }
  setPatched(claims, shortTexts(fields(value['database_specific'])['patched']))
  const newest = newestCredible([head.modified, head.published, head.withdrawn], context.now)
  return ok({
    id,
    aliases: head.aliases,
    ...(head.modified === undefined ? {} : { modified: head.modified }),
    isWithdrawn: head.withdrawn !== undefined,
    ...(newest === undefined ? {} : { newest }),
    claims,
    unnamedEntries,
    signals: [],
    facts: () => readFacts(value, head),
  })
}

function readFacts(record: Fields, head: Head): RecordFacts {
  const title = text(record['summary'])
  const details = text(record['details'])
  const paths = readAffectedPaths(record)
  return {
    status: head.withdrawn === undefined ? 'published' : 'withdrawn',
    ...(title === undefined ? {} : { title }),
    ...(details === undefined ? {} : { details }),
    ...(head.published === undefined ? {} : { published: head.published }),
    ...(head.modified === undefined ? {} : { modified: head.modified }),
    ...(head.withdrawn === undefined ? {} : { withdrawn: head.withdrawn }),
    severity: readAllSeverity(record, head),
    weaknesses: texts(fields(record['database_specific'])['cwe_ids']),
    references: list(record['references']).flatMap(readReference),
    upstream: texts(record['upstream']),
    related: texts(record['related']),
    ...(paths.length === 0 ? {} : { paths }),
  }
}

/** The record's, then those of its entries that say something else. */
function readAllSeverity(record: Fields, head: Head): readonly SeverityVector[] {
  const own = list(record['affected']).flatMap((entry) => {
    const { severity, database_specific: notes } = fields(entry)
    return readSeverity(severity, fields(notes)['severity'])
  })
  const all = [...head.severity, ...own]
  return all.filter(
    ({ type, score }, at) => all.findIndex((other) => other.type === type && other.score === score) === at,
  )
}

function readReference(value: unknown): readonly { readonly url: string; readonly type?: string }[] {
  const url = text(fields(value)['url'])
  const type = text(fields(value)['type'])
  return url === undefined ? [] : [{ url, ...(type === undefined ? {} : { type }) }]
}

type Draft = { -readonly [K in keyof AdvisoryClaim]: AdvisoryClaim[K] }
type Head = Omit<Draft, 'ecosystem' | 'name' | 'ranges' | 'versions'>

function readHead(record: Fields, id: string, context: ReadContext): Head {
  const notes = fields(record['database_specific'])
  const head: Head = {
    record: id,
    source: context.source,
    digest: context.digest,
    aliases: readAliases(record['aliases'], id),
    isMalicious: id.startsWith('MAL-') || list(notes['cwe_ids']).includes('CWE-506'),
    severity: readSeverity(record['severity'], notes['severity']),
  }
  setText(head, 'summary', toSummary(text(record['summary']), text(record['details'])))
  setText(head, 'published', text(record['published']))
  setText(head, 'modified', text(record['modified']))
  setText(head, 'withdrawn', text(record['withdrawn']))
  setText(head, 'informational', text(notes['informational']))
  return head
}

function readAliases(value: unknown, id: string): readonly string[] {
  const aliases = texts(value)
  if (aliases.length === 0) return aliases
  return [...new Set(aliases.filter((alias) => alias !== id && alias.length <= MAX_NAME))]
}

/** Plain assignments: this runs for every package of every record. */
function readAffected(entry: Fields, head: Head): Draft | undefined {
  const named = fields(entry['package'])
  const ecosystem = text(named['ecosystem'])
  const name = text(named['name'])
  if (ecosystem === undefined || name === undefined) return undefined
  if (ecosystem.length > MAX_NAME || name.length > MAX_NAME) return undefined
  const notes = fields(entry['database_specific'])
  const own = readSeverity(entry['severity'], notes['severity'])
  const claim: Draft = {
    record: head.record,
    source: head.source,
    digest: head.digest,
    ecosystem,
    name,
    aliases: head.aliases,
    isMalicious: head.isMalicious,
    ranges: readRanges(entry['ranges']),
    versions: texts(entry['versions']),
    severity: own.length > 0 ? own : head.severity,
  }
  setText(claim, 'summary', head.summary)
  setText(claim, 'published', head.published)
  setText(claim, 'modified', head.modified)
  setText(claim, 'withdrawn', head.withdrawn)
  setText(claim, 'informational', text(notes['informational']) ?? head.informational)
  setPatched([claim], shortTexts(notes['patched']))
  return claim
}

/** What a record says of fixed versions is about its package: with several, nobody can tell which; an entry's own word wins. */
function setPatched(claims: readonly Draft[], patched: readonly string[]): void {
  const [first] = claims
  if (first === undefined || patched.length === 0) return
  if (!claims.every(({ ecosystem, name }) => ecosystem === first.ecosystem && name === first.name)) return
  for (const claim of claims) claim.patched ??= patched
}

type OptionalText = 'summary' | 'published' | 'modified' | 'withdrawn' | 'informational'

/** Absent stays absent: no property is ever `undefined`. */
function setText(target: Pick<Draft, OptionalText>, key: OptionalText, value: string | undefined): void {
  if (value !== undefined) target[key] = value
}

/** Ranges of commits (GIT) cannot be judged without the repository, so they are no claims about versions. */
function readRanges(value: unknown): readonly AffectedRange[] {
  const ranges: AffectedRange[] = []
  for (const item of list(value)) {
    const range = fields(item)
    const type = range['type']
    if (type !== 'SEMVER' && type !== 'ECOSYSTEM') continue
    const events: RangeEvent[] = []
    for (const event of list(range['events'])) addEvents(events, fields(event))
    ranges.push({ type, events })
  }
  return ranges
}

function addEvents(events: RangeEvent[], event: Fields): void {
  const introduced = text(event['introduced'])
  const fixed = text(event['fixed'])
  const lastAffected = text(event['last_affected'])
  const limit = text(event['limit'])
  if (introduced !== undefined) events.push({ introduced })
  if (fixed !== undefined) events.push({ fixed })
  if (lastAffected !== undefined) events.push({ lastAffected })
  if (limit !== undefined) events.push({ limit })
}

/** Vectors where there are any; else the database's word, marked as such. */
function readSeverity(vectors: unknown, word: unknown): readonly SeverityVector[] {
  const found: SeverityVector[] = []
  for (const item of list(vectors)) {
    const type = text(fields(item)['type'])
    const score = text(fields(item)['score'])
    if (type !== undefined && score !== undefined) found.push({ type, score })
  }
  const said = found.length === 0 ? text(word) : undefined
  return said === undefined ? found : [{ type: 'QUALITATIVE', score: said }]
}
