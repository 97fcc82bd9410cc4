/** ENISA's EUVD: answers of its API, and its list of exploited flaws. For ids, aliases, ratings and the EU's word on exploitation. */
import { err, ok, type Result } from '../../base/index.ts'
import type { KevSignal } from '../../model/index.ts'
import type { DropReason, ReadContext, RecordFacts, SourceFormat, SourceRecord } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { newestCredible, toUtc } from './dates.ts'
import { type Fields, isObject, list, text } from './fields.ts'
import { parseJsonText } from './json.ts'
import { sliceJsonList } from './json-slices.ts'
import { MAX_NAME, toSummary } from './short-texts.ts'

export const euvd: SourceFormat = {
  id: 'euvd',
  title: 'ENISA EUVD records (JSON)',
  yields: ['kev'],
  source: 'euvd',
  license: 'none stated (ENISA EUVD)',
  recognises: ({ text: sample }) =>
    /"id"\s*:\s*"EUVD-\d/.test(sample) && /"(?:enisaUuid|enisaIdProduct|baseScoreVersion)"\s*:/.test(sample),
  split: (file) => sliceJsonList(file, ['items']) ?? [file],
  read: (file, context) => {
    const value = parseJsonText(file.text)
    return value === undefined ? err('NOT_JSON') : readEntry(value, context)
  },
}

/** The products and versions are free text and make no claims; they are counted as entries that name no package. */
function readEntry(value: unknown, context: ReadContext): Result<SourceRecord, DropReason> {
  if (!isObject(value)) return err('NOT_A_RECORD')
  const id = text(value['id'])?.trim()
  if (id === undefined || !/^EUVD-\d{4}-\d{1,19}$/.test(id)) return err('NO_ID')
  const aliases = linesOf(value['aliases']).filter((alias) => alias !== id && alias.length <= MAX_NAME)
  const published = toTime(value['datePublished'])
  const modified = toTime(value['dateUpdated'])
  const newest = newestCredible([published, modified], context.now)
  return ok({
    id,
    aliases,
    ...(modified === undefined ? {} : { modified }),
    isWithdrawn: false,
    ...(newest === undefined ? {} : { newest }),
    claims: [],
    unnamedEntries: list(value['enisaIdProduct']).length,
    signals: readSignals(value, { id, aliases, context }),
    facts: () => readFacts(value),
  })
}

interface Head {
  readonly id: string
  readonly aliases: readonly string[]
  readonly context: ReadContext
}

/** About the CVE where there is one; of several nobody can tell which is meant, so the EUVD's own id stands. */
function readSignals(entry: Fields, { id, aliases, context }: Head): readonly KevSignal[] {
  const since = text(entry['exploitedSince'])
  if (since === undefined && entry['exploited'] !== true) return []
  const cves = aliases.flatMap((alias) => findCve(alias) ?? [])
  const added = toTime(since)?.replace('T00:00:00Z', '')
  return [
    {
      kind: 'kev',
      id: cves.length === 1 && cves[0] !== undefined ? cves[0] : id,
      source: context.source,
      record: id,
      digest: context.digest,
      catalogue: 'eu',
      ransomware: 'unknown',
      ...(added === undefined ? {} : { date: added, added }),
    },
  ]
}

function readFacts(entry: Fields): RecordFacts {
  const details = text(entry['description'])
  const title = toSummary(undefined, details)
  const published = text(entry['datePublished'])
  const modified = text(entry['dateUpdated'])
  return {
    status: 'published',
    ...(title === undefined ? {} : { title }),
    ...(details === undefined ? {} : { details }),
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    severity: readSeverity(entry),
    weaknesses: [],
    references: linesOf(entry['references']).map((url) => ({ url })),
    upstream: [],
    related: [],
  }
}

/** A score of 0.0 stands for "none known": without a vector there is no rating. */
function readSeverity(entry: Fields): RecordFacts['severity'] {
  const score = text(entry['baseScoreVector'])?.trim() ?? ''
  const major = /^CVSS:(\d)/.exec(score)?.[1] ?? text(entry['baseScoreVersion'])?.[0]
  const by = text(entry['assigner'])
  if (score === '' || major === undefined) return []
  return [{ type: `CVSS_V${major}`, score, ...(by === undefined ? {} : { by }) }]
}

/** Lists come as lines, the last one empty. */
function linesOf(value: unknown): readonly string[] {
  const lines = (text(value) ?? '').split('\n').map((line) => line.trim())
  return [...new Set(lines.filter((line) => line !== ''))]
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const written = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}), (\d{1,2}):(\d\d):(\d\d)\s?([AP])M$/u

/** `Apr 24, 2026, 3:32:33 PM`, without a zone and read as UTC, or RFC 3339; undefined for anything else. */
function toTime(value: unknown): string | undefined {
  const date = text(value)?.trim()
  const [, month = '', day = '', year = '', hour = '', minute = '', second = '', half] =
    written.exec(date ?? '') ?? []
  if (half === undefined) return toUtc(date)
  const number = String(months.indexOf(month) + 1).padStart(2, '0')
  const hours = String((Number(hour) % 12) + (half === 'P' ? 12 : 0)).padStart(2, '0')
  return toUtc(`${year}-${number}-${day.padStart(2, '0')}T${hours}:${minute}:${second}Z`)
}
