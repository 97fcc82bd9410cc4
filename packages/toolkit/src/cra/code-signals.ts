/** Shared by the signals that look at source code: how hits become a result, and when finding nothing means nothing. */
import type { Json } from '../base/index.ts'
import { type Component, type Inventory, splitPurl, roleOf } from '../model/index.ts'
import { toSignalResult } from './signal.ts'
import type { EvidencePlace, SignalResult } from './status.ts'
import { programming } from './sweep/languages.ts'
import type { SourceSweep } from './sweep/sweep.ts'
import { count, type Message, say, type Spoken, withoutStop } from './say.ts'

/** What a fact list and the evidence of one signal hold at most; the statement has the whole number. */
const shown = { facts: 100, places: 20 } as const

/** One find, as the facts of danger signals list it. */
export interface Finding {
  readonly kind: string
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly detail?: string
}

export function placesOf(found: readonly Finding[]): readonly EvidencePlace[] {
  const places = new Map(found.map(({ path, line }) => [`${path}:${line}`, { path, line }]))
  return [...places.values()].slice(0, shown.places)
}

export function findingFacts(found: readonly Finding[]): Json[] {
  return found
    .slice(0, shown.facts)
    .map(({ kind, path, line, detail }) =>
      detail === undefined ? { kind, path, line } : { kind, path, line, detail: clip(detail) },
    )
}

/** Text of the tree, short enough to show. */
export function clip(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`
}

/** Distinct kinds, sorted. */
export function kindsOf(found: readonly { readonly kind: string }[]): string[] {
  return [...new Set(found.map((one) => one.kind))].sort()
}

/** `a, b and 3 more` of distinct paths. */
export function pathsOf(found: readonly { readonly path: string }[]): string[] {
  return [...new Set(found.map((one) => one.path))].slice(0, shown.facts)
}

/** Why "not found" cannot be said of the product's sources; undefined when all of them were read. */
export function unreadSources(sweep: SourceSweep): Spoken | undefined {
  const first = sweep.unread[0]
  if (first !== undefined) {
    const more = sweep.unread.length > 1 ? say`, and ${count(sweep.unread.length - 1, 'more source')}` : ''
    return say`not all sources were read: ${first.path} (${first.reason})${more}`
  }
  return sweep.listing.incomplete
}

export function hasProductCode(sweep: SourceSweep): boolean {
  return sweep.files.some(
    (file) => file.role === 'product' && file.language !== undefined && programming.has(file.language),
  )
}

interface Danger {
  readonly found: readonly Finding[]
  readonly facts: Readonly<Record<string, Json>>
  /** Whole sentences. */
  readonly hit: Message
  readonly none: Message
  readonly strength?: SignalResult['strength']
  /** Only names of files tell it, so what was not read of them does not matter. */
  readonly byName?: true
}

/** A hit speaks against; no hit in a tree that was read whole is no find, else it is unknown. */
export function toDanger(id: string, sweep: SourceSweep, danger: Danger): SignalResult {
  const { facts, found, strength } = danger
  if (found.length > 0) {
    const seen = { state: 'contrary' as const, statement: danger.hit, facts, evidence: placesOf(found) }
    return toSignalResult(id, strength === undefined ? seen : { ...seen, strength })
  }
  const reason = danger.byName === true ? sweep.listing.incomplete : unreadSources(sweep)
  if (reason === undefined) return toSignalResult(id, { state: 'absent', statement: danger.none, facts })
  const statement = say`${withoutStop(danger.none)} in what was read, but not all was.`
  return toSignalResult(id, { state: 'unknown', statement, facts, reason })
}

interface Practice {
  readonly found: readonly Finding[]
  readonly facts: Readonly<Record<string, Json>>
  readonly hit: Message
  readonly none: Message
  /** Facts where it could not be looked for. */
  readonly unknownFacts?: Readonly<Record<string, Json>>
}

/** A hit supports; no hit is a gap only where there is code and all of it was read. */
export function toPractice(id: string, sweep: SourceSweep, practice: Practice): SignalResult {
  const { facts, found, hit, none } = practice
  if (found.length > 0)
    return toSignalResult(id, { state: 'present', statement: hit, facts, evidence: placesOf(found) })
  const reason = hasProductCode(sweep)
    ? unreadSources(sweep)
    : say`the tree has no program code of the product in a language that is looked at`
  if (reason === undefined) return toSignalResult(id, { state: 'absent', statement: none, facts })
  const statement = say`${withoutStop(none)}, but that says nothing here.`
  return toSignalResult(id, { state: 'unknown', statement, facts: practice.unknownFacts ?? facts, reason })
}

/** A library of a table, as the inventory has it. */
export interface LibraryUse {
  readonly name: string
  readonly label: string
  readonly places: readonly EvidencePlace[]
  /** Only a component of a component asks for it, so it need not be in use. */
  readonly isTransitive: boolean
}

/**
 * Components of the product that a table names, as `type/namespace/name` in lower case; a key that ends in `*` names
 * all that begin so. What only development needs is left out. Sorted by label and name.
 */
export function findLibraries(
  inventory: Inventory,
  table: ReadonlyMap<string, string>,
): readonly LibraryUse[] {
  const prefixes = [...table].flatMap(([key, label]) =>
    key.endsWith('*') ? [{ start: key.slice(0, -1), label }] : [],
  )
  const uses = inventory.components.filter(isShipped).flatMap((component): LibraryUse[] => {
    const key = libraryKey(component)
    const label = table.get(key) ?? prefixes.find(({ start }) => key.startsWith(start))?.label
    if (label === undefined) return []
    const places = component.evidence.flatMap(({ path, line }) => (isApart(path) ? [] : [{ path, line }]))
    if (places.length === 0) return []
    return [
      {
        name: key.slice(key.indexOf('/') + 1),
        label,
        places,
        isTransitive: component.relation === 'transitive',
      },
    ]
  })
  const unique = new Map(uses.map((use) => [`${use.label}\0${use.name}`, use]))
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use)
}

/** Lock files of examples and tests state what the product does not hold. */
function isApart(path: string): boolean {
  return ['test', 'example', 'docs'].includes(roleOf(path))
}

function isShipped(component: Component): boolean {
  return component.scope !== 'development' && !component.isFirstParty
}

export function libraryKey(component: Component): string {
  const { type, namespace, name } = splitPurl(component.purl)
  return `${type}/${namespace === undefined ? '' : `${namespace}/`}${name}`.toLowerCase()
}

/** Why an inventory cannot tell that a library is not there. */
export function unreadInventory(inventory: Inventory): Spoken | undefined {
  const lost = inventory.files.find((file) => file.status === 'unreadable' || file.status === 'unsupported')
  if (lost !== undefined)
    return say`${lost.path} could not be read${lost.reason === undefined ? '' : say`: ${lost.reason}`}`
  return inventory.components.length === 0
    ? say`no component was found whose name could be looked at`
    : undefined
}

export function usesAsFindings(uses: readonly LibraryUse[]): readonly Finding[] {
  return uses.flatMap((use) =>
    use.places.slice(0, 1).map((place) => ({ kind: use.label, ...place, detail: use.name })),
  )
}
