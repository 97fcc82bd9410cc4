/** Photon OS: one JSON list per release, a row per vulnerability and package. */
import { err } from '../../base/index.ts'
import type { AffectedRange } from '../../model/index.ts'
import type { SourceFile, SourceFormat } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { type Fields, fields, list, text } from './fields.ts'
import { parseJsonText } from './json.ts'
import { unstatedRange } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'

/** One record per vulnerability and release; the release stands in the file's name only. */
export const photon: SourceFormat = {
  id: 'photon',
  title: 'Photon OS vulnerabilities (JSON)',
  yields: ['claims'],
  source: 'photon',
  license: 'none stated',
  // No `covers`: nowhere does it say that what is not listed was looked at.
  recognises: ({ path, text: sample }) =>
    releaseOf(path) !== undefined && /"cve_id"\s*:/.test(sample) && /"res_ver"\s*:/.test(sample),
  split: splitByFlaw,
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    const piece = fields(value)
    // Not always a CVE: `BDSA-2025-0719`.
    const said = text(piece['id'])
    const release = text(piece['release'])
    if (said === undefined || release === undefined) return err('NO_ID')
    const flaw = findCve(said) ?? said
    const rows = list(piece['rows']).map(fields)
    const scores = [...new Set(rows.flatMap((row) => text(row['cve_score']) ?? []))]
    return toRecord(
      {
        id: `PHOTON-${release}-${flaw}`,
        aliases: [flaw],
        severity: scores.map((score) => ({ type: 'photon', score })),
        packages: rows.flatMap((row) => readRow(row, release)),
      },
      context,
    )
  },
}

function releaseOf(path: string): string | undefined {
  return /cve_data_photon(\d+\.\d+)\.json/i.exec(path)?.[1]
}

/** Only the texts of a row are kept: they are all that it has. */
function* splitByFlaw(file: SourceFile): Generator<SourceFile> {
  const release = releaseOf(file.path)
  const rows = list(parseJsonText(file.text)).map(fields)
  if (rows.length === 0) {
    yield file
    return
  }
  const byFlaw = new Map<string, Fields[]>()
  for (const { cve_id: cve, pkg, cve_score, res_ver, status } of rows) {
    const id = text(cve) ?? ''
    const row = { pkg: text(pkg), cve_score: text(cve_score), res_ver: text(res_ver), status: text(status) }
    const known = byFlaw.get(id)
    if (known === undefined) byFlaw.set(id, [row])
    else known.push(row)
  }
  for (const [id, found] of byFlaw)
    yield { path: `${file.path}#${id}`, text: JSON.stringify({ release, id, rows: found }) }
}

/** `Fixed` in a version; `Not Affected` is no claim; whatever else there is cannot be told. */
function readRow(row: Fields, release: string): readonly (PackageEntry | undefined)[] {
  const name = text(row['pkg'])
  if (name === undefined) return [undefined]
  if (row['status'] === 'Not Affected') return []
  return [{ ecosystem: `Photon OS:${release}`, name, ranges: [toRange(row)] }]
}

function toRange(row: Fields): AffectedRange {
  const fixed = text(row['res_ver'])
  if (row['status'] !== 'Fixed' || fixed === undefined || !/\d/.test(fixed)) return unstatedRange
  return { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }
}
