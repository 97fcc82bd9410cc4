/** The real feeds in memory with ids looked up by index: the memory store walks all records for every id. */
import {
  type AdvisoryStore,
  compareRecords,
  createMemoryStore,
  groupBy,
  type MemorySource,
  type StoredRecord,
} from '../../../packages/toolkit/src/advisories/index.ts'
import { sha256Hex } from '../../../packages/toolkit/src/base/index.ts'
import type { PlainRecord } from '../advisories/plain-reader.ts'

export const asOf = '2026-11-20T00:00:00Z'
export const now = Date.parse('2026-11-22T00:00:00Z')

export function createIndexedStore(plain: readonly PlainRecord[]): AdvisoryStore {
  const layers = groupBy(plain, ({ source, folder }) => `${source}/${folder}`)
  const sources = layers.flatMap((records): readonly MemorySource[] => {
    const [first] = records
    if (first === undefined) return []
    return [{ name: first.source, ecosystem: first.folder, asOf, records: records.map(({ text }) => text) }]
  })
  const indexes = layers.map(indexLayer)
  return {
    ...createMemoryStore(sources, () => now),
    recordsOf: (id) => indexes.flatMap((find) => find(id)).sort(compareRecords),
  }
}

/** As the port says: an alias names the id, and the id names all versions of the record in its layer. */
function indexLayer(records: readonly PlainRecord[]): (id: string) => readonly StoredRecord[] {
  const byId = new Map<string, Map<string, StoredRecord>>()
  const byName = new Map<string, Set<string>>()
  for (const { source, text, value } of records) {
    const digest = sha256Hex(text)
    const versions = byId.get(value.id) ?? new Map<string, StoredRecord>()
    byId.set(value.id, versions.set(digest, { source, id: value.id, format: 'osv', digest, text }))
    for (const name of [value.id, ...(value.aliases ?? [])])
      byName.set(name, (byName.get(name) ?? new Set()).add(value.id))
  }
  return (id) => [...(byName.get(id) ?? [])].flatMap((own) => [...(byId.get(own)?.values() ?? [])])
}
