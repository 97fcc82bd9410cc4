/** SIG-SBOM-UNUSED: does the SBOM list as shipped what lock files call a development tool. */
import { placeOf, withSbom } from '../../choose-sbom.ts'
import { isShipped } from '../../production.ts'
import { type Signal } from '../../signal.ts'
import { count, say } from '../../say.ts'

const id = 'SIG-SBOM-UNUSED'

export const sbomUnused: Signal = {
  id,
  looksFor: 'danger',
  collect: (input) =>
    withSbom(id, input, {
      facts: { components: null },
      on: (document) => {
        const tools = new Set(
          input.inventory.components.filter((one) => !isShipped(one)).map(({ purl }) => purl),
        )
        const evidence = [placeOf(document)]
        if (tools.size === 0) {
          const reason = say`no lock file of the tree marks development components; imports are not analysed yet`
          const statement = say`Whether unused components are shipped is unknown.`
          return { state: 'unknown', statement, facts: { components: null }, reason, evidence }
        }
        const listed = document.sbom.components.filter((one) => isShipped(one) && tools.has(one.purl))
        const components = listed.map(({ purl }) => purl)
        const statement =
          components.length === 0
            ? say`${document.path} lists no development tool as shipped.`
            : say`${document.path} lists ${count(components.length, 'component')} as shipped that lock files use in development only.`
        return {
          state: components.length === 0 ? 'absent' : 'contrary',
          statement,
          facts: { components },
          evidence,
        }
      },
    }),
}
