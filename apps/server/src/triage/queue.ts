/** The queue over all products that a caller may see: filtered, grouped, page by page. */
import { type AnswerOf, type QueueRow, triageFilters, type triageRoutes } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { formatCursor, parseCursor, readLimit } from '../kernel/cursor.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'
import { countGroups, fits, mergeRows, type QueueWish } from './merge-rows.ts'
import { viewOf, visibleFindings } from './rows.ts'
import { notFound, type Refused } from './triage-desk.ts'

export type Queue = AnswerOf<(typeof triageRoutes)['triage.queue']>

export interface QueueQuestion extends Omit<QueueWish, 'is'> {
  /** Comma-separated. */
  readonly is: string | undefined
  readonly product: string | undefined
  readonly cursor: string | undefined
  readonly limit: string | undefined
}

const open: QueueWish = { is: new Set(), state: 'open' }

/** Most slugs of unanalysed products that are named. */
const mostNamed = 50

export async function readQueue(
  org: OrgScope,
  caller: Caller,
  question: QueueQuestion,
): Promise<Result<Queue, Refused>> {
  const wish = readWish(question)
  if (!wish.ok) return wish
  const after = readAfter(question.cursor)
  if (!after.ok) return after
  const { product } = question
  if (product !== undefined && !(await isVisible(org, caller, product))) return err(notFound())
  const { looked } = await visibleFindings(org, caller, product)
  const rows = await mergedRows(org, caller, { product, wish: wish.value })
  const wanted = question.group === undefined ? rows : rows.filter(({ group }) => group === question.group)
  const page = pageAfter(wanted, after.value, readLimit(question.limit, 100))
  return ok({
    ...page,
    rows: await withSummaries(org, page.rows),
    total: wanted.length,
    groups: countGroups(rows),
    toDecide: (await mergedRows(org, caller, { product, wish: open })).length,
    looked: {
      products: looked.products,
      unanalysed: looked.unanalysed.slice(0, mostNamed),
      unanalysedCount: looked.unanalysed.length,
      ...(looked.oldest === undefined ? {} : { oldest: looked.oldest }),
    },
  })
}

/** Rows of the queue as this caller sees it, in order; kept until something changes, but not for words that somebody typed. */
export async function mergedRows(
  org: OrgScope,
  caller: Caller,
  { product, wish }: { readonly product: string | undefined; readonly wish: QueueWish },
): Promise<readonly QueueRow[]> {
  // Asked for inside: findings that were read before a change must not be kept as rows of after it.
  const merge = async (): Promise<readonly QueueRow[]> => {
    const { findings } = await visibleFindings(org, caller, product)
    return mergeRows(findings.filter((finding) => fits(finding, wish)))
  }
  if (wish.q !== undefined) return merge()
  const name = JSON.stringify([viewOf(caller), product ?? '', [...wish.is].sort(), wish.state])
  return org.untilChange(`rows ${name}`, merge)
}

/** What waits for a decision. */
export async function openRows(org: OrgScope, caller: Caller): Promise<readonly QueueRow[]> {
  return mergedRows(org, caller, { product: undefined, wish: open })
}

function readWish({ is, state, q }: QueueQuestion): Result<QueueWish, Refused> {
  const names = (is ?? '').split(',').filter((name) => name !== '')
  const unknown = names.find((name) => !triageFilters.some((filter) => filter === name))
  if (unknown === undefined) return ok({ is: new Set(names), state, q })
  const message = `expected ${triageFilters.join(', ')}, found something else`
  return err({ status: 400, code: 'QUERY_INVALID', message })
}

/** The place of the last row that was shown, and its id: a queue that moved meanwhile goes on behind that row. */
function readAfter(cursor: string | undefined): Result<{ at: number; id: string } | undefined, Refused> {
  if (cursor === undefined) return ok(undefined)
  const read = parseCursor(cursor, ['number', 'string'])
  const [at, id] = read.ok ? read.value : []
  if (typeof at === 'number' && typeof id === 'string' && at >= 0) return ok({ at, id })
  return err({ status: 400, code: 'CURSOR_INVALID', message: 'expected a cursor of this list' })
}

function pageAfter(
  rows: readonly QueueRow[],
  after: { readonly at: number; readonly id: string } | undefined,
  limit: number,
): { readonly rows: QueueRow[]; readonly next?: string } {
  const known = after === undefined ? -1 : rows.findIndex(({ id }) => id === after.id)
  const start = after === undefined ? 0 : known >= 0 ? known + 1 : after.at
  const shown = rows.slice(start, start + limit)
  const last = shown.at(-1)
  const isMore = last !== undefined && start + limit < rows.length
  return isMore
    ? { rows: shown, next: formatCursor([start + limit, last.id.slice(0, 300)]) }
    : { rows: shown }
}

async function isVisible({ db, id }: OrgScope, { products }: Caller, slug: string): Promise<boolean> {
  if (products !== undefined && !products.has(slug)) return false
  const row = await db
    .selectFrom('product')
    .select('id')
    .where('org_id', '=', id)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row !== undefined
}

/** What the flaw is called, of the first finding of each shown row only: bodies are large. */
async function withSummaries(org: OrgScope, rows: readonly QueueRow[]): Promise<QueueRow[]> {
  const keys = rows.flatMap(({ places }) => places.slice(0, 1).map(({ finding }) => finding))
  if (keys.length === 0) return []
  const bodies = await org.db
    .selectFrom('finding')
    .innerJoin('release', (join) =>
      join.onRef('release.org_id', '=', 'finding.org_id').onRef('release.id', '=', 'finding.release_id'),
    )
    .select(['finding.key as key', 'finding.body as body'])
    .where('finding.org_id', '=', org.id)
    .where('release.org_id', '=', org.id)
    .where('release.is_current', '=', 1)
    .where('finding.key', 'in', keys)
    .execute()
  const summaries = new Map(bodies.map(({ key, body }) => [key, summaryIn(body)]))
  return rows.map((row) => {
    const summary = summaries.get(row.places[0]?.finding ?? '')
    return summary === undefined ? row : { ...row, summary }
  })
}

function summaryIn(body: string): string | undefined {
  const value = JSON.parse(body) as { readonly summary?: string }
  return value.summary
}
