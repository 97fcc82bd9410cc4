/** What the product, or one package, depends on directly: a page of the tree, opened on demand. */
import type { AnswerOf, inventoryRoutes, QueryOf } from '@occtet/contract/api'
import { parseCursor, readLimit, toPage } from '../kernel/cursor.ts'
import { productPosition } from './component-rows.ts'
import { findNode, type Node } from './graph-rows.ts'
import { toLevel } from './levels.ts'
import type { OrgRows } from './stored-json.ts'

type TreeRoute = (typeof inventoryRoutes)['inventory.tree']
export type TreePage = AnswerOf<TreeRoute>

export async function readChildren(
  rows: OrgRows,
  release: string,
  query: QueryOf<TreeRoute>,
): Promise<TreePage | 'CURSOR_INVALID' | undefined> {
  const after = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['string', 'number'])
  if (after?.ok === false) return 'CURSOR_INVALID'
  const parent = query.purl === undefined ? undefined : await findNode(rows, release, query.purl)
  if (query.purl !== undefined && parent === undefined) return undefined
  const limit = readLimit(query.limit, 200)
  const [name, last] = after?.value ?? []
  const found = await selectChildren(rows, release, {
    parent: parent?.position ?? productPosition,
    after: after === undefined ? undefined : { name: String(name), position: Number(last) },
    limit: limit + 1,
  })
  const page = toPage(found, limit, (row) => [row.name, row.position])
  const counts = await countChildren(rows, release, page.rows)
  return { ...page, rows: page.rows.map((node) => viewNode(node, counts.get(node.position) ?? 0)) }
}

interface ChildrenQuestion {
  /** Position of the node above. */
  readonly parent: number
  /** Of the last row of the page before. */
  readonly after: { readonly name: string; readonly position: number } | undefined
  readonly limit: number
}

/** Of a `Node`, named with their table, since edges are joined to it. */
const columns = [
  'component.position',
  'component.purl',
  'component.name',
  'component.version',
  'component.type',
  'component.scope',
  'component.is_direct',
  'component.finding_count',
  'component.worst',
  'component.is_first_party',
] as const

async function selectChildren(
  { db, id }: OrgRows,
  release: string,
  { parent, after, limit }: ChildrenQuestion,
): Promise<readonly Node[]> {
  let children = db
    .selectFrom('component_edge')
    .innerJoin('component', (join) =>
      join
        .onRef('component.org_id', '=', 'component_edge.org_id')
        .onRef('component.release_id', '=', 'component_edge.release_id')
        .onRef('component.position', '=', 'component_edge.child'),
    )
    .where('component_edge.org_id', '=', id)
    .where('component_edge.release_id', '=', release)
    .where('component_edge.parent', '=', parent)
  if (after !== undefined) {
    const { name, position } = after
    children = children.where((eb) =>
      eb.or([
        eb('component.name', '>', name),
        eb.and([eb('component.name', '=', name), eb('component.position', '>', position)]),
      ]),
    )
  }
  return children
    .select(columns)
    .orderBy('component.name')
    .orderBy('component.position')
    .limit(limit)
    .execute()
}

async function countChildren(
  { db, id }: OrgRows,
  release: string,
  nodes: readonly Node[],
): Promise<ReadonlyMap<number, number>> {
  if (nodes.length === 0) return new Map()
  const counts = await db
    .selectFrom('component_edge')
    .select(['parent', (eb) => eb.fn.countAll<number>().as('count')])
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .where(
      'parent',
      'in',
      nodes.map(({ position }) => position),
    )
    .groupBy('parent')
    .execute()
  return new Map(counts.map(({ parent, count }) => [parent, Number(count)]))
}

function viewNode(node: Node, children: number): TreePage['rows'][number] {
  return {
    purl: node.purl,
    name: node.name,
    ...(node.version === null ? {} : { version: node.version }),
    type: node.type,
    scope: node.scope as TreePage['rows'][number]['scope'],
    findings: node.finding_count,
    ...(node.finding_count === 0 ? {} : { worst: toLevel(node.worst) }),
    isFirstParty: node.is_first_party === 1,
    children,
  }
}
