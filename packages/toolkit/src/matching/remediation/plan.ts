/** The smallest set of upgrades that clears the most risk, with what each step fixes and what stays. */
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding, FindingDecision, Inventory } from '../../model/index.ts'
import type { ClaimsFor } from './candidates.ts'
import { catalogOfInventory, joinCatalogs, type VersionCatalog } from './catalog.ts'
import { classOf } from './cost.ts'
import { type PlanCounts, planSchema, type Stay, type UpgradePlan } from './model.ts'
import { toReason } from './reasons.ts'
import { findBestSet, searchBudget } from './search.ts'
import { reasonToStay } from './stays.ts'
import { toSteps } from './steps.ts'
import { createUniverse } from './universe.ts'

export interface PlanInput {
  /** The whole inventory, first-party packages included: their manifests say what the product asks for. */
  readonly inventory: Inventory
  readonly findings: readonly Finding[]
  /** Of the store that the findings were made with. */
  readonly claimsFor: ClaimsFor
  /** What the user knows beyond advisories and the tree's own lock files. */
  readonly catalog?: VersionCatalog
  /** Partial sets that are looked at before the search gives up. */
  readonly budget?: number
}

/** Deterministic; a finding is cleared by one step or listed in `stays` or `decided`, never none of them. */
export function planUpgrades(input: PlanInput): UpgradePlan {
  const { inventory, claimsFor } = input
  const findings = [...input.findings].sort((a, b) => compareCodeUnits(a.key, b.key))
  const decided = findings.filter((finding) => isClosed(finding.decision))
  const open = findings.filter((finding) => !isClosed(finding.decision))
  const own = catalogOfInventory(inventory)
  const catalog = input.catalog === undefined ? own : joinCatalogs([input.catalog, own])
  const universe = createUniverse({ inventory, findings: open, claimsFor, catalog })
  const { chosen, isProvenMinimal, looked } = findBestSet(universe, input.budget ?? searchBudget)
  const steps = toSteps(universe, chosen)
  const fixed = new Set(steps.flatMap((step) => step.fixes))
  const context = { universe, chosen: (at: number) => chosen.get(at), isProvenMinimal }
  const stays = universe.nodes.flatMap((node) =>
    node.findings.flatMap((finding): Stay[] =>
      fixed.has(finding.key) ? [] : [{ finding: finding.key, reason: reasonToStay(context, node, finding) }],
    ),
  )
  return {
    schema: planSchema,
    steps,
    stays: stays.sort((a, b) => compareCodeUnits(a.finding, b.finding)),
    decided: decided.map(toDecided),
    isProvenMinimal,
    looked,
    before: countFindings(open),
    after: countFindings(open.filter((finding) => !fixed.has(finding.key))),
  }
}

/** `affected` and `under_investigation` leave the work to be done; a decision that waits or went stale closes nothing. */
function isClosed(decision: FindingDecision | undefined): boolean {
  return (
    decision?.standing === 'in-force' && (decision.status === 'not_affected' || decision.status === 'fixed')
  )
}

function toDecided({ key, decision }: Finding): Stay {
  return { finding: key, reason: toReason('DECIDED', { status: decision?.status ?? '' }) }
}

function countFindings(findings: readonly Finding[]): PlanCounts {
  const count = (classes: readonly number[]): number =>
    findings.filter((finding) => classes.includes(classOf(finding))).length
  return {
    findings: findings.length,
    urgent: count([0]),
    critical: count([1]),
    high: count([2]),
    other: count([3, 4, 5, 6, 7]),
  }
}
