/** How often proposals were accepted, and how often they were right, as far as anybody said; rules and models apart. */
import type { schemas } from '@occtet/contract'
import {
  type ProposalRecord,
  type ProposalStatistics,
  type Tongue,
  toStatistics,
} from '@occtet/toolkit/assistant'
import type * as z from 'zod/mini'
import { formatTable } from '../layout.ts'
import { type ProposalView, toProposal } from './view.ts'
import { type Say, sayIn } from './words.ts'

export type Figures = z.output<(typeof schemas)['proposal-figures']>

type Counted = ProposalRecord & Pick<ProposalView, 'by'>

/** `kept`: a proposal, or what is wrong with its file. */
export function figuresOf(kept: Iterable<ProposalView | string>): Figures {
  const read: Counted[] = []
  let unread = 0
  for (const one of kept) {
    const counted = typeof one === 'string' ? undefined : toCounted(one)
    if (counted === undefined) unread++
    else read.push(counted)
  }
  const models = [...new Set(read.flatMap(({ by }) => (by.kind === 'model' ? [by.model] : [])))].sort()
  return {
    rules: rowsOf(read.filter(({ by }) => by.kind === 'rules')),
    models: models.map((model) => ({
      model,
      rows: rowsOf(read.filter(({ by }) => by.kind === 'model' && by.model === model)),
    })),
    unread,
  }
}

/** What is counted of it alone. Undefined: a value or a provision in it is none of ours. */
function toCounted(view: ProposalView): Counted | undefined {
  if (toProposal(view) === undefined) return undefined
  const { kind, outcome, by, verdict, isRight } = view
  return {
    proposal: { kind, outcome },
    by,
    ...(verdict !== undefined && { verdict: verdict.verdict }),
    ...(isRight !== undefined && { isRight }),
  }
}

function rowsOf(records: readonly ProposalRecord[]): ProposalStatistics[] {
  return [...toStatistics(records)]
}

export function formatFigures({ rules, models, unread }: Figures, language: Tongue): string {
  const say = sayIn(language)
  const groups = [
    { title: say('byRules'), rows: rules },
    ...models.map(({ model, rows }) => ({ title: say('byModel', { model }), rows })),
  ].filter(({ rows }) => rows.length > 0)
  const parts = groups.map(({ title, rows }) => `${title}\n${table(rows, say)}\n`)
  const all = groups.flatMap(({ rows }) => rows)
  return [
    ...(parts.length === 0 ? [`${say('noneMade')}\n`] : parts),
    ...(all.length > 0 && all.every(({ acceptanceRate }) => acceptanceRate === undefined)
      ? [`${say('noneJudged')}\n`]
      : []),
    ...(all.length > 0 && all.every(({ precision }) => precision === undefined)
      ? [`${say('noneReviewed')}\n`]
      : []),
    ...(unread > 0 ? [`${say('unread', { n: unread })}\n`] : []),
  ].join('\n')
}

function table(rows: Figures['rules'], say: Say): string {
  const share = (value: number | undefined): string =>
    value === undefined ? say('unknown') : `${(value * 100).toFixed(0)} %`
  const cells = rows.map((row) => [
    row.kind,
    ...[row.proposed, row.abstained, row.accepted, row.edited, row.rejected].map(String),
    share(row.acceptanceRate),
    share(row.precision),
  ])
  const right = new Set([1, 2, 3, 4, 5, 6, 7])
  return formatTable([say('columns').split(','), ...cells], { right, indent: 2 }).join('\n')
}
