/** The age of evidence: when the file that a signal rests on was last touched, as far as the history knows. */
import type { History } from './history.ts'
import type { SignalResult } from './status.ts'

/** Places in the tree get `changedAt` and `commit`; others, and files that the history does not know, stay as they are. */
export function withAges(
  results: readonly SignalResult[],
  history: History | undefined,
): readonly SignalResult[] {
  if (history === undefined) return results
  return results.map((result) => ({
    ...result,
    evidence: result.evidence.map((place) => {
      const change = place.in === undefined ? history.lastChange(place.path) : undefined
      return change === undefined ? place : { ...place, changedAt: change.at, commit: change.commit }
    }),
  }))
}
