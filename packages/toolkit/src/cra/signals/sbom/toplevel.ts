/** SIG-SBOM-TOPLEVEL: are the product's own dependencies in its SBOM (Annex I Part II (1): "at least the top-level dependencies"). */
import { placeOf, share, withSbom } from '../../choose-sbom.ts'
import { corePurl, type Inventory, type Purl } from '../../../model/index.ts'
import type { Signal } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-SBOM-TOPLEVEL'
/** The statement counts all; the list is cut so that one broken SBOM does not fill the report. */
const most = 200

export const sbomToplevel: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withSbom(id, input, {
      facts: { direct: null, covered: null, missing: [] },
      on: (document) => {
        const direct = directOf(input.inventory)
        const evidence = [placeOf(document)]
        if (direct.length === 0) {
          const reason = say`no manifest or lock file of the tree names a dependency of the product`
          const facts = { direct: 0, covered: null, missing: [] }
          return {
            state: 'unknown',
            statement: say`There is nothing to compare the SBOM with.`,
            facts,
            reason,
            evidence,
          }
        }
        const listed = new Set(document.sbom.components.map(({ purl }) => corePurl(purl)))
        const missing = direct.filter((purl) => !listed.has(purl))
        const covered = direct.length - missing.length
        const facts = { direct: direct.length, covered, missing: missing.slice(0, most) }
        const statement = say`${document.path} lists ${share(covered, direct.length)} direct dependencies of the product.`
        return { state: missing.length === 0 ? 'present' : 'contrary', statement, facts, evidence }
      },
    }),
}

/** What the product asks for itself, without its development tools; by name, since versions are the affair of freshness. */
function directOf(inventory: Inventory): readonly Purl[] {
  const own = inventory.components.filter(
    ({ relation, isFirstParty, scope }) =>
      relation === 'direct' && !isFirstParty && scope !== 'development' && scope !== 'build',
  )
  return [...new Set(own.map(({ purl }) => corePurl(purl)))]
}
