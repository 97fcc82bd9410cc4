/** One component: where it is stated, who brought it in, what is known of it; and the drawing of the ways to it. */
import type { AnswerOf, inventoryRoutes } from '@occtet/contract/api'
import type { Finding } from '@occtet/toolkit/model'
import { productPosition, type ComponentBody } from './component-rows.ts'
import { maskRow } from '../products/kept-back.ts'
import { viewComponent } from './components.ts'
import {
  type Edge,
  findNode,
  type Node,
  readAncestry,
  readEdges,
  readNodes,
  shortestPaths,
} from './graph-rows.ts'
import { toLevel } from './levels.ts'
import type { OrgRows } from './stored-json.ts'

export type Detail = AnswerOf<(typeof inventoryRoutes)['inventory.component']>
export type Graph = AnswerOf<(typeof inventoryRoutes)['inventory.graph']>

/** Packages above one that are looked at for its ways. */
const mostAbove = 5000
const mostPaths = 10
const mostDependents = 500
/** Beyond this a drawing shows nothing any more. */
const mostNodes = 60

/** `hidden`: decisions that the caller may not see. */
export async function readDetail(
  rows: OrgRows,
  release: string,
  { purl, hidden }: { readonly purl: string; readonly hidden: ReadonlySet<string> },
): Promise<Detail | undefined> {
  const row = await rows.db
    .selectFrom('component')
    .selectAll()
    .where('org_id', '=', rows.id)
    .where('release_id', '=', release)
    .where('purl', '=', purl)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const body = JSON.parse(row.body) as ComponentBody
  const { edges } = await readAncestry(rows, release, { target: row.position, most: mostAbove })
  const paths = shortestPaths(edges, row.position, mostPaths)
  const above = edges.filter(({ child, parent }) => child === row.position && parent !== productPosition)
  const below = await readEdges(rows, release, { end: 'parent', positions: [row.position] })
  const dependents = [...new Set(above.map(({ parent }) => parent))]
  const shown = dependents.slice(0, mostDependents)
  const named = await namesOf(rows, release, [...paths.flat(), ...shown, ...below.map(({ child }) => child)])
  const toPurls = (positions: readonly number[]): string[] =>
    positions.flatMap((at) => named.get(at)?.purl ?? [])
  return {
    component: { ...viewComponent(row), relation: body.relation },
    ecosystem: body.ecosystem,
    ...(body.requirement === undefined ? {} : { requirement: body.requirement }),
    groups: [...body.groups],
    origin: body.origin,
    aliases: [...body.aliases],
    declaredLicenses: [...body.licenses],
    hashes: [...body.hashes],
    evidence: [...body.evidence],
    paths: paths.map(toPurls),
    dependsOn: toPurls(below.map(({ child }) => child)).sort(),
    dependents: toPurls(shown).sort(),
    dependentCount: dependents.length,
    findings: (await readFindings(rows, release, purl)).map((row) => toFinding(maskRow(row, hidden))),
  }
}

async function namesOf(
  rows: OrgRows,
  release: string,
  positions: readonly number[],
): Promise<ReadonlyMap<number, Node>> {
  const nodes = await readNodes(rows, release, [...new Set(positions)])
  return new Map(nodes.map((node) => [node.position, node]))
}

async function readFindings({ db, id }: OrgRows, release: string, purl: string) {
  return db
    .selectFrom('finding')
    .select([
      'key',
      'advisory',
      'level',
      'fixed_in',
      'is_exploited',
      'state',
      'status',
      'decision_id',
      'body',
    ])
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .where('purl', '=', purl)
    .orderBy('position')
    .execute()
}

function toFinding(row: Awaited<ReturnType<typeof readFindings>>[number]): Detail['findings'][number] {
  const { score, summary } = JSON.parse(row.body) as Finding
  return {
    key: row.key,
    advisory: row.advisory,
    level: row.level as Detail['findings'][number]['level'],
    ...(score === undefined ? {} : { score }),
    ...(summary === undefined ? {} : { summary }),
    ...(row.fixed_in === null ? {} : { fixedIn: row.fixed_in }),
    isExploited: row.is_exploited === 1,
    state: row.state,
    ...(row.status === null ? {} : { status: row.status }),
  }
}

/** The shortest ways first, then what the package asks for itself, as long as there is room. */
export async function readGraph(rows: OrgRows, release: string, purl: string): Promise<Graph | undefined> {
  const target = await findNode(rows, release, purl)
  if (target === undefined) return undefined
  const above = await readAncestry(rows, release, { target: target.position, most: mostAbove })
  const below = await readEdges(rows, release, { end: 'parent', positions: [target.position] })
  const kept = new Set([target.position])
  let isCut = above.isCut
  const paths = shortestPaths(above.edges, target.position, mostNodes)
  for (const group of [...paths, ...below.map(({ child }) => [child])]) {
    const added = group.filter((at) => !kept.has(at))
    if (kept.size + added.length > mostNodes) isCut = true
    else for (const at of added) kept.add(at)
  }
  const edges = distinct([...above.edges, ...below]).filter(
    ({ parent, child }) => kept.has(parent) && kept.has(child),
  )
  const nodes = await namesOf(rows, release, [...kept])
  return { target: purl, ...draw(nodes, { edges, paths, target: target.position }), isCut }
}

function distinct(edges: readonly Edge[]): readonly Edge[] {
  return [...new Map(edges.map((edge) => [`${edge.parent} ${edge.child}`, edge])).values()]
}

interface Drawn {
  readonly edges: readonly Edge[]
  readonly paths: readonly (readonly number[])[]
  readonly target: number
}

function draw(
  nodes: ReadonlyMap<number, Node>,
  { edges, paths, target }: Drawn,
): Pick<Graph, 'nodes' | 'edges'> {
  const depths = new Map<number, number>()
  for (const path of paths)
    for (const [at, position] of path.entries())
      depths.set(position, Math.min(depths.get(position) ?? Number.MAX_SAFE_INTEGER, at + 1))
  const own = depths.get(target) ?? 1
  return {
    nodes: [...nodes.values()].map((node) => ({
      purl: node.purl,
      name: node.name,
      ...(node.version === null ? {} : { version: node.version }),
      depth: depths.get(node.position) ?? own + 1,
      findings: node.finding_count,
      ...(node.finding_count === 0 ? {} : { worst: toLevel(node.worst) }),
    })),
    edges: edges.flatMap(({ parent, child }) => {
      const [from, to] = [nodes.get(parent), nodes.get(child)]
      return from === undefined || to === undefined ? [] : [{ from: from.purl, to: to.purl }]
    }),
  }
}
