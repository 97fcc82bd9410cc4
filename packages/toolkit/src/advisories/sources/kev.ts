/** CISA's catalogue of Known Exploited Vulnerabilities, JSON or CSV: one record and one signal per vulnerability. */
import { err, ok, type Result } from '../../base/index.ts'
import type { KevSignal } from '../../model/index.ts'
import type {
  DropReason,
  ReadContext,
  RecordFacts,
  SourceFile,
  SourceFormat,
  SourceRecord,
} from '../source-format.ts'
import { cutRows, parseRow } from './csv.ts'
import { findCve } from './cve-id.ts'
import { newestCredible, toUtc } from './dates.ts'
import { type Fields, isObject, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { sliceJsonList } from './json-slices.ts'

export const kev: SourceFormat = {
  id: 'kev',
  title: 'CISA Known Exploited Vulnerabilities (JSON, CSV)',
  yields: ['kev'],
  catalogue: 'kev',
  source: 'cisa-kev',
  license: 'CC0-1.0',
  recognises: ({ text: sample }) =>
    isCsv(sample) ||
    (/"cveID"\s*:/.test(sample) &&
      /"dateAdded"\s*:/.test(sample) &&
      hasOwnWord(sample) &&
      // The schema of the catalogue lies beside it, and has all of its words.
      !/"\$schema"\s*:\s*"https?:\/\/json-schema\.org\//.test(sample)),
  split: (file) => (isCsv(file.text) ? splitCsv(file) : (sliceJsonList(file, ['vulnerabilities']) ?? [file])),
  read: (file, context) => {
    const value = isCsv(file.text) ? readCsv(file.text) : parseJsonText(file.text)
    if (value === undefined) return err(isCsv(file.text) ? 'BAD_DATA' : 'NOT_JSON')
    return readEntry(value, context)
  },
}

function hasOwnWord(sample: string): boolean {
  return /"(?:vendorProject|knownRansomwareCampaignUse)"\s*:/.test(sample)
}

function isCsv(sample: string): boolean {
  return /^\uFEFF?"?cveID"?,/.test(sample)
}

/** Each row with the head line above it. */
function* splitCsv(file: SourceFile): Generator<SourceFile> {
  let head: string | undefined
  let at = 0
  for (const row of cutRows(file.text)) {
    if (head !== undefined) yield { path: `${file.path}#${at++}`, text: `${head}\n${row}\n` }
    else if (row.length <= MAX_HEAD) head = row
    else {
      yield file
      return
    }
  }
}

/** Characters of a line that is repeated for every record. */
const MAX_HEAD = 4096

function readCsv(file: string): Fields | undefined {
  const [head, row, more] = cutRows(file.replace(/^\uFEFF/, ''))
  const names = parseRow(head ?? '')
  const cells = parseRow(row ?? '')
  if (names === undefined || cells?.length !== names.length || more !== undefined) return undefined
  return Object.fromEntries(names.map((name, at) => [name, cells[at]]))
}

function readEntry(value: unknown, context: ReadContext): Result<SourceRecord, DropReason> {
  if (!isObject(value)) return err('NOT_A_RECORD')
  const id = findCve(value['cveID'])
  if (id === undefined) return err('NO_ID')
  const added = toUtc(text(value['dateAdded']))
  const due = toUtc(text(value['dueDate']))
  const signal: KevSignal = {
    kind: 'kev',
    id,
    source: context.source,
    record: id,
    digest: context.digest,
    catalogue: 'cisa',
    ransomware: /^known$/i.test(text(value['knownRansomwareCampaignUse']) ?? '') ? 'known' : 'unknown',
    ...(added === undefined ? {} : { date: added, added }),
    ...(due === undefined ? {} : { due }),
  }
  const newest = newestCredible([added], context.now)
  return ok({
    id,
    aliases: [],
    isWithdrawn: false,
    ...(newest === undefined ? {} : { newest }),
    claims: [],
    unnamedEntries: 0,
    signals: [signal],
    facts: () => readFacts(value, added),
  })
}

function readFacts(entry: Fields, published: string | undefined): RecordFacts {
  const title = text(entry['vulnerabilityName'])
  const details = [text(entry['shortDescription']), text(entry['requiredAction'])]
    .filter((part) => part !== undefined)
    .join('\n\n')
  return {
    status: 'published',
    ...(title === undefined ? {} : { title }),
    ...(details === '' ? {} : { details }),
    ...(published === undefined ? {} : { published }),
    severity: [],
    weaknesses: readWeaknesses(entry['cwes']),
    references: (text(entry['notes'])?.match(/https?:\/\/[^\s;]+/g) ?? []).map((url) => ({ url })),
    upstream: [],
    related: [],
  }
}

/** A list in JSON, words between commas in CSV. */
function readWeaknesses(value: unknown): readonly string[] {
  const words = typeof value === 'string' ? value.split(',') : texts(value)
  return words.map((word) => word.trim()).filter((word) => word !== '')
}
