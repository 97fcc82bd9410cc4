/** `summary.json`: the counts of a run, for machines. */
import type { Summary } from '@occtet/contract'
import type { LifecycleReport } from '@occtet/toolkit/lifecycle'
import { countProducts } from '@occtet/toolkit/inventory'
import {
  type Component,
  type Finding,
  type FindingsReport,
  type Inventory,
  splitPurl,
} from '@occtet/toolkit/model'
import type { AdvisoryData } from './advisory-data.ts'
import type { GateResult } from './gate.ts'
import type { PolicyRun } from './policy-run.ts'
import { toolVersion } from './tool-version.ts'

export interface SummaryInput {
  readonly inventory: Inventory
  readonly findings: FindingsReport
  readonly data: AdvisoryData
  readonly gate: GateResult
  readonly policy: PolicyRun | undefined
  readonly lifecycle: LifecycleReport
  readonly generatedAt: string
}

export function summarise(input: SummaryInput): Summary {
  const { inventory, findings, data } = input
  const { name, version } = inventory
  return {
    schema: 'urn:occtet:schema:summary:1',
    tool: { name: 'occtet', version: toolVersion },
    generatedAt: input.generatedAt,
    product: { name, ...(version === undefined ? {} : { version }) },
    ...(inventory.products === undefined ? {} : { products: countEach(inventory, findings) }),
    components: countComponents(inventory.components.filter((component) => !component.isFirstParty)),
    findings: countFindings(findings),
    data: {
      kind: data.kind,
      asOf: data.store.asOf,
      root: data.store.snapshot.root,
      sources: [...data.store.sources].map(copySource),
    },
    files: countFiles(inventory),
    issues: inventory.issues.length + findings.issues.length,
    gate: {
      failOn: [...input.gate.failOn],
      failed: [...input.gate.failed],
      reasons: [...input.gate.reasons],
      decided: {
        findings: input.gate.decided.findings,
        decisions: [...input.gate.decided.decisions],
      },
    },
    ...(input.policy === undefined ? {} : { policy: countPolicy(input.policy) }),
    lifecycle: countLifecycle(input.lifecycle),
    queue: countBy(findings.findings.map(({ priority }) => priority?.group ?? 'rest')),
  }
}

function countLifecycle({ asOf, isOld, rows }: LifecycleReport): Summary['lifecycle'] {
  const count = (status: string): number => rows.filter((row) => row.status === status).length
  return {
    asOf,
    isOld,
    supported: count('supported'),
    securityOnly: count('security-only'),
    ended: count('ended'),
    unknown: count('unknown'),
  }
}

function countPolicy({ report }: PolicyRun): NonNullable<Summary['policy']> {
  const count = (verdict: string): number => report.results.filter((one) => one.verdict === verdict).length
  return {
    name: report.policy,
    rules: report.rules,
    breaches: count('breach'),
    unknown: count('unknown'),
    excepted: count('excepted'),
    failed: [...report.failed],
  }
}

function copySource(source: FindingsReport['sources'][number]): Summary['data']['sources'][number] {
  const { catalogues, ...rest } = source
  return {
    ...rest,
    ecosystems: [...source.ecosystems],
    covers: [...source.covers],
    ...(catalogues === undefined ? {} : { catalogues: [...catalogues] }),
  }
}

function countComponents(components: readonly Component[]): Summary['components'] {
  return {
    total: components.length,
    direct: components.filter((component) => component.relation === 'direct').length,
    development: components.filter((component) => component.scope === 'development').length,
    unresolved: components.filter((component) => !component.isVersionResolved).length,
    byEcosystem: countBy(components.map((component) => splitPurl(component.purl).type)),
  }
}

function countEach(inventory: Inventory, { findings }: FindingsReport): NonNullable<Summary['products']> {
  const { shares } = countProducts(inventory, findings)
  return shares.map(({ product: { id, name, version, path }, components, shared, items }) => ({
    ...(id !== undefined && { id }),
    name,
    ...(version !== undefined && { version }),
    ...(path !== undefined && { path }),
    components,
    shared,
    findings: bySeverity(items),
  }))
}

function bySeverity(findings: readonly Finding[]): NonNullable<Summary['findings']>['bySeverity'] {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, none: 0, unknown: 0 }
  for (const { level } of findings) counts[level]++
  return counts
}

function countFindings(report: FindingsReport): NonNullable<Summary['findings']> {
  return {
    total: report.findings.length,
    bySeverity: bySeverity(report.findings),
    malicious: report.findings.filter((finding) => finding.isMalicious).length,
    informational: report.findings.filter((finding) => finding.informational !== undefined).length,
    components: new Set(report.findings.map((finding) => finding.purl)).size,
    unknownComponents: report.unknown.length,
    unknownByReason: countBy(report.unknown.map((unknown) => unknown.reason)),
  }
}

function countFiles(inventory: Inventory): Summary['files'] {
  const counts = { parsed: 0, partial: 0, skipped: 0, unsupported: 0, unreadable: 0 }
  // Skipped folders are listed among the files, but are none.
  for (const file of inventory.files) if (file.ecosystem !== 'folder') counts[file.status]++
  return counts
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
