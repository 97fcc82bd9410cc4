/** The Cargo.toml files of a workspace: which table asks for which crate (Cargo reference, "Specifying dependencies"). */
import type { Scope } from '../../model/index.ts'
import type { Near } from '../ecosystem.ts'
import { widerScope } from './package.ts'
import { joinPath } from './relative-path.ts'
import { entriesField, field, listField, type Table, textField } from './shape.ts'
import { parseToml } from './toml.ts'

export interface CrateManifests {
  /** Whether a manifest lies beside the lock: without one nobody can tell the product from a crate of a folder. */
  readonly hasRoot: boolean
  /** Member name to its folder, relative to that of the lock; empty for the same. */
  readonly folders: ReadonlyMap<string, string>
  /** Member name to names of crates to the widest scope that its manifest gives them. */
  readonly scopes: ReadonlyMap<string, ReadonlyMap<string, Scope>>
  /** Member name to names of crates to the requirements that its tables write. */
  readonly requirements: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
  /** Crates that a `[patch]` table takes from a folder: foreign code, although the lock names no source for it. */
  readonly patchedByPath: ReadonlySet<string>
}

/** Manifests that one workspace may have; more are left unread and their scopes stay unknown. */
const maxManifests = 2_000

const tables: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'runtime'],
  ['build-dependencies', 'build'],
  ['build_dependencies', 'build'],
  ['dev-dependencies', 'development'],
  ['dev_dependencies', 'development'],
]

/**
 * Follows members and path dependencies from the manifest beside the lock. Patterns such as `crates/*` are tried with
 * the member names that the lock knows, since a neighbour can be looked up but not listed.
 */
export function readCrateManifests(near: Near, memberNames: readonly string[]): CrateManifests {
  const scopes = new Map<string, ReadonlyMap<string, Scope>>()
  const requirements = new Map<string, ReadonlyMap<string, readonly string[]>>()
  const placed = new Map<string, string>()
  const patchedByPath = new Set<string>()
  const root = readManifest(near, '')
  if (root === undefined)
    return {
      hasRoot: near('Cargo.toml') !== undefined,
      folders: placed,
      scopes,
      requirements,
      patchedByPath,
    }
  for (const [, patches] of entriesField(root, 'patch')) {
    for (const name of namesByPath(patches)) patchedByPath.add(name)
  }
  const shared = field(field(root, 'workspace'), 'dependencies')
  const seen = new Set([''])
  const open: { folder: string; manifest: Table }[] = [{ folder: '', manifest: root }]
  const folders = [...memberFolders(root, memberNames), ...pathsOf(shared)]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const name = textField(field(next.manifest, 'package'), 'name')
    if (name !== undefined) {
      const asks = asksIn(next.manifest, shared)
      placed.set(name, next.folder)
      scopes.set(name, scopesIn(asks))
      requirements.set(name, requirementsIn(asks))
    }
    for (const path of pathsIn(next.manifest)) folders.push(joinPath(next.folder, path))
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      const clean = joinPath('', folder)
      if (seen.has(clean) || seen.size >= maxManifests) continue
      seen.add(clean)
      const manifest = readManifest(near, clean)
      if (manifest !== undefined) open.push({ folder: clean, manifest })
    }
  }
  return { hasRoot: true, folders: placed, scopes, requirements, patchedByPath }
}

/** `unknown` where no manifest within reach says it. */
export function scopeOfCrate(manifests: CrateManifests, member: string, crate: string): Scope {
  return manifests.scopes.get(member)?.get(crate) ?? 'unknown'
}

function readManifest(near: Near, folder: string): Table | undefined {
  const found = near(folder === '' ? 'Cargo.toml' : `${folder}/Cargo.toml`)
  const parsed = found === undefined ? undefined : parseToml(found.text)
  return parsed?.ok === true ? parsed.value : undefined
}

function memberFolders(root: Table, names: readonly string[]): string[] {
  const folders: string[] = []
  for (const member of listField(field(root, 'workspace'), 'members')) {
    if (typeof member !== 'string') continue
    const star = member.indexOf('*')
    if (star < 0) folders.push(member)
    else if (star === member.length - 1 && folders.length < maxManifests) {
      for (const name of names) folders.push(member.slice(0, -1) + name)
    }
  }
  return folders
}

/** The dependency tables of a manifest, those under `target` included. */
function dependencyTables(manifest: Table): readonly (readonly [unknown, Scope])[] {
  const homes: unknown[] = [manifest, ...entriesField(manifest, 'target').map(([, target]) => target)]
  return homes.flatMap((home) => tables.map(([name, scope]) => [field(home, name), scope] as const))
}

interface CrateAsk {
  readonly name: string
  readonly scope: Scope
  /** Undefined for a crate of a folder or a repository without one. */
  readonly requirement: string | undefined
}

/** A member may inherit what it asks for from the workspace (Cargo reference, "Inheriting a dependency"). */
function asksIn(manifest: Table, shared: unknown): readonly CrateAsk[] {
  return dependencyTables(manifest).flatMap(([table, scope]) =>
    entriesField({ table }, 'table').map(([key, wish]): CrateAsk => {
      const inherited = field(wish, 'workspace') === true ? field(shared, key) : undefined
      return {
        name: textField(wish, 'package') ?? textField(inherited, 'package') ?? key,
        scope: scope === 'runtime' && field(wish, 'optional') === true ? 'optional' : scope,
        requirement: requirementIn(inherited) ?? requirementIn(wish),
      }
    }),
  )
}

function requirementIn(wish: unknown): string | undefined {
  return typeof wish === 'string' ? wish : textField(wish, 'version')
}

function scopesIn(asks: readonly CrateAsk[]): ReadonlyMap<string, Scope> {
  const scopes = new Map<string, Scope>()
  for (const { name, scope } of asks) {
    const known = scopes.get(name)
    scopes.set(name, known === undefined ? scope : widerScope(known, scope))
  }
  return scopes
}

function requirementsIn(asks: readonly CrateAsk[]): ReadonlyMap<string, readonly string[]> {
  const requirements = new Map<string, string[]>()
  for (const { name, requirement } of asks) {
    if (requirement === undefined) continue
    const known = requirements.get(name)
    if (known === undefined) requirements.set(name, [requirement])
    else known.push(requirement)
  }
  return requirements
}

function pathsIn(manifest: Table): readonly string[] {
  return dependencyTables(manifest).flatMap(([table]) => pathsOf(table))
}

function pathsOf(table: unknown): readonly string[] {
  return entriesField({ table }, 'table').flatMap(([, wish]) => textField(wish, 'path') ?? [])
}

function namesByPath(table: unknown): readonly string[] {
  return entriesField({ table }, 'table').flatMap(([key, wish]) =>
    textField(wish, 'path') === undefined ? [] : [textField(wish, 'package') ?? key],
  )
}
