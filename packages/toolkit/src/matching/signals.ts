/** What is said of a flaw apart from its packages, under any of its ids. */
import type { AdvisoryStore } from '../advisories/index.ts'
import type { EpssSignal, KevSignal, SsvcSignal } from '../model/index.ts'

/** Signals about a vulnerability; reviewers' statements are about records. */
export type FlawSignal = EpssSignal | KevSignal | SsvcSignal

export function signalsOfAll(
  store: Pick<AdvisoryStore, 'signalsOf'>,
  ids: readonly string[],
): readonly FlawSignal[] {
  return ids.flatMap((id) =>
    store
      .signalsOf(id)
      .flatMap((signal) =>
        signal.kind === 'epss' || signal.kind === 'kev' || signal.kind === 'ssvc' ? [signal] : [],
      ),
  )
}
