/** Reports of flaws from outside, as the team handles them. */
import type { AnswerOf, publicRoutes } from '@occtet/contract/api'
import type { VulnReportRow } from '../db/tables/public.ts'
import { toActor } from '../kernel/actor.ts'
import { parseCursor, readLimit, toPage } from '../kernel/cursor.ts'
import type { Handlers, Reply } from '../kernel/model.ts'
import { findProduct } from '../products/find.ts'

type Routes = Pick<typeof publicRoutes, 'public.reports' | 'public.report' | 'public.handleReport'>
type Refusal = Extract<Reply<never>, { readonly kind: 'refused' }>
type RowView = AnswerOf<Routes['public.reports']>['rows'][number]

export const reportHandlers: Handlers<Routes> = {
  'public.reports': async ({ params, query, org }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return missing
    const cursor = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['string', 'string'])
    if (cursor?.ok === false)
      return {
        kind: 'refused',
        status: 400,
        code: 'CURSOR_INVALID',
        message: 'expected a cursor of this list',
      }
    let rows = org.db
      .selectFrom('vuln_report')
      .selectAll()
      .where('org_id', '=', org.id)
      .where('product_id', '=', product.id)
    if (query.state !== undefined) rows = rows.where('state', '=', query.state)
    if (cursor !== undefined) {
      const [at, reference] = cursor.value as readonly [string, string]
      rows = rows.where((where) =>
        where.or([
          where('received_at', '<', at),
          where.and([where('received_at', '=', at), where('reference', '<', reference)]),
        ]),
      )
    }
    const limit = readLimit(query.limit)
    const page = toPage(
      await rows
        .orderBy('received_at', 'desc')
        .orderBy('reference', 'desc')
        .limit(limit + 1)
        .execute(),
      limit,
      (row) => [row.received_at, row.reference],
    )
    return { kind: 'value', value: { ...page, rows: page.rows.map(toRowView) } }
  },
  'public.report': async ({ params, org }) => {
    const product = await findProduct(org, params.product)
    const row =
      product === undefined
        ? undefined
        : await org.db
            .selectFrom('vuln_report')
            .selectAll()
            .where('org_id', '=', org.id)
            .where('product_id', '=', product.id)
            .where('reference', '=', params.reference)
            .executeTakeFirst()
    return row === undefined ? missing : { kind: 'value', value: toReportView(row) }
  },
  'public.handleReport': async ({ params, body, org, caller, now }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return missing
    const done = await org.change(async (change) => {
      const before = await change.db
        .selectFrom('vuln_report')
        .selectAll()
        .where('org_id', '=', org.id)
        .where('product_id', '=', product.id)
        .where('reference', '=', params.reference)
        .executeTakeFirst()
      if (before === undefined) return undefined
      const row = await change.db
        .updateTable('vuln_report')
        .set({
          ...(body.state === undefined ? {} : { state: body.state }),
          ...(body.state !== undefined && before.acknowledged_at === null ? { acknowledged_at: now } : {}),
          ...(body.state === 'closed' ? { closed_at: now } : {}),
          ...(body.case === undefined ? {} : { case_id: body.case }),
          ...(body.note === undefined ? {} : { note: body.note }),
        })
        .where('org_id', '=', org.id)
        .where('reference', '=', before.reference)
        .returningAll()
        .executeTakeFirstOrThrow()
      if (body.state !== undefined)
        change.record({
          type: 'config.changed',
          actor: toActor(caller),
          product: product.slug,
          data: { setting: `report ${row.reference} ${body.state}` },
        })
      return row
    })
    if (done.value === undefined) return missing
    return { kind: 'value', value: { report: toReportView(done.value), recorded: await done.recorded() } }
  },
}

const missing: Refusal = {
  kind: 'refused',
  status: 404,
  code: 'NOT_FOUND',
  message: 'there is no such thing',
}

export interface ReportBody {
  readonly title: string
  readonly text: string
  readonly version?: string
  readonly contact?: string
  readonly wantsCredit: boolean
}

export function toRowView(row: VulnReportRow): RowView {
  const { title, version, contact } = JSON.parse(row.body) as ReportBody
  return {
    reference: row.reference,
    state: row.state,
    receivedAt: row.received_at,
    acknowledgeBy: row.acknowledge_by,
    ...(row.acknowledged_at === null ? {} : { acknowledgedAt: row.acknowledged_at }),
    title,
    ...(version === undefined ? {} : { version }),
    hasContact: contact !== undefined,
    ...(row.case_id === null ? {} : { case: row.case_id }),
  }
}

function toReportView(row: VulnReportRow): AnswerOf<Routes['public.report']> {
  const { text, contact, wantsCredit } = JSON.parse(row.body) as ReportBody
  return {
    ...toRowView(row),
    text,
    ...(contact === undefined ? {} : { contact }),
    wantsCredit,
    ...(row.note === null ? {} : { note: row.note }),
  }
}
