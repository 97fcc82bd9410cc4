/** Stored records read again: claims, facts, and the packages that decide whether two of them can be one flaw. */
import { readAgain } from '../read-again.ts'
import { isNewer } from '../select-claims.ts'
import type { RecordFacts, SourceRecord } from '../source-format.ts'
import { type PackageKey, packageKeyOf } from '../package-key.ts'
import type { StoredRecord } from '../store.ts'
import type { Joinable } from './join-aliases.ts'
import type { JoinGuards } from './policy.ts'
import { groupBy } from './group-by.ts'

export interface ReadRecord extends Joinable {
  readonly source: string
  readonly digest: string
  readonly record: SourceRecord
  readonly facts: RecordFacts
  /** Of all packages that it names. */
  readonly keys: readonly PackageKey[]
  /** Types of the purls of these. */
  readonly purlTypes: readonly string[]
}

/** Undefined where the format is not known to this build, or no longer reads the text. */
export function readStored(stored: StoredRecord, guards: JoinGuards): ReadRecord | undefined {
  const { source, id, digest } = stored
  const record = readAgain(stored)
  if (record === undefined) return undefined
  const { claims, aliases } = record
  const keys = [...new Set(claims.map(({ ecosystem, name }) => packageKeyOf(ecosystem, name)))]
  return {
    id,
    aliases: aliases.filter((alias) => alias !== id),
    packages: keys.filter((key) => !guards.repackagers.has(typeOf(key))),
    source,
    digest,
    record,
    facts: record.facts(),
    keys,
    purlTypes: [...new Set(keys.map(typeOf))],
  }
}

/**
 * Of the versions of one record in one source the newest: its dates, texts and withdrawal are what counts. It is about
 * the packages of all of them, because a source may file each package under a version of its own.
 */
export function newestVersions(records: readonly ReadRecord[]): readonly ReadRecord[] {
  const versions = groupBy(records, ({ source, id }) => `${source}\0${id}`)
  return versions.map((own) => {
    const newest = own.reduce((a, b) => (isNewer(toDated(b), toDated(a)) ? b : a))
    if (own.length === 1) return newest
    const union = (read: (one: ReadRecord) => readonly string[]): readonly string[] => [
      ...new Set(own.flatMap(read)),
    ]
    return {
      ...newest,
      keys: union(({ keys }) => keys),
      packages: union(({ packages }) => packages),
      purlTypes: union(({ purlTypes }) => purlTypes),
    }
  })
}

/** Taken back by its source: withdrawn, rejected or revoked. */
export function isTakenBack({ record }: ReadRecord): boolean {
  return record.isWithdrawn
}

function toDated({ record, digest }: ReadRecord): { readonly modified?: string; readonly digest: string } {
  return record.modified === undefined ? { digest } : { modified: record.modified, digest }
}

function typeOf(key: string): string {
  return key.slice(4, key.indexOf('/'))
}
