/** The advisories that ship with the product, as a store that covers nothing: hits count, silence says nothing. */
import { createMemoryStore, type MemoryStore } from '../memory-store.ts'
import type { Clock } from '../store.ts'
import records from './starter.json' with { type: 'json' }

/** Day of the data that the facts were taken from. */
const starterAsOf = '2026-08-21T00:00:00Z'

export function openStarterSet(clock: Clock, maxAgeDays: number): MemoryStore {
  const texts = (records as readonly unknown[]).map((record) => JSON.stringify(record))
  return createMemoryStore(
    [{ name: 'starter-set', records: texts, covers: [], asOf: starterAsOf }],
    clock,
    maxAgeDays,
  )
}
