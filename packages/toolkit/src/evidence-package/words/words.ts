/** What a language has to say about a check of a package; one file each, so that a missing sentence does not compile. */
import type { CheckId, InvalidReason, LimitCode, RecordState, StaleReason, UnknownReason } from '../model.ts'

export type Language = 'en' | 'de'

/** Figures of one package, for whole sentences. */
export interface Figures {
  readonly records: number
  /** Of which every check passed. */
  readonly proven: number
  readonly attestations: number
  readonly documents: number
  /** Witnesses that cosigned and whose keys the reader brought along. */
  readonly witnesses: number
  /** Time stamps that were led back to an authority of the reader. */
  readonly stamps: number
  /** Day of the newest state that somebody else vouches for, in words of the language; absent: nobody does. */
  readonly asOf?: string
  /** What is wrong first: a path, a number of a record, a name. */
  readonly where: string
}

type Values = Readonly<Record<string, string | number>>

export interface Words {
  readonly day: (time: string) => string
  readonly dayAndTime: (time: string) => string
  readonly number: (n: number) => string
  readonly headline: {
    readonly valid: (figures: Figures) => string
    /** Valid on the word of the maker alone: nobody else saw the log. */
    readonly alone: (figures: Figures) => string
    readonly stale: Readonly<Record<StaleReason, (figures: Figures) => string>>
    readonly unknown: Readonly<Record<UnknownReason, (figures: Figures) => string>>
    readonly invalid: Readonly<Record<InvalidReason, (figures: Figures) => string>>
  }
  /** What follows for the reader, below the headline. */
  readonly advice: {
    readonly valid: string
    readonly alone: string
    readonly stale: Readonly<Record<StaleReason, string>>
    readonly unknown: Readonly<Record<UnknownReason, string>>
    readonly invalid: Readonly<Record<InvalidReason, string>>
  }
  /** What is still shown to hold where something is broken. */
  readonly stillProven: (figures: Figures) => string
  readonly limits: Readonly<Record<LimitCode, (values: Values) => string>>
  /** The question of a check, and its three answers. */
  readonly checks: Readonly<Record<CheckId, CheckWords>>
  readonly times: {
    readonly notAfter: (bound: { readonly time: string; readonly by: string }) => string
    readonly notBefore: (bound: { readonly time: string }) => string
    readonly notCompared: string
  }
  readonly states: Readonly<Record<RecordState, string>>
  /** Sentences for the faults that a reader meets; others keep their technical message. */
  readonly faults: Readonly<Record<string, string>>
  /** For all other faults; their message is English. */
  readonly otherFault: (code: string, message: string) => string
}

export interface CheckWords {
  readonly title: string
  readonly passed: (values: Values) => string
  readonly failed: string
  readonly open: string
}
