/** All that a document states about one purl, made one component. */
import {
  type Component,
  type Evidence,
  type Purl,
  type Relation,
  type Scope,
  splitPurl,
} from '../../model/index.ts'
import { sortEvidence, sortHashes, sortTexts } from '../order.ts'
import type { Graph } from './connect.ts'
import type { DraftComponent, DraftFacts } from './draft.ts'
import type { Identified } from './identify.ts'

export interface MergedComponent {
  readonly purl: Purl
  readonly isVersionResolved: boolean
  readonly line: number
  readonly statements: { readonly line: number; readonly facts: DraftFacts }[]
}

export function start(draft: DraftComponent, { purl, isVersionResolved }: Identified): MergedComponent {
  return { purl, isVersionResolved, line: draft.line, statements: [{ line: draft.line, facts: draft.facts }] }
}

export function addStatement(merged: MergedComponent, draft: DraftComponent): void {
  merged.statements.push({ line: draft.line, facts: draft.facts })
}

/** Widest first: what ships to users outweighs what only builds the product. */
const scopes: readonly Scope[] = ['runtime', 'unknown', 'optional', 'peer', 'build', 'development']
const relations: readonly Relation[] = ['direct', 'transitive', 'unknown']

export function finish(merged: MergedComponent, { graph, path }: { graph: Graph; path: string }): Component {
  const { purl, isVersionResolved, statements } = merged
  const all = statements.map(({ facts }) => facts)
  const requirement = all.find((facts) => facts.requirement !== undefined)?.requirement
  const stated = relations.find((relation) => all.some((facts) => facts.relation === relation))
  return {
    purl,
    ecosystem: all.find((facts) => facts.ecosystem !== undefined)?.ecosystem ?? splitPurl(purl).type,
    isVersionResolved,
    ...(requirement !== undefined && { requirement }),
    relation: stated ?? relationOf(purl, graph),
    scope: scopeOf(purl, all, graph),
    groups: sortTexts(all.flatMap(({ groups }) => groups)),
    origin: all.find((facts) => facts.origin !== undefined)?.origin ?? 'registry',
    isFirstParty: all.some((facts) => facts.isFirstParty === true),
    aliases: sortTexts(all.flatMap(({ aliases }) => aliases)),
    licenses: sortTexts(all.flatMap(({ licenses }) => licenses)),
    hashes: sortHashes(all.flatMap(({ hashes }) => hashes)),
    evidence: mergeEvidence(merged, path),
    dependsOn: graph.targetsOf(purl).filter((target): target is Purl => graph.purls.has(target)),
  }
}

function relationOf(purl: Purl, graph: Graph): Relation {
  if (graph.direct.has(purl)) return 'direct'
  return graph.reached.has(purl) ? 'transitive' : 'unknown'
}

/** What the component itself states wins over what relationships to it say. */
function scopeOf(purl: Purl, all: readonly DraftFacts[], graph: Graph): Scope {
  const own = scopes.find((scope) => all.some((facts) => facts.scope === scope))
  const related = graph.scopesOf(purl)
  return own ?? scopes.find((scope) => related.has(scope)) ?? 'unknown'
}

/** Where the document names no place, the place is the document. */
function mergeEvidence({ statements }: MergedComponent, path: string): readonly Evidence[] {
  const places = statements.flatMap(({ line, facts }) =>
    facts.evidence.length > 0 ? facts.evidence : [{ path, line }],
  )
  return sortEvidence(places)
}
