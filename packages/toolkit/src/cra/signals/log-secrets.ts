/** SIG-REPO-LOG-SECRETS: calls that write passwords or keys into a log. */
import { type Finding, findingFacts, toDanger } from '../code-signals.ts'
import { type Signal } from '../signal.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-LOG-SECRETS'

export const logSecrets: Signal = {
  id,
  looksFor: 'danger',
  collect: ({ sources }) => {
    const sweep = sources()
    const found: Finding[] = sweep
      .hits('log-secrets')
      // `Type.ACCESS_TOKEN` names a kind of secret, and holds none.
      .filter((hit) => !/^[A-Z_]+$/.test(hit.text))
      .map(({ kind, path, line, text }) => ({ kind, path, line, detail: text }))
    return toDanger(id, sweep, {
      found,
      facts: { findings: findingFacts(found) },
      hit: say`${count(found.length, 'call')} ${found.length === 1 ? say`seems` : say`seem`} to write a password or key into a log.`,
      none: say`No call that writes a variable named like a password or key into a log was found.`,
    })
  },
}
