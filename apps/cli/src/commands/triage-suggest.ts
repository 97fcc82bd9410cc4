/** `occtet triage suggest`: what the machine would decide about open findings, with evidence; a person decides. */
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { openFindingDesk } from '../finding-desk.ts'
import { formatSuggestions } from '../format-proposals.ts'
import { plain } from '../layout.ts'
import { flagOption, type Options } from '../options.ts'
import { proposalsFor, toProposalValue } from '../proposals.ts'

/** Findings with a decision in force are left out unless `--all` asks for them. */
export async function runTriageSuggest(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const desk = await openFindingDesk(context, dir, options)
  const isAll = flagOption(options, 'all')
  const open = desk.findings.findings.filter(({ decision }) => isAll || decision?.standing !== 'in-force')
  const { byFinding, problems } = proposalsFor(desk, open)
  for (const problem of problems) context.say(`Not read, so it proposes nothing: ${plain(problem)}\n`)
  const suggestions = open.flatMap((finding) => {
    const proposals = byFinding.get(finding.key) ?? []
    return proposals.length === 0 ? [] : [{ finding, proposals }]
  })
  if (flagOption(options, 'json')) {
    const value = {
      schema: 'urn:occtet:schema:triage-suggestions:1',
      suggestions: suggestions.map(({ finding, proposals }) => ({
        finding: finding.key,
        proposals: proposals.map(toProposalValue),
      })),
      looked: open.length,
    }
    context.out(`${JSON.stringify(value, null, 1)}\n`)
  } else context.out(formatSuggestions(suggestions, { looked: open.length, columns: context.columns, dir }))
  return exitCodes.done
}
