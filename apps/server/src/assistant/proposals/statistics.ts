/** How often proposals were accepted, and how often they were right: rules and each model apart. */
import type { AnswerOf, proposalRoutes } from '@occtet/contract/api'
import { proposalKinds, type ProposalRecord, toStatistics } from '@occtet/toolkit/assistant'
import type { AssistantProposalRow } from '../../db/tables/assistant.ts'
import type { OrgRows } from '../../triage/org-rows.ts'

type Statistics = AnswerOf<(typeof proposalRoutes)['proposals.statistics']>
type CountedRow = Pick<AssistantProposalRow, 'kind' | 'outcome' | 'model' | 'verdict' | 'is_right'>

export async function readStatistics({ db, id }: OrgRows): Promise<Statistics> {
  const rows = await db
    .selectFrom('assistant_proposal')
    .select(['kind', 'outcome', 'model', 'verdict', 'is_right'])
    .where('org_id', '=', id)
    .execute()
  const models = [...new Set(rows.flatMap(({ model }) => model ?? []))].toSorted()
  return {
    rules: countRows(rows.filter(({ model }) => model === null)),
    models: models.map((model) => ({ model, rows: countRows(rows.filter((row) => row.model === model)) })),
  }
}

function countRows(rows: readonly CountedRow[]): Statistics['rules'] {
  return [...toStatistics(rows.flatMap(toRecord))]
}

function toRecord({ kind: name, outcome, verdict, is_right }: CountedRow): readonly ProposalRecord[] {
  const kind = proposalKinds.find((one) => one === name)
  if (kind === undefined) return []
  return [
    {
      proposal: { kind, outcome },
      ...(verdict !== null && { verdict }),
      ...(is_right !== null && { isRight: is_right === 1 }),
    },
  ]
}
