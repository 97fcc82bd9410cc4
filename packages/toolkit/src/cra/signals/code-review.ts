/** SIG-REPO-CODE-REVIEW: does somebody else look at a change before it is merged. */
import { ratio, share } from '../choose-sbom.ts'
import { placeInForge, withForge } from '../forge-part.ts'
import type { Signal } from '../signal.ts'
import { say } from '../say.ts'

const id = 'SIG-REPO-CODE-REVIEW'
/** As the catalogue has it. */
const looked = 30
const enough = 0.8

export const codeReview: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.merges,
      facts: { share: null },
      unknown: say`Whether changes are reviewed before they are merged is unknown.`,
      on: (merges, place) => {
        const known = merges.slice(0, looked).filter(({ approvers }) => approvers !== undefined)
        const reviewed = known.filter(({ approvers }) => (approvers?.length ?? 0) > 0)
        const part = ratio(reviewed.length, known.length)
        if (part === null) {
          const statement = say`Whether changes are reviewed before they are merged is unknown.`
          const reason =
            merges.length === 0
              ? say`the forge lists no merged change`
              : say`reviews of the merged changes were not read`
          return { state: 'unknown', statement, facts: { share: null }, reason, evidence: [place] }
        }
        const statement = say`${share(reviewed.length, known.length)} newest merged changes were approved by somebody other than their author.`
        const shown = reviewed.length > 0 ? reviewed : known
        const evidence = shown.slice(0, 3).map((merge) => placeInForge(merge.place))
        if (part === 0) return { state: 'absent', statement, facts: { share: part }, evidence }
        return {
          state: 'present',
          statement,
          facts: { share: part },
          evidence,
          strength: part >= enough ? 'medium' : 'weak',
        }
      },
    }),
}
