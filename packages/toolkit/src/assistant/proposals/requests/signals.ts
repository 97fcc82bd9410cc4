/** What the collection of evidence found in the product's files, as evidence of this house. */
import type { EvidenceText } from '../model.ts'

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
  return signals.flatMap(({ id, title, state, statement, evidence }) => {
    if (state === 'unknown') return []
    const [place] = evidence
    return [
      {
        id,
        source: place === undefined ? id : `${id}, ${place.path}:${place.line}`,
        origin: 'own' as const,
        text:
          state === 'absent'
            ? `Looked for in the files of the product, without a find: ${title}.`
            : statement,
      },
    ]
  })
}
