/** What is stated of the product in a folder that makes its findings weigh more or less. */
import { readProfileFile } from '@occtet/toolkit/adapters'
import { type SubjectFacts, toSubjectFacts, unknownSubject } from '@occtet/toolkit/matching'
import type { Context } from './context.ts'
import { plain } from './layout.ts'

/** Without a profile nothing is known. One that cannot be read is said, and stops nothing: it only ranks. */
export function readSubject(context: Context, dir: string): SubjectFacts {
  const profile = readProfileFile(dir)
  if (!profile.ok) {
    context.say(`${plain(profile.error.message)}; findings are ranked without facts of the product\n`)
    return unknownSubject
  }
  if (profile.value === undefined) return unknownSubject
  return toSubjectFacts(profile.value.facts, profile.value.exposure)
}
