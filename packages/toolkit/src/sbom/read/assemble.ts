/** Makes an SBOM of a draft: canonical purls, one component for each, and the graph between them. */
import { compareCodeUnits, type Issue, type WithIssues } from '../../base/index.ts'
import type { Component, Purl } from '../../model/index.ts'
import { productRef, type Sbom, type UnidentifiedComponent } from '../sbom.ts'
import type { DraftComponent, SbomDraft } from './draft.ts'
import { connect, type Graph } from './connect.ts'
import { type Identified, identify } from './identify.ts'
import { addStatement, finish, type MergedComponent, start } from './merge.ts'

interface Assembly {
  readonly merged: Map<Purl, MergedComponent>
  readonly unidentified: { readonly ref: string; readonly draft: DraftComponent; readonly reason: string }[]
  /** From the document's references to purls, to our own references, or to the product. */
  readonly nodes: Map<string, string>
  readonly issues: Issue[]
}

/** `path` names the SBOM in issues, and in evidence where the document has none. */
export function assemble(draft: SbomDraft, path: string): WithIssues<Sbom> {
  const assembly: Assembly = {
    merged: new Map(),
    unidentified: [],
    nodes: new Map(),
    issues: [...draft.issues],
  }
  const { product } = draft
  const isAlone = draft.components.length === 0
  if (product !== undefined) addProduct(assembly, product, { path, isAlone })
  else assembly.nodes.set('SPDXRef-DOCUMENT', productRef)
  for (const component of draft.components) addComponent(assembly, component, path)
  const purls = new Set<string>(assembly.merged.keys())
  const graph = connect(draft, { nodes: assembly.nodes, purls, path })
  const components = [...assembly.merged.values()]
    .map((merged) => finish(merged, { graph, path }))
    .sort((a, b) => compareCodeUnits(a.purl, b.purl))
  const value: Sbom = {
    format: draft.format,
    formatVersion: draft.formatVersion,
    name: draft.name === '' ? nameOfFile(path) : draft.name,
    ...(draft.version !== undefined && { version: draft.version }),
    components,
    roots: rootsOf(graph, assembly.merged),
    files: draft.files,
    issues: draft.carried,
    unidentified: toUnidentified(assembly, graph),
  }
  return { value, issues: [...assembly.issues, ...unresolvedIssues(components, path), ...graph.issues] }
}

/** A product with a purl is a component too; an SBOM of one package only is about that package, not about ours. */
function addProduct(
  assembly: Assembly,
  product: DraftComponent,
  at: { path: string; isAlone: boolean },
): void {
  const found = product.purl === undefined ? undefined : identify(product)
  if (found === undefined) assembly.nodes.set(product.ref, productRef)
  else if (!found.ok) {
    assembly.nodes.set(product.ref, productRef)
    assembly.issues.push(unidentifiedIssue(product, found.reason, at.path))
  } else {
    const facts = { ...product.facts, isFirstParty: !at.isAlone }
    addIdentified(assembly, { ...product, facts }, { found, path: at.path })
  }
}

function addComponent(assembly: Assembly, draft: DraftComponent, path: string): void {
  const found = identify(draft)
  if (found.ok) {
    addIdentified(assembly, draft, { found, path })
    return
  }
  const ref = `unidentified:${assembly.unidentified.length + 1}`
  assembly.unidentified.push({ ref, draft, reason: found.reason })
  if (draft.unidentified === undefined) assembly.issues.push(unidentifiedIssue(draft, found.reason, path))
  name(assembly, draft, { node: ref, path })
}

function addIdentified(
  assembly: Assembly,
  draft: DraftComponent,
  by: { found: Identified; path: string },
): void {
  const { purl } = by.found
  const known = assembly.merged.get(purl)
  if (known === undefined) assembly.merged.set(purl, start(draft, by.found))
  else {
    addStatement(known, draft)
    assembly.issues.push({
      code: 'DUPLICATE_KEY',
      level: 'note',
      path: by.path,
      line: draft.line,
      message: `${purl} was listed before (line ${known.line}); both entries are one component`,
    })
  }
  name(assembly, draft, { node: purl, path: by.path })
}

/** Two components of one reference: edges cannot tell them apart, so they go to the first. */
function name(assembly: Assembly, draft: DraftComponent, to: { node: string; path: string }): void {
  const known = assembly.nodes.get(draft.ref)
  if (known === undefined) assembly.nodes.set(draft.ref, to.node)
  else if (known !== to.node) {
    assembly.issues.push({
      code: 'DUPLICATE_KEY',
      level: 'warning',
      path: to.path,
      line: draft.line,
      message: `the reference ${draft.ref} names two components; its dependencies are given to ${known}`,
    })
  }
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

function unresolvedIssues(components: readonly Component[], path: string): readonly Issue[] {
  return components.flatMap(({ purl, isVersionResolved, evidence, requirement }): readonly Issue[] => {
    const [place] = evidence
    if (isVersionResolved || requirement !== undefined || place === undefined || place.path !== path)
      return []
    const message = `${purl} has no version`
    return [{ code: 'VERSION_UNRESOLVED', level: 'warning', path, line: place.line, message }]
  })
}

function rootsOf(graph: Graph, merged: ReadonlyMap<Purl, MergedComponent>): readonly Purl[] {
  return [...merged.keys()].filter((purl) => graph.direct.has(purl)).sort(compareCodeUnits)
}

function toUnidentified(assembly: Assembly, graph: Graph): readonly UnidentifiedComponent[] {
  return assembly.unidentified.map(({ ref, draft, reason }) => ({
    ref,
    name: draft.name,
    ...(draft.version !== undefined && { version: draft.version }),
    line: draft.unidentified?.line ?? draft.line,
    reason: draft.unidentified?.reason ?? reason,
    dependsOn: graph.targetsOf(ref),
    dependents: graph.sourcesOf(ref),
  }))
}

function nameOfFile(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
