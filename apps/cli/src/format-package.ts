/** An evidence package for people: the answer first, then why, then what it does not say. */
import {
  type DocumentResult,
  type Language,
  type PackageResult,
  sayCheck,
  sayLimit,
  sayTime,
  sayVerdict,
} from '@occtet/toolkit/evidence-package'
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

export function formatPackage(result: PackageResult, { language, columns }: PackagePage): string {
  const width = Math.min(columns, 110)
  const say = (text: string, indent = 2): string => fold('', plain(text), { indent, width })
  const { headline, advice, still } = sayVerdict(result, language)
  const checks = result.checks.map((check) => {
    const { title, answer, why } = sayCheck(check, language)
    return fold(
      `  ${marks[check.outcome].padEnd(7)}`,
      `${title}: ${answer}${why === undefined ? '' : ` (${why})`}`,
      {
        indent: 9,
        width,
      },
    )
  })
  const records = result.records.map((record) => {
    const what = record.content === undefined ? record.kind : `${record.content.type}, ${record.content.time}`
    const when = sayTime(record, language)
    return fold(
      `  ${record.index.padStart(6)} `,
      `${record.state}: ${what}${when === undefined ? '' : `. ${when}`}`,
      {
        indent: 9,
        width,
      },
    )
  })
  const compared = result.documents.map((document) => say(`${document.name}: ${sayDocument(document)}`))
  const limits = result.limits.map((limit) => say(`- ${sayLimit(limit, language)}`))
  return [
    `${plain(headline)}\n`,
    say(advice),
    ...(still === undefined ? [] : [say(still)]),
    '\n',
    ...checks,
    ...(records.length === 0 ? [] : ['\n', ...records]),
    ...(compared.length === 0 ? [] : ['\n', ...compared]),
    ...(limits.length === 0 ? [] : ['\n', ...limits]),
  ].join('')
}

function sayDocument({ state, records }: DocumentResult): string {
  if (state === 'recorded') return `recorded: ${records.join(', ')}`
  return state === 'absent' ? 'recorded, the file is not at hand' : 'NO RECORD KNOWS THIS FILE'
}
