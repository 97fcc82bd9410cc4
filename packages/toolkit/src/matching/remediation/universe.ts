/** The graph that the plan is made on: components, who asks for them, and what could be done about each. */
import { compareCodeUnits } from '../../base/index.ts'
import {
  type Component,
  corePurl,
  type Finding,
  type Inventory,
  type Purl,
  splitPurl,
  withVersion,
} from '../../model/index.ts'
import { type Candidate, type Candidates, type ClaimsFor, findCandidates, isUncovered } from './candidates.ts'
import type { VersionCatalog } from './catalog.ts'
import { jumpOf } from './jump.ts'
import { allows } from './requirement.ts'
import { createToolFinder, type ToolPlace } from './tools/registry.ts'

/** One component of others, with its place in the graph. */
export interface Node {
  readonly at: number
  readonly component: Component
  readonly core: Purl
  readonly type: string
  readonly version: string
  /** What the product itself asks for; where nobody knows, what nothing else asks for. */
  readonly isDirect: boolean
  /** Requirements that the product's own manifests write. */
  readonly wishes: readonly string[]
  /** Positions of the components that ask for it, ascending. */
  readonly dependents: readonly number[]
  readonly places: readonly ToolPlace[]
  /** Whether it has such findings, or brings along something that has. */
  readonly isConcerned: boolean
  /** Findings to clear: those that no decision closes. */
  readonly findings: readonly Finding[]
  readonly candidates: Candidates
  /** What can be done, apart from leaving it; [] where nothing can. */
  readonly options: readonly Option[]
}

export interface Option {
  readonly kind: 'move' | 'override' | 'remove'
  /** Absent for `remove`. */
  readonly candidate: Candidate | undefined
  /** Position among the candidates. */
  readonly height: number
  /** The component in that version. */
  readonly purl: Purl
  /** What the version asks for, by target; undefined where nobody knows. */
  readonly requires: ReadonlyMap<Purl, readonly string[]> | undefined
  /** Findings that stay. */
  readonly open: readonly Finding[]
}

export interface Universe {
  readonly nodes: readonly Node[]
  readonly byCore: ReadonlyMap<Purl, readonly number[]>
  /** Packages of which a version that may be chosen states needs. */
  readonly spokenOf: ReadonlySet<Purl>
  /** Requirements of components as found, by target; the empty map where none are written. */
  readonly written: readonly ReadonlyMap<Purl, readonly string[]>[]
  /** Whether a version not yet in the tree is known that the requirement allows and nothing covers. */
  readonly hasClear: (core: Purl, requirement: string) => boolean
}

export interface UniverseInput {
  readonly inventory: Inventory
  /** Those to plan for. */
  readonly findings: readonly Finding[]
  readonly claimsFor: ClaimsFor
  readonly catalog: VersionCatalog
}

/** Package managers that may install one package in several versions (npm documentation, "folders"; Cargo: incompatible ones). */
export const coexisting: ReadonlySet<string> = new Set(['npm', 'cargo'])

export function createUniverse(input: UniverseInput): Universe {
  const components = input.inventory.components.filter((one) => !one.isFirstParty)
  const positions = new Map(components.map((component, at) => [component.purl, at]))
  const dependents = findDependents(components, positions)
  const wishes = findWishes(input.inventory)
  const findings = groupFindings(input.findings)
  const isConcerned = findConcerned(components, dependents, findings)
  const placesOf = createToolFinder(input.inventory)
  const nodes = components.map((component, at): Node => {
    const from = dependents[at] ?? []
    const isDirect =
      component.relation === 'direct' || (component.relation === 'unknown' && from.length === 0)
    const core = corePurl(component.purl)
    const { type, version = '' } = splitPurl(component.purl)
    const known: Known = {
      at,
      component,
      core,
      type,
      version,
      isDirect,
      wishes: isDirect ? wishesFor(component, wishes.get(core) ?? []) : [],
      dependents: from,
      places: placesOf(component),
      isConcerned: isConcerned[at] === true,
      findings: findings.get(component.purl) ?? [],
    }
    return { ...known, candidates: nothing, options: [] }
  })
  return openNodes(nodes, input)
}

type Known = Omit<Node, 'candidates' | 'options'>

/** Finds options where they are of use: for what is concerned, and for what new versions of that need. */
function openNodes(closed: readonly Node[], input: UniverseInput): Universe {
  const opened = new Set<number>()
  let nodes = closed
  let universe = toUniverse(nodes, input)
  const isDue = (node: Node, needed: ReadonlySet<Purl>): boolean =>
    !opened.has(node.at) &&
    node.component.origin === 'registry' &&
    (node.isConcerned || needed.has(node.core))
  for (let due = nodes.filter((node) => isDue(node, new Set())); due.length > 0; ) {
    for (const { at } of due) opened.add(at)
    const places = new Set(due.map(({ at }) => at))
    nodes = nodes.map((node) => (places.has(node.at) ? openNode(node, input) : node))
    universe = toUniverse(nodes, input)
    const needed = findNeedy(universe)
    due = nodes.filter((node) => isDue(node, needed))
  }
  return universe
}

function openNode(node: Node, { claimsFor, catalog }: UniverseInput): Node {
  const candidates = findCandidates(node.component, claimsFor, catalog)
  return { ...node, candidates, options: optionsOf(node, candidates, catalog) }
}

function toUniverse(nodes: readonly Node[], input: UniverseInput): Universe {
  const needs = nodes.flatMap(({ options }) =>
    options.flatMap(({ requires }) => [...(requires?.keys() ?? [])]),
  )
  return {
    nodes,
    byCore: groupBy(nodes, (node) => node.core),
    spokenOf: new Set(needs),
    written: nodes.map(({ component }) => byTarget(component.requires ?? [])),
    hasClear: createClearFinder(input),
  }
}

/** Packages that some choice needs in another version than the tree has. */
export function findNeedy({ nodes, byCore }: Pick<Universe, 'nodes' | 'byCore'>): ReadonlySet<Purl> {
  const isMet = (core: Purl, requirement: string): boolean =>
    (byCore.get(core) ?? []).some((at) => {
      const target = nodes[at]
      return target !== undefined && allows(target.type, requirement, target.version) !== false
    })
  const needs = nodes.flatMap(({ options }) => options.flatMap(({ requires }) => [...(requires ?? [])]))
  const unmet = needs.filter(([core, requirements]) => !requirements.every((one) => isMet(core, one)))
  return new Set(unmet.map(([core]) => core))
}

const nothing: Candidates = {
  from: undefined,
  versions: [],
  covered: new Set(),
  wouldBeAffected: false,
  isCut: false,
}

function findDependents(
  components: readonly Component[],
  positions: ReadonlyMap<Purl, number>,
): readonly (readonly number[])[] {
  const dependents: number[][] = components.map(() => [])
  for (const [at, { dependsOn }] of components.entries()) {
    for (const purl of dependsOn) {
      const target = positions.get(purl)
      if (target !== undefined && target !== at) dependents[target]?.push(at)
    }
  }
  return dependents
}

/** What first-party packages write of each package. */
function findWishes(inventory: Inventory): ReadonlyMap<Purl, readonly string[]> {
  const own = inventory.components.filter((one) => one.isFirstParty).flatMap((one) => one.requires ?? [])
  return byTarget(own)
}

/** A product may ask for one package in several versions: those that the version found does not meet mean another one. */
function wishesFor({ purl, requirement }: Component, wishes: readonly string[]): readonly string[] {
  const { type, version = '' } = splitPurl(purl)
  const written = wishes.length === 0 && requirement !== undefined ? [requirement] : wishes
  return written.filter((wish) => allows(type, wish, version) !== false)
}

function byTarget(requires: NonNullable<Component['requires']>): ReadonlyMap<Purl, readonly string[]> {
  const grouped = new Map<Purl, string[]>()
  for (const { target, requirement } of requires) {
    const known = grouped.get(target)
    if (known === undefined) grouped.set(target, [requirement])
    else if (!known.includes(requirement)) known.push(requirement)
  }
  return grouped
}

function groupFindings(findings: readonly Finding[]): ReadonlyMap<Purl, readonly Finding[]> {
  const grouped = new Map<Purl, Finding[]>()
  for (const finding of [...findings].sort((a, b) => compareCodeUnits(a.key, b.key))) {
    const known = grouped.get(finding.purl)
    if (known === undefined) grouped.set(finding.purl, [finding])
    else known.push(finding)
  }
  return grouped
}

/** Components with findings, and all that ask for them, directly or through others. */
function findConcerned(
  components: readonly Component[],
  dependents: readonly (readonly number[])[],
  findings: ReadonlyMap<Purl, unknown>,
): readonly boolean[] {
  const isConcerned = components.map((component) => findings.has(component.purl))
  const open = isConcerned.flatMap((is, at) => (is ? [at] : []))
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const dependent of dependents[at] ?? []) {
      if (isConcerned[dependent] === true) continue
      isConcerned[dependent] = true
      open.push(dependent)
    }
  }
  return isConcerned
}

/** Without findings of its own, a component is worth moving only where it is known what the new version asks for. */
function optionsOf(node: Known, candidates: Candidates, catalog: VersionCatalog): readonly Option[] {
  if (node.findings.some((finding) => finding.isMalicious)) {
    const purl = node.component.purl
    return [{ kind: 'remove', candidate: undefined, height: 0, purl, requires: new Map(), open: [] }]
  }
  const isStableKnown = candidates.versions.some((one) => !one.isPreRelease && clears(node.findings, one))
  const canRaise = node.isDirect || node.places.every(({ tool }) => tool.canRefresh)
  const isBrought = node.dependents.length > 0 || !node.isDirect
  const canOverrule = isBrought && node.places.every(({ tool }) => tool.override !== undefined)
  return candidates.versions.flatMap((candidate, height): Option[] => {
    if (candidate.isPreRelease && isStableKnown) return []
    const built = withVersion(node.component.purl, candidate.version.text)
    if (!built.ok) return []
    const purl = built.value
    const stated = catalog.requirementsOf(purl)
    const doesClear = clears(node.findings, candidate)
    if (!doesClear && stated === undefined) return []
    const requires = stated === undefined ? undefined : byTarget(stated)
    const open = node.findings.filter((finding) => finding.records.some((id) => candidate.covered.has(id)))
    const option = { candidate, height, purl, requires, open }
    return [
      ...(canRaise && isThinkable(node, candidate) ? [{ ...option, kind: 'move' as const }] : []),
      ...(canOverrule && doesClear ? [{ ...option, kind: 'override' as const }] : []),
    ]
  })
}

/** Where nobody states who asks for a package, only a small step is assumed to be allowed; Go takes any. */
function isThinkable(node: Known, { version }: Candidate): boolean {
  if (node.isDirect || node.dependents.length > 0 || node.type === 'golang') return true
  const jump = jumpOf(node.type, node.version, version.text)
  return jump === 'patch' || jump === 'minor'
}

function clears(findings: readonly Finding[], { covered }: Candidate): boolean {
  return findings.some((finding) => !finding.records.some((id) => covered.has(id)))
}

/** Only versions that are known to exist and that nothing covers; asked for a handful of packages at most. */
function createClearFinder({ claimsFor, catalog }: UniverseInput): Universe['hasClear'] {
  return (core, requirement) => {
    const { type } = splitPurl(core)
    return catalog.versionsOf(core).some(({ version }) => {
      const built = withVersion(core, version)
      return built.ok && allows(type, requirement, version) === true && isUncovered(built.value, claimsFor)
    })
  }
}

function groupBy(nodes: readonly Node[], keyOf: (node: Node) => Purl): ReadonlyMap<Purl, readonly number[]> {
  const grouped = new Map<Purl, number[]>()
  for (const node of nodes) {
    const known = grouped.get(keyOf(node))
    if (known === undefined) grouped.set(keyOf(node), [node.at])
    else known.push(node.at)
  }
  return grouped
}
