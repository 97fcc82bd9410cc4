/** From the claims that several layers hold about one package to the ones that count. */
import { compareCodeUnits } from '../base/index.ts'
import type { AdvisoryClaim } from '../model/index.ts'

/**
 * `byLayer`: the claims of each layer, in the order of the layers' names. OSV files a record under every ecosystem
 * that it names, so layers of one source hold the same record: one copy counts, the latest where copies differ.
 * Sources are never merged here. Sorted by source and record; entries of a record keep their order.
 */
export function selectClaims(
  byLayer: readonly (readonly AdvisoryClaim[])[],
  selects: (ecosystem: string) => boolean,
): readonly AdvisoryClaim[] {
  const chosen = new Map<string, { readonly layer: number; readonly first: AdvisoryClaim }>()
  for (const [layer, claims] of byLayer.entries()) {
    for (const claim of claims) {
      const key = `${claim.source}\0${claim.record}`
      const known = chosen.get(key)
      if (known === undefined || (known.layer !== layer && isNewer(claim, known.first))) {
        chosen.set(key, { layer, first: claim })
      }
    }
  }
  const kept = byLayer.flatMap((claims, layer) =>
    claims.filter(
      (claim) => chosen.get(`${claim.source}\0${claim.record}`)?.layer === layer && selects(claim.ecosystem),
    ),
  )
  return kept.sort((a, b) => compareCodeUnits(a.source, b.source) || compareCodeUnits(a.record, b.record))
}

/** Later `modified` wins; then the greater digest, so that the choice does not depend on any order. */
export function isNewer(
  a: { readonly modified?: string; readonly digest: string },
  b: { readonly modified?: string; readonly digest: string },
): boolean {
  return (compareCodeUnits(a.modified ?? '', b.modified ?? '') || compareCodeUnits(a.digest, b.digest)) > 0
}
