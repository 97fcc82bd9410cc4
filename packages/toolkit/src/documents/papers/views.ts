/** Results of the engine as papers print them; only what a paper says is taken over. */
import { compareCodeUnits } from '../../base/index.ts'
import type { Classification } from '../../cra/index.ts'
import type { FindingDecision, FindingsReport, Inventory } from '../../model/index.ts'
import type { ClassificationView, DecisionLine, FindingsSummary, InventorySummary } from './input.ts'

/** Undefined while nobody gave the facts that decide the role: unsure is never a refusal. */
export function toClassificationView(found: Classification): ClassificationView | undefined {
  if (found.roles.length === 0 || found.roles.includes('undetermined')) return undefined
  const known = found.support
  const retainUntil = found.retention['technical_documentation_until_at_least']
  return {
    scope: found.scope,
    roles: found.roles,
    class: found.class === null || found.class === 'undetermined' ? undefined : found.class,
    category: found.category ?? undefined,
    applies: found.applies,
    routes: found.conformity_routes.map((route) => ({
      id: route.id,
      allowed: route.allowed ?? undefined,
      isAvailable: route.availableAt ?? undefined,
    })),
    obligations: found.obligations.map((duty) => duty.id),
    ...(known === null
      ? {}
      : {
          support: {
            minimumYears: known.minimum_years,
            ...(known.expected_years === null ? {} : { expectedYears: known.expected_years }),
            ...(known.end_not_before === null ? {} : { endNotBefore: known.end_not_before }),
          },
        }),
    ...(retainUntil === undefined ? {} : { retainUntil }),
  }
}

/** Third-party components only. `readAt`: RFC 3339. */
export function toInventorySummary(inventory: Inventory, readAt: string): InventorySummary {
  const components = inventory.components.filter((component) => !component.isFirstParty)
  const byEcosystem = new Map<string, number>()
  for (const { ecosystem } of components) byEcosystem.set(ecosystem, (byEcosystem.get(ecosystem) ?? 0) + 1)
  return {
    readAt,
    components: components.length,
    direct: components.filter((component) => component.relation === 'direct').length,
    withVersion: components.filter((component) => component.isVersionResolved).length,
    withLicense: components.filter((component) => component.licenses.length > 0).length,
    ecosystems: [...byEcosystem]
      .sort(([a], [b]) => compareCodeUnits(a, b))
      .map(([id, count]) => ({ id, components: count })),
    files: inventory.files.map(({ path, status, packages }) => ({ path, status, packages })),
  }
}

/** Stale sources are named as such: their silence proves nothing. */
export function toFindingsSummary(report: FindingsReport): FindingsSummary {
  const bySeverity = new Map<string, number>()
  for (const { level } of report.findings) bySeverity.set(level, (bySeverity.get(level) ?? 0) + 1)
  return {
    asOf: report.asOf,
    sources: report.sources.map(
      ({ name, asOf, isStale }) => `${name} (${asOf.slice(0, 10)}${isStale ? ', !' : ''})`,
    ),
    bySeverity: [...bySeverity]
      .sort(([a], [b]) => compareCodeUnits(a, b))
      .map(([severity, findings]) => ({ severity, findings })),
    findings: report.findings.map((finding) => ({
      id: finding.group,
      purl: finding.purl,
      severity: finding.isMalicious ? 'malicious' : finding.level,
      fixedIn: finding.fix.nearest,
      decision: toDecisionLine(finding.decision),
    })),
    unknown: report.unknown.length,
  }
}

/** A decision that was taken back is none. */
function toDecisionLine(decision: FindingDecision | undefined): DecisionLine | undefined {
  if (decision === undefined || decision.standing === 'revoked') return undefined
  const { status, justification, standing, reason, by, at, expires, action, deadline } = decision
  return {
    status,
    standing,
    reason,
    by,
    at,
    ...(justification === undefined ? {} : { justification }),
    ...(expires === undefined ? {} : { expires }),
    ...(action === undefined ? {} : { action }),
    ...(deadline === undefined ? {} : { deadline }),
  }
}
