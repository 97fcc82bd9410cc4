/** Merges what single files state into one graph of components. */
import { compareCodeUnits } from '../base/index.ts'
import type {
  Component,
  Evidence,
  Hash,
  LockedPackage,
  Origin,
  Purl,
  Relation,
  Scope,
} from '../model/index.ts'

export interface FilePackages {
  readonly path: string
  /** Purl type: all files of one family merge. */
  readonly purlType: string
  readonly packages: readonly LockedPackage[]
}

export interface Merged {
  readonly components: readonly Component[]
  readonly roots: readonly Purl[]
}

/** Widest first: what ships to users outweighs what only builds the product. */
const scopes: readonly Scope[] = ['runtime', 'unknown', 'optional', 'peer', 'build', 'development']
const relations: readonly Relation[] = ['direct', 'transitive', 'unknown']
/** A package that may come from a registry is looked up there. */
const origins: readonly Origin[] = ['registry', 'git', 'url', 'path', 'workspace']

interface Draft {
  readonly purl: Purl
  readonly ecosystem: string
  readonly isVersionResolved: boolean
  isFirstParty: boolean
  relation: Relation
  scope: Scope
  origin: Origin
  readonly requirements: Set<string>
  readonly groups: Set<string>
  readonly aliases: Set<string>
  readonly licenses: Set<string>
  readonly hashes: Map<string, Hash>
  readonly evidence: Evidence[]
  readonly dependsOn: Set<Purl>
}

export function mergeFiles(files: readonly FilePackages[]): Merged {
  const drafts = new Map<Purl, Draft>()
  const roots = new Set<Purl>()
  for (const file of files) mergeFile(file, drafts, roots)
  const components = [...drafts.values()].map(finish)
  components.sort((a, b) => compareCodeUnits(a.purl, b.purl))
  return { components, roots: [...roots].sort(compareCodeUnits) }
}

function mergeFile(file: FilePackages, drafts: Map<Purl, Draft>, roots: Set<Purl>): void {
  const byKey = new Map<string, LockedPackage>()
  for (const found of file.packages) byKey.set(found.key, found)
  for (const found of file.packages) {
    const draft = drafts.get(found.purl) ?? startDraft(file.purlType, found)
    drafts.set(found.purl, draft)
    addStatement(draft, found, file.path)
    for (const key of found.dependsOn) {
      const target = byKey.get(key)
      if (target !== undefined && target.purl !== found.purl) draft.dependsOn.add(target.purl)
    }
    if (found.relation === 'direct' && !found.isFirstParty) roots.add(found.purl)
  }
}

function startDraft(ecosystem: string, found: LockedPackage): Draft {
  return {
    purl: found.purl,
    ecosystem,
    isVersionResolved: found.isVersionResolved,
    isFirstParty: found.isFirstParty,
    relation: found.relation,
    scope: found.scope,
    origin: found.origin,
    requirements: new Set(),
    groups: new Set(),
    aliases: new Set(),
    licenses: new Set(),
    hashes: new Map(),
    evidence: [],
    dependsOn: new Set(),
  }
}

function addStatement(draft: Draft, found: LockedPackage, path: string): void {
  draft.isFirstParty &&= found.isFirstParty
  draft.relation = first(relations, draft.relation, found.relation)
  draft.scope = first(scopes, draft.scope, found.scope)
  draft.origin = first(origins, draft.origin, found.origin)
  if (found.requirement !== undefined) draft.requirements.add(found.requirement)
  if (found.alias !== undefined) draft.aliases.add(found.alias)
  if (found.license !== undefined) draft.licenses.add(found.license)
  for (const group of found.groups) draft.groups.add(group)
  for (const hash of found.hashes) draft.hashes.set(`${hash.algorithm} ${hash.value}`, hash)
  draft.evidence.push({ path, line: found.line })
}

function first<T>(order: readonly T[], a: T, b: T): T {
  return order.indexOf(a) <= order.indexOf(b) ? a : b
}

function finish(draft: Draft): Component {
  const { requirements, hashes, evidence, groups, aliases, licenses, dependsOn, ...rest } = draft
  const requirement = sorted(requirements).join(' || ')
  return {
    ...rest,
    ...(requirement === '' ? {} : { requirement }),
    groups: sorted(groups),
    aliases: sorted(aliases),
    licenses: sorted(licenses),
    hashes: sorted(hashes.keys()).flatMap((key) => hashes.get(key) ?? []),
    evidence: uniqueEvidence(evidence),
    dependsOn: sorted(dependsOn),
  }
}

function sorted<T extends string>(values: Iterable<T>): T[] {
  return [...values].sort(compareCodeUnits)
}

function uniqueEvidence(evidence: readonly Evidence[]): Evidence[] {
  if (evidence.length === 1) return [...evidence]
  const ordered = [...evidence].sort((a, b) => compareCodeUnits(a.path, b.path) || a.line - b.line)
  return ordered.filter((item, at) => {
    const before = ordered[at - 1]
    return before === undefined || before.path !== item.path || before.line !== item.line
  })
}
