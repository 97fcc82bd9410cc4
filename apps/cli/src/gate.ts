/** `--fail-on`: which gates were asked for, which of them did not hold and why, and what decisions kept out of them. */
import { hasFreshCatalogue } from '@occtet/toolkit/matching'
import { type Finding, type FindingsReport, isExploited, type SeverityLevel } from '@occtet/toolkit/model'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import type { PolicyRun } from './policy-run.ts'

export const gates = ['kev', 'critical', 'high', 'medium', 'unknown', 'new', 'policy', 'license'] as const
export type Gate = (typeof gates)[number]

/** Gates that judge a whole tree, and so do not go with one file. */
const treeGates: readonly Gate[] = ['policy', 'license']

export interface GateReason {
  readonly gate: Gate
  readonly code: 'FINDINGS' | 'KEV_LIST_MISSING' | 'NO_DATA' | 'UNKNOWN_COMPONENTS' | 'POLICY_NOT_KEPT'
  /** One sentence. */
  readonly message: string
}

export interface GateResult {
  readonly failOn: readonly Gate[]
  readonly failed: readonly Gate[]
  /** One for each gate that did not hold. */
  readonly reasons: readonly GateReason[]
  /** Findings that a decision in force took out of the gates, with the ids of these decisions, sorted. */
  readonly decided: { readonly findings: number; readonly decisions: readonly string[] }
}

/** `subject`: what the command judges; throws (exit 2) on a gate that is none, or none of it. */
export function readGates(names: readonly string[], subject: 'tree' | 'file' = 'tree'): readonly Gate[] {
  const legal = gates.filter((gate) => subject === 'tree' || !treeGates.includes(gate))
  return [...new Set(names)].map((name) => {
    const gate = legal.find((known) => known === name)
    if (gate !== undefined) return gate
    const isOther = gates.some((known) => known === name)
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: isOther ? 'GATE_NOT_AVAILABLE' : 'GATE_UNKNOWN',
      message: isOther
        ? `--fail-on ${name} judges a whole tree: use occtet check or occtet policy check`
        : `--fail-on ${name}: no such gate`,
      hint: `Gates: ${legal.join(', ')}.`,
    })
  })
}

/**
 * Without findings (no data) every gate fails: nothing was looked at, so nothing holds. A decision in force that says
 * "not affected" or "fixed" takes its finding out; one that is stale, expired, waiting or revoked does not.
 */
export function judge(
  failOn: readonly Gate[],
  report: FindingsReport | undefined,
  { baseline, policy }: { readonly baseline: ReadonlySet<string>; readonly policy?: PolicyRun | undefined },
): GateResult {
  const findings = (report?.findings ?? []).filter((finding) => finding.informational === undefined)
  const decided = findings.filter(isSettled)
  const open = findings.filter((finding) => !isSettled(finding))
  const reasons = failOn.flatMap((gate): readonly GateReason[] => {
    if (report === undefined) return [{ gate, code: 'NO_DATA', message: 'nothing was matched' }]
    const broken = reasonOf(gate, { report, open, baseline, policy })
    return broken === undefined ? [] : [broken]
  })
  return {
    failOn,
    failed: reasons.map(({ gate }) => gate),
    reasons,
    decided: {
      findings: decided.length,
      decisions: [...new Set(decided.flatMap(({ decision }) => decision?.id ?? []))].sort(),
    },
  }
}

/** What a command says on standard error: the reason of each gate, then what decisions took out; empty when no gate was asked for. */
export function formatGate({ failOn, failed, reasons, decided }: GateResult): string {
  if (failOn.length === 0) return ''
  const head = failed.length === 0 ? [] : [`GATE FAILED: ${failed.join(', ')}`]
  const lines = reasons.map(({ gate, message }) => `  ${gate}: ${message}`)
  const { findings, decisions } = decided
  const ids = decisions.length > mostIds ? [...decisions.slice(0, mostIds), '…'] : decisions
  const out =
    findings === 0
      ? []
      : [`Left out by decisions in force: ${count(findings, 'finding')} (${ids.join(', ')})`]
  return [...head, ...lines, ...out].map((line) => `${line}\n`).join('')
}

/** Ids that a sentence lists. */
const mostIds = 5

function isSettled({ decision }: Finding): boolean {
  return (
    decision?.standing === 'in-force' && (decision.status === 'not_affected' || decision.status === 'fixed')
  )
}

interface Judged {
  readonly report: FindingsReport
  /** Findings that no decision took out. */
  readonly open: readonly Finding[]
  readonly baseline: ReadonlySet<string>
  readonly policy: PolicyRun | undefined
}

const levelsOf: Readonly<Record<'critical' | 'high' | 'medium', readonly SeverityLevel[]>> = {
  critical: ['critical'],
  high: ['critical', 'high'],
  medium: ['critical', 'high', 'medium'],
}

/** Undefined where the gate holds. */
function reasonOf(gate: Gate, { report, open, baseline, policy }: Judged): GateReason | undefined {
  switch (gate) {
    case 'kev':
      return exploitedReason(report, open)
    case 'critical':
    case 'high':
    case 'medium':
      return findingsReason(
        gate,
        open.filter((finding) => levelsOf[gate].includes(finding.level)),
      )
    case 'unknown':
      return unknownReason(report, open)
    case 'new':
      return findingsReason(
        gate,
        open.filter((finding) => finding.aliases.every((id) => !baseline.has(`${finding.purl}#${id}`))),
      )
    case 'policy':
    case 'license':
      return policyReason(gate, policy)
    default:
      return gate satisfies never
  }
}

/** `license` looks at the rules of that category alone. */
function policyReason(gate: 'policy' | 'license', policy: PolicyRun | undefined): GateReason | undefined {
  if (policy === undefined) return { gate, code: 'NO_DATA', message: 'no policy was judged' }
  const { rules } = policy.loaded.policy
  const failed = policy.report.failed.filter(
    (id) => gate === 'policy' || rules.some((rule) => rule.id === id && rule.category === 'license'),
  )
  const hasNone = gate === 'license' && !rules.some(({ category }) => category === 'license')
  if (hasNone) return { gate, code: 'NO_DATA', message: 'the policy has no rule of the category license' }
  if (failed.length === 0) return undefined
  const source = policy.loaded.path ?? 'the default policy'
  return {
    gate,
    code: 'POLICY_NOT_KEPT',
    message: `${failed.join(', ')} of ${source}; see: occtet policy check`,
  }
}

/** Listed by CISA or the EU, or active by CISA's SSVC point. Without a list nobody knows, and that is not green. */
function exploitedReason(report: FindingsReport, open: readonly Finding[]): GateReason | undefined {
  const found = findingsReason(
    'kev',
    open.filter((finding) => isExploited(finding) === true),
  )
  if (found !== undefined || hasFreshCatalogue(report.sources, 'kev')) return found
  const message =
    'no fresh list of exploited vulnerabilities is loaded, so nobody knows; import the list of CISA with `occtet db import`'
  return { gate: 'kev', code: 'KEV_LIST_MISSING', message }
}

function unknownReason(report: FindingsReport, open: readonly Finding[]): GateReason | undefined {
  const { length } = report.unknown
  if (length === 0)
    return findingsReason(
      'unknown',
      open.filter((finding) => finding.level === 'unknown'),
    )
  const message = `nothing can be said about ${count(length, 'component')} (${report.unknown[0]?.purl})`
  return { gate: 'unknown', code: 'UNKNOWN_COMPONENTS', message }
}

function findingsReason(gate: Gate, [first, ...others]: readonly Finding[]): GateReason | undefined {
  if (first === undefined) return undefined
  const more = others.length === 0 ? '' : ` and ${count(others.length, 'more finding')}`
  return { gate, code: 'FINDINGS', message: `${first.group} in ${first.purl}${more}` }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
