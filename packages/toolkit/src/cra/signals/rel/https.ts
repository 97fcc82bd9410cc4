/** SIG-REL-HTTPS: is every address of a released file protected on its way. */
import { placeInForge, withForge } from '../../forge-part.ts'
import { type Signal } from '../../signal.ts'
import { count, say } from '../../say.ts'

const id = 'SIG-REL-HTTPS'

export const relHttps: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.releases,
      facts: { ok: null },
      unknown: say`Whether downloads are protected on their way is unknown.`,
      on: (releases, place) => {
        const files = releases.flatMap((release) =>
          release.assets.flatMap(({ url }) => (url === undefined ? [] : [{ url, place: release.place }])),
        )
        const bare = files.filter(({ url }) => !/^https:\/\//i.test(url))
        const first = bare[0]
        if (files.length === 0) {
          const reason = say`the forge lists no address of a released file`
          const statement = say`Whether downloads are protected on their way is unknown.`
          return { state: 'unknown', statement, facts: { ok: null }, reason, evidence: [place] }
        }
        if (first !== undefined) {
          const statement = say`${count(bare.length, 'released file')} with an address that is not https.`
          return { state: 'contrary', statement, facts: { ok: false }, evidence: [placeInForge(first.place)] }
        }
        const statement = say`All ${count(files.length, 'released file')} on the forge have https addresses.`
        return { state: 'present', statement, facts: { ok: true }, evidence: [place] }
      },
    }),
}
