/** Art. 14 over HTTP: cases with their clocks, entries, and papers to send by hand. Nothing is ever sent from here. */
import type { caseRoutes } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { OrgRows } from '../inventory/stored-json.ts'
import { formatCursor, parseCursor, readLimit } from '../kernel/cursor.ts'
import type { Changed, Handlers, Reply } from '../kernel/model.ts'
import { findProduct } from '../products/find.ts'
import { addToCase, type CaseFailure, openNewCase } from './change.ts'
import { caseFileOf, findStage, noticeOf, packageOf, type PaperSource, toPackageView } from './papers.ts'
import { findCases, listCases, profileOf, readCase, type StoredCase } from './store.ts'
import { type CaseRow, type CaseView, type Seen, toCaseRow, toCaseView } from './view.ts'

export const caseHandlers: Handlers<typeof caseRoutes> = {
  'cases.list': async ({ org, query, caller, now }) => {
    const isDrill = query.drills === 'true'
    const key = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['number'])
    if (key?.ok === false) return refused(400, 'CURSOR_INVALID', 'the cursor is not one of this list')
    const from = key === undefined ? 0 : Number(key.value[0])
    const limit = readLimit(query.limit)
    const { cases, damaged } = await listCases(org, {
      isDrill,
      products: caller.products,
      ...(query.product === undefined ? {} : { product: query.product }),
    })
    const rows = cases
      .map((one) => toCaseRow(one, { now, language: query.lang ?? 'en' }))
      .filter((row) => isWanted(row, query.state ?? 'open'))
      .sort(byUrgency)
    const next = rows.length > from + limit ? { next: formatCursor([from + limit]) } : {}
    const page = rows.slice(from, from + limit)
    const value = { rows: page, ...next, total: rows.length, drills: isDrill, now, damaged: [...damaged] }
    return { kind: 'value', value }
  },

  'cases.open': async ({ org, params, query, body, caller, now }) => {
    const changed = await openNewCase(org, { product: params.product, by: caller.name, now }, body)
    return replyChanged(org, changed, { now, language: query.lang ?? 'en' })
  },

  'cases.find': async ({ org, params, query, caller, now }) => {
    const { cases, damaged } = await findCases(org, params.case, caller.products)
    const [first, second] = cases
    if (second !== undefined) {
      return refused(
        409,
        'CASE_AMBIGUOUS',
        'several products have a case of this id; open it from its product',
      )
    }
    if (first === undefined && damaged[0] !== undefined) {
      return refused(422, 'CASE_DAMAGED', `${damaged[0].file}: ${damaged[0].message}`)
    }
    if (first === undefined) return failure({ code: 'CASE_UNKNOWN', message: 'there is no such case' })
    return { kind: 'value', value: await viewOf(org, first, { now, language: query.lang ?? 'en' }) }
  },

  'cases.show': async ({ org, params, query, now }) => {
    const found = await findCase(org, params)
    if (!found.ok) return failure(found.error)
    return { kind: 'value', value: await viewOf(org, found.value, { now, language: query.lang ?? 'en' }) }
  },

  'cases.append': async ({ org, params, query, body, caller, now }) => {
    const changed = await addToCase(org, { ...params, by: caller.name, now }, body)
    return replyChanged(org, changed, { now, language: query.lang ?? 'en' })
  },

  'cases.package': async ({ org, params, query, now }) => {
    const stage = findStage(params.stage)
    const source = await sourceOf(org, params, { now, language: query.lang ?? 'en' })
    if (!source.ok) return failure(source.error)
    if (stage === undefined) return failure({ code: 'CASE_UNKNOWN', message: 'there is no such report' })
    return { kind: 'value', value: toPackageView(packageOf(stage, source.value), source.value) }
  },

  'cases.notice': async ({ org, params, query, now }) => {
    const source = await sourceOf(org, params, { now, language: query.lang ?? 'en' })
    return source.ok ? { kind: 'value', value: noticeOf(source.value) } : failure(source.error)
  },

  'cases.file': async ({ org, params, query, now }) => {
    const source = await sourceOf(org, params, { now, language: query.lang ?? 'en' })
    if (!source.ok) return failure(source.error)
    const made = caseFileOf(params.file, source.value)
    if (made === undefined) return failure({ code: 'CASE_UNKNOWN', message: 'there is no such paper yet' })
    const { name, media, text } = made
    return { kind: 'file', name, media, bytes: new TextEncoder().encode(text) }
  },
}

type Refused = Extract<Reply<unknown>, { kind: 'refused' }>

function refused(status: number, code: string, message: string): Refused {
  return { kind: 'refused', status, code, message }
}

function failure({ code, message }: CaseFailure): Refused {
  if (code === 'CASE_UNKNOWN') return refused(404, 'NOT_FOUND', message)
  return refused(422, code, message)
}

interface Named {
  readonly product: string
  readonly case: string
}

async function findCase(org: OrgRows, named: Named): Promise<Result<StoredCase, CaseFailure>> {
  const product = await findProduct(org, named.product)
  if (product === undefined) return err({ code: 'CASE_UNKNOWN', message: 'there is no such case' })
  return readCase(org, product, named.case)
}

async function sourceOf(org: OrgRows, named: Named, seen: Seen): Promise<Result<PaperSource, CaseFailure>> {
  const found = await findCase(org, named)
  if (!found.ok) return found
  return ok({ stored: found.value, profile: await profileOf(org, found.value.product), ...seen })
}

async function viewOf(org: OrgRows, stored: StoredCase, seen: Seen): Promise<CaseView> {
  return toCaseView(stored, await profileOf(org, stored.product), seen)
}

async function replyChanged(org: OrgRows, changed: Changed<Result<StoredCase, CaseFailure>>, seen: Seen) {
  if (!changed.value.ok) return failure(changed.value.error)
  const view = await viewOf(org, changed.value.value, seen)
  return { kind: 'value' as const, value: { case: view, recorded: await changed.recorded() } }
}

function isWanted({ phase }: CaseRow, state: 'open' | 'closed' | 'all'): boolean {
  return state === 'all' || (phase === 'closed') === (state === 'closed')
}

/** Running clocks first, the soonest on top; then by when they were opened, the newest first. */
function byUrgency(a: CaseRow, b: CaseRow): number {
  const [left, right] = [a, b].map(({ nearest }) =>
    nearest === undefined ? Infinity : Date.parse(nearest.due),
  )
  if (left !== right) return (left ?? 0) < (right ?? 0) ? -1 : 1
  if (a.openedAt !== b.openedAt) return a.openedAt < b.openedAt ? 1 : -1
  return a.id < b.id ? -1 : 1
}
