/** All that a document states about one purl, made one component: in place, because there may be a million. */
import { Ints } from '../../base/index.ts'
import {
  type Component,
  type Evidence,
  type Hash,
  type Purl,
  type Relation,
  splitPurl,
} from '../../model/index.ts'
import { sortEvidence, sortHashes, sortTexts } from '../order.ts'
import { type Graph, scopes } from './connect.ts'
import type { DraftComponent, DraftFacts } from './draft.ts'
import type { Identified } from './identify.ts'
import { createSharing, fitted, nothing, type Sharing } from './sharing.ts'

/** A component that is not finished: nobody else has seen it yet. */
export type Growing = { -readonly [Key in keyof Component]: Component[Key] }

/** Lists of a component that was stated more than once, unsorted until the end. */
interface Gathered {
  readonly groups: string[]
  readonly aliases: string[]
  readonly licenses: string[]
  readonly hashes: Hash[]
  readonly evidence: Evidence[]
}

/** By the number of the component. */
export interface Merging {
  readonly path: string
  readonly sharing: Sharing
  readonly gathered: Map<number, Gathered>
  /** Which of its facts the document states: see `bits`. */
  readonly stated: Ints
}

const relations: readonly Relation[] = ['direct', 'transitive', 'unknown']
const bits = { relation: 1, scope: 2, ecosystem: 4, origin: 8 } as const

export function createMerging(path: string): Merging {
  return { path, sharing: createSharing(), gathered: new Map(), stated: new Ints() }
}

/** `node` is the next number. */
export function start(merging: Merging, draft: DraftComponent, found: Identified): Growing {
  const { facts } = draft
  const { text, texts } = merging.sharing
  merging.stated.push(toStated(facts))
  const lists = {
    groups: texts(sorted(facts.groups)),
    aliases: texts(sorted(facts.aliases)),
    licenses: texts(sorted(facts.licenses)),
    hashes: fitted(facts.hashes.length < 2 ? facts.hashes : sortHashes(facts.hashes)),
    evidence: fitted(sortedPlaces(placesOf(merging, draft))),
  }
  return toGrowing({
    purl: found.purl,
    ecosystem: text(facts.ecosystem ?? splitPurl(found.purl).type),
    isVersionResolved: found.isVersionResolved,
    ...(facts.requirement !== undefined && { requirement: text(facts.requirement) }),
    relation: facts.relation ?? 'unknown',
    scope: facts.scope ?? 'unknown',
    origin: facts.origin ?? 'registry',
    isFirstParty: facts.isFirstParty === true,
    dependsOn: nothing,
    ...lists,
  })
}

/** In one order of members, and not larger than needed: an object that is spread keeps room for more. */
function toGrowing(from: Component): Growing {
  const { purl, ecosystem, isVersionResolved, requirement, relation, scope } = from
  const { groups, origin, isFirstParty, aliases, licenses, hashes, evidence, dependsOn } = from
  if (requirement !== undefined) return withRequirement(from, requirement)
  return {
    purl,
    ecosystem,
    isVersionResolved,
    relation,
    scope,
    groups,
    origin,
    isFirstParty,
    aliases,
    licenses,
    hashes,
    evidence,
    dependsOn,
  }
}

function withRequirement(from: Component, requirement: string): Growing {
  const { purl, ecosystem, isVersionResolved, ...rest } = from
  return { purl, ecosystem, isVersionResolved, ...rest, requirement }
}

function toStated({ relation, scope, ecosystem, origin }: DraftFacts): number {
  return (
    (relation === undefined ? 0 : bits.relation) |
    (scope === undefined ? 0 : bits.scope) |
    (ecosystem === undefined ? 0 : bits.ecosystem) |
    (origin === undefined ? 0 : bits.origin)
  )
}

function sorted(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : sortTexts(texts)
}

function sortedPlaces(places: readonly Evidence[]): readonly Evidence[] {
  return places.length < 2 ? places : sortEvidence(places)
}

/** Where the document names no place, the place is the document. */
function placesOf({ path, sharing }: Merging, { facts, line }: DraftComponent): readonly Evidence[] {
  if (facts.evidence.length === 0) return [{ path, line }]
  return facts.evidence.map((place) => ({ path: sharing.text(place.path), line: place.line }))
}

/** A further statement about a component that is there already. */
export function addStatement(
  merging: Merging,
  known: { node: number; component: Growing },
  draft: DraftComponent,
): void {
  const { node, component } = known
  const { facts } = draft
  const before = merging.stated.at(node)
  const has = (bit: number): boolean => (before & bit) !== 0
  const gathered = merging.gathered.get(node) ?? toGathered(component)
  merging.gathered.set(node, gathered)
  gather(gathered, facts, placesOf(merging, draft))
  keepFirst(component, facts, has)
  if (facts.isFirstParty === true) component.isFirstParty = true
  const relation = widest(relations, has(bits.relation) ? component.relation : undefined, facts.relation)
  if (relation !== undefined) component.relation = relation
  const scope = widest(scopes, has(bits.scope) ? component.scope : undefined, facts.scope)
  if (scope !== undefined) component.scope = scope
  merging.stated.set(node, before | toStated(facts))
}

function keepFirst(component: Growing, facts: DraftFacts, has: (bit: number) => boolean): void {
  if (facts.requirement !== undefined) component.requirement ??= facts.requirement
  if (facts.ecosystem !== undefined && !has(bits.ecosystem)) component.ecosystem = facts.ecosystem
  if (facts.origin !== undefined && !has(bits.origin)) component.origin = facts.origin
}

/** One by one: a list from outside may be longer than a call takes arguments. */
function gather(gathered: Gathered, facts: DraftFacts, places: readonly Evidence[]): void {
  for (const group of facts.groups) gathered.groups.push(group)
  for (const alias of facts.aliases) gathered.aliases.push(alias)
  for (const license of facts.licenses) gathered.licenses.push(license)
  for (const hash of facts.hashes) gathered.hashes.push(hash)
  for (const place of places) gathered.evidence.push(place)
}

function toGathered(component: Component): Gathered {
  const { groups, aliases, licenses, hashes, evidence } = component
  return {
    groups: [...groups],
    aliases: [...aliases],
    licenses: [...licenses],
    hashes: [...hashes],
    evidence: [...evidence],
  }
}

/** Of two that may be unstated. */
function widest<T>(order: readonly T[], a: T | undefined, b: T | undefined): T | undefined {
  return order.find((one) => one === a || one === b)
}

/** What only the whole document tells. What a component itself states wins over what relationships to it say. */
export function finish(
  merging: Merging,
  component: Growing,
  by: { node: number; graph: Graph; purlOf: (node: number) => Purl | undefined },
): Component {
  const { node, graph } = by
  const stated = merging.stated.at(node)
  if ((stated & bits.relation) === 0) component.relation = relationOf(graph, node)
  if ((stated & bits.scope) === 0)
    component.scope = scopes.find((scope) => graph.hasScope(node, scope)) ?? 'unknown'
  const targets = graph.targetsOf(node).flatMap((target) => by.purlOf(target) ?? [])
  component.dependsOn = fitted(targets.sort())
  const gathered = merging.gathered.get(node)
  if (gathered === undefined) return component
  return toGrowing({
    ...component,
    groups: sortTexts(gathered.groups),
    aliases: sortTexts(gathered.aliases),
    licenses: sortTexts(gathered.licenses),
    hashes: sortHashes(gathered.hashes),
    evidence: sortEvidence(gathered.evidence),
  })
}

function relationOf(graph: Graph, node: number): Relation {
  if (graph.isDirect(node)) return 'direct'
  return graph.isReached(node) ? 'transitive' : 'unknown'
}
