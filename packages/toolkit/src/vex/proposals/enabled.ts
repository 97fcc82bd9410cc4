/** Data: which kinds may speak, and how surely, by what was measured on labelled cases. */
import type { Confidence, ProposalKind } from './model.ts'

/** Counts of one set of cases; see `tests/labels/triage-proposals/README.md`. */
export interface Measured {
  readonly cases: number
  /** Proposals made, of any confidence, and those of them that are right. */
  readonly made: number
  readonly right: number
  /** The same with high confidence. */
  readonly high: number
  readonly highRight: number
  /** Cases that call for a proposal. */
  readonly wanted: number
}

export interface KindSetting {
  readonly isOn: boolean
  /** The most that it may claim. */
  readonly ceiling: Confidence
  /** Day of the measurement. */
  readonly measuredOn: string
  readonly open: Measured
  readonly heldOut: Measured
  readonly why?: string
}

const none: Measured = { cases: 0, made: 0, right: 0, high: 0, highRight: 0, wanted: 0 }
const setting: KindSetting = {
  isOn: true,
  ceiling: 'high',
  measuredOn: '2026-11-22',
  open: none,
  heldOut: none,
}

export const kindSettings: Readonly<Record<ProposalKind, KindSetting>> = {
  'dev-only': setting,
  'not-imported': { ...setting, ceiling: 'medium' },
  'file-absent': setting,
  'platform-mismatch': setting,
  'distribution-backport': setting,
  'upstream-vex': setting,
}
