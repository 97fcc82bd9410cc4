/** Several documents as one list of statements, each with where it comes from; what authors dispute stays apart. */
import { compareCodeUnits } from '../../base/index.ts'
import type { VexStatus } from '../../model/index.ts'
import {
  keyOfItem,
  keyOfPath,
  keyOfStatement,
  nestPaths,
  pathsOf,
  sortTexts,
  type VexPath,
} from '../documents/statements.ts'
import { toInstant } from '../documents/times.ts'
import type { VexProduct, VexStatement, VexTrust } from '../model.ts'
import type { TrustedDocument } from './apply-vex.ts'
import { namesOfStatement } from './names.ts'

/** Which document says something, and as which of its statements. */
export interface Provenance {
  /** Id of the document. */
  readonly document: string
  readonly author: string
  readonly trust: VexTrust
  /** Index in its statements. */
  readonly statement: number
  /** RFC 3339. */
  readonly at?: string
}

export interface MergedStatement {
  readonly statement: VexStatement
  /** All who say exactly this, sorted; never empty. */
  readonly from: readonly Provenance[]
  /** Older statements of the same authors that it replaces, sorted. */
  readonly replaces: readonly Provenance[]
}

/** One product and vulnerability of which authors say different things. */
export interface VexConflict {
  readonly vulnerability: VexStatement['vulnerability']
  readonly product: VexProduct
  /** Sorted by status; at least two. */
  readonly positions: readonly { readonly status: VexStatus; readonly from: readonly Provenance[] }[]
}

export interface VexMerge {
  /** Sorted by vulnerability and content; without the conflicts. */
  readonly statements: readonly MergedStatement[]
  readonly conflicts: readonly VexConflict[]
}

/**
 * Statements meet where they share any name of the vulnerability and the whole path of products. Of one author the newest
 * one counts. The order of the documents does not matter.
 */
export function mergeVex(documents: readonly TrustedDocument[]): VexMerge {
  const claims = documents.flatMap(toClaims)
  const flaws = groupFlaws(claims)
  const merged = new Map<string, Draft>()
  const conflicts: VexConflict[] = []
  for (const flaw of flaws) {
    const vulnerability = nameFlaw(flaw)
    for (const own of groupBy(flaw, ({ place }) => place).values()) {
      const { newest, older } = pickNewest(own)
      const statuses = new Set(newest.map(({ statement }) => statement.status))
      if (statuses.size > 1) conflicts.push(toConflict(vulnerability, newest))
      else addDrafts(merged, { vulnerability, newest, older })
    }
  }
  const statements = [...merged].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, draft]) => finish(draft))
  return { statements, conflicts: conflicts.sort(compareConflicts) }
}

/** What one statement says of one path of products. */
interface Claim {
  readonly statement: VexStatement
  readonly path: VexPath
  /** The path without the names that documents give to products. */
  readonly place: string
  readonly from: Provenance
}

function toClaims({ document, trust }: TrustedDocument): readonly Claim[] {
  const author = document.author ?? document.id
  return document.statements.flatMap((statement, index) => {
    const at = statement.at === undefined ? {} : { at: statement.at }
    const from = { document: document.id, author, trust, statement: index, ...at }
    return pathsOf(statement.products).map((path) => ({ statement, path, place: placeOf(path), from }))
  })
}

function placeOf(path: VexPath): string {
  return path
    .map((item) => {
      const { name: _name, ...rest } = item
      return keyOfItem(rest.purl === undefined && rest.ids.length === 0 ? item : rest)
    })
    .join('\n')
}

/** Claims that a chain of shared names joins. */
function groupFlaws(claims: readonly Claim[]): readonly (readonly Claim[])[] {
  const leader = new Map<string, string>()
  const find = (name: string): string => {
    let top = name
    for (let next = leader.get(top); next !== undefined && next !== top; next = leader.get(top)) top = next
    for (let at = name; at !== top; ) {
      const next = leader.get(at) ?? top
      leader.set(at, top)
      at = next
    }
    return top
  }
  for (const { statement } of claims) {
    const [first = '', ...others] = namesOfStatement(statement)
    for (const other of others) leader.set(find(other), find(first))
  }
  const groups = groupBy(claims, ({ statement }) => find([...namesOfStatement(statement)][0] ?? ''))
  return [...groups.values()]
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key) ?? []
    group.push(item)
    groups.set(key, group)
  }
  return groups
}

/** A CVE, else the first name by code unit; whichever document came first does not show. */
function nameFlaw(flaw: readonly Claim[]): VexStatement['vulnerability'] {
  const names = sortTexts(flaw.flatMap(({ statement: { vulnerability: one } }) => [one.id, ...one.aliases]))
  const id = names.find((name) => name.startsWith('CVE-')) ?? names[0] ?? ''
  const texts = flaw.flatMap(({ statement }) => statement.vulnerability.description ?? [])
  const description = sortTexts(texts)[0]
  const aliases = names.filter((name) => name !== id)
  return { id, aliases, ...(description === undefined ? {} : { description }) }
}

function pickNewest(own: readonly Claim[]): {
  readonly newest: readonly Claim[]
  readonly older: readonly Claim[]
} {
  const newest: Claim[] = []
  const older: Claim[] = []
  for (const claims of groupBy(own, ({ from }) => from.author).values()) {
    const last = Math.max(...claims.map(({ statement }) => toInstant(statement.at) ?? 0))
    for (const claim of claims) ((toInstant(claim.statement.at) ?? 0) === last ? newest : older).push(claim)
  }
  return { newest, older }
}

interface Draft {
  readonly statement: Omit<VexStatement, 'products'>
  readonly paths: VexPath[]
  readonly from: Map<string, Provenance>
  readonly replaces: Map<string, Provenance>
}

interface Agreed {
  readonly vulnerability: VexStatement['vulnerability']
  readonly newest: readonly Claim[]
  readonly older: readonly Claim[]
}

/** Same status in other words stays apart: nobody's reason is put into another one's mouth. */
function addDrafts(merged: Map<string, Draft>, { vulnerability, newest, older }: Agreed): void {
  const words = groupBy(newest, ({ statement }) => wordsOf(statement, vulnerability))
  for (const said of words.values()) {
    const claims = said.toSorted(compareClaims)
    const [first] = claims
    if (first === undefined) continue
    const at = claims.map(({ statement }) => statement.at).reduce(laterOf)
    const { products: _, ...rest } = first.statement
    const statement = { ...rest, vulnerability, ...(at === undefined ? {} : { at }) }
    const authors = new Set(claims.map(({ from }) => from.author))
    const replaced = older.filter(({ from }) => authors.has(from.author))
    const keys = [claims, replaced].map((list) => list.map(({ from }) => keyOfProvenance(from)).sort())
    const key = JSON.stringify([vulnerability.id, wordsOf(first.statement, vulnerability), keys])
    const draft = merged.get(key) ?? emptyDraft(statement)
    draft.paths.push(first.path)
    for (const { from } of claims) draft.from.set(keyOfProvenance(from), from)
    for (const { from } of replaced) draft.replaces.set(keyOfProvenance(from), from)
    merged.set(key, draft)
  }
}

function emptyDraft(statement: Draft['statement']): Draft {
  return { statement, paths: [], from: new Map(), replaces: new Map() }
}

/** Documents may name one product differently; the first name by code unit stands. */
function compareClaims(a: Claim, b: Claim): number {
  return compareCodeUnits(keyOfPath(a.path), keyOfPath(b.path))
}

/** What is said, whoever says it, and when. */
function wordsOf(statement: VexStatement, vulnerability: VexStatement['vulnerability']): string {
  const { at: _at, ...rest } = statement
  return keyOfStatement({ ...rest, vulnerability, products: [] })
}

function laterOf(a: string | undefined, b: string | undefined): string | undefined {
  return (toInstant(b) ?? 0) > (toInstant(a) ?? 0) ? b : a
}

function keyOfProvenance({ author, document, statement, trust }: Provenance): string {
  return JSON.stringify([author, document, statement, trust])
}

function sortProvenance(found: ReadonlyMap<string, Provenance>): readonly Provenance[] {
  return [...found].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, one]) => one)
}

function finish({ statement, paths, from, replaces }: Draft): MergedStatement {
  return {
    statement: { ...statement, products: nestPaths(paths) },
    from: sortProvenance(from),
    replaces: sortProvenance(replaces),
  }
}

function toConflict(vulnerability: VexStatement['vulnerability'], newest: readonly Claim[]): VexConflict {
  const [first] = newest.toSorted(compareClaims)
  const positions = [...groupBy(newest, ({ statement }) => statement.status).values()].map((claims) => ({
    status: claims[0]?.statement.status ?? 'under_investigation',
    from: sortProvenance(new Map(claims.map(({ from }) => [keyOfProvenance(from), from]))),
  }))
  const [product] = nestPaths(first === undefined ? [] : [first.path])
  if (product === undefined) throw new Error('a conflict is about a product')
  return {
    vulnerability,
    product,
    positions: positions.toSorted((a, b) => compareCodeUnits(a.status, b.status)),
  }
}

function compareConflicts(a: VexConflict, b: VexConflict): number {
  const byFlaw = compareCodeUnits(a.vulnerability.id, b.vulnerability.id)
  return byFlaw || compareCodeUnits(JSON.stringify(a.product), JSON.stringify(b.product))
}
