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
  readonly open: Measured
  readonly heldOut: Measured
  /** Why it is off, or may claim no more. */
  readonly why?: string
}

/** Day of the measurement; `tests/labels/measure-proposals.test.ts` repeats it and holds the rules. */
export const measuredOn = '2026-11-22'

/** Least share of right ones among those with high confidence, on the held-out cases and on all. */
export const leastPrecision = 0.95
/** Fewer high ones, over both sets, carry no claim of that precision: the kind is held to medium. */
export const leastHigh = 20
/** Least share of right ones of any confidence, over both sets; below it the kind is held to low. */
export const leastRight = 0.9

export const kindSettings: Readonly<Record<ProposalKind, KindSetting>> = {
  'dev-only': {
    isOn: true,
    ceiling: 'medium',
    open: { cases: 37, made: 15, right: 15, high: 9, highRight: 9, wanted: 18 },
    heldOut: { cases: 35, made: 13, right: 13, high: 6, highRight: 6, wanted: 17 },
    why: 'too few labelled cases were answered with high confidence to claim it: 15 of 15 right',
  },
  'not-imported': {
    isOn: true,
    ceiling: 'low',
    open: { cases: 27, made: 4, right: 4, high: 0, highRight: 0, wanted: 9 },
    heldOut: { cases: 26, made: 5, right: 4, high: 0, highRight: 0, wanted: 8 },
    why: 'on labelled cases 8 of 9 such proposals were right',
  },
  'file-absent': {
    isOn: true,
    ceiling: 'medium',
    open: { cases: 37, made: 9, right: 9, high: 9, highRight: 9, wanted: 17 },
    heldOut: { cases: 35, made: 8, right: 8, high: 8, highRight: 8, wanted: 16 },
    why: 'too few labelled cases were answered with high confidence to claim it: 17 of 17 right',
  },
  'platform-mismatch': {
    isOn: false,
    ceiling: 'low',
    open: { cases: 33, made: 11, right: 11, high: 9, highRight: 9, wanted: 16 },
    heldOut: { cases: 33, made: 12, right: 10, high: 9, highRight: 7, wanted: 16 },
    why: 'on held-out cases 7 of 9 with high confidence were right',
  },
  'distribution-backport': {
    isOn: true,
    ceiling: 'high',
    open: { cases: 33, made: 14, right: 14, high: 14, highRight: 14, wanted: 14 },
    heldOut: { cases: 32, made: 14, right: 14, high: 14, highRight: 14, wanted: 14 },
  },
  'upstream-vex': {
    isOn: true,
    ceiling: 'high',
    open: { cases: 28, made: 11, right: 11, high: 10, highRight: 10, wanted: 11 },
    heldOut: { cases: 28, made: 11, right: 10, high: 10, highRight: 10, wanted: 11 },
  },
}
