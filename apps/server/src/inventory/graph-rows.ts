/** The graph of one release, asked for in steps: parents and children by position, never the whole. */
import type { ComponentRow } from '../db/tables/products.ts'
import { productPosition } from './component-rows.ts'
import type { OrgRows } from './stored-json.ts'

export type Node = Pick<
  ComponentRow,
  | 'position'
  | 'purl'
  | 'name'
  | 'version'
  | 'type'
  | 'scope'
  | 'is_direct'
  | 'finding_count'
  | 'worst'
  | 'is_first_party'
>

const columns = [
  'position',
  'purl',
  'name',
  'version',
  'type',
  'scope',
  'is_direct',
  'finding_count',
  'worst',
  'is_first_party',
] as const

/** Positions of one statement. */
const piece = 500

export async function findNode(
  { db, id }: OrgRows,
  release: string,
  purl: string,
): Promise<Node | undefined> {
  return db
    .selectFrom('component')
    .select(columns)
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .where('purl', '=', purl)
    .executeTakeFirst()
}

export async function readNodes(
  { db, id }: OrgRows,
  release: string,
  positions: readonly number[],
): Promise<readonly Node[]> {
  const found: Node[] = []
  for (let at = 0; at < positions.length; at += piece) {
    found.push(
      ...(await db
        .selectFrom('component')
        .select(columns)
        .where('org_id', '=', id)
        .where('release_id', '=', release)
        .where('position', 'in', positions.slice(at, at + piece))
        .orderBy('position')
        .execute()),
    )
  }
  return found
}

export interface Edge {
  readonly parent: number
  readonly child: number
}

/** Edges that end, or begin, in one of the positions. */
export async function readEdges(
  { db, id }: OrgRows,
  release: string,
  { end, positions }: { readonly end: 'parent' | 'child'; readonly positions: readonly number[] },
): Promise<readonly Edge[]> {
  const found: Edge[] = []
  for (let at = 0; at < positions.length; at += piece) {
    found.push(
      ...(await db
        .selectFrom('component_edge')
        .select(['parent', 'child'])
        .where('org_id', '=', id)
        .where('release_id', '=', release)
        .where(end, 'in', positions.slice(at, at + piece))
        .execute()),
    )
  }
  return found
}

export interface Ancestry {
  /** Every edge above the target that was seen, the product included. */
  readonly edges: readonly Edge[]
  /** More than `most` packages lead here: some ways are missing. */
  readonly isCut: boolean
}

/** Level by level upwards from one package; a package is asked for once. */
export async function readAncestry(
  rows: OrgRows,
  release: string,
  { target, most }: { readonly target: number; readonly most: number },
): Promise<Ancestry> {
  const seen = new Set([target])
  const edges: Edge[] = []
  let level: readonly number[] = [target]
  while (level.length > 0) {
    const above = await readEdges(rows, release, { end: 'child', positions: level })
    edges.push(...above)
    const next = [...new Set(above.map(({ parent }) => parent))].filter(
      (parent) => parent !== productPosition && !seen.has(parent),
    )
    for (const parent of next) seen.add(parent)
    if (seen.size > most) return { edges, isCut: true }
    level = next
  }
  return { edges, isCut: false }
}

/** Shortest ways from what the product asks for, one for each first step; at most `most`, shortest first. */
export function shortestPaths(
  edges: readonly Edge[],
  target: number,
  most: number,
): readonly (readonly number[])[] {
  const children = new Map<number, number[]>()
  for (const { parent, child } of edges) {
    const known = children.get(parent)
    if (known === undefined) children.set(parent, [child])
    else known.push(child)
  }
  const starts = [...new Set(children.get(productPosition) ?? [])].sort((a, b) => a - b)
  const paths = starts.flatMap((start) => {
    const path = shortestPath(children, start, target)
    return path === undefined ? [] : [path]
  })
  return paths.sort((a, b) => a.length - b.length || (a[0] ?? 0) - (b[0] ?? 0)).slice(0, most)
}

function shortestPath(
  children: ReadonlyMap<number, readonly number[]>,
  start: number,
  target: number,
): readonly number[] | undefined {
  const from = new Map<number, number>([[start, productPosition]])
  const queue = [start]
  for (let at = 0; at < queue.length && !from.has(target); at++) {
    const here = queue[at] ?? start
    for (const child of children.get(here) ?? []) {
      if (from.has(child)) continue
      from.set(child, here)
      queue.push(child)
    }
  }
  if (!from.has(target)) return undefined
  const path: number[] = []
  for (let at = target; at !== productPosition; at = from.get(at) ?? productPosition) path.push(at)
  return path.reverse()
}
