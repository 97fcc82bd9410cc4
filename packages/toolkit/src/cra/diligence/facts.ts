/** Pre-fills due diligence from inventory and findings: which components deserve a look, and why. */
import {
  type Component,
  corePurl,
  type Finding,
  type FindingsReport,
  type Inventory,
  type Purl,
  splitPurl,
} from '../../model/index.ts'
import type { ComponentFacts, RiskReason } from './types.ts'

/** Scopes that do not ship with the product. */
const notShipped = new Set(['development', 'build'])

/** Weight of a reason in the order of the list; the sum decides. */
const weights: Readonly<Record<RiskReason, number>> = {
  malicious: 100,
  'open-advisory': 20,
  'version-unknown': 6,
  'no-advisory-source': 5,
  'not-from-registry': 4,
  'no-license': 3,
  direct: 2,
}

const levelWeights: Readonly<Record<string, number>> = {
  critical: 40,
  high: 20,
  medium: 5,
  unknown: 5,
  low: 1,
}

/** As much of a findings report as is read here. `unknown`: components that no source can speak about. */
export interface ComponentFindings {
  readonly findings: FindingsReport['findings']
  readonly unknown: readonly { readonly purl: Purl }[]
}

/** Pure. Development and build tools are left out unless an advisory or malware hits them. */
export function collectComponentFacts(
  inventory: Inventory,
  report: ComponentFindings,
): readonly ComponentFacts[] {
  const findings = new Map<string, Finding[]>()
  for (const finding of report.findings) {
    findings.set(finding.purl, [...(findings.get(finding.purl) ?? []), finding])
  }
  const uncovered = new Set(report.unknown.map((unknown) => unknown.purl as string))
  return inventory.components
    .filter((component) => !component.isFirstParty)
    .map((component) => toFacts(component, findings.get(component.purl) ?? [], uncovered.has(component.purl)))
    .filter((facts) => facts.reasons.length > 0)
    .sort((a, b) => weigh(b) - weigh(a) || (a.purl < b.purl ? -1 : 1))
}

function toFacts(component: Component, findings: readonly Finding[], isUncovered: boolean): ComponentFacts {
  const { purl, relation, scope, licenses, evidence } = component
  const place = evidence[0]
  return {
    purl,
    package: corePurl(purl),
    version: splitPurl(purl).version,
    relation,
    scope,
    licenses,
    foundAt: place === undefined ? '' : `${place.path}:${place.line}`,
    advisories: findings.map(({ group, level, fix }) => ({
      id: group,
      level,
      ...(fix.nearest === undefined ? {} : { fix: fix.nearest }),
    })),
    advisoriesKnown: !isUncovered,
    isPinned: component.hashes.length > 0,
    reasons: reasonsOf(component, findings, isUncovered),
  }
}

function reasonsOf(
  component: Component,
  findings: readonly Finding[],
  isUncovered: boolean,
): readonly RiskReason[] {
  const isShipped = !notShipped.has(component.scope)
  const found: readonly (readonly [RiskReason, boolean])[] = [
    ['malicious', findings.some((finding) => finding.isMalicious)],
    ['open-advisory', findings.some((finding) => finding.informational === undefined)],
    ['version-unknown', isShipped && !component.isVersionResolved],
    ['no-advisory-source', isShipped && isUncovered && component.isVersionResolved],
    ['not-from-registry', isShipped && component.origin !== 'registry'],
    ['direct', isShipped && component.relation === 'direct'],
    ['no-license', isShipped && component.relation === 'direct' && component.licenses.length === 0],
  ]
  return found.flatMap(([reason, holds]) => (holds ? [reason] : []))
}

function weigh(facts: ComponentFacts): number {
  const byReason = facts.reasons.reduce((sum, reason) => sum + weights[reason], 0)
  return facts.advisories.reduce((sum, advisory) => sum + (levelWeights[advisory.level] ?? 0), byReason)
}
