/** The queue of findings for a terminal: groups by reason, what decides first. */
import { type Finding, type PriorityGroup, priorityGroups } from '@occtet/toolkit/model'
import { fold, plain } from './layout.ts'

/** ux section 4: the heading of a group is the explanation. */
export const groupHeadings: Readonly<Record<PriorityGroup, string>> = {
  malicious: 'The package itself is an attack',
  exploited: 'Someone exploits it already',
  'one-upgrade-away': 'One upgrade away',
  disputed: 'Sources do not agree',
  'stale-decision': 'A decision no longer fits',
  waiting: 'Waits for a second person',
  rest: 'The rest',
  decided: 'Decided',
}

export interface QueuePage {
  readonly columns: number
  /** Findings shown of each group. */
  readonly most: number
  /** Decided ones too. */
  readonly isWhole: boolean
  readonly dir: string
  /** Sentences about what is missing: data, broken files. */
  readonly warnings: readonly string[]
}

/** The findings come in the order of their rank. */
export function formatQueue(findings: readonly Finding[], page: QueuePage): string {
  const width = Math.min(page.columns, 110)
  const open = findings.filter(({ priority }) => priority?.group !== 'decided')
  const groups = priorityGroups.filter((group) => page.isWhole || group !== 'decided')
  return [
    ...page.warnings.map((text) => fold('! ', text, { indent: 2, width })),
    headline(open.length, findings.length - open.length),
    ...groups.flatMap((group) => {
      const members = findings.filter(({ priority }) => priority?.group === group)
      return members.length === 0 ? [] : ['\n', ...groupLines(group, members, { ...page, columns: width })]
    }),
    open.length === 0
      ? ''
      : `\nLook at one: occtet triage show ID ${page.dir}\nDecide:      occtet triage decide ID --status … --reason …\n`,
  ].join('')
}

function headline(open: number, decided: number): string {
  const done = decided === 0 ? '' : ` ${decided} ${decided === 1 ? 'is' : 'are'} decided.`
  if (open === 0) return `Nothing to decide.${done}\n`
  return `${open} ${open === 1 ? 'finding' : 'findings'} to decide.${done}\n`
}

function groupLines(group: PriorityGroup, members: readonly Finding[], page: QueuePage): readonly string[] {
  const shown = members.slice(0, page.most)
  const left = members.length - shown.length
  return [
    `${groupHeadings[group]} (${members.length})\n`,
    ...shown.flatMap((finding) => findingLines(finding, page.columns)),
    left === 0 ? '' : `  … and ${left} more; --limit ${members.length} or --json shows all\n`,
  ]
}

function findingLines(finding: Finding, width: number): readonly string[] {
  const { priority, group, purl } = finding
  const rank = String(priority?.rank ?? '').padStart(4)
  const head = `${rank}  ${levelOf(finding).padEnd(14)} ${plain(group)}  ${plain(purl)}\n`
  return [head, fold('', plain(priority?.because ?? ''), { indent: 6, width, lines: 5 })]
}

/** `high 7.5`; a word of a source without a number stands alone. */
export function levelOf({ level, score, informational, isMalicious }: Finding): string {
  if (isMalicious) return 'malicious'
  if (informational !== undefined) return plain(informational)
  return score === undefined ? level : `${level} ${score.toFixed(1)}`
}
