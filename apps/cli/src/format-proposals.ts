/** Proposals for people: what could be decided, how sure that is, what it rests on, and how to accept it. */
import type { Finding } from '@occtet/toolkit/model'
import type { Proposal } from '@occtet/toolkit/vex'
import { fold, plain } from './layout.ts'

/** As the lines of one section; the first line of each proposal is its verdict. */
export function proposalLines({ kind, verdict, confidence, message, evidence }: Proposal): readonly string[] {
  const why = verdict.justification === undefined ? '' : ` (${verdict.justification})`
  return [
    `${confidence}: ${verdict.status}${why}, ${kind}. ${plain(message)}`,
    ...evidence.map(({ text, path, line }) => {
      const place = path === undefined ? '' : `${plain(path)}${line === undefined ? '' : `:${line}`}: `
      return `- ${place}${plain(text)}`
    }),
  ]
}

export interface Suggestion {
  readonly finding: Finding
  readonly proposals: readonly Proposal[]
}

export function formatSuggestions(
  suggestions: readonly Suggestion[],
  { looked, columns, dir }: { readonly looked: number; readonly columns: number; readonly dir: string },
): string {
  const width = Math.min(columns, 110)
  const tail = `${suggestions.length} of ${looked} open findings have proposals. Nothing is decided: look at the evidence first.\n`
  const parts = suggestions.map(({ finding, proposals }) =>
    [
      `${plain(finding.group)}  ${plain(finding.purl)}\n`,
      ...proposals.flatMap((proposal) => [
        ...proposalLines(proposal).map((line) => fold('  ', line, { indent: 4, width, lines: 8 })),
        fold('  ', `To accept it: ${acceptCommand(finding, proposal, dir)}`, { indent: 4, width, lines: 8 }),
      ]),
    ].join(''),
  )
  return [...parts, tail].join('\n')
}

/** The words of the shell; the reason is the person's own. */
function acceptCommand({ key }: Finding, { kind, verdict }: Proposal, dir: string): string {
  const { status, justification, impact } = verdict
  const words = [
    'occtet triage decide',
    quote(key),
    ...(dir === '.' ? [] : [`--product ${quote(dir)}`]),
    `--status ${status}`,
    ...(justification === undefined ? [] : [`--justification ${justification}`]),
    ...(impact === undefined ? [] : [`--impact ${quote(impact)}`]),
    `--proposal ${kind}`,
    '--reason "…"',
  ]
  return words.join(' ')
}

/** One word of the shell. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
