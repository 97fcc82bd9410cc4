/** SIG-REPO-DEFAULT-CREDS: passwords that everybody knows, in settings and code of the product; never their values. */
import { type Finding, pathsOf, toDanger } from '../code-signals.ts'
import { type Signal } from '../signal.ts'
import { composeCredentials } from '../containers/compose-credentials.ts'
import { readContainers } from '../containers/read-containers.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-DEFAULT-CREDS'

export const defaultCreds: Signal = {
  id,
  looksFor: 'danger',
  collect: ({ sources, tree }) => {
    const sweep = sources()
    const apart = new Set(readContainers(sweep, tree).forDevelopment)
    const lines: Finding[] = sweep
      .hits('default-creds')
      .filter((hit) => !apart.has(hit.path))
      .map(({ kind, path, line }) => ({ kind, path, line }))
    const known = new Set(lines.map(({ path, line }) => `${path}:${line}`))
    const composed = composeCredentials(sweep, tree).filter(({ path, line }) => !known.has(`${path}:${line}`))
    const found = [...lines, ...composed]
    return toDanger(id, sweep, {
      found,
      facts: { count: found.length, paths: pathsOf(found) },
      hit: say`${count(found.length, 'place')} of the product's settings or code ${found.length === 1 ? say`holds` : say`hold`} a default or hard-coded password.`,
      none: say`No default or hard-coded password was found in the product’s settings and code.`,
    })
  },
}
