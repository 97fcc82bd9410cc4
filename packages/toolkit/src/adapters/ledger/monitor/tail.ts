/** Reads the entries that a log has grown by, and recomputes its root from nothing but them. */
import { sha256 } from '../../../base/index.ts'
import {
  type CompactRange,
  growCompactRange,
  hashLeaf,
  listChangedBundles,
  rootOfCompactRange,
  type VerifiedCheckpoint,
} from '../../../translog/index.ts'
import type { KnownEvents, MonitoredLeaf } from './model.ts'
import type { LogSource } from './source.ts'
import { fetchEntries } from './tiles.ts'

export interface Tail {
  readonly range: CompactRange
  /** Leaf hashes in hex that are not known, by index in decimal. */
  readonly unknown: ReadonlyMap<string, string>
}

export type TailResult =
  | { readonly kind: 'complete'; readonly tail: Tail }
  | { readonly kind: 'damaged' | 'unreachable'; readonly tail: Tail; readonly message: string }

export interface TailQuestion {
  readonly source: LogSource
  readonly checkpoint: VerifiedCheckpoint
  /** Where the pass before stopped. */
  readonly from: CompactRange
  readonly known: KnownEvents | undefined
  /** Called now and then, so that a pass that is cut off need not begin anew. */
  readonly save: (tail: Tail) => Promise<void>
}

/** Bundles between two saves. */
const SAVE_EVERY = 256
const WIDTH = 256n

export async function readTail({ source, checkpoint, from, known, save }: TailQuestion): Promise<TailResult> {
  let range = from
  const unknown = new Map<string, string>()
  let bundles = 0
  for (const bundle of listChangedBundles(from.size, checkpoint.size)) {
    const entries = await fetchEntries(source, bundle)
    if (!entries.ok) {
      const kind = entries.error.code === 'FAILED' ? 'unreachable' : 'damaged'
      return { kind, tail: { range, unknown }, message: entries.error.message }
    }
    // The first bundle holds entries that the pass before has read.
    const first = range.size - bundle.index * WIDTH
    const added = entries.value.slice(Number(first))
    const leaves = added.map(
      (entry, at): MonitoredLeaf => ({
        index: range.size + BigInt(at),
        leafHash: hashLeaf(sha256, entry),
      }),
    )
    for (const leaf of leaves) {
      if (!(await isKnown(known, leaf))) unknown.set(String(leaf.index), toHex(leaf.leafHash))
    }
    range = growCompactRange(
      sha256,
      range,
      leaves.map(({ leafHash }) => leafHash),
    )
    if (++bundles % SAVE_EVERY === 0) await save({ range, unknown })
  }
  const tail = { range, unknown }
  return Buffer.compare(rootOfCompactRange(sha256, range), checkpoint.root) === 0
    ? { kind: 'complete', tail }
    : {
        kind: 'damaged',
        tail,
        message: `the entries do not lead to the signed root of size ${checkpoint.size}`,
      }
}

/** Where nobody says what is known, nothing is unknown. */
export async function isKnown(known: KnownEvents | undefined, leaf: MonitoredLeaf): Promise<boolean> {
  if (known === undefined) return true
  return typeof known === 'function' ? await known(leaf) : known.has(toHex(leaf.leafHash))
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
