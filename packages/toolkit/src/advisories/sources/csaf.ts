/** CSAF documents (2.0 and 2.1) of any publisher: one record per document, claims only for products that a purl names. */
import { err } from '../../base/index.ts'
import { type CsafDocument, type CsafVulnerability, toCsafDocument } from '../../csaf/index.ts'
import type { SeverityVector } from '../../model/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { readCsafPackages } from './csaf-packages.ts'
import { findCve } from './cve-id.ts'
import { parseJsonText } from './json.ts'
import { toRecord } from './package-record.ts'

/**
 * Which vulnerabilities a document is about does not make them one: only a document about a single one has that one's
 * ids as aliases. Otherwise all of them are related, so that no bulletin ever joins two CVEs.
 *
 * No `source`, `license`, `covers`: anybody publishes CSAF, and a publisher speaks of his own products.
 */
export const csaf: SourceFormat = {
  id: 'csaf',
  title: 'CSAF documents (JSON)',
  yields: ['claims'],
  recognises: ({ path, text }) =>
    /\.json$/i.test(path) &&
    /"csaf_version"\s*:/.test(text) &&
    /"tracking"\s*:/.test(text) &&
    /"document"\s*:/.test(text),
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    const read = toCsafDocument(value, file.path)
    if (!read.ok) return err('NO_ID')
    const document = read.value.value
    // A snapshot is public: what its author restricted must not get into one.
    if (document.tlp !== undefined && document.tlp !== 'CLEAR') return err('NOT_A_RECORD')
    const { vulnerabilities, tracking } = document
    const ids = vulnerabilities.flatMap(idsOf)
    const isSingle = vulnerabilities.length === 1
    return toRecord(
      {
        id: tracking.id,
        aliases: isSingle ? ids : [],
        related: isSingle ? [] : ids,
        title: document.title === '' ? undefined : document.title,
        details: describe(document),
        published: tracking.initialRelease,
        modified: tracking.currentRelease,
        withdrawn: withdrawnAt(document),
        severity: readSeverity(document),
        weaknesses: vulnerabilities.flatMap(({ weaknesses }) => weaknesses),
        urls: [document, ...vulnerabilities].flatMap(({ references }) => references.map(({ url }) => url)),
        packages: readCsafPackages(document),
      },
      context,
    )
  },
}

/** `ids` are issue numbers as often as anything else; only those of databases that we know are other names of the flaw. */
function idsOf({ cve, ids }: CsafVulnerability): readonly string[] {
  const others = ids.map(({ text }) => text.trim()).filter((id) => /^(?:EUVD|GHSA)-[\w-]{4,64}$/.test(id))
  return [findCve(cve) ?? [], others].flat()
}

/** CSAF 2.1 profiles for documents that no longer hold. */
function withdrawnAt({ category, tracking }: CsafDocument): string | undefined {
  const isWithdrawn = category === 'csaf_withdrawn' || category === 'csaf_superseded'
  return isWithdrawn ? (tracking.currentRelease ?? tracking.initialRelease ?? 'no date') : undefined
}

const telling = ['summary', 'description', 'general', 'details']

function describe({ notes, vulnerabilities }: CsafDocument): string | undefined {
  const all = [...notes, ...vulnerabilities.flatMap((one) => one.notes)]
  return telling
    .map((category) => all.find((note) => note.category === category)?.text)
    .find((text) => text !== undefined)
}

/** Of all vulnerabilities and products together; without any vector, the publisher's word. */
function readSeverity({ vulnerabilities, aggregateSeverity }: CsafDocument): readonly SeverityVector[] {
  const scores = vulnerabilities.flatMap((one) => one.scores)
  const found = scores.flatMap(({ cvss }) =>
    cvss.map(({ version, vector }) => ({ type: `CVSS_${version.toUpperCase()}`, score: vector })),
  )
  const words = [...scores.map(({ qualitative }) => qualitative), aggregateSeverity]
  const said = words.flatMap((word) => (word === undefined ? [] : [{ type: 'QUALITATIVE', score: word }]))
  const all = found.length > 0 ? found : said
  return [...new Map(all.map((one) => [`${one.type} ${one.score}`, one])).values()]
}
