/** Until when the makers of runtimes, systems and frameworks support them, and what that means for a product today. */
import type { Purl } from '../model/index.ts'

/** `[cycle, released, end of support, end of security support]`; days as `2026-11-23`, empty where none is published. */
export type LifecycleCycle = readonly [
  cycle: string,
  released: string,
  supportEnds: string,
  securityEnds: string,
]

export interface LifecycleProduct {
  /** As in `data/identities.ts`. */
  readonly id: string
  readonly name: string
  /** The page on which its maker publishes the dates. */
  readonly source: string
  /**
   * `maker`: compared with a table that the maker keeps in a repository. `collected`: taken from a public collection of
   * such dates, which cites that page. `user`: stated in the user's own file.
   */
  readonly checked: 'maker' | 'collected' | 'user'
  /** Newest first. A version belongs to the longest cycle that it begins with. */
  readonly cycles: readonly LifecycleCycle[]
}

/** What identifies a product: packages, images and words of version files. */
export interface LifecycleIdentity {
  readonly product: string
  /** Purls without version and qualifiers. */
  readonly packages: readonly string[]
  /** Images without tag; Docker's own without a host (`library/node`). */
  readonly images: readonly string[]
}

export interface LifecycleData {
  /** Day on which the dates were last compared with their sources. */
  readonly asOf: string
  readonly products: readonly LifecycleProduct[]
  readonly identities: readonly LifecycleIdentity[]
}

/** A version that a file of the tree asks for (`.nvmrc`, `go.mod`). */
export interface StatedRuntime {
  /** Id of a product. */
  readonly product: string
  /** Numbers alone, perhaps only the first (`20`, `3.12`). */
  readonly version: string
  readonly path: string
  /** 1-based. */
  readonly line: number
}

export type LifecycleStatus = 'supported' | 'security-only' | 'ended' | 'unknown'

/** Why nothing can be said: no cycle of the table fits, or no end is published, or the version itself is not known. */
export type LifecycleDoubt = 'CYCLE_UNKNOWN' | 'END_UNPUBLISHED' | 'VERSION_UNKNOWN'

export interface LifecyclePlace {
  readonly purl?: Purl
  readonly path: string
  readonly line: number
}

/** One product in one version, with all places that state it. */
export interface LifecycleRow {
  readonly product: string
  readonly name: string
  /** As stated; empty where only the product is known (an image without a tag). */
  readonly version: string
  readonly cycle?: string
  readonly status: LifecycleStatus
  readonly doubt?: LifecycleDoubt
  readonly supportEnds?: string
  readonly securityEnds?: string
  readonly source: string
  readonly checked: LifecycleProduct['checked']
  /** Sorted by path and line; never empty. */
  readonly places: readonly LifecyclePlace[]
}

export interface LifecycleReport {
  /** The day that the statuses are of. */
  readonly today: string
  readonly asOf: string
  /** The dates are older than `oldAfterDays`: newer cycles and changed dates are missing. */
  readonly isOld: boolean
  /** Worst first, then by name and version. */
  readonly rows: readonly LifecycleRow[]
}
