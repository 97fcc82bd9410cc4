/** From a check to a watched product: its prints, coverage and what the records said of its packages. */
import { type AdvisoryStore, packageKeysOf } from '../../advisories/index.ts'
import { compareCodeUnits, formatCanonicalJson, type Json, sha256Hex } from '../../base/index.ts'
import { hasFreshCatalogue, printsOfClaims } from '../../matching/index.ts'
import type { Component, FindingsReport, Inventory, Purl } from '../../model/index.ts'
import { coverageKey, coverageOf } from './coverage.ts'
import type { Prints } from './prints.ts'
import { absolute, watchIdOf, writeWatched } from './watch-files.ts'
import type { WatchedProduct } from './watched.ts'

export interface CheckedProduct {
  readonly dir: string
  /** The whole one: paths lead through its own packages too. */
  readonly inventory: Inventory
  /** Third-party components that were left out of the findings. */
  readonly excluded: readonly Purl[]
  readonly report: FindingsReport
  /** RFC 3339. */
  readonly now: string
  /** Digest over the reviews that changed answers; empty where nobody is listened to. */
  readonly reviews: string
}

/** Puts the product on the list, or renews its place there. Durable when it returns. */
export function watchProduct(
  privateRoot: string,
  checked: CheckedProduct,
  data: {
    readonly store: Pick<AdvisoryStore, 'claimsFor' | 'covering' | 'sources'>
    readonly prints: Prints
  },
): void {
  const { dir, inventory, report, now, reviews } = checked
  const excluded = [...checked.excluded].sort(compareCodeUnits)
  const components = matchedComponents(inventory, excluded)
  const product = {
    id: watchIdOf(dir),
    name: inventory.name,
    dir: absolute(dir),
    checkedAt: now,
    // Components and reports are plain JSON; their interfaces only lack the index signature.
    inventory: sha256Hex(formatCanonicalJson(inventory as unknown as Json)),
    excluded,
    reviews,
    ...stateOf(components, data),
  }
  const records = Object.fromEntries(
    components.flatMap(({ purl }) => {
      const prints = printsOfClaims(data.store.claimsFor(purl))
      return prints?.length === 0 ? [] : [[purl, prints ?? null] as const]
    }),
  )
  writeWatched(privateRoot, product, { findings: report, inventory, records })
}

export type WatchState = Pick<
  WatchedProduct,
  'coverage' | 'hasKevList' | 'layers' | 'packages' | 'prints' | 'root'
>

/** What decides whether a component has to be matched again. */
export function stateOf(
  components: readonly Component[],
  { store, prints }: { readonly store: Pick<AdvisoryStore, 'covering' | 'sources'>; readonly prints: Prints },
): WatchState {
  const packages = [...new Set(components.flatMap(({ purl }) => packageKeysOf(purl).keys))].sort(
    compareCodeUnits,
  )
  const byPackage = packages.flatMap((key) => {
    const said = prints.layers.flatMap((layer) => {
      const print = prints.printOf(layer.key, key)
      return print === undefined ? [] : [[layer.key, print] as const]
    })
    return said.length === 0 ? [] : [[key, Object.fromEntries(said)] as const]
  })
  const coverage = new Map(components.map(({ purl }) => [coverageKey(purl), purl]))
  return {
    root: prints.root,
    layers: prints.layers,
    packages,
    hasKevList: hasFreshCatalogue(store.sources, 'kev'),
    prints: Object.fromEntries(byPackage),
    coverage: Object.fromEntries(
      [...coverage].map(([key, sample]) => [key, { sample, by: coverageOf(store, sample) }]),
    ),
  }
}

export function matchedComponents(
  { components }: Inventory,
  excluded: readonly Purl[],
): readonly Component[] {
  const out = new Set(excluded)
  return components.filter(({ isFirstParty, purl }) => !isFirstParty && !out.has(purl))
}
