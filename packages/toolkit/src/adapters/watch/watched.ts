/** A watched product: what it was checked against, and what was found, as it is kept between two runs. */
import type { RecordPrint } from '../../matching/index.ts'
import type { FindingsReport, Inventory, Purl } from '../../model/index.ts'
import type { LayerMark } from './prints.ts'

export const watchSchema = 'occtet.watch/1'

/** Small: read for every product at every re-check. */
export interface WatchedProduct {
  readonly schema: typeof watchSchema
  /** 16 digits of the digest of the folder's path: name of its folder in the list. */
  readonly id: string
  /** Name of the product. */
  readonly name: string
  /** Absolute path of the tree. */
  readonly dir: string
  /** RFC 3339 of the last check or re-check. */
  readonly checkedAt: string
  /** SHA-256 of the inventory's canonical JSON. */
  readonly inventory: string
  /** Third-party components that the check left out (`--production`); sorted. */
  readonly excluded: readonly Purl[]
  /** Root of the snapshot, and its layers. */
  readonly root: string
  readonly layers: readonly LayerMark[]
  /** Keys of all its packages, sorted. */
  readonly packages: readonly string[]
  /** Of each package that some layer speaks of: the layer, and the digest of what it says. */
  readonly prints: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** By kind of package (`coverageKey`): which sources covered it, and whether they were fresh; asked with one of its purls. */
  readonly coverage: Readonly<Record<string, { readonly sample: Purl; readonly by: string }>>
  /** Whole and fresh lists of exploited flaws: only while there is one, not being listed is a statement. */
  readonly hasKevList: boolean
  /** Digest over the reviews that changed answers; empty where nobody is listened to. */
  readonly reviews: string
  /** Names of the big files beside it. */
  readonly files: Readonly<Record<BigFile, string>>
}

export type BigFile = 'findings' | 'inventory' | 'records'

/** What is read only when something about the product changed. */
export interface WatchedContent {
  readonly findings: FindingsReport
  readonly inventory: Inventory
  /** By purl; a component of which no record spoke is absent, null where there were too many to keep. */
  readonly records: Readonly<Record<string, readonly RecordPrint[] | null>>
}
