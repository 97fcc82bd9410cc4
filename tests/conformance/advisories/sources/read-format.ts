/** What a format makes of the real files of its source: every record counted, kept or dropped for a reason. */
import {
  findFormat,
  recogniseFormat,
  type SourceFile,
  type SourceRecord,
} from '../../../../packages/toolkit/src/advisories/index.ts'
import { sha256Hex } from '../../../../packages/toolkit/src/base/index.ts'
import { assessPurl, type Store } from '../../../../packages/toolkit/src/matching/index.ts'
import { type AdvisoryClaim, parsePurl } from '../../../../packages/toolkit/src/model/index.ts'
import { parseNativeRange, satisfiesNative } from '../../../../packages/toolkit/src/versions/index.ts'

export interface Reading {
  readonly kept: readonly SourceRecord[]
  /** Reason and number of records. */
  readonly dropped: Readonly<Record<string, number>>
  readonly claims: readonly AdvisoryClaim[]
  /** Paths of files that no format recognises, or that another one is asked for first. */
  readonly strangers: readonly string[]
  /** Ranges in a manager's words that cannot be evaluated, as written; each with its record. */
  readonly unreadable: readonly string[]
}

export const now = Date.parse('2026-11-22T00:00:00Z')

export function readFormat(id: string, files: readonly SourceFile[]): Reading {
  const format = findFormat(id)
  if (format === undefined) throw new Error(`no format ${id}`)
  const kept: SourceRecord[] = []
  const dropped: Record<string, number> = {}
  for (const file of files) {
    for (const piece of format.split?.(file) ?? [file]) {
      const digest = sha256Hex(piece.text)
      const record = format.read(piece, { source: format.source ?? format.id, digest, now })
      if (record.ok) kept.push(record.value)
      else dropped[record.error] = (dropped[record.error] ?? 0) + 1
    }
  }
  const claims = kept.flatMap((record) => record.claims)
  const strangers = files.filter((file) => recogniseFormat(file)?.id !== id).map(({ path }) => path)
  return { kept, dropped, claims, strangers, unreadable: claims.flatMap(unreadableRanges) }
}

function unreadableRanges({ record, ranges }: AdvisoryClaim): readonly string[] {
  return ranges.flatMap((range) => {
    if (range.type !== 'NATIVE') return []
    return range.ranges
      .filter((text) => {
        const parsed = parseNativeRange(range.notation, text)
        return !parsed.ok || !satisfiesNative(parsed.value, '1.0.0').ok
      })
      .map((text) => `${record}: ${text}`)
  })
}

/** How many there are of each, sorted by name. */
export function countBy<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What claims say of a version; `purlType` decides how it is ordered. */
export function verdictOf(
  claims: readonly AdvisoryClaim[],
  purlType: string,
  version: string,
): 'hit' | 'miss' | 'unclear' {
  const name = purlType === 'composer' || purlType === 'golang' ? 'acme/lamp' : 'lamp'
  const purl = parsePurl(`pkg:${purlType}/${name}@${encodeURIComponent(version)}`)
  if (!purl.ok) throw new Error(`${version}: ${purl.error.message}`)
  const store: Store = { claimsFor: () => claims, sources: [], covering: () => [] }
  const { hits, unclear } = assessPurl(store, purl.value)
  return hits.length > 0 ? 'hit' : unclear.length > 0 ? 'unclear' : 'miss'
}
