/** The NVD's own records (API 2.0): answers, yearly feeds and single CVEs. Facts only: CPE names no package. */
import { err, ok, type Result } from '../../base/index.ts'
import type { SeverityVector } from '../../model/index.ts'
import type { DropReason, ReadContext, RecordFacts, SourceFormat, SourceRecord } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { readReferences, readWeaknesses } from './cve-ratings.ts'
import { newestCredible, toUtc } from './dates.ts'
import { type Fields, fields, isObject, list, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { sliceJsonList } from './json-slices.ts'

export const nvd: SourceFormat = {
  id: 'nvd',
  title: 'NVD vulnerabilities, API 2.0 (JSON)',
  yields: [],
  source: 'nvd',
  license: 'Public domain (US government work)',
  recognises: ({ text: sample }) =>
    /"format"\s*:\s*"NVD_CVE"/.test(sample) ||
    (/"sourceIdentifier"\s*:/.test(sample) && /"vulnStatus"\s*:/.test(sample)),
  split: (file) => sliceJsonList(file, ['vulnerabilities', 'cve_items']) ?? [file],
  read: (file, context) => {
    const value = parseJsonText(file.text)
    return value === undefined ? err('NOT_JSON') : readCve(value, context)
  },
}

/** `{"cve": {…}}` as in answers, or what stands inside. */
function readCve(value: unknown, context: ReadContext): Result<SourceRecord, DropReason> {
  if (!isObject(value)) return err('NOT_A_RECORD')
  const cve = isObject(value['cve']) ? value['cve'] : value
  if (cve['id'] === undefined && cve['vulnStatus'] === undefined) return err('NOT_A_RECORD')
  const id = findCve(cve['id'])
  if (id === undefined) return err('NO_ID')
  const modified = text(cve['lastModified'])
  const newest = newestCredible([modified, text(cve['published'])].map(toUtc), context.now)
  return ok({
    id,
    aliases: [],
    ...(modified === undefined ? {} : { modified }),
    isWithdrawn: statusOf(cve) === 'rejected',
    ...(newest === undefined ? {} : { newest }),
    claims: [],
    unnamedEntries: 0,
    signals: [],
    facts: () => readFacts(cve),
  })
}

/** `Deferred`, `Awaiting Analysis` and the like tell how far the NVD's own work is, not whether the flaw stands. */
function statusOf(cve: Fields): RecordFacts['status'] {
  if (/^rejected$/i.test(text(cve['vulnStatus']) ?? '')) return 'rejected'
  const tags = list(cve['cveTags']).flatMap((item) => texts(fields(item)['tags']))
  return tags.includes('disputed') ? 'disputed' : 'published'
}

function readFacts(cve: Fields): RecordFacts {
  const status = statusOf(cve)
  const descriptions = list(cve['descriptions']).map(fields)
  const english = descriptions.find(({ lang }) => /^en\b/i.test(text(lang) ?? '')) ?? descriptions[0]
  const details = text(english?.['value'])
  const published = text(cve['published'])
  const modified = text(cve['lastModified'])
  const withdrawn = status === 'rejected' ? modified : undefined
  return {
    status,
    ...(details === undefined ? {} : { details }),
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    severity: Object.values(fields(cve['metrics'])).flatMap(list).flatMap(readMetric),
    weaknesses: readWeaknesses(
      list(cve['weaknesses'])
        .flatMap((weakness) => list(fields(weakness)['description']))
        .map((description) => text(fields(description)['value'])),
    ),
    references: readReferences(list(cve['references'])),
    upstream: [],
    related: [],
  }
}

/** One rating of one rater; other metrics of the same list (SSVC) have no vector. */
function readMetric(metric: unknown): RecordFacts['severity'] {
  const { cvssData, source } = fields(metric)
  const score = text(fields(cvssData)['vectorString'])
  const version = text(fields(cvssData)['version'])
  if (score === undefined) return []
  const rating: SeverityVector = { type: `CVSS_V${version?.[0] ?? majorOf(score)}`, score }
  const by = raterOf(text(source))
  return [{ ...rating, ...(by === undefined ? {} : { by }) }]
}

/** Vectors of version 2 do not say their version. */
function majorOf(vector: string): string {
  return /^CVSS:(\d)/.exec(vector)?.[1] ?? '2'
}

/** An id, or the domain of a mail address: who answers the mail is nobody's business. */
function raterOf(source: string | undefined): string | undefined {
  return source === undefined ? undefined : source.slice(source.lastIndexOf('@') + 1)
}
