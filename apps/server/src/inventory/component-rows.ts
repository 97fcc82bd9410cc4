/** An inventory as rows: components in their order, and who asks for whom. */
import { type FindingsReport, type Purl, type SeverityLevel, splitPurl } from '@occtet/toolkit/model'
import type { StoredInventory } from '../analysis/model.ts'
import type { ComponentEdgeRow, ComponentRow } from '../db/tables/products.ts'
import { toRank } from './levels.ts'

/** The product itself, as a parent. */
export const productPosition = -1

export type ComponentDraft = Omit<ComponentRow, 'org_id' | 'release_id'>
export type EdgeDraft = Pick<ComponentEdgeRow, 'parent' | 'child'>

export interface ComponentRows {
  readonly components: readonly ComponentDraft[]
  readonly edges: readonly EdgeDraft[]
}

/** What stands in `component.body`. */
export type ComponentBody = Pick<
  StoredInventory['components'][number],
  | 'ecosystem'
  | 'isVersionResolved'
  | 'requirement'
  | 'relation'
  | 'groups'
  | 'origin'
  | 'aliases'
  | 'licenses'
  | 'hashes'
  | 'evidence'
>

export function toComponentRows(inventory: StoredInventory, report: FindingsReport): ComponentRows {
  const byPurl = countFindings(report)
  const silent = new Map(report.unknown.map(({ purl, reason }) => [purl, reason]))
  const positions = new Map(inventory.components.map(({ purl }, at) => [purl, at]))
  return {
    components: inventory.components.map((component, position) => ({
      position,
      ...namesOf(component.purl),
      scope: component.scope,
      is_direct: component.relation === 'direct' ? 1 : 0,
      license: licenseOf(component.licenses),
      finding_count: byPurl.get(component.purl)?.count ?? 0,
      worst: toRank(byPurl.get(component.purl)?.worst ?? 'none'),
      is_first_party: component.isFirstParty ? 1 : 0,
      unknown: silent.get(component.purl) ?? null,
      body: JSON.stringify(bodyOf(component)),
    })),
    edges: edgesOf(inventory, positions),
  }
}

interface Count {
  readonly count: number
  readonly worst: SeverityLevel
}

function countFindings({ findings }: FindingsReport): ReadonlyMap<Purl, Count> {
  const counts = new Map<Purl, Count>()
  for (const { purl, level } of findings) {
    const known = counts.get(purl)
    const worst = known === undefined || toRank(level) > toRank(known.worst) ? level : known.worst
    counts.set(purl, { count: (known?.count ?? 0) + 1, worst })
  }
  return counts
}

function namesOf(purl: Purl): Pick<ComponentDraft, 'purl' | 'type' | 'name' | 'version'> {
  const { type, namespace, name, version } = splitPurl(purl)
  return {
    purl,
    type,
    name: namespace === undefined ? name : `${namespace}/${name}`,
    version: version ?? null,
  }
}

/** Several declarations are several facts: none is chosen. */
function licenseOf(licenses: readonly string[]): string | null {
  return licenses.length === 0 ? null : licenses.join(' | ')
}

function bodyOf(component: StoredInventory['components'][number]): ComponentBody {
  const {
    ecosystem,
    isVersionResolved,
    requirement,
    relation,
    groups,
    origin,
    aliases,
    licenses,
    hashes,
    evidence,
  } = component
  return {
    ecosystem,
    isVersionResolved,
    ...(requirement === undefined ? {} : { requirement }),
    relation,
    groups,
    origin,
    aliases,
    licenses,
    hashes,
    evidence,
  }
}

function edgesOf(inventory: StoredInventory, positions: ReadonlyMap<Purl, number>): readonly EdgeDraft[] {
  const edges: EdgeDraft[] = []
  const add = (parent: number, purl: Purl): void => {
    const child = positions.get(purl)
    if (child !== undefined && child !== parent) edges.push({ parent, child })
  }
  for (const root of new Set(inventory.roots)) add(productPosition, root)
  for (const [parent, { dependsOn }] of inventory.components.entries())
    for (const purl of new Set(dependsOn)) add(parent, purl)
  return edges
}
