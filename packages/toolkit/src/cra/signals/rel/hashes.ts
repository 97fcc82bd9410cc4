/** SIG-REL-HASHES: are there published hashes of the released files. */
import { placeInForge, withForge } from '../../forge-part.ts'
import type { Signal } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-REL-HASHES'
const hashFile = /(^|[-_.])(sha(2|256|512)(sums?)?|checksums?)([-_.]|$)|\.(sha256|sha512)$/i
const looked = 10

export const relHashes: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.releases,
      facts: { present: null },
      unknown: say`Whether hashes of released files are published is unknown.`,
      on: (releases, place) => {
        const withFiles = releases.slice(0, looked).filter(({ assets }) => assets.length > 0)
        if (withFiles.length === 0) {
          const reason = say`the newest releases have no files on the forge; they may be handed out elsewhere`
          const statement = say`Whether hashes of released files are published is unknown.`
          return { state: 'unknown', statement, facts: { present: null }, reason, evidence: [place] }
        }
        const listed = withFiles.filter(({ assets }) => assets.some(({ name }) => hashFile.test(name)))
        const computed = withFiles.filter(({ assets }) => assets.every(({ digest }) => digest !== undefined))
        const facts = { present: listed.length + computed.length > 0 }
        const of = say`of the ${withFiles.length} newest releases with files`
        const places = (found: typeof withFiles): Pick<ReturnType<Signal['collect']>, 'evidence'> => {
          return { evidence: found.slice(0, 3).map((release) => placeInForge(release.place)) }
        }
        if (listed.length > 0)
          return {
            state: 'present',
            statement: say`${listed.length} ${of} carry a file of hashes.`,
            facts,
            ...places(listed),
          }
        if (computed.length > 0) {
          const statement = say`${computed.length} ${of} show hashes that the forge computed; the manufacturer publishes none beside them.`
          return { state: 'present', strength: 'weak', statement, facts, ...places(computed) }
        }
        return {
          state: 'absent',
          statement: say`None ${of} carries a file of hashes.`,
          facts,
          ...places(withFiles),
        }
      },
    }),
}
