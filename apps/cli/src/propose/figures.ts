/** How often proposals were accepted, and how often they were right, as far as anybody said; rules and models apart. */
import type { schemas } from '@occtet/contract'
import { type ProposalRecord, type ProposalStatistics, toStatistics } from '@occtet/toolkit/assistant'
import type * as z from 'zod/mini'
import { formatTable } from '../layout.ts'
import type { KeptProposals } from './kept.ts'
import { type ProposalView, toProposal } from './view.ts'

export type Figures = z.output<(typeof schemas)['proposal-figures']>

export function figuresOf({ proposals, problems }: KeptProposals): Figures {
  const read = proposals.flatMap((view) => {
    const proposal = toProposal(view)
    return proposal === undefined ? [] : [{ ...toRecord(view, proposal), by: view.by }]
  })
  const models = [...new Set(read.flatMap(({ by }) => (by.kind === 'model' ? [by.model] : [])))].sort()
  return {
    rules: rowsOf(read.filter(({ by }) => by.kind === 'rules')),
    models: models.map((model) => ({
      model,
      rows: rowsOf(read.filter(({ by }) => by.kind === 'model' && by.model === model)),
    })),
    unread: problems.length + proposals.length - read.length,
  }
}

function toRecord({ verdict, isRight }: ProposalView, proposal: ProposalRecord['proposal']): ProposalRecord {
  return {
    proposal,
    ...(verdict !== undefined && { verdict: verdict.verdict }),
    ...(isRight !== undefined && { isRight }),
  }
}

function rowsOf(records: readonly ProposalRecord[]): ProposalStatistics[] {
  return [...toStatistics(records)]
}

const unknown = 'unknown'

export function formatFigures({ rules, models, unread }: Figures): string {
  const groups = [
    { title: 'By rules', rows: rules },
    ...models.map(({ model, rows }) => ({ title: `By ${model}`, rows })),
  ].filter(({ rows }) => rows.length > 0)
  const parts = groups.map(({ title, rows }) => `${title}\n${table(rows)}\n`)
  const all = groups.flatMap(({ rows }) => rows)
  return [
    ...(parts.length === 0 ? ['Nothing is known: no proposal was made yet.\n'] : parts),
    ...(all.length > 0 && all.every(({ acceptanceRate }) => acceptanceRate === undefined)
      ? ['Nobody has judged any: how many are accepted is not known.\n']
      : []),
    ...(all.length > 0 && all.every(({ precision }) => precision === undefined)
      ? ['Nobody has said of any whether it turned out right: precision is not known.\n']
      : []),
    ...(unread > 0 ? [`${unread} kept proposals cannot be read and are in no figure.\n`] : []),
  ].join('\n')
}

function table(rows: Figures['rules']): string {
  const head = ['kind', 'proposed', 'nothing', 'accepted', 'edited', 'rejected', 'acceptance', 'precision']
  const cells = rows.map((row) => [
    row.kind,
    ...[row.proposed, row.abstained, row.accepted, row.edited, row.rejected].map(String),
    share(row.acceptanceRate),
    share(row.precision),
  ])
  return formatTable([head, ...cells], { right: new Set([1, 2, 3, 4, 5, 6, 7]), indent: 2 }).join('\n')
}

function share(value: number | undefined): string {
  return value === undefined ? unknown : `${(value * 100).toFixed(0)} %`
}
