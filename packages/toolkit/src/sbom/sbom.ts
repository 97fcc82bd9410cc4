/** What an SBOM holds in our terms: an inventory, and the components that it names without saying which package they are. */
import type { Inventory, UnidentifiedComponent } from '../model/index.ts'

export type { UnidentifiedComponent }

export type SbomFormat = 'cyclonedx' | 'spdx'

export interface Sbom extends Inventory {
  /** Undefined where the text is no SBOM that we can read; an issue of level `error` says so. */
  readonly format: SbomFormat | undefined
  /** As the document states it: `1.6`, `SPDX-2.3`; empty where it states none. */
  readonly formatVersion: string
  readonly unidentified: readonly UnidentifiedComponent[]
}

/** What a writer takes: an inventory, or an SBOM that was read. */
export type SbomInput = Inventory

/** What only the caller knows. */
export interface SbomMeta {
  readonly toolVersion: string
  /** RFC 3339; the caller takes it from SOURCE_DATE_EPOCH where that is set. Throws when it is no date. */
  readonly timestamp: string
  /** Who makes the product (BSI TR-03183-2 "creator of the SBOM"); nothing is stated where it is absent. */
  readonly manufacturer?: { readonly name: string; readonly url?: string; readonly email?: string }
}

/** The reference that stands for the product itself. */
export const productRef = 'product'
