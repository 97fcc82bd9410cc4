/** What is kept beside the files of the self-assessment: standings for the trend, and when each answer last changed. */
import type { InstantText } from './core.ts'

/** One standing a day and release: the last of the day. */
export interface CraStandingRow {
  readonly org_id: string
  readonly product_id: string
  /** Id of the release; empty: the product had none. */
  readonly release_id: string
  /** `YYYY-MM-DD`. */
  readonly day: string
  /** JSON of `KeptStanding` (`cra/kept.ts`). */
  readonly body: string
  readonly updated_at: InstantText
}

/** Under which version of the file of answers a question was last answered here; for people who answer at the same time. */
export interface CraAnswerRow {
  readonly org_id: string
  readonly product_id: string
  readonly question: string
  readonly version: number
  /** SHA-256 of the entry as it was written; another one in the file: somebody changed it past us. */
  readonly digest: string
}

export interface CraTables {
  cra_standing: CraStandingRow
  cra_answer: CraAnswerRow
}
