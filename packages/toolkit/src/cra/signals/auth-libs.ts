/** SIG-REPO-AUTH-LIBS: frameworks for sign-in and rights, and hints of a second factor. */
import { type Finding, findLibraries, toPractice, usesAsFindings } from '../code-signals.ts'
import { authLibraries } from '../library-tables.ts'
import type { Signal } from '../signal.ts'
import { say } from '../say.ts'

const id = 'SIG-REPO-AUTH-LIBS'

export const authLibs: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ inventory, sources }) => {
    const sweep = sources()
    const uses = findLibraries(inventory, authLibraries)
    const code = sweep.hits('auth').filter((hit) => hit.language !== 'html')
    const hasSecond =
      uses.some((use) => use.label === 'second factor') || code.some((hit) => hit.kind === 'second-factor')
    const libs = [...new Set(uses.map((use) => use.name))].sort()
    const marks: Finding[] = code.map(({ kind, path, line }) => ({ kind, path, line }))
    const found = [...usesAsFindings(uses), ...marks]
    const names = libs.length === 0 ? say`names in the code` : libs.slice(0, 8).join(', ')
    const second = hasSecond
      ? say`there are hints of a second factor`
      : say`no hint of a second factor was found`
    return toPractice(id, sweep, {
      found,
      facts: { libs, mfa_hint: hasSecond },
      unknownFacts: { libs, mfa_hint: null },
      hit: say`The product knows sign-in or password hashing (${names}); ${second}.`,
      none: say`No framework for sign-in was found among components and code.`,
    })
  },
}
