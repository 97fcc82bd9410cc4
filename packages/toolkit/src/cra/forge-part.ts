/** Shared by the signals that rest on a forge: an answer that was not given is unknown, never "no". */
import type { ForgeExport, ForgePart, ForgePlace } from './forge.ts'
import { type Observation, reasonWithout, type SignalInput, toSignalResult } from './signal.ts'
import type { EvidencePlace, SignalResult } from './status.ts'
import { type Message } from './say.ts'

export function placeInForge({ path, line }: ForgePlace): EvidencePlace {
  return { path: `forge:${path}`, line, in: 'forge' }
}

export interface ForgeLook<T> {
  readonly part: (forge: ForgeExport) => ForgePart<T>
  /** Of a result that is not known. */
  readonly facts: Observation['facts']
  /** The sentence of a result that is not known. */
  readonly unknown: Message
  readonly on: (value: T, place: EvidencePlace) => Observation
}

export function withForge<T>(id: string, input: SignalInput, look: ForgeLook<T>): SignalResult {
  const part = input.forge === undefined ? undefined : look.part(input.forge)
  if (part?.isRead === true) return toSignalResult(id, look.on(part.value, placeInForge(part.place)))
  const reason = part?.reason ?? reasonWithout(input, 'forge')
  return toSignalResult(id, { state: 'unknown', statement: look.unknown, facts: look.facts, reason })
}
