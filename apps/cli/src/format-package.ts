/** An evidence package for people: the answer first, then why, then what it does not say. */
import {
  type Check,
  type DocumentResult,
  type Language,
  type PackageResult,
  type RecordResult,
  sayCheck,
  sayLimit,
  sayTime,
  sayVerdict,
} from '@occtet/toolkit/evidence-package'
import { formatFingerprint } from './format-ledger.ts'
import { fold, formatSize, plain } from './layout.ts'

export interface ExportedValue {
  readonly file: string
  readonly bytes: number
  readonly records: number
  readonly attestations: number
  readonly timestamps: number
  readonly artefacts: number
}

export function formatExported(value: ExportedValue): string {
  const { file, bytes, records, attestations, timestamps, artefacts } = value
  return `written: ${plain(file)} (${formatSize(bytes)}): ${records} records, ${attestations} attestations, ${timestamps} time stamps, ${artefacts} files\nWhoever receives it opens verify.html in it, and compares the key of the log with what you told them another way.\n`
}

export interface PackagePage {
  readonly language: Language
  readonly columns: number
}

const marks = { passed: 'ok', failed: 'FAILED', open: '?' } as const

export function formatPackage(result: PackageResult, page: PackagePage): string {
  const { language } = page
  const { headline, advice, still } = sayVerdict(result, language)
  const parts = [
    [say(advice, page), ...(still === undefined ? [] : [say(still, page)])],
    keyLines(result, page),
    result.checks.map((check) => checkLine(check, page)),
    result.records.map((record) => recordLine(record, page)),
    result.documents.map((document) => say(`${document.name}: ${sayDocument(document, language)}`, page)),
    result.limits.map((limit) => say(`- ${sayLimit(limit, language)}`, page)),
  ]
  const told = parts.filter((lines) => lines.length > 0).map((lines) => lines.join(''))
  return `${plain(headline)}\n${told.join('\n')}`
}

function say(text: string, { columns }: PackagePage): string {
  return fold('', plain(text), { indent: 2, width: Math.min(columns, 110) })
}

function row(head: string, text: string, { columns }: PackagePage): string {
  return fold(head, text, { indent: 9, width: Math.min(columns, 110) })
}

/** What the reader compares with what came another way. */
function keyLines({ log }: PackageResult, { language }: PackagePage): readonly string[] {
  if (log === undefined) return []
  const title = language === 'de' ? 'Fingerabdruck des Schlüssels' : 'Fingerprint of the key'
  return [`  ${title} (${plain(log.origin)}):\n    ${formatFingerprint(log.fingerprint)}\n`]
}

function checkLine(check: Check, page: PackagePage): string {
  const { title, answer, why } = sayCheck(check, page.language)
  const because = why === undefined ? '' : ` (${why})`
  return row(`  ${marks[check.outcome].padEnd(7)}`, `${title}: ${answer}${because}`, page)
}

const states = {
  en: { proven: 'proven', broken: 'BROKEN', 'not-checked': 'not checked' },
  de: { proven: 'belegt', broken: 'GEBROCHEN', 'not-checked': 'nicht geprüft' },
} as const

function recordLine(record: RecordResult, page: PackagePage): string {
  const { language } = page
  const { content, state, index } = record
  const closed = language === 'de' ? 'nur der Fingerabdruck' : 'its fingerprint alone'
  const what = content === undefined ? closed : content.sentence[language]
  const when = sayTime(record, language)
  const text = `${states[language][state]}: ${what}${when === undefined ? '' : `. ${when}`}`
  return row(`  ${index.padStart(6)} `, text, page)
}

const documentWords = {
  en: { recorded: 'on record', absent: 'on record, the file is not at hand', stranger: 'NO RECORD KNOWS IT' },
  de: {
    recorded: 'festgehalten',
    absent: 'festgehalten, die Datei liegt nicht vor',
    stranger: 'KEIN EINTRAG KENNT SIE',
  },
} as const

function sayDocument({ state, records }: DocumentResult, language: Language): string {
  const where = records.length === 0 ? '' : ` (${records.join(', ')})`
  return `${documentWords[language][state]}${where}`
}
