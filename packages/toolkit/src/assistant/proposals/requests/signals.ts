/** What the collection of evidence found in the product's files, as evidence of this house. */
import type { EvidenceText } from '../model.ts'
import { isAddressing } from '../reading.ts'

/** A `SignalResult` of the CRA engine fits. */
export interface SignalAtHand {
  readonly id: string
  readonly title: string
  readonly state: 'present' | 'absent' | 'contrary' | 'unknown'
  readonly statement: string
  readonly evidence: readonly { readonly path: string; readonly line: number }[]
}

/** What was not looked at is left out: it shows nothing either way. A file that is not there does not deny the practice. */
export function signalEvidence(signals: readonly SignalAtHand[]): readonly EvidenceText[] {
  return signals
    .filter(({ state }) => state !== 'unknown')
    .map((signal) => ({ id: signal.id, source: sourceOf(signal), origin: 'own', text: textOf(signal) }))
}

function sourceOf({ id, evidence: [place] }: SignalAtHand): string {
  const source = place === undefined ? id : `${id}, ${place.path}:${place.line}`
  return isAddressing(source) ? id : source
}

/** `Update instructions` is a title of ours, and a word of those who speak to a tool: then it goes by the id alone. */
function textOf({ title, state, statement }: SignalAtHand): string {
  const named = isAddressing(title) ? '' : `: ${title}`
  if (state === 'absent') return `Looked for in the files of the product, without a find${named}.`
  if (!isAddressing(statement)) return statement
  // It cannot be quoted. What speaks against must not get lost by that, so it is doubt; what speaks for is left to be read.
  return state === 'contrary'
    ? `What was found in the files of the product is unclear${named}.`
    : `Found in the files of the product, to be read there${named}.`
}
