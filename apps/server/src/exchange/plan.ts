/** What an upload would change, file by file; nothing is decided here. */
import { compareCodeUnits } from '@occtet/toolkit/base'
import type { ProductFile } from '../db/product-files.ts'
import type { Incoming, IncomingFile } from './archive.ts'
import type { Place } from './known-files.ts'

export interface PlannedChange {
  readonly place: Place
  readonly path: string
  readonly kind: 'new' | 'same' | 'conflict' | 'only-here' | 'refused'
  readonly code?: string
  readonly message?: string
  readonly here?: string
  readonly there?: string
}

const MOST_SHOWN = 16 * 1024

/** By place and path. Files that are only here stay: an upload takes nothing away. */
export function planImport(here: readonly ProductFile[], incoming: Incoming): readonly PlannedChange[] {
  const own = new Map(here.map((file) => [keyOf(file), file]))
  const theirs = new Set(incoming.files.map(keyOf))
  const told = new Set(incoming.refused.map(keyOf))
  const changes: readonly PlannedChange[] = [
    ...incoming.files.map((file) => toChange(file, own.get(keyOf(file)))),
    ...incoming.refused.map((file) => ({ ...file, kind: 'refused' as const })),
    ...here
      .filter((file) => !theirs.has(keyOf(file)) && !told.has(keyOf(file)))
      .map(({ place, path }) => ({ place, path, kind: 'only-here' as const })),
  ]
  return changes.toSorted((a, b) => compareCodeUnits(keyOf(a), keyOf(b)))
}

export function keyOf({ place, path }: { readonly place: Place; readonly path: string }): string {
  return `${place}/${path}`
}

function toChange({ place, path, text }: IncomingFile, own: ProductFile | undefined): PlannedChange {
  if (own === undefined) return { place, path, kind: 'new' }
  if (own.text === text) return { place, path, kind: 'same' }
  return { place, path, kind: 'conflict', here: cut(own.text), there: cut(text) }
}

function cut(text: string): string {
  return text.length <= MOST_SHOWN ? text : text.slice(0, MOST_SHOWN).replace(/[\ud800-\udbff]$/, '')
}
