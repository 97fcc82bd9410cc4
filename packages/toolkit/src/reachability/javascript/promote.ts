/** Finds files outside the product's folders that product code imports, or that a package.json names as its entry. */
import { roleOf } from '../../model/index.ts'
import { escapePattern } from '../look.ts'
import { type Role, roleOfSource } from '../role.ts'
import { folderOf, joinPath, type Sources } from '../source-tree.ts'
import { roleOfScript } from './commands.ts'
import { readImports } from './imports.ts'
import type { Manifest } from './manifests.ts'
import { kindOf, scriptOf } from './scripts.ts'

/** Steps from a file to one that imports it; each reads the tree once. */
const mostSteps = 4

/** Files that are asked for. */
const mostTargets = 500

export interface PromotionInput {
  readonly sources: Sources
  readonly own: readonly string[]
  readonly roleOf: (path: string) => Role
  readonly manifests: readonly Manifest[]
}

/** Those of the targets that are product code by what imports them, over at most four files. */
export function findPromoted(input: PromotionInput, targets: readonly string[]): ReadonlySet<string> {
  const entries = entryStems(input.manifests)
  const isProduct = (path: string): boolean => input.roleOf(path) === 'product' || entries.has(stemOf(path))
  const importers = new Map<string, readonly string[]>()
  let front = targets.slice(0, mostTargets)
  for (let step = 0; step < mostSteps && front.length > 0; step++) {
    const found = findImporters(input, front)
    for (const path of front) importers.set(path, found.get(path) ?? [])
    const next = new Set([...found.values()].flat())
    front = [...next].filter((path) => !importers.has(path) && !isProduct(path)).slice(0, mostTargets)
  }
  return new Set(targets.filter((target) => reaches(target, importers, isProduct)))
}

function reaches(
  target: string,
  importers: ReadonlyMap<string, readonly string[]>,
  isProduct: (path: string) => boolean,
): boolean {
  const seen = new Set([target])
  for (const path of seen) {
    if (isProduct(path)) return true
    for (const importer of importers.get(path) ?? []) seen.add(importer)
  }
  return false
}

function stemOf(path: string): string {
  return path.replace(/(?:\.d)?\.[mc]?[jt]sx?$/, '').replace(/\/index$/, '')
}

function entryStems(manifests: readonly Manifest[]): ReadonlySet<string> {
  return new Set(
    manifests.flatMap((manifest) => [...manifest.entries, ...startedFiles(manifest)].map(stemOf)),
  )
}

/** Files that commands of the running product name. */
function startedFiles({ folder, scripts }: Manifest): readonly string[] {
  return scripts
    .filter(([name, command]) => roleOfScript(name, command) === 'product')
    .flatMap(([, command]) => command.split(/\s+/))
    .flatMap((word) => (/\.[mc]?[jt]s$/.test(word) ? (joinPath(folder, word) ?? []) : []))
    .filter((path) => roleOf(path) !== 'test')
}

const relativePath = /^\.{1,2}\//

/** By target: files that import it by a path, or by the name of the workspace package that it lies in. */
function findImporters(
  { sources, own, manifests }: PromotionInput,
  targets: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const keys = keysOf(targets, manifests)
  const last = [...keys.keys()].map((key) => escapePattern(key.slice(key.lastIndexOf('/') + 1)))
  const quick = new RegExp(`[/"'\`](?:${[...new Set(last)].sort().join('|')})(?:\\.\\w{1,6})?[/"'\`]`)
  const found = new Map<string, string[]>()
  for (const path of own) {
    const text = sources.read(path)
    if (text === undefined || !quick.test(text)) continue
    for (const target of namedIn({ path, text }, keys)) {
      if (target === path) continue
      const importers = found.get(target) ?? []
      found.set(target, importers)
      if (importers.at(-1) !== path) importers.push(path)
    }
  }
  return found
}

/** What a target is imported as: its path without ending, and names of packages outside the product's folders. */
function keysOf(
  targets: readonly string[],
  manifests: readonly Manifest[],
): ReadonlyMap<string, readonly string[]> {
  const packages = manifests.flatMap(({ name, folder, path }) =>
    name !== undefined && folder !== '' && roleOfSource(path) !== 'product' ? [{ name, folder }] : [],
  )
  const keys = new Map<string, string[]>()
  const add = (key: string, target: string): void => {
    const own = keys.get(key)
    if (own === undefined) keys.set(key, [target])
    else own.push(target)
  }
  for (const target of targets) {
    add(stemOf(target), target)
    for (const { name, folder } of packages) if (target.startsWith(`${folder}/`)) add(name, target)
  }
  return keys
}

function namedIn(
  { path, text }: { readonly path: string; readonly text: string },
  keys: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const folder = folderOf(path)
  return readImports(scriptOf(path, text), kindOf(path, text)).uses.flatMap(({ specifier, kind }) => {
    if (kind === 'types') return []
    if (relativePath.test(specifier)) return keys.get(stemOf(joinPath(folder, specifier) ?? '')) ?? []
    if (kind !== 'load') return []
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ''
    return keys.get(name) ?? []
  })
}
