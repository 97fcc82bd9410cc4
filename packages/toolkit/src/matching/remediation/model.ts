/** The upgrade plan as plain data: steps, what each clears, what stays and why (issue 5, "Remediation"). */
import type { Purl } from '../../model/index.ts'

/**
 * `upgrade-direct`: a dependency that the product asks for itself. `upgrade-direct-via`: the same, for the sake of what it
 * brings along. `refresh-lock`: dependents allow the version already, only the lock file holds the old one. `override`:
 * dependents forbid it and are overruled, a stop-gap. `remove`: malicious code, for which no version is an answer.
 */
export const stepKinds = [
  'upgrade-direct',
  'upgrade-direct-via',
  'refresh-lock',
  'override',
  'remove',
] as const
export type StepKind = (typeof stepKinds)[number]

/**
 * How the target version is known to exist. `catalog`: a list that the user gave; `lock`: another lock file of the tree;
 * `named-by-advisory`: a record lists it as a version; `fixed-bound`: only the end of an affected range, so that nobody
 * has shown that it was ever released.
 */
export const existences = ['catalog', 'lock', 'named-by-advisory', 'fixed-bound'] as const
export type Existence = (typeof existences)[number]

/** What the version numbers announce, by the habit of the ecosystem; `major` also below 1.0 where 0.x may break. */
export type Jump = 'patch' | 'minor' | 'major' | 'unknown'

export const reasonCodes = [
  'DIRECT_WITHIN',
  'DIRECT_EDIT',
  'DIRECT_UNSTATED',
  'VIA',
  'VIA_DROPS',
  'REFRESH_STATED',
  'REFRESH_ASSUMED',
  'REFRESH_MINIMUM',
  'OVERRIDE_FORBIDDEN',
  'OVERRIDE_UNKNOWN',
  'OVERRIDE_PINNED',
  'REMOVE_MALICIOUS',
  'NO_FIX_KNOWN',
  'ONLY_WITH_NEW_FINDINGS',
  'REQUIREMENT_FORBIDS',
  'REQUIREMENT_UNKNOWN',
  'VERSION_UNKNOWN',
  'NOT_FROM_REGISTRY',
  'OUTWEIGHED',
  'SEARCH_ENDED',
  'DECIDED',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** A code with the facts that its sentence names; `formatReason` says it in English or German. */
export interface Reason {
  readonly code: ReasonCode
  readonly facts: Readonly<Record<string, string>>
  /** The English sentence. */
  readonly sentence: string
}

/** A text for a file, `- NAME@VERSION` for an entry to take out of it, or a command for the folder of that file. */
export interface Instruction {
  /** Relative to the root of the tree, with forward slashes. */
  readonly file: string
  readonly text: string
}

/** A dependency that follows without a command of its own, because its dependents no longer allow the old version. */
export interface Move {
  readonly component: Purl
  readonly to: string
  readonly existence: Existence
}

export interface UpgradeStep {
  /** `S1`, `S2`, …, in the order in which they are best done. */
  readonly id: string
  readonly kind: StepKind
  /** Purl type. */
  readonly ecosystem: string
  /** As found, with version. */
  readonly component: Purl
  readonly from: string
  /** Absent for `remove`. */
  readonly to?: string
  readonly existence?: Existence
  readonly isPreRelease: boolean
  readonly risk: Jump
  readonly why: Reason
  /** Keys of the findings that this step clears, sorted; no finding is cleared by two steps. */
  readonly fixes: readonly string[]
  /** Ids of steps without which this one cannot be done. */
  readonly requires: readonly string[]
  readonly moves: readonly Move[]
  /** Components that nothing asks for any more afterwards. */
  readonly drops: readonly Purl[]
  /** Whether it is known what the new version itself depends on; `unknown`: match again after the step. */
  readonly brings: 'known' | 'unknown'
  readonly commands: readonly Instruction[]
  readonly edits: readonly Instruction[]
}

/** A finding that no step clears. */
export interface Stay {
  readonly finding: string
  readonly reason: Reason
}

/** Open findings by class of priority. */
export interface PlanCounts {
  readonly findings: number
  readonly urgent: number
  readonly critical: number
  readonly high: number
  readonly other: number
}

export interface UpgradePlan {
  readonly schema: string
  readonly steps: readonly UpgradeStep[]
  readonly stays: readonly Stay[]
  /** Findings that a decision in force closes (`not_affected`, `fixed`): not planned for. */
  readonly decided: readonly Stay[]
  /** Whether no smaller or better set exists among the versions known; false where the search was cut short. */
  readonly isProvenMinimal: boolean
  /** Sets that were looked at. */
  readonly looked: number
  readonly before: PlanCounts
  /** When all steps are done. */
  readonly after: PlanCounts
}

export const planSchema = 'urn:occtet:schema:upgrade-plan:1'
