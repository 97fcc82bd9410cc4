/** Makes an SBOM of a draft: canonical purls, one component for each, and the graph between them. */
import { compareCodeUnits, type Issue, type WithIssues } from '../../base/index.ts'
import type { Component, Purl } from '../../model/index.ts'
import type { Sbom, UnidentifiedComponent } from '../sbom.ts'
import {
  addComponent,
  addEdge,
  addProduct,
  type Assembly,
  createAssembly,
  nameOf,
  purlOfRef,
  treatAlone,
} from './assembly.ts'
import type { Graph } from './connect.ts'
import type { DraftComponent, SbomDraft } from './draft.ts'
import { createIssueList } from './issue-list.ts'
import { finish } from './merge.ts'
import { toTreeProducts } from './products.ts'

/** What a caller can do without, so that a million components need less memory. */
export interface Frugality {
  /** Components have no hashes and no licenses, whatever the document says: matching asks for neither. */
  readonly isForMatching?: boolean
}

/** `path` names the SBOM in issues, and in evidence where the document has none. */
export function assemble(
  draft: SbomDraft,
  path: string,
  { isForMatching }: Frugality = {},
): WithIssues<Sbom> {
  const assembly = createAssembly(path)
  const { product } = draft
  const ownNode = product === undefined ? undefined : addProduct(assembly, product)
  if (product === undefined) assembly.refs.set('SPDXRef-DOCUMENT', 0)
  draft.eachComponent((component) =>
    addComponent(assembly, isForMatching === true ? withoutDetails(component) : component),
  )
  treatAlone(assembly, ownNode)
  draft.eachEdge((edge) => addEdge(assembly, edge))
  const { components: nodes } = assembly
  const isPurl = (node: number): boolean => nodes[node] !== undefined
  const graph = assembly.edges.finish({ count: nodes.length, start: ownNode ?? 0, isPurl })
  const roots = nodes.flatMap((component, node) =>
    component !== undefined && graph.isDirect(node) ? [component.purl] : [],
  )
  const unidentified = toUnidentified(assembly, graph)
  const products = toTreeProducts(assembly.products, (ref) => purlOfRef(assembly, ref))
  const components = finishAll(assembly, graph)
  const value: Sbom = {
    format: draft.format,
    formatVersion: draft.formatVersion,
    name: draft.name === '' ? nameOfFile(path) : draft.name,
    ...(draft.version !== undefined && { version: draft.version }),
    components,
    roots: roots.sort(compareCodeUnits),
    files: draft.files,
    issues: draft.carried,
    unidentified,
    ...(products !== undefined && { products }),
  }
  return { value, issues: [...draft.issues(), ...issuesOf(assembly, components)] }
}

function withoutDetails(component: DraftComponent): DraftComponent {
  return { ...component, facts: { ...component.facts, hashes: [], licenses: [] } }
}

function finishAll(assembly: Assembly, graph: Graph): readonly Component[] {
  const { components: nodes, merging } = assembly
  const purlOf = (node: number): Purl | undefined => nodes[node]?.purl
  const finished: Component[] = []
  for (const [node, component] of nodes.entries()) {
    if (component !== undefined) finished.push(finish(merging, component, { node, graph, purlOf }))
  }
  return finished.sort((a, b) => compareCodeUnits(a.purl, b.purl))
}

function issuesOf(assembly: Assembly, components: readonly Component[]): readonly Issue[] {
  const { path, issues, graphIssues } = assembly
  const unresolved = createIssueList()
  for (const { purl, isVersionResolved, evidence, requirement } of components) {
    const [place] = evidence
    if (isVersionResolved || requirement !== undefined || place === undefined || place.path !== path) continue
    const message = `${purl} has no version`
    unresolved.push({ code: 'VERSION_UNRESOLVED', level: 'warning', path, line: place.line, message })
  }
  return [...issues.toList(path), ...unresolved.toList(path), ...graphIssues.toList(path)]
}

function toUnidentified(assembly: Assembly, graph: Graph): readonly UnidentifiedComponent[] {
  const refOf = (node: number): string => nameOf(assembly, node)
  return assembly.unidentified.map(({ node, name, version, line, reason, unidentified }) => ({
    ref: refOf(node),
    name,
    ...(version !== undefined && { version }),
    line: unidentified?.line ?? line,
    reason: unidentified?.reason ?? reason,
    dependsOn: graph.targetsOf(node).map(refOf).sort(),
    dependents: graph.sourcesOf(node).map(refOf).sort(),
  }))
}

function nameOfFile(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
