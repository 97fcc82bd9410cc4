/** Decisions for a terminal. */
import type { DecisionRow } from './decision-rows.ts'
import { fold, plain } from './layout.ts'

interface Unused {
  readonly id: string
  readonly message: string
}

export function formatDecisions(
  shown: {
    readonly rows: readonly DecisionRow[]
    readonly unused: readonly Unused[]
    readonly broken: readonly string[]
  },
  columns: number,
): string {
  const width = Math.min(columns, 110)
  const { rows, unused, broken } = shown
  const count = rows.length + unused.length
  return [
    ...broken.map((text) => fold('! ', plain(text), { indent: 2, width })),
    count === 0 ? 'No decisions yet.\n' : `${count} ${count === 1 ? 'decision' : 'decisions'}.\n`,
    ...rows.flatMap((row) => ['\n', ...rowLines(row, width)]),
    ...unusedLines(unused, width),
  ].join('')
}

export function formatExpiry(
  shown: {
    readonly rows: readonly DecisionRow[]
    readonly unused: readonly Unused[]
    readonly within: number
  },
  columns: number,
): string {
  const width = Math.min(columns, 110)
  const { rows, unused, within } = shown
  if (rows.length + unused.length === 0) return `No decision needs a hand within ${within} days.\n`
  const parts = [
    ['Past their day', rows.filter(({ standing }) => standing === 'expired')],
    ['No longer fit their finding', rows.filter(({ standing }) => standing === 'stale')],
    [`End within ${within} days`, rows.filter(({ standing }) => standing === 'in-force')],
  ] as const
  return [
    ...parts.flatMap(([title, members]) =>
      members.length === 0
        ? []
        : [`${title} (${members.length})\n`, ...members.flatMap((row) => rowLines(row, width)), '\n'],
    ),
    ...unusedLines(unused, width),
  ].join('')
}

function rowLines(row: DecisionRow, width: number): readonly string[] {
  const { id, verdict, standing, by, at, expires, reason, scope, findings, isReused, staleFacts } = row
  const why = verdict.justification === undefined ? '' : ` (${verdict.justification})`
  const uses = `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`
  return [
    `${id}: ${verdict.status}${why}\n`,
    fold(
      '',
      `${standing}; holds for ${scope}, ${uses}${isReused ? ', also where it was not made' : ''}; ${plain(by)}, ${at.slice(0, 10)}, until ${expires}`,
      { indent: 4, width },
    ),
    fold('', `"${plain(reason)}"`, { indent: 4, width }),
    ...staleFacts.map(({ what, before, now }) =>
      fold('', `changed: ${plain(what)} was ${plain(before)}, is ${plain(now)}`, { indent: 4, width }),
    ),
  ]
}

function unusedLines(unused: readonly Unused[], width: number): readonly string[] {
  if (unused.length === 0) return []
  return [
    `Match nothing now (${unused.length})\n`,
    ...unused.map(({ id, message }) => fold('', `${id}: ${plain(message)}`, { indent: 4, width })),
  ]
}
