/** Who has had the evidence of a waiting decision on screen, and which account made a verdict. */
import type { InstantText } from './core.ts'

/** Written when the evidence is shown, never when it is fetched ahead. */
export interface EvidenceLookRow {
  readonly org_id: string
  readonly caller_id: string
  readonly decision_id: string
  /** SHA-256 of the decision's file: another one must be looked at again. */
  readonly digest: string
  readonly at: InstantText
}

/** Names can change; four eyes are counted by accounts too. */
export interface DecisionMakerRow {
  readonly org_id: string
  readonly decision_id: string
  /** Number of the entry in the file, from 0. */
  readonly entry: number
  readonly caller_id: string
}

export interface TriageTables {
  evidence_look: EvidenceLookRow
  decision_maker: DecisionMakerRow
}
