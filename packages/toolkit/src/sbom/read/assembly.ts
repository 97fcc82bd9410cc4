/** An SBOM in the making: what it lists so far, numbered, and what its references stand for. */
import { Ints, type Issue, limits } from '../../base/index.ts'
import type { Purl } from '../../model/index.ts'
import { productRef } from '../sbom.ts'
import { createGraphBuilder, type GraphBuilder } from './connect.ts'
import type { DraftComponent, DraftEdge } from './draft.ts'
import { type Identified, identify } from './identify.ts'
import { createIssueList, type IssueList } from './issue-list.ts'
import { type DraftProducts, isTreeProduct } from './products.ts'
import { addStatement, createMerging, type Growing, type Merging, start } from './merge.ts'

/** What an assembly keeps of a component without a purl. */
interface Unnamed extends Pick<DraftComponent, 'name' | 'version' | 'line' | 'unidentified'> {
  readonly node: number
  readonly reason: string
}

/** Components are numbered as they come; 0 is the product itself. */
export interface Assembly {
  readonly path: string
  readonly merging: Merging
  /** By number; undefined for the product and for what has no purl. */
  readonly components: (Growing | undefined)[]
  readonly byPurl: Map<string, number>
  /** 1-based lines by number. */
  readonly lines: Ints
  readonly unidentified: Unnamed[]
  /** Entries for the products of a tree: no components, so they have no number. */
  readonly products: DraftProducts
  /** From the number of a component without a purl to its place in `unidentified`, from 1. */
  readonly ordinals: Map<number, number>
  /** From the document's references to numbers; one that is the component's own purl is in `ownNamed` instead. */
  readonly refs: Map<string, number>
  /** 1 for components whose reference is their purl: the usual case, and not worth a second map. */
  readonly ownNamed: Ints
  readonly edges: GraphBuilder
  readonly issues: IssueList
  readonly graphIssues: IssueList
  readonly counts: { components: number; edges: number }
}

export function createAssembly(path: string): Assembly {
  const merging = createMerging(path)
  const assembly: Assembly = {
    path,
    merging,
    components: [undefined],
    byPurl: new Map(),
    lines: new Ints(),
    unidentified: [],
    products: new Map(),
    ordinals: new Map(),
    refs: new Map(),
    ownNamed: new Ints(),
    edges: createGraphBuilder(),
    issues: createIssueList(),
    graphIssues: createIssueList(),
    counts: { components: 0, edges: 0 },
  }
  pushNode(assembly, 0)
  merging.stated.push(0)
  return assembly
}

function pushNode(assembly: Assembly, line: number): void {
  assembly.lines.push(line)
  assembly.ownNamed.push(0)
}

/** A product with a purl is a component too; its number, or undefined where it has none. */
export function addProduct(assembly: Assembly, product: DraftComponent): number | undefined {
  const found = product.purl === undefined ? undefined : identify(product)
  if (found?.ok === true) {
    addIdentified(assembly, { ...product, facts: { ...product.facts, isFirstParty: true } }, found)
    return 1
  }
  assembly.refs.set(product.ref, 0)
  if (found !== undefined) assembly.issues.push(unidentifiedIssue(product, found.reason, assembly.path))
  return undefined
}

/** An SBOM of one package only is about that package, not about ours. */
export function treatAlone(assembly: Assembly, ownNode: number | undefined): void {
  const own = ownNode === undefined ? undefined : assembly.components[ownNode]
  if (own !== undefined && assembly.counts.components === 0) own.isFirstParty = false
}

export function addComponent(assembly: Assembly, draft: DraftComponent): void {
  if (isTooMany(assembly, 'components', limits.sbomComponents)) return
  if (isTreeProduct(draft) && !assembly.products.has(draft.ref)) {
    assembly.products.set(draft.ref, { draft, leads: [] })
    return
  }
  const found = identify(draft)
  if (found.ok) {
    addIdentified(assembly, draft, found)
    return
  }
  const node = assembly.components.length
  assembly.components.push(undefined)
  assembly.merging.stated.push(0)
  pushNode(assembly, draft.line)
  const { name: own, version, line, unidentified } = draft
  const carried = {
    ...(version !== undefined && { version }),
    ...(unidentified !== undefined && { unidentified }),
  }
  assembly.unidentified.push({ node, name: own, line, reason: found.reason, ...carried })
  assembly.ordinals.set(node, assembly.unidentified.length)
  if (draft.unidentified === undefined) {
    assembly.issues.push(unidentifiedIssue(draft, found.reason, assembly.path))
  }
  nameIt(assembly, draft, node)
}

function addIdentified(assembly: Assembly, draft: DraftComponent, found: Identified): void {
  const { purl } = found
  const { components, byPurl, merging, lines, path } = assembly
  const known = byPurl.get(purl)
  const component = known === undefined ? undefined : components[known]
  if (known === undefined || component === undefined) {
    byPurl.set(purl, components.length)
    components.push(start(merging, draft, found))
    pushNode(assembly, draft.line)
    nameIt(assembly, draft, components.length - 1)
    return
  }
  addStatement(merging, { node: known, component }, draft)
  const message = `${purl} was listed before (line ${lines.at(known)}); both entries are one component`
  assembly.issues.push({ code: 'DUPLICATE_KEY', level: 'note', path, line: draft.line, message })
  nameIt(assembly, draft, known)
}

/** Two components of one reference: edges cannot tell them apart, so they go to the first. */
function nameIt(assembly: Assembly, draft: DraftComponent, node: number): void {
  const known = nodeOfRef(assembly, draft.ref)
  if (known === undefined) {
    if (assembly.components[node]?.purl === draft.ref) assembly.ownNamed.set(node, 1)
    else assembly.refs.set(draft.ref, node)
  } else if (known !== node) {
    const message = `the reference ${draft.ref} names two components; its dependencies are given to ${nameOf(assembly, known)}`
    const { path } = assembly
    assembly.issues.push({ code: 'DUPLICATE_KEY', level: 'warning', path, line: draft.line, message })
  }
}

function nodeOfRef({ refs, byPurl, ownNamed }: Assembly, ref: string): number | undefined {
  const named = refs.get(ref)
  if (named !== undefined) return named
  const own = byPurl.get(ref)
  return own !== undefined && ownNamed.at(own) === 1 ? own : undefined
}

export function nameOf(assembly: Assembly, node: number): string {
  if (node === 0) return productRef
  const purl = assembly.components[node]?.purl
  if (purl !== undefined) return purl
  return `unidentified:${assembly.ordinals.get(node) ?? 0}`
}

/** A reference that names nothing may still be the purl of a component. */
function nodeOf({ refs, byPurl }: Assembly, ref: string): number | undefined {
  return refs.get(ref) ?? byPurl.get(ref)
}

/** Of a component with a purl. */
export function purlOfRef(assembly: Assembly, ref: string): Purl | undefined {
  return assembly.components[nodeOf(assembly, ref) ?? 0]?.purl
}

export function addEdge(assembly: Assembly, edge: DraftEdge): void {
  if (isTooMany(assembly, 'edges', limits.sbomEdges)) return
  const { path, products } = assembly
  const from = nodeOf(assembly, edge.from)
  const to = nodeOf(assembly, edge.to)
  if (from === undefined && to !== undefined && products.has(edge.from)) {
    products.get(edge.from)?.leads.push(edge.to)
    return
  }
  if (from !== undefined && to !== undefined) {
    assembly.edges.add(from, to, edge.scope)
    return
  }
  const missing = from === undefined ? edge.from : edge.to
  const message = `a dependency refers to ${JSON.stringify(missing)}, which the document does not list`
  const { line } = edge
  assembly.graphIssues.push({ code: 'REFERENCE_MISSING', level: 'warning', path, line, message })
}

/** Counts one more; what is too much is left out, and said once. */
function isTooMany(assembly: Assembly, what: 'components' | 'edges', limit: number): boolean {
  const count = ++assembly.counts[what]
  if (count === limit + 1) {
    const message = `the document lists more than ${limit} ${what === 'edges' ? 'dependencies' : what}; the rest is not read`
    assembly.issues.push({ code: 'FILE_TOO_LARGE', level: 'error', path: assembly.path, message })
  }
  return count > limit
}

function unidentifiedIssue(draft: DraftComponent, reason: string, path: string): Issue {
  const named = [draft.name, draft.version ?? ''].filter((text) => text !== '').join(' ')
  return {
    code: draft.purl === undefined ? 'ENTRY_UNREADABLE' : 'PURL_INVALID',
    level: 'warning',
    path,
    line: draft.line,
    message: `component ${JSON.stringify(named)} is listed as unidentified: ${reason}`,
    hint: 'give it a package URL, or no advisory can be matched with it',
  }
}
