/** The table of components: filtered and sorted by the database, page by page. */
import type { AnswerOf, inventoryRoutes, QueryOf } from '@occtet/contract/api'
import type { SelectQueryBuilder } from 'kysely'
import type { Tables } from '../db/tables/index.ts'
import type { ComponentRow } from '../db/tables/products.ts'
import { type CursorKey, formatCursor, parseCursor, readLimit } from '../kernel/cursor.ts'
import { escapeLike } from '../products/list.ts'
import { toLevel, toRank } from './levels.ts'
import type { OrgRows } from './stored-json.ts'

type ComponentsRoute = (typeof inventoryRoutes)['inventory.components']
export type ComponentFilter = QueryOf<ComponentsRoute>
export type ComponentPage = AnswerOf<ComponentsRoute>
export type ComponentView = ComponentPage['rows'][number]

/** Of the columns; `body` is read for one component only. */
const listed = [
  'position',
  'purl',
  'type',
  'name',
  'version',
  'scope',
  'is_direct',
  'license',
  'finding_count',
  'worst',
  'unknown',
] as const

export type ListedComponent = Pick<ComponentRow, (typeof listed)[number]>

/** Undefined where the cursor is none of ours. */
export async function listComponents(
  rows: OrgRows,
  release: string,
  filter: ComponentFilter,
): Promise<ComponentPage | undefined> {
  const sort = sorts[filter.sort ?? 'worst']
  const after = filter.cursor === undefined ? undefined : parseCursor(filter.cursor, sort.kinds)
  if (after?.ok === false) return undefined
  const limit = readLimit(filter.limit, 100)
  const base = narrow(
    rows.db
      .selectFrom('component')
      .where('component.org_id', '=', rows.id)
      .where('component.release_id', '=', release)
      .where('component.is_first_party', '=', 0),
    filter,
  )
  const page = sort
    .apply(base, after?.value)
    .select(listed)
    .limit(limit + 1)
  const found = await page.execute()
  const { total } = await base.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(viewComponent),
    ...(found.length > limit && last !== undefined ? { next: formatCursor(sort.keyOf(last)) } : {}),
    total: Number(total),
  }
}

export function viewComponent(row: ListedComponent): ComponentView {
  return {
    purl: row.purl,
    type: row.type,
    name: row.name,
    ...(row.version === null ? {} : { version: row.version }),
    scope: row.scope as ComponentView['scope'],
    relation: row.is_direct === 1 ? 'direct' : 'transitive',
    ...(row.license === null ? {} : { license: row.license }),
    findings: row.finding_count,
    ...(row.finding_count === 0 ? {} : { worst: toLevel(row.worst) }),
    ...(row.unknown === null ? {} : { unknown: row.unknown }),
  }
}

type Components<O> = SelectQueryBuilder<Tables, 'component', O>

function narrow<O>(query: Components<O>, filter: ComponentFilter): Components<O> {
  let narrowed = query
  if (filter.q !== undefined && filter.q !== '') {
    const like = `%${escapeLike(filter.q.toLowerCase())}%`
    narrowed = narrowed.where((eb) => eb(eb.fn<string>('lower', ['component.purl']), 'like', like))
  }
  if (filter.type !== undefined) narrowed = narrowed.where('component.type', '=', filter.type)
  if (filter.scope !== undefined) narrowed = narrowed.where('component.scope', '=', filter.scope)
  if (filter.direct !== undefined)
    narrowed = narrowed.where('component.is_direct', '=', filter.direct === 'yes' ? 1 : 0)
  if (filter.license === 'unknown') narrowed = narrowed.where('component.license', 'is', null)
  else if (filter.license !== undefined) narrowed = narrowed.where('component.license', '=', filter.license)
  return filter.worst === undefined ? narrowed : atLeast(narrowed, filter.worst)
}

/** What nobody rated is never left out of a list of the worst. */
function atLeast<O>(query: Components<O>, worst: NonNullable<ComponentFilter['worst']>): Components<O> {
  if (worst === 'nodata') return query.where('component.unknown', 'is not', null)
  const found = query.where('component.finding_count', '>', 0)
  if (worst === 'any') return found
  const unrated = toRank('unknown')
  return found.where((eb) =>
    eb.or([eb('component.worst', '>=', toRank(worst)), eb('component.worst', '=', unrated)]),
  )
}

interface Sort {
  readonly kinds: readonly ('string' | 'number')[]
  readonly keyOf: (row: ListedComponent) => CursorKey
  readonly apply: <O>(query: Components<O>, after: CursorKey | undefined) => Components<O>
}

/** Each ends in the position, which is unique, and follows an index. */
const sorts: Readonly<Record<NonNullable<ComponentFilter['sort']>, Sort>> = {
  name: {
    kinds: ['string', 'number'],
    keyOf: ({ name, position }) => [name, position],
    apply: (query, after) => {
      const ordered = query.orderBy('component.name').orderBy('component.position')
      if (after === undefined) return ordered
      const [name, position] = [String(after[0]), Number(after[1])]
      return ordered.where((eb) =>
        eb.or([
          eb('component.name', '>', name),
          eb.and([eb('component.name', '=', name), eb('component.position', '>', position)]),
        ]),
      )
    },
  },
  worst: byNumber('worst'),
  findings: byNumber('finding_count'),
  license: {
    kinds: ['string', 'number'],
    keyOf: ({ license, position }) => [license ?? '', position],
    apply: (query, after) => {
      const ordered = query
        .orderBy((eb) => eb.fn.coalesce('component.license', eb.val('')))
        .orderBy('component.position')
      if (after === undefined) return ordered
      const [license, position] = [String(after[0]), Number(after[1])]
      return ordered.where((eb) => {
        const own = eb.fn.coalesce('component.license', eb.val(''))
        return eb.or([
          eb(own, '>', license),
          eb.and([eb(own, '=', license), eb('component.position', '>', position)]),
        ])
      })
    },
  },
}

function byNumber(column: 'worst' | 'finding_count'): Sort {
  const name = `component.${column}` as const
  return {
    kinds: ['number', 'number'],
    keyOf: (row) => [row[column], row.position],
    apply: (query, after) => {
      const ordered = query.orderBy(name, 'desc').orderBy('component.position')
      if (after === undefined) return ordered
      const [value, position] = [Number(after[0]), Number(after[1])]
      return ordered.where((eb) =>
        eb.or([
          eb(name, '<', value),
          eb.and([eb(name, '=', value), eb('component.position', '>', position)]),
        ]),
      )
    },
  }
}
