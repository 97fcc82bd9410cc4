/** Collects what one file states: packages, issues for what was lost, and the status that follows from both. */
import { compareCodeUnits, type Issue, type IssueCode, type IssueLevel } from '../../base/index.ts'
import {
  buildPurl,
  corePurl,
  type Hash,
  type InstalledPlace,
  type LockedPackage,
  type Origin,
  type ParsedFile,
  type Purl,
  type PurlParts,
  type Relation,
  type Requirement,
  type Scope,
} from '../../model/index.ts'

/** What a reader knows of one package; what it leaves out gets the careful default. */
export interface PackageFacts {
  readonly purl: PurlParts
  /** 1-based. */
  readonly line: number
  /** Unique within the file; the canonical purl by default. */
  readonly key?: string | undefined
  readonly requirement?: string | undefined
  readonly relation?: Relation | undefined
  readonly scope?: Scope | undefined
  readonly groups?: readonly string[] | undefined
  readonly origin?: Origin | undefined
  readonly isFirstParty?: boolean | undefined
  readonly alias?: string | undefined
  readonly license?: string | undefined
  readonly hashes?: readonly Hash[] | undefined
  /** Keys; those that no package of the file has are left out at the end. */
  readonly dependsOn?: readonly string[] | undefined
  /** What the file writes of packages that `dependsOn` names. */
  readonly requires?: readonly KeyedRequirement[] | undefined
  /** What it asks of packages that other files state. */
  readonly asks?: readonly Requirement[] | undefined
  readonly within?: string | undefined
  readonly folder?: string | undefined
  readonly installed?: InstalledPlace | undefined
}

/** The key of a package with what its dependent allows of it. */
export type KeyedRequirement = readonly [key: string, requirement: string]

interface Entry {
  readonly facts: PackageFacts
  readonly purl: Purl
  relation: Relation
  scope: Scope
  isFirstParty: boolean
  /** These may repeat values until the end. */
  readonly groups: string[]
  readonly hashes: Hash[]
  readonly dependsOn: string[]
  /** Of the first statement, whose list is kept as it is: most packages have only one. */
  readonly requires: readonly KeyedRequirement[]
  /** Of the others. */
  moreRequires: KeyedRequirement[] | undefined
  /** The purl without version, made when the first requirement points here. */
  core: Purl | undefined
}

/** The result of one file while it is read. */
export interface Draft {
  readonly path: string
  readonly entries: Map<string, Entry>
  readonly issues: Issue[]
}

export interface IssueFacts {
  readonly code: IssueCode
  readonly message: string
  /** `warning` by default. */
  readonly level?: IssueLevel
  readonly line?: number | undefined
  readonly hint?: string
}

export function startDraft(path: string): Draft {
  return { path, entries: new Map(), issues: [] }
}

/**
 * Adds a package and returns its key; the second statement of a key is merged into the first (the widest scope and
 * the nearest relation win). A name that makes no purl becomes the issue PURL_INVALID, and undefined is returned.
 */
export function addPackage(draft: Draft, facts: PackageFacts): string | undefined {
  const built = buildPurl(facts.purl)
  if (!built.ok) {
    addIssue(draft, {
      code: 'PURL_INVALID',
      line: facts.line,
      message: `${facts.purl.name || '(no name)'} makes no package URL: ${built.error.message}`,
    })
    return undefined
  }
  const key = facts.key ?? built.value
  const known = draft.entries.get(key)
  if (known === undefined) draft.entries.set(key, openEntry(facts, built.value))
  else widen(known, facts)
  return key
}

export function addIssue(draft: Draft, facts: IssueFacts): void {
  draft.issues.push({
    code: facts.code,
    level: facts.level ?? 'warning',
    path: draft.path,
    ...(facts.line === undefined ? {} : { line: facts.line }),
    message: facts.message,
    ...(facts.hint === undefined ? {} : { hint: facts.hint }),
  })
}

/** `partial` as soon as one issue says that something is lost or doubtful; notes leave a file `parsed`. */
export function finishDraft(draft: Draft): ParsedFile {
  const isPartial = draft.issues.some((issue) => issue.level !== 'note')
  const packages = [...draft.entries].map(([key, entry]) => toPackage(draft, key, entry))
  return { status: isPartial ? 'partial' : 'parsed', packages, issues: draft.issues }
}

/** The answer for a file of which nothing can be used. */
export function unreadableFile(path: string, facts: IssueFacts): ParsedFile {
  const draft = startDraft(path)
  addIssue(draft, { ...facts, level: 'error' })
  return { status: 'unreadable', packages: [], issues: draft.issues }
}

const scopesFromWidest: readonly Scope[] = ['runtime', 'unknown', 'optional', 'peer', 'build', 'development']
const relationsFromNearest: readonly Relation[] = ['direct', 'transitive', 'unknown']

/** The scope that counts when a package is stated in both. */
export function widerScope(a: Scope, b: Scope): Scope {
  return scopesFromWidest.indexOf(a) <= scopesFromWidest.indexOf(b) ? a : b
}

function openEntry(facts: PackageFacts, purl: Purl): Entry {
  return {
    facts,
    purl,
    relation: facts.relation ?? 'unknown',
    scope: facts.scope ?? 'unknown',
    isFirstParty: facts.isFirstParty ?? false,
    groups: [...(facts.groups ?? [])],
    hashes: [...(facts.hashes ?? [])],
    dependsOn: [...(facts.dependsOn ?? [])],
    requires: facts.requires ?? [],
    moreRequires: undefined,
    core: undefined,
  }
}

function widen(entry: Entry, facts: PackageFacts): void {
  const relation = facts.relation ?? 'unknown'
  if (relationsFromNearest.indexOf(relation) < relationsFromNearest.indexOf(entry.relation))
    entry.relation = relation
  entry.scope = widerScope(entry.scope, facts.scope ?? 'unknown')
  entry.isFirstParty &&= facts.isFirstParty ?? false
  widenLists(entry, facts)
}

/** Pushed one by one: a copy of the list for each statement would cost the square of a flood of them. */
function widenLists(entry: Entry, facts: PackageFacts): void {
  for (const group of facts.groups ?? []) entry.groups.push(group)
  for (const hash of facts.hashes ?? []) entry.hashes.push(hash)
  for (const target of facts.dependsOn ?? []) entry.dependsOn.push(target)
  for (const required of facts.requires ?? []) (entry.moreRequires ??= []).push(required)
}

function toPackage(draft: Draft, key: string, entry: Entry): LockedPackage {
  const { requirement, alias, license, within, folder, installed } = entry.facts
  return {
    key,
    purl: entry.purl,
    isVersionResolved: (entry.facts.purl.version ?? '') !== '',
    ...(requirement === undefined ? {} : { requirement }),
    line: entry.facts.line,
    relation: entry.relation,
    scope: entry.scope,
    groups: entry.groups.length < 2 ? entry.groups : [...new Set(entry.groups)].sort(compareCodeUnits),
    origin: entry.facts.origin ?? 'registry',
    isFirstParty: entry.isFirstParty,
    ...(alias === undefined ? {} : { alias }),
    ...(license === undefined ? {} : { license }),
    hashes: entry.hashes.length < 2 ? entry.hashes : distinctHashes(entry.hashes),
    dependsOn: [...new Set(entry.dependsOn)].filter((target) => draft.entries.has(target)),
    ...requirementsOf(draft, entry),
    ...(within === undefined ? {} : { within }),
    ...(folder === undefined || !entry.isFirstParty ? {} : { folder }),
    ...(installed === undefined ? {} : { installed }),
  }
}

function requirementsOf(
  draft: Draft,
  { facts, requires: first, moreRequires }: Entry,
): { readonly requires?: readonly Requirement[] } {
  const written = moreRequires === undefined ? first : [...first, ...moreRequires]
  const requires: Requirement[] = [...(facts.asks ?? [])]
  for (const [key, requirement] of written) {
    const target = draft.entries.get(key)
    if (target === undefined) continue
    target.core ??= corePurl(target.purl)
    requires.push({ target: target.core, requirement })
  }
  return requires.length === 0 ? {} : { requires: distinctRequirements(requires) }
}

/** Sorted by target and text, each once; files mostly write them so. */
export function distinctRequirements(requires: readonly Requirement[]): readonly Requirement[] {
  const isOrdered = requires.every((one, at) => {
    const before = requires[at - 1]
    return before === undefined || compareRequirements(before, one) < 0
  })
  if (isOrdered) return requires
  const sorted = [...requires].sort(compareRequirements)
  return sorted.filter((one, at) => {
    const before = sorted[at - 1]
    return before === undefined || compareRequirements(before, one) !== 0
  })
}

function compareRequirements(a: Requirement, b: Requirement): number {
  return compareCodeUnits(a.target, b.target) || compareCodeUnits(a.requirement, b.requirement)
}

function distinctHashes(hashes: readonly Hash[]): readonly Hash[] {
  return [...new Map(hashes.map((hash) => [`${hash.algorithm}:${hash.value}`, hash])).values()]
}
