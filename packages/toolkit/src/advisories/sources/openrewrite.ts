/** OpenRewrite's tables of GitHub's advisories: CSV without a head, a row per package and range, a file per ecosystem. */
import { err } from '../../base/index.ts'
import type { AffectedRange } from '../../model/index.ts'
import type { SourceFile, SourceFormat } from '../source-format.ts'
import { cutRows, parseRow } from './csv.ts'
import { toUtc } from './dates.ts'
import { fields, list, text } from './fields.ts'
import { parseJsonText } from './json.ts'
import { unstatedRange } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'
import { toWords } from './severity-vectors.ts'

/**
 * One record per id and file; the ecosystem stands in the file's name only. The table has lost `last_affected`: what ended
 * so looks as if it were never repaired, which warns too often; and it keeps withdrawn advisories as if they held.
 */
export const openrewrite: SourceFormat = {
  id: 'openrewrite',
  title: 'OpenRewrite advisory tables: Maven, npm, NuGet (CSV)',
  yields: ['claims'],
  source: 'openrewrite',
  license: 'CC-BY-4.0',
  // No `covers`: further ranges of an advisory are missing, so that its silence means nothing.
  recognises: ({ path, text: sample }) =>
    ecosystemOf(path) !== undefined &&
    /^[\uFEFF]?(?:CVE-\d{4}-\d{4,19}|GHSA(?:-[0-9a-z]{4}){3}),\d{4}-\d\d-\d\dT/.test(sample),
  split: splitById,
  read: (file, context) => {
    const piece = fields(parseJsonText(file.text))
    const ecosystem = text(piece['ecosystem'])
    const rows = list(piece['rows']).map((row) => parseRow(text(row) ?? ''))
    const [first] = rows
    if (ecosystem === undefined || first === undefined || first.length !== COLUMNS) return err('BAD_DATA')
    const [id, published, title] = first
    return toRecord(
      {
        id,
        aliases: [],
        title,
        published: toUtc(published),
        severity: toWords(distinct(rows.flatMap((row) => text(row?.[6]) ?? []))),
        weaknesses: distinct(rows.flatMap((row) => row?.[7]?.match(/CWE-\d+/g) ?? [])),
        packages: rows.map((row) => readRow(row, ecosystem)),
      },
      context,
    )
  },
}

/** Id, published, summary, package, introduced, fixed, severity, weaknesses. */
const COLUMNS = 8

const ecosystems: ReadonlyMap<string, string> = new Map([
  ['maven', 'Maven'],
  ['npm', 'npm'],
  ['nuget', 'NuGet'],
])

function ecosystemOf(path: string): string | undefined {
  return ecosystems.get(/(?:^|\/)advisories-([a-z]+)\.csv$/.exec(path)?.[1] ?? '')
}

function* splitById(file: SourceFile): Generator<SourceFile> {
  const ecosystem = ecosystemOf(file.path)
  const byId = new Map<string, string[]>()
  const text = file.text.codePointAt(0) === 0xfeff ? file.text.slice(1) : file.text
  for (const row of cutRows(text)) {
    const id = row.slice(0, Math.max(0, row.indexOf(',')))
    const known = byId.get(id)
    if (known === undefined) byId.set(id, [row])
    else known.push(row)
  }
  for (const [id, rows] of byId)
    yield { path: `${file.path}#${id}`, text: JSON.stringify({ ecosystem, rows }) }
  if (byId.size === 0) yield file
}

/** Undefined for a row that is damaged, or names no package. */
function readRow(row: readonly string[] | undefined, ecosystem: string): PackageEntry | undefined {
  if (row?.length !== COLUMNS) return undefined
  const [, , , name = '', introduced = '', fixed = ''] = row
  return name === '' ? undefined : { ecosystem, name, ranges: [toRange(introduced, fixed)] }
}

function toRange(introduced: string, fixed: string): AffectedRange {
  if (introduced === '') return unstatedRange
  return { type: 'ECOSYSTEM', events: [{ introduced }, ...(fixed === '' ? [] : [{ fixed }])] }
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)]
}
