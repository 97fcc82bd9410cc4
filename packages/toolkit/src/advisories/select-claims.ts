/** From the claims that several layers hold about one package to the ones that count. */
import { compareCodeUnits } from '../base/index.ts'
import type { AdvisoryClaim } from '../model/index.ts'

/**
 * `byLayer`: the claims of each layer about one package, in the order of the layers' names, each sorted by record.
 * A source may hold several versions of a record: OSV files it under every ecosystem that it names, and a feed may give
 * one id twice. Of each ecosystem (release included) the newest version that names it counts, so that what only an
 * older one names is not lost. Sources are never merged here. Sorted by source and record; entries keep their order.
 */
export function selectClaims(
  byLayer: readonly (readonly AdvisoryClaim[])[],
  selects: (ecosystem: string) => boolean,
): readonly AdvisoryClaim[] {
  const [only] = byLayer
  if (only !== undefined && byLayer.length === 1 && !hasVersions(only)) {
    return only.every(({ ecosystem }) => selects(ecosystem))
      ? only
      : only.filter(({ ecosystem }) => selects(ecosystem))
  }
  const chosen = new Map<string, { readonly layer: number; readonly claim: AdvisoryClaim }>()
  for (const [layer, claims] of byLayer.entries()) {
    for (const claim of claims) {
      const known = chosen.get(keyOf(claim))
      if (known === undefined || isNewer(claim, known.claim)) chosen.set(keyOf(claim), { layer, claim })
    }
  }
  const kept = byLayer.flatMap((claims, layer) =>
    claims.filter((claim) => {
      const best = chosen.get(keyOf(claim))
      return best?.layer === layer && best.claim.digest === claim.digest && selects(claim.ecosystem)
    }),
  )
  return kept.sort((a, b) => compareCodeUnits(a.source, b.source) || compareCodeUnits(a.record, b.record))
}

/** Whether a record of the layer is there in several versions; they follow each other. */
function hasVersions(claims: readonly AdvisoryClaim[]): boolean {
  return claims.some((claim, at) => {
    const before = claims[at - 1]
    return before !== undefined && before.record === claim.record && before.digest !== claim.digest
  })
}

function keyOf({ source, record, ecosystem }: AdvisoryClaim): string {
  return `${source}\0${record}\0${ecosystem}`
}

/** Later `modified` wins; then the greater digest, so that the choice does not depend on any order. */
export function isNewer(
  a: { readonly modified?: string; readonly digest: string },
  b: { readonly modified?: string; readonly digest: string },
): boolean {
  return (compareCodeUnits(a.modified ?? '', b.modified ?? '') || compareCodeUnits(a.digest, b.digest)) > 0
}
