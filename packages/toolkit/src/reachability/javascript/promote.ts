/** Finds files outside the product's folders that product code imports, or that a package.json names as its entry. */
import { type Role, roleOfSource } from '../role.ts'
import { folderOf, joinPath, type Sources } from '../source-tree.ts'
import { readImports } from './imports.ts'
import type { Manifest } from './manifests.ts'
import { roleOfScript } from './commands.ts'
import { kindOf, scriptOf } from './scripts.ts'

/** Files that are asked for; each may cost reading those that import it. */
const mostSearches = 500

/** Steps from a file to one that imports it. */
const mostSteps = 4

export interface PromotionInput {
  readonly sources: Sources
  readonly own: readonly string[]
  readonly roleOf: (path: string) => Role
  readonly manifests: readonly Manifest[]
}

/** The tree is searched when the first file is asked for. */
export function createPromotion(input: PromotionInput): (path: string) => boolean {
  const { roleOf, manifests } = input
  const entries = entryStems(manifests)
  const known = new Map<string, boolean>()
  const importers = createImporters(input)
  const search = (start: string): boolean => {
    let front = [start]
    const seen = new Set(front)
    for (let step = 0; step < mostSteps && front.length > 0 && front.length < 200; step++) {
      if (front.some((path) => entries.has(stemOf(path)))) return true
      front = [...new Set(front.flatMap(importers))].filter((path) => !seen.has(path))
      if (front.some((path) => roleOf(path) === 'product')) return true
      for (const path of front) seen.add(path)
    }
    return false
  }
  return (path) => {
    const answer = known.get(path) ?? (known.size < mostSearches && search(path))
    known.set(path, answer)
    return answer
  }
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
}

const quotedPath = /["'`](\.{1,2}\/[^"'`\n]{1,300})["'`]/g

/** Files that import one file by a path, or by the name of the workspace package that it lies in. */
function createImporters({ sources, own, manifests }: PromotionInput): (path: string) => readonly string[] {
  const names = manifests.flatMap(({ name, folder, path }) =>
    name !== undefined && folder !== '' && roleOfSource(path) !== 'product' ? [{ name, folder }] : [],
  )
  let index: ReadonlyMap<string, readonly string[]> | undefined
  return (target) => {
    index ??= indexOf(
      sources,
      own,
      names.map(({ name }) => name),
    )
    const stem = stemOf(target)
    const packages = names.filter(({ folder }) => target.startsWith(`${folder}/`)).map(({ name }) => name)
    const candidates = new Set([stem, ...packages].flatMap((key) => index?.get(key) ?? []))
    candidates.delete(target)
    return [...candidates].filter((path) => imports({ path, text: sources.read(path) ?? '' }, stem, packages))
  }
}

/** By the path without ending, and by the name of the package, that a quoted text in a file may mean. */
function indexOf(
  sources: Sources,
  own: readonly string[],
  names: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  const add = (key: string, path: string): void => {
    const paths = found.get(key)
    if (paths === undefined) found.set(key, [path])
    else paths.push(path)
  }
  for (const path of own) {
    const text = sources.read(path) ?? ''
    const folder = folderOf(path)
    for (const hit of text.matchAll(quotedPath)) {
      const resolved = joinPath(folder, hit[1] ?? '')
      if (resolved !== undefined) add(stemOf(resolved), path)
    }
    for (const name of names) if (text.includes(name)) add(name, path)
  }
  return found
}

function imports(
  { path, text }: { readonly path: string; readonly text: string },
  stem: string,
  packages: readonly string[],
): boolean {
  return readImports(scriptOf(path, text), kindOf(path, text)).uses.some(({ specifier, kind }) => {
    if (kind === 'types') return false
    if (packages.some((name) => specifier === name || specifier.startsWith(`${name}/`)))
      return kind === 'load'
    const resolved = /^\.{1,2}\//.test(specifier) ? joinPath(folderOf(path), specifier) : undefined
    return resolved !== undefined && stemOf(resolved) === stem
  })
}
