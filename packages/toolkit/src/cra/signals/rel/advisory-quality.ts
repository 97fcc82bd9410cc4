/** SIG-REL-ADVISORY-QUALITY: do published advisories say what users need (Annex I Part II (4)). */
import { ratio, share } from '../../choose-sbom.ts'
import type { ForgeAdvisory } from '../../forge.ts'
import { placeInForge, withForge } from '../../forge-part.ts'
import type { Signal } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-REL-ADVISORY-QUALITY'
const enough = 0.8
/** Shorter texts hold no more than the title says. */
const shortest = 60

const parts: readonly (readonly [string, (advisory: ForgeAdvisory) => boolean])[] = [
  ['description', ({ description }) => description.trim().length >= shortest],
  [
    'affected_versions',
    ({ affected }) => affected.length > 0 && affected.every(({ range }) => range !== undefined),
  ],
  [
    'impact',
    ({ description }) => /\bimpact\b|\battacker\b|\bleads? to\b|\ballows?\b|\bauswirkung/i.test(description),
  ],
  ['severity', ({ severity }) => severity !== undefined],
  [
    'remedy',
    ({ description, affected }) =>
      affected.some(({ patched }) => patched !== undefined) ||
      /\b(patch|workaround|upgrade|update|mitigat)/i.test(description),
  ],
]

export const relAdvisoryQuality: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.advisories,
      facts: { complete_share: null, missing: [] },
      unknown: say`Whether published advisories are complete is unknown.`,
      on: (advisories, place) => {
        const part = ratio(advisories.filter((one) => lacks(one).length === 0).length, advisories.length)
        if (part === null) {
          const reason = say`no advisory was published on the forge`
          const statement = say`There is no advisory to look at.`
          return {
            state: 'unknown',
            statement,
            facts: { complete_share: null, missing: [] },
            reason,
            evidence: [place],
          }
        }
        const incomplete = advisories.flatMap((one) =>
          lacks(one).length === 0 ? [] : [{ one, without: lacks(one) }],
        )
        const missing = incomplete.slice(0, 100).map(({ one, without }) => `${one.id}: ${without.join(', ')}`)
        const facts = { complete_share: part, missing }
        const statement = say`${share(advisories.length - incomplete.length, advisories.length)} advisories have description, affected versions, impact, severity and remedy.`
        const shown = part >= enough ? advisories : incomplete.map(({ one }) => one)
        const evidence = shown.slice(0, 5).map((one) => placeInForge(one.place))
        return { state: part >= enough ? 'present' : 'contrary', statement, facts, evidence }
      },
    }),
}

function lacks(advisory: ForgeAdvisory): readonly string[] {
  return parts.flatMap(([name, has]) => (has(advisory) ? [] : [name]))
}
