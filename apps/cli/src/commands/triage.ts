/** `occtet triage list|show|decisions|expire`: what to decide, in order, and where the decisions stand. */
import type { Finding } from '@occtet/toolkit/model'
import type { AppliedDecision, Proposal } from '@occtet/toolkit/vex'
import { findAllNamed } from '../choose-findings.ts'
import type { Context } from '../context.ts'
import { contradictionsOf } from '../decision-desk.ts'
import { type DecisionRow, rowsOf } from '../decision-rows.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { type FindingDesk, openFindingDesk } from '../finding-desk.ts'
import { formatDecisions, formatExpiry } from '../format-decisions.ts'
import { formatEvidencePanel } from '../format-evidence-panel.ts'
import { proposalLines } from '../format-proposals.ts'
import { formatQueue } from '../format-queue.ts'
import { plain } from '../layout.ts'
import { flagOption, numberOption, type Options } from '../options.ts'
import { proposalsFor, toProposalValue } from '../proposals.ts'

export async function runTriageList(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const desk = await openFindingDesk(context, dir, options)
  const { findings } = desk.findings
  if (flagOption(options, 'json')) {
    const { decisions } = desk
    return print(context, {
      schema: 'urn:occtet:schema:triage-list:1',
      product: productOf(desk),
      asOf: desk.findings.asOf,
      groups: countGroups(findings),
      findings,
      unused: decisions.unused.map(({ id, reason, message }) => ({ id, reason, message })),
      conflicts: decisions.conflicts,
      broken: desk.stored.broken,
    })
  }
  context.out(
    formatQueue(findings, {
      columns: context.columns,
      most: numberOption(options, 'limit') ?? 10,
      isWhole: flagOption(options, 'all'),
      dir,
      warnings: warningsOf(desk),
    }),
  )
  return exitCodes.done
}

/** What makes the queue less than it seems. */
export function warningsOf(desk: FindingDesk): readonly string[] {
  const { unknown } = desk.findings
  return [
    ...(desk.data.kind === 'starter-set'
      ? ['Only the starter set was used: it is not a full database. Fill the FedDB with: occtet db sync']
      : []),
    ...(desk.data.hasKevList
      ? []
      : [
          'No fresh list of exploited vulnerabilities is loaded: whether somebody exploits one of these is unknown.',
        ]),
    ...(unknown.length === 0
      ? []
      : [`Nothing can be said about ${unknown.length} components: they may have more findings.`]),
    ...desk.stored.broken.map((text) => `This decision was not read, so its finding is open: ${text}`),
    ...contradictionsOf(desk.decisions),
  ]
}

function countGroups(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { priority } of findings) {
    const group = priority?.group ?? 'rest'
    counts[group] = (counts[group] ?? 0) + 1
  }
  return counts
}

function productOf({ subject: { id, name, version, purl } }: FindingDesk): object {
  return { id, name, ...(version === undefined ? {} : { version }), purl }
}

export async function runTriageShow(
  context: Context,
  { name, dir }: { readonly name: string; readonly dir: string },
  options: Options,
): Promise<ExitCode> {
  const desk = await openFindingDesk(context, dir, options)
  const found = findAllNamed(desk.findings.findings, name)
  const { byFinding, problems } = proposalsFor(desk, found)
  for (const problem of problems) context.say(`Not read, so it proposes nothing: ${plain(problem)}\n`)
  const proposalsOf = ({ key }: Finding): readonly Proposal[] => byFinding.get(key) ?? []
  if (flagOption(options, 'json')) {
    const value = found.map((finding) => ({
      finding,
      decisions: rowsOf(desk, boundTo(desk, finding)),
      proposals: proposalsOf(finding).map(toProposalValue),
    }))
    return print(context, { schema: 'urn:occtet:schema:triage-show:1', findings: value })
  }
  const panels = found.map((finding) =>
    formatEvidencePanel(
      {
        finding,
        evidence: evidenceOf(desk, finding),
        decisions: boundTo(desk, finding),
        proposals: proposalsOf(finding).flatMap(proposalLines),
      },
      context.columns,
    ),
  )
  context.out(panels.join('\n'))
  return exitCodes.done
}

function boundTo(desk: FindingDesk, { key }: Finding): readonly AppliedDecision[] {
  return desk.decisions.applied.filter(({ finding }) => finding === key)
}

function evidenceOf(desk: FindingDesk, { purl }: Finding): readonly string[] {
  const component = desk.inventory.components.find((one) => one.purl === purl)
  return (component?.evidence ?? []).map(({ path, line }) => `${path}:${line}`)
}

export async function runTriageDecisions(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const desk = await openFindingDesk(context, dir, options)
  return showRows(context, { desk, rows: rowsOf(desk, desk.decisions.applied), options })
}

/** Those that need a hand: past their day, soon past it, stale, or matching nothing. */
export async function runTriageExpire(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const desk = await openFindingDesk(context, dir, options)
  const within = numberOption(options, 'within') ?? 14
  const last = dayAfter(context.now(), within)
  const rows = rowsOf(desk, desk.decisions.applied).filter(
    ({ standing, expires }) =>
      standing === 'expired' || standing === 'stale' || (standing === 'in-force' && expires <= last),
  )
  if (flagOption(options, 'json')) return showRows(context, { desk, rows, options })
  context.out(formatExpiry({ rows, unused: desk.decisions.unused, within }, context.columns))
  return exitCodes.done
}

function showRows(
  context: Context,
  {
    desk,
    rows,
    options,
  }: { readonly desk: FindingDesk; readonly rows: readonly DecisionRow[]; readonly options: Options },
): ExitCode {
  const unused = desk.decisions.unused.map(({ id, reason, message }) => ({ id, reason, message }))
  if (flagOption(options, 'json')) {
    return print(context, {
      schema: 'urn:occtet:schema:triage-decisions:1',
      decisions: rows,
      unused,
      broken: desk.stored.broken,
    })
  }
  const broken = [...desk.stored.broken, ...contradictionsOf(desk.decisions)]
  context.out(formatDecisions({ rows, unused, broken }, context.columns))
  return exitCodes.done
}

function dayAfter(now: string, days: number): string {
  return new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10)
}

function print(context: Context, value: object): ExitCode {
  context.out(`${JSON.stringify(value, null, 1)}\n`)
  return exitCodes.done
}
