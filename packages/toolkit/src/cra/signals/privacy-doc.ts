/** SIG-REPO-PRIVACY-DOC: is there documentation of privacy or telemetry. */
import { documents } from '../prose/topics.ts'
import { isForUsers, readProse } from '../prose/prose.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { say } from '../say.ts'

const id = 'SIG-REPO-PRIVACY-DOC'
const fileName =
  /(^|\/)(privacy([-_ ]policy)?|telemetry|data[-_](collection|privacy|protection)|analytics|datenschutz)\.\w+$/i
const heading =
  /\b(privacy( policy)?|telemetry|(anonymous )?usage (data|statistics)|data (collection|protection|privacy)|datenschutz)\b/i

export const privacyDoc: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ tree }) => {
    const prose = readProse(tree)
    const path = prose.files.find((file) => fileName.test(file))
    const place =
      path === undefined
        ? prose.lines.find((line) => line.isHeading && isForUsers(line.path) && heading.test(line.text))
        : { path, line: 1 }
    if (place !== undefined) {
      const statement = say`${place.path} speaks of privacy or telemetry; whether it names all data is for a person to read.`
      const evidence = [{ path: place.path, line: place.line }]
      return toSignalResult(id, { state: 'present', statement, facts: { present: true }, evidence })
    }
    if (prose.incomplete !== undefined) {
      const statement = say`Whether privacy or telemetry is documented is unknown.`
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts: { present: null },
        reason: prose.incomplete,
      })
    }
    const statement = say`No privacy or telemetry documentation was found in ${documents(prose)}.`
    return toSignalResult(id, { state: 'absent', statement, facts: { present: false } })
  },
}
