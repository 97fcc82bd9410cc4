/** The caller as the actor of an event of the ledger. */
import type { EventDraft } from '@occtet/toolkit/ledger'
import type { Caller } from './model.ts'

/** A token is a machine, so a service; its name is the one that its maker gave it. */
export function toActor(caller: Caller): EventDraft['actor'] {
  return { kind: caller.kind === 'token' ? 'service' : 'user', who: { name: caller.name } }
}
