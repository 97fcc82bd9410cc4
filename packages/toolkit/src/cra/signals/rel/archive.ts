/** SIG-REL-ARCHIVE: can older releases still be had (Art. 13(9) to (11): updates stay available, archives are allowed). */
import { releasesOf } from '../../releases.ts'
import { type Signal, toSignalResult } from '../../signal.ts'
import { count, say } from '../../say.ts'

const id = 'SIG-REL-ARCHIVE'

export const relArchive: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const releases = releasesOf(input)
    const onForge = releases.list.filter(({ forge }) => forge !== undefined)
    const list = onForge.length > 0 ? onForge : releases.list
    const oldest = list.at(-1)
    if (oldest === undefined) {
      const statement = say`Whether older releases can still be had is unknown.`
      const reason = releases.reason ?? say`no release is known`
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts: { oldest: null, available: null },
        reason,
      })
    }
    const date = oldest.at.slice(0, 10)
    const facts = { oldest: date, available: list.length }
    const where = onForge.length > 0 ? say`on the forge` : say`as tags of the source`
    const statement = say`${count(list.length, 'release')} can be had ${where}, the oldest ${oldest.tag} of ${date}.`
    const strength = onForge.length > 0 ? 'medium' : 'weak'
    return toSignalResult(id, {
      state: list.length > 1 ? 'present' : 'absent',
      statement,
      facts,
      evidence: [oldest.place],
      strength,
    })
  },
}
