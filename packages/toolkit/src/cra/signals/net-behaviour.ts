/** SIG-REPO-NET-BEHAVIOUR: behaviour that can burden other devices and networks. */
import { type Finding, findingFacts, toDanger } from '../code-signals.ts'
import { type Signal } from '../signal.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-NET-BEHAVIOUR'

export const netBehaviour: Signal = {
  id,
  looksFor: 'danger',
  collect: ({ sources }) => {
    const sweep = sources()
    const hints: Finding[] = sweep.hits('net-behaviour').map(({ kind, path, line }) => ({ kind, path, line }))
    // Discovery needs broadcast: it is shown, and says nothing by itself.
    const found = hints.filter((one) => one.kind !== 'broadcast-or-multicast')
    const casts = hints.length - found.length
    const note = casts === 0 ? '' : say`; ${count(casts, 'socket')} for broadcast or multicast to look at`
    return toDanger(id, sweep, {
      found,
      facts: { hints: findingFacts(hints) },
      hit: say`${count(found.length, 'setting')} can burden other networks: endless retries or an open relay${note}.`,
      none: say`No endless retry and no open relay or proxy was found by its pattern${note}.`,
    })
  },
}
