/** One record of the store as OSV JSON: as upstream sent it, or written from what its source says in another form. */
import {
  type AdvisoryStore,
  readWhole,
  type SourceRecord,
  type StoredRecord,
  toOsvRecord,
  type WholeRecord,
} from '@occtet/toolkit/advisories'
import { compareCodeUnits } from '@occtet/toolkit/base'
import { toWireRecord } from './wire.ts'

/** Of all stored versions with exactly this id (and, where given, one of these digests) the one to show. */
export function findOsvRecord(store: AdvisoryStore, id: string, digests?: ReadonlySet<string>): unknown {
  const own = store
    .recordsOf(id)
    .filter((stored) => stored.id === id && (digests === undefined || digests.has(stored.digest)))
  // Nothing to choose from, as almost always: not read for its dates.
  const [native, ...others] = own.filter(({ format }) => format === 'osv')
  if (native !== undefined && others.length === 0) return toWireRecord(parseOsv(native))
  const read = own.flatMap((stored) => readWhole([stored]) ?? [])
  // Native OSV tells most; then the newest; then the order of the store.
  read.sort(
    (a, b) =>
      Number(b.stored.format === 'osv') - Number(a.stored.format === 'osv') ||
      compareCodeUnits(b.newest.modified ?? '', a.newest.modified ?? ''),
  )
  const [best] = read
  return best === undefined ? undefined : toWireRecord(toOsv(best))
}

/** Undefined only if the store holds what its own format cannot read. */
export function readRecord(stored: StoredRecord): SourceRecord | undefined {
  return readWhole([stored])?.newest
}

/** What OSV cannot say of another form stands in the record as upstream sent it: /api/feddb/advisories. */
function toOsv(whole: WholeRecord): unknown {
  return whole.stored.format === 'osv'
    ? parseOsv(whole.stored)
    : toOsvRecord(whole, whole.claims, () => undefined)
}

/** The import has read it before: if this fails, the store is damaged. */
function parseOsv({ text }: StoredRecord): unknown {
  return JSON.parse(text.codePointAt(0) === 0xfeff ? text.slice(1) : text)
}
