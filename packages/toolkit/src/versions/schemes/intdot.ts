/** `intdot` of VERS: dotted numbers and nothing else; missing ones count as 0. */
import { compareDigitLists, type Digits } from '../digits.ts'
import { defineScheme } from '../scheme.ts'
import { toNumbers } from '../semver-core.ts'

const pattern = /^(\d+(?:\.\d+)*)(.*)$/su

function read(text: string): readonly Digits[] | undefined {
  const match = pattern.exec(text.trim())
  return match === null || match[2] !== '' ? undefined : toNumbers(match[1] ?? '')
}

/** What follows the numbers is allowed by the older definition of the type, and ignored. */
function readLegacy(text: string): readonly Digits[] | undefined {
  const match = pattern.exec(text.trim())
  return match === null ? undefined : toNumbers(match[1] ?? '')
}

export const intdot = defineScheme({
  id: 'intdot',
  synonyms: [],
  read,
  readLegacy,
  compare: compareDigitLists,
})
