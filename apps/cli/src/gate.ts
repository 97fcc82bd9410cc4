/** `--fail-on`: which gates were asked for, and which of them did not hold. */
import { readFileSync } from 'node:fs'
import type { FindingsReport, SeverityLevel } from '@occtet/toolkit/model'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

export const gates = ['critical', 'high', 'medium', 'unknown', 'new'] as const
export type Gate = (typeof gates)[number]

/** Gates of the design that are not built yet: refused loudly rather than always green. */
const laterGates = ['kev', 'policy', 'license']

export interface GateResult {
  readonly failOn: readonly Gate[]
  readonly failed: readonly Gate[]
}

export function readGates(names: readonly string[]): readonly Gate[] {
  return [...new Set(names)].map((name) => {
    const gate = gates.find((known) => known === name)
    if (gate !== undefined) return gate
    const later = laterGates.includes(name)
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: later ? 'GATE_NOT_AVAILABLE' : 'GATE_UNKNOWN',
      message: later ? `--fail-on ${name} is not available yet` : `--fail-on ${name}: no such gate`,
      hint: `Gates: ${gates.join(', ')}.`,
    })
  })
}

/** Without findings (no data) every gate fails: nothing was looked at, so nothing holds. */
export function judge(
  failOn: readonly Gate[],
  report: FindingsReport | undefined,
  baseline: ReadonlySet<string>,
): GateResult {
  const failed = failOn.filter((gate) => report === undefined || breaks(gate, report, baseline))
  return { failOn, failed }
}

const levelsOf: Readonly<Record<'critical' | 'high' | 'medium', readonly SeverityLevel[]>> = {
  critical: ['critical'],
  high: ['critical', 'high'],
  medium: ['critical', 'high', 'medium'],
}

function breaks(gate: Gate, report: FindingsReport, baseline: ReadonlySet<string>): boolean {
  const findings = report.findings.filter((finding) => finding.informational === undefined)
  switch (gate) {
    case 'critical':
    case 'high':
    case 'medium':
      return findings.some((finding) => levelsOf[gate].includes(finding.level))
    case 'unknown':
      return report.unknown.length > 0 || findings.some((finding) => finding.level === 'unknown')
    case 'new':
      return findings.some((finding) => finding.aliases.every((id) => !baseline.has(`${finding.purl}#${id}`)))
    default:
      return gate satisfies never
  }
}

/** Keys of an earlier findings.json: purl and every id of the group, because merged ids change (design 10.3). */
export function readBaseline(path: string | undefined): ReadonlySet<string> {
  if (path === undefined) return new Set()
  const findings = parseBaseline(path)
  const keys = new Set<string>()
  for (const finding of findings) for (const id of finding.aliases) keys.add(`${finding.purl}#${id}`)
  return keys
}

function parseBaseline(path: string): readonly { purl: string; aliases: readonly string[] }[] {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as { findings?: unknown }
    if (Array.isArray(value.findings) && value.findings.every(isFindingLike)) return value.findings
  } catch (cause) {
    throw unreadableBaseline(path, cause instanceof Error ? cause.message : String(cause))
  }
  throw unreadableBaseline(path, 'it has no list of findings')
}

function isFindingLike(value: unknown): value is { purl: string; aliases: readonly string[] } {
  if (typeof value !== 'object' || value === null) return false
  return (
    'purl' in value && typeof value.purl === 'string' && 'aliases' in value && Array.isArray(value.aliases)
  )
}

function unreadableBaseline(path: string, reason: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'BASELINE_UNREADABLE',
    message: `the baseline ${path} cannot be read: ${reason}`,
    hint: 'Give the findings.json of an earlier `occtet check`.',
  })
}
