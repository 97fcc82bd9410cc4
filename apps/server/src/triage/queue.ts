/** The queue over all products that a caller may see: filtered, grouped, page by page. */
import { type AnswerOf, type QueueRow, triageFilters, type triageRoutes } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { sql } from 'kysely'
import { formatCursor, parseCursor, readLimit } from '../kernel/cursor.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'
import { countGroups, createMerging, fits, mergeRows, type Merging, type QueueWish } from './merge-rows.ts'
import { type FindingsPart, viewOf, visibleFindings, type VisibleFindings } from './rows.ts'
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
  const build = async (): Promise<Queue> =>
    buildPage(org, caller, { question, wish: wish.value, after: after.value })
  // What somebody types is not asked for twice; a single product is quickly read.
  if (question.q !== undefined || product !== undefined) return ok(await build())
  const { is, state, group, cursor, limit } = question
  const name = `queue ${viewOf(caller)} ${JSON.stringify([is, state, group, cursor, limit])}`
  return ok(await org.untilChange(name, build, ({ rows }) => countPlaces(rows)))
}

interface Asked {
  readonly question: QueueQuestion
  readonly wish: QueueWish
  readonly after: { readonly at: number; readonly id: string } | undefined
}

async function buildPage(org: OrgScope, caller: Caller, { question, wish, after }: Asked): Promise<Queue> {
  const { product } = question
  const visible = await visibleFindings(org, caller, product)
  const rows = await mergedRows(org, caller, { product, wish })
  const wanted = question.group === undefined ? rows : rows.filter(({ group }) => group === question.group)
  const page = pageAfter(wanted, after, readLimit(question.limit, 100))
  const { looked } = visible
  return {
    ...page,
    rows: await withSummaries(org, visible, page.rows),
    total: wanted.length,
    groups: countGroups(rows),
    toDecide: (await mergedRows(org, caller, { product, wish: open })).length,
    looked: {
      products: looked.products,
      unanalysed: looked.unanalysed.slice(0, mostNamed),
      unanalysedCount: looked.unanalysed.length,
      ...(looked.oldest === undefined ? {} : { oldest: looked.oldest }),
    },
  }
}

function countPlaces(rows: readonly QueueRow[]): number {
  return rows.reduce((sum, { places }) => sum + places.length, 0)
}

interface MergedRows {
  readonly parts: VisibleFindings['parts']
  readonly rows: readonly QueueRow[]
  /** What the rows were made with; goes on to those after the next change. */
  readonly merging: Merging
}

/**
 * Rows of the queue as this caller sees it, in order. Over all products they are kept, and after a change only those are
 * made anew whose findings changed; not for words that somebody typed.
 */
export async function mergedRows(
  org: OrgScope,
  caller: Caller,
  { product, wish }: { readonly product: string | undefined; readonly wish: QueueWish },
): Promise<readonly QueueRow[]> {
  if (wish.q !== undefined || product !== undefined) {
    const { parts } = await visibleFindings(org, caller, product)
    const all = [...parts.values()].flatMap(({ findings }) => findings)
    return mergeRows(all.filter((finding) => fits(finding, wish)))
  }
  const name = JSON.stringify([viewOf(caller), [...wish.is].sort(), wish.state])
  const { rows } = await org.untilChange<MergedRows>(
    `rows ${name}`,
    // Asked for inside: findings that were read before a change must not be kept as rows of after it.
    async (former) => {
      const { parts } = await visibleFindings(org, caller, product)
      return mergeParts(parts, wish, former)
    },
    // Rows share their findings with what is kept of those.
    ({ rows: made }) => Math.ceil(countPlaces(made) / 2),
  )
  return rows
}

function mergeParts(parts: MergedRows['parts'], wish: QueueWish, former: MergedRows | undefined): MergedRows {
  const merging = former?.merging ?? createMerging()
  const before = former?.parts ?? new Map<string, FindingsPart>()
  for (const id of new Set([...before.keys(), ...parts.keys()])) {
    const [old, by] = [before.get(id), parts.get(id)]
    if (old === by) continue
    const fitting = (part: FindingsPart | undefined) =>
      (part?.findings ?? []).filter((finding) => fits(finding, wish))
    merging.replace(fitting(old), fitting(by))
  }
  return { parts, rows: merging.rows(), merging }
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
async function withSummaries(
  org: OrgScope,
  { parts }: VisibleFindings,
  rows: readonly QueueRow[],
): Promise<QueueRow[]> {
  const releases = new Map<string, string>()
  for (const [id, { findings }] of parts) {
    const [first] = findings
    if (first !== undefined) releases.set(first.product, id)
  }
  const places = rows.map(({ places: [first] }) => ({
    release: releases.get(first?.product ?? '') ?? '',
    key: first?.finding ?? '',
  }))
  if (places.length === 0) return []
  // Pairs, through the key; a list of keys beside a list of releases would read each with each.
  const pairs = sql.join(places.map(({ release, key }) => sql`(${release}, ${key})`))
  const bodies = await org.db
    .selectFrom('finding')
    .select(['release_id', 'key', 'body'])
    .where('org_id', '=', org.id)
    .where(sql<boolean>`(release_id, key) in (values ${pairs})`)
    .execute()
  const summaries = new Map(bodies.map(({ release_id, key, body }) => [`${release_id} ${key}`, body]))
  return rows.map((row, at) => {
    const body = summaries.get(`${places[at]?.release} ${places[at]?.key}`)
    const summary = body === undefined ? undefined : summaryIn(body)
    return summary === undefined ? row : { ...row, summary }
  })
}

function summaryIn(body: string): string | undefined {
  const value = JSON.parse(body) as { readonly summary?: string }
  return value.summary
}
