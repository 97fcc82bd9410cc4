/** What an export reads: everything that a store holds, package by package and record by record. */
import { compareCodeUnits } from '../../base/index.ts'
import type { AdvisoryClaim } from '../../model/index.ts'
import { type PackageKey, packageKeyOf } from '../package-key.ts'
import { readAgain } from '../read-again.ts'
import { isNewer, selectClaims } from '../select-claims.ts'
import type { SourceRecord } from '../source-format.ts'
import type { StoredRecord } from '../store.ts'

/** Both give the same things in the same order every time; nothing is kept between two visits. */
export interface ExportSource {
  /** Each package once, with the claims of all sources that count (selectClaims), withdrawn ones included. */
  readonly forEachPackage: (visit: (key: PackageKey, claims: readonly AdvisoryClaim[]) => void) => void
  /** Each id of each source once, with all versions of the record that the source holds. */
  readonly forEachRecord: (visit: (versions: readonly StoredRecord[]) => void) => void
}

/** Over records in memory; those that no format reads any more are left out. */
export function createExportSource(records: readonly StoredRecord[]): ExportSource {
  const byRecord = new Map<string, StoredRecord[]>()
  for (const record of records) push(byRecord, `${record.source}\0${record.id}`, record)
  const all = [...byRecord].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, versions]) => versions)
  const byPackage = new Map<PackageKey, AdvisoryClaim[]>()
  for (const versions of all) {
    for (const claim of versions.flatMap((stored) => readAgain(stored)?.claims ?? [])) {
      push(byPackage, packageKeyOf(claim.ecosystem, claim.name), claim)
    }
  }
  const keys = [...byPackage.keys()].sort(compareCodeUnits)
  return {
    forEachPackage: (visit) => {
      for (const key of keys)
        visit(
          key,
          selectClaims([byPackage.get(key) ?? []], () => true),
        )
    },
    forEachRecord: (visit) => {
      for (const versions of all) visit(versions)
    },
  }
}

function push<T>(table: Map<string, T[]>, key: string, item: T): void {
  const own = table.get(key)
  if (own === undefined) table.set(key, [item])
  else own.push(item)
}

/** A record in one piece: what its versions claim together, and the newest version for all else. */
export interface WholeRecord {
  readonly stored: StoredRecord
  readonly newest: SourceRecord
  /** Of each package and ecosystem those of the newest version that names it. */
  readonly claims: readonly AdvisoryClaim[]
}

/** Undefined where no format of this build reads any of the versions. */
export function readWhole(versions: readonly StoredRecord[]): WholeRecord | undefined {
  const read = versions.flatMap((stored) => {
    const record = readAgain(stored)
    return record === undefined ? [] : [{ stored, record }]
  })
  const [first, ...others] = read
  if (first === undefined) return undefined
  const newest = others.reduce((a, b) => (isNewer(dateOf(b), dateOf(a)) ? b : a), first)
  if (others.length === 0) return { stored: first.stored, newest: first.record, claims: first.record.claims }
  const byPackage = new Map<PackageKey, AdvisoryClaim[]>()
  for (const claim of read.flatMap(({ record }) => record.claims)) {
    push(byPackage, packageKeyOf(claim.ecosystem, claim.name), claim)
  }
  const claims = [...byPackage.values()].flatMap((own) => selectClaims([own], () => true))
  return { stored: newest.stored, newest: newest.record, claims }
}

function dateOf({ stored, record }: { readonly stored: StoredRecord; readonly record: SourceRecord }): {
  readonly modified?: string
  readonly digest: string
} {
  const { digest } = stored
  return record.modified === undefined ? { digest } : { modified: record.modified, digest }
}
