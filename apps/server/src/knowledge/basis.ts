/** What a page about advisories rests on: which snapshot, how many sources, how many of them too old to prove absence. */
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import type { Loaded } from './store.ts'

export interface Basis {
  readonly root: string
  readonly records: number
  readonly asOf: string | null
  readonly stale: number
  readonly sources: number
}

/** Null where nothing was ever loaded. */
export function basisOf(store: AdvisoryStore, loaded: Loaded): Basis | null {
  if (loaded === 'nothing') return null
  const { snapshot, sources, asOf } = store
  return {
    root: snapshot.root,
    records: snapshot.size,
    asOf: sources.length === 0 ? null : toUtc(asOf),
    stale: sources.filter(({ isStale }) => isStale).length,
    sources: sources.length,
  }
}

/** Sources write other offsets and more digits than the interface does. */
export function toUtc(text: string): string {
  const time = Date.parse(text)
  return Number.isNaN(time) ? '1970-01-01T00:00:00Z' : new Date(time).toISOString()
}
