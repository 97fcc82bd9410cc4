/** The words of VEX: what is stated about one vulnerability in one product (CISA "Minimum requirements for VEX", 2023). */

/** OpenVEX 0.2.0 "Status Labels"; CSAF 2.1 `product_status` and CycloneDX `analysis.state` map onto them. */
export const vexStatuses = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const
export type VexStatus = (typeof vexStatuses)[number]

/** OpenVEX 0.2.0 "Status Justifications", the same as the labels of CSAF flags (CSAF 2.1 section 3.2.4.6.2). */
export const vexJustifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const
export type VexJustification = (typeof vexJustifications)[number]

/** CycloneDX 1.4–1.7 `analysis.justification`: finer than the five, kept beside them where a person chose one. */
export const analysisJustifications = [
  'code_not_present',
  'code_not_reachable',
  'requires_configuration',
  'requires_dependency',
  'requires_environment',
  'protected_by_compiler',
  'protected_at_runtime',
  'protected_at_perimeter',
  'protected_by_mitigating_control',
] as const
export type AnalysisJustification = (typeof analysisJustifications)[number]

/** CycloneDX 1.4–1.7 `analysis.response`; CSAF remediation categories map onto them. */
export const vexResponses = [
  'update',
  'workaround_available',
  'rollback',
  'will_not_fix',
  'can_not_fix',
] as const
export type VexResponse = (typeof vexResponses)[number]

/** How far a person's decision reaches, narrow to wide. */
export const decisionScopes = ['finding', 'release-range', 'component', 'product', 'organisation'] as const
export type DecisionScope = (typeof decisionScopes)[number]

/**
 * Where a decision stands today. Only `in-force` speaks for the product: `waiting` needs a second person, `stale` was made
 * on facts that changed, `expired` is past its day, `revoked` was taken back.
 */
export type DecisionStanding = 'in-force' | 'waiting' | 'stale' | 'expired' | 'revoked'

/** Why a decision no longer fits the finding. */
export type StaleReason =
  | 'VERSION_CHANGED'
  | 'RANGE_CHANGED'
  | 'ADVISORY_CHANGED'
  | 'REACHABILITY_CHANGED'
  | 'SCOPE_CHANGED'
  | 'EXPLOITATION_CHANGED'

/** What a decision says of one finding: the one view that queue, policy, report and papers read. */
export interface FindingDecision {
  /** Of the decision record; also the name of its file. */
  readonly id: string
  readonly status: VexStatus
  readonly justification?: VexJustification
  readonly standing: DecisionStanding
  /** Empty unless stale; sorted. */
  readonly staleReasons: readonly StaleReason[]
  readonly scope: DecisionScope
  /** In the decider's words. */
  readonly reason: string
  readonly by: string
  /** RFC 3339. */
  readonly at: string
  /** `YYYY-MM-DD`: last day on which it holds. */
  readonly expires?: string
  /** `YYYY-MM-DD`: by when the action is to be done (`affected`). */
  readonly deadline?: string
  readonly action?: string
  /** True where it was made on another finding (other version, release or product) and holds here by its scope. */
  readonly isReused: boolean
  /** Where it came from, where no person of this house made it: id of the imported VEX document. */
  readonly importedFrom?: string
}
