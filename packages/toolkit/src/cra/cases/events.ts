/** What a case is made of: entries that were written once, in order, by somebody; never edited, only answered by others. */
import type { Track } from './clock.ts'
import type { FieldId } from './fields.ts'

export type StepName = 'early_warning' | 'notification' | 'final_report'

export type Role = 'manufacturer' | 'open_source_steward' | 'unknown'

/** Whose product it is and in which role somebody reports; a copy, so that an old case reads the same later. */
export interface CaseSubject {
  readonly productId: string
  readonly productName: string
  readonly role: Role
  /** Catalogue id; only of stewards. */
  readonly tier?: 'TIER-1' | 'TIER-2' | 'TIER-3'
  readonly companySize?: 'micro' | 'small' | 'medium' | 'large'
  /** `YYYY-MM-DD`. */
  readonly placedOnMarket?: string
}

/** What happened. Times inside are UTC as `formatInstant` writes them. */
export type CaseFact =
  | {
      readonly type: 'opened'
      readonly track: Track
      readonly drill: boolean
      readonly title: string
      readonly subject: CaseSubject
      /** Version of the catalogue that the case was opened under. */
      readonly catalogue: string
    }
  /** Role, support tier or size are known better by now; the product stays the same. */
  | { readonly type: 'subject'; readonly subject: CaseSubject; readonly reason: string }
  /** Awareness log: a report, an alert, a customer's call came in. */
  | { readonly type: 'signal-arrived'; readonly text: string }
  | { readonly type: 'assessment-started'; readonly text: string }
  | { readonly type: 'assessment-ended'; readonly text: string }
  /** Reasonable certainty: the clocks start at the time of this entry. */
  | { readonly type: 'became-aware'; readonly decidedBy: string; readonly reason: string }
  /** What is known by now, by field; a later value stands, an empty one takes it back. */
  | { readonly type: 'details'; readonly fields: Readonly<Partial<Record<FieldId, string>>> }
  | { readonly type: 'submitted'; readonly step: StepName; readonly reference?: string }
  /** The law asks for the stage "unless the relevant information has already been provided". */
  | { readonly type: 'already-provided'; readonly step: StepName; readonly reason: string }
  | {
      readonly type: 'measure-available'
      readonly measure: 'corrective' | 'mitigating'
      readonly text: string
    }
  /** Art. 14(6). `due` as the CSIRT has set it. */
  | { readonly type: 'interim-requested'; readonly text: string; readonly due?: string }
  | { readonly type: 'interim-submitted'; readonly reference?: string }
  /** Art. 14(8). */
  | { readonly type: 'users-informed'; readonly text: string }
  /** Decision not to report: ground id and its words in the catalogue of that day. */
  | {
      readonly type: 'not-reportable'
      readonly ground: string
      readonly groundText: string
      readonly decidedBy: string
      readonly reason: string
    }
  | { readonly type: 'closed'; readonly reason: string }
  | { readonly type: 'reopened'; readonly reason: string }
  | { readonly type: 'note'; readonly text: string }
  /** An earlier entry was wrong. It stays and is shown; it no longer counts. */
  | { readonly type: 'withdrawn'; readonly entry: number; readonly reason: string }

export type CaseFactType = CaseFact['type']

/** One entry. `at` is when it happened, `recordedAt` when it was written down. */
export interface CaseEntry {
  /** 1, 2, 3 … without gaps. */
  readonly number: number
  readonly at: string
  readonly recordedAt: string
  /** Who wrote it, as they name themselves. */
  readonly by: string
  readonly fact: CaseFact
}

/** The file of one case. The first entry is `opened`. */
export interface CaseFile {
  readonly schema: 'occtet.case/1'
  /** Such as `AEV-20261120-1`, or `DRILL-INC-20261120-1`. */
  readonly id: string
  readonly entries: readonly CaseEntry[]
}
