/** What an import makes of files: each given to the format that recognises it, cut, read and counted. */
import {
  type DropReason,
  findFormat,
  recogniseFormat,
  type SourceRecord,
} from '../../../../packages/toolkit/src/advisories/index.ts'
import type { ArchiveFile } from './read-archive.ts'

export interface Imported {
  /** Files that no format recognises. */
  readonly unknown: readonly string[]
  readonly records: readonly SourceRecord[]
  readonly dropped: readonly (readonly [path: string, reason: DropReason])[]
}

const context = { source: 'test', digest: '0'.repeat(64), now: Date.UTC(2026, 10, 22) }

/** `format`: only files that this one is chosen for; the others are `unknown`. */
export function importFiles(files: readonly ArchiveFile[], format: string): Imported {
  const unknown: string[] = []
  const records: SourceRecord[] = []
  const dropped: (readonly [string, DropReason])[] = []
  const reader = findFormat(format)
  if (reader === undefined) throw new Error(`no format is called ${format}`)
  for (const file of files) {
    if (recogniseFormat(file)?.id !== format) {
      unknown.push(file.path)
      continue
    }
    for (const piece of reader.split?.(file) ?? [file]) {
      const record = reader.read(piece, context)
      if (record.ok) records.push(record.value)
      else dropped.push([piece.path, record.error])
    }
  }
  return { unknown, records, dropped }
}

/** Records in, kept, dropped, claims, entries that name no package: the row of the coverage table. */
export function countsOf({ records, dropped }: Imported): readonly number[] {
  const sum = (of: (record: SourceRecord) => number): number =>
    records.reduce((total, record) => total + of(record), 0)
  return [
    records.length + dropped.length,
    records.length,
    dropped.length,
    sum(({ claims }) => claims.length),
    sum(({ unnamedEntries }) => unnamedEntries),
  ]
}

/** `Debian:12 curl introduced=0 fixed=7.1-2`, one line per range of a claim, in the order of the record. */
export function claimLines(record: SourceRecord | undefined): readonly string[] {
  return (record?.claims ?? []).flatMap(({ ecosystem, name, ranges, versions }) => [
    ...ranges.map((range) => `${ecosystem} ${name} ${JSON.stringify(range)}`),
    ...versions.map((version) => `${ecosystem} ${name} =${version}`),
  ])
}
