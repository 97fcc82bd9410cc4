/** Proposals as they are kept. A row is written when it is made, again with a verdict, and again with a word on whether it was right. */
import type { Proposal, ProposalReport, ProposalRequest } from '@occtet/toolkit/assistant'
import type { AssistantProposalRow } from '../../db/tables/assistant.ts'
import type { Caller } from '../../kernel/model.ts'
import type { OrgRows } from '../../triage/org-rows.ts'

/** With the slug of its product. */
export type ShownRow = AssistantProposalRow & { readonly slug: string }

type Watcher = Pick<Caller, 'products'>

export interface NewProposal {
  readonly id: string
  readonly product: string
  readonly release: string | undefined
  readonly subject: { readonly kind: string; readonly id: string }
  readonly request: ProposalRequest
  readonly proposal: Proposal
  readonly report: ProposalReport | undefined
  readonly by: string
  readonly at: string
}

export async function insertProposal(
  { db, id: org_id }: OrgRows,
  made: NewProposal,
): Promise<AssistantProposalRow> {
  const { proposal, request, report, subject } = made
  const row: AssistantProposalRow = {
    org_id,
    id: made.id,
    product_id: made.product,
    release: made.release ?? null,
    subject_kind: subject.kind,
    subject_id: subject.id,
    kind: proposal.kind,
    outcome: proposal.outcome,
    model: proposal.by.kind === 'model' ? proposal.by.model : null,
    request: JSON.stringify(request),
    // Its name in this table, so that the ledger and the list speak of the same thing.
    proposal: JSON.stringify({ ...proposal, id: made.id }),
    report: report === undefined ? null : JSON.stringify(report),
    made_by: made.by,
    made_at: made.at,
    verdict: null,
    judgement: null,
    is_right: null,
  }
  await db.insertInto('assistant_proposal').values(row).execute()
  return row
}

/** Undefined: there is none, or it is of a product that the caller may not see. */
export async function findProposal(
  rows: OrgRows,
  { products }: Watcher,
  name: string,
): Promise<ShownRow | undefined> {
  const row = await shown(rows).where('assistant_proposal.id', '=', name).executeTakeFirst()
  return row === undefined || products?.has(row.slug) === false ? undefined : row
}

export interface ListWish {
  readonly product?: string | undefined
  readonly kind?: string | undefined
  /** Id of the subject. */
  readonly subject?: string | undefined
  /** Time and id of the last one that was shown. */
  readonly after: readonly [string, string] | undefined
  readonly limit: number
}

/** Newest first; one more than `limit`, where there is. */
export async function selectProposals(
  rows: OrgRows,
  { products }: Watcher,
  { product, kind, subject, after, limit }: ListWish,
): Promise<readonly ShownRow[]> {
  if (products?.size === 0) return []
  let query = shown(rows)
  if (products !== undefined) query = query.where('product.slug', 'in', [...products])
  if (product !== undefined) query = query.where('product.slug', '=', product)
  if (kind !== undefined) query = query.where('assistant_proposal.kind', '=', kind)
  if (subject !== undefined) query = query.where('assistant_proposal.subject_id', '=', subject)
  if (after !== undefined) {
    const [at, name] = after
    query = query.where((of) =>
      of.or([
        of('assistant_proposal.made_at', '<', at),
        of.and([of('assistant_proposal.made_at', '=', at), of('assistant_proposal.id', '<', name)]),
      ]),
    )
  }
  return query
    .orderBy('assistant_proposal.made_at', 'desc')
    .orderBy('assistant_proposal.id', 'desc')
    .limit(limit + 1)
    .execute()
}

export interface ProposalChange {
  readonly id: string
  readonly set: Partial<Pick<AssistantProposalRow, 'verdict' | 'judgement' | 'is_right'>>
  /** Only where nobody has judged it yet. */
  readonly isUnjudged?: true
}

/** False: there is none, or somebody was quicker. */
export async function updateProposal(
  { db, id: org }: OrgRows,
  { id, set, isUnjudged }: ProposalChange,
): Promise<boolean> {
  let query = db.updateTable('assistant_proposal').set(set).where('org_id', '=', org).where('id', '=', id)
  if (isUnjudged === true) query = query.where('verdict', 'is', null)
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

function shown({ db, id }: OrgRows) {
  return db
    .selectFrom('assistant_proposal')
    .innerJoin('product', (join) =>
      join
        .onRef('product.org_id', '=', 'assistant_proposal.org_id')
        .onRef('product.id', '=', 'assistant_proposal.product_id'),
    )
    .selectAll('assistant_proposal')
    .select('product.slug')
    .where('assistant_proposal.org_id', '=', id)
}
