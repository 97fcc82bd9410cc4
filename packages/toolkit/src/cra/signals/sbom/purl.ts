/** SIG-SBOM-PURL: can the components be looked up, by purl or CPE. */
import { placeOf, ratio, share, withSbom } from '../../choose-sbom.ts'
import type { Signal } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-SBOM-PURL'
/** From here on most of a vulnerability search works. */
const enough = 0.9

export const sbomPurl: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withSbom(id, input, {
      facts: { share: null },
      on: (document) => {
        const { components } = document.header
        const evidence = [placeOf(document)]
        const named = components.filter((component) => component.hasPurl || component.hasCpe).length
        const part = ratio(named, components.length)
        if (part === null) {
          const reason = say`it lists no component`
          return {
            state: 'unknown',
            statement: say`${document.path} lists no component.`,
            facts: { share: null },
            reason,
            evidence,
          }
        }
        const statement = say`${share(named, components.length)} components of ${document.path} carry a purl or CPE.`
        const facts = { share: part }
        if (part < enough) return { state: 'contrary', statement, facts, evidence }
        return { state: 'present', statement, facts, evidence, strength: part === 1 ? 'strong' : 'medium' }
      },
    }),
}
