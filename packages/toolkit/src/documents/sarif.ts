/** Findings as SARIF 2.1.0 (OASIS), so that code hosts show them beside the lock file's line. */
import { compareCodeUnits } from '../base/index.ts'
import type { Component, Finding, FindingsReport, Inventory, SeverityLevel } from '../model/index.ts'
import { isClosed } from './story/decided.ts'

export interface SarifInput {
  readonly inventory: Inventory
  readonly findings: FindingsReport
  readonly toolVersion: string
}

const sarifLevel: Readonly<Record<SeverityLevel, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  none: 'note',
  unknown: 'warning',
}

export function formatSarif(input: SarifInput): string {
  const components = new Map(input.inventory.components.map((component) => [component.purl, component]))
  const { findings, issues } = input.findings
  const run = {
    tool: {
      driver: {
        name: 'occtet',
        semanticVersion: input.toolVersion,
        rules: toRules(findings),
      },
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [...input.inventory.issues, ...issues].map((issue) => ({
          level: issue.level,
          descriptor: { id: issue.code },
          message: { text: issue.message },
          locations: [toLocation(issue.path, issue.line ?? 1)],
        })),
      },
    ],
    results: findings.map((finding) => toResult(finding, components.get(finding.purl))),
  }
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return `${JSON.stringify(log, null, 1)}\n`
}

function toRules(findings: readonly Finding[]): readonly object[] {
  const byGroup = new Map(findings.map((finding) => [finding.group, finding]))
  return [...byGroup]
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .map(([id, finding]) => ({
      id,
      shortDescription: { text: finding.summary ?? id },
      defaultConfiguration: { level: sarifLevel[finding.level] },
      properties: {
        aliases: finding.aliases,
        tags: ['security'],
        ...(finding.score === undefined ? {} : { 'security-severity': finding.score.toFixed(1) }),
      },
    }))
}

function toResult(finding: Finding, component: Component | undefined): object {
  return {
    ruleId: finding.group,
    level: sarifLevel[finding.level],
    message: { text: describe(finding) },
    locations: (component?.evidence ?? []).slice(0, 10).map(({ path, line }) => toLocation(path, line)),
    partialFingerprints: { 'occtet/v1': finding.key },
    ...suppressionsOf(finding),
    properties: triageProperties(finding),
  }
}

/**
 * SARIF 2.1.0, section 3.35. Readers hide what is suppressed, so only a decision in force that closes the finding does it.
 * A reason under embargo was masked before.
 */
function suppressionsOf(finding: Finding): object {
  const { decision } = finding
  if (decision === undefined || !isClosed(finding)) return {}
  return { suppressions: [{ kind: 'external', status: 'accepted', justification: decision.reason }] }
}

/** What is not known is left out, never 0 or false. */
function triageProperties({ exploitation, reachability, priority, decision }: Finding): object {
  return {
    ...(exploitation?.kev === undefined ? {} : { kev: exploitation.kev.length > 0 }),
    ...(exploitation?.epss === undefined ? {} : { epss: exploitation.epss }),
    ...(reachability === undefined ? {} : { reachability: reachability.state }),
    ...(decision === undefined ? {} : { decision: decision.status, standing: decision.standing }),
    ...(priority === undefined ? {} : { rank: priority.rank, group: priority.group }),
  }
}

function describe(finding: Finding): string {
  const fix =
    finding.fix.nearest === undefined ? 'No fixed version is known.' : `Fixed in ${finding.fix.nearest}.`
  const via = finding.fix.direct === undefined ? '' : ` It comes in through ${finding.fix.direct}.`
  return `${finding.purl}: ${finding.summary ?? finding.group}. ${fix}${via}`
}

/** A SARIF artifact location is a URI reference: each path segment is percent-encoded. */
function toLocation(path: string, line: number): object {
  const uri = path.split('/').map(encodeURIComponent).join('/')
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine: line } } }
}
