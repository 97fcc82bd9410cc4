/** Finds files outside the product's folders that product code imports, or that a package.json names as its entry. */
import { type Role, roleOfSource } from '../role.ts'
import { folderOf, joinPath, type Sources } from '../source-tree.ts'
import { readImports } from './imports.ts'
import type { Manifest } from './manifests.ts'
import { packagesInCommand, roleOfScript } from './commands.ts'
import { kindOf, scriptOf } from './scripts.ts'

/** Files that are asked for; each may cost reading those that import it. */
const mostSearches = 500

/** Steps from a file to one that imports it. */
const mostSteps = 4

/** The answer for one file reads the tree again, so it is only found when asked for. */
export function createPromotion(
  sources: Sources,
  own: readonly string[],
  roles: ReadonlyMap<string, Role>,
  manifests: readonly Manifest[],
): (path: string) => boolean {
  const entries = entryStems(manifests)
  const names = new Map(
    manifests.flatMap(({ name, folder, path }) =>
      name !== undefined && folder !== '' && roleOfSource(path) !== 'product'
        ? [[name, folder] as const]
        : [],
    ),
  )
  const known = new Map<string, boolean>()
  const importers = createImporters(sources, own, names)
  const search = (start: string): boolean => {
    let front = [start]
    const seen = new Set(front)
    for (let step = 0; step < mostSteps && front.length > 0 && front.length < 200; step++) {
      if (front.some((path) => entries.has(stemOf(path)))) return true
      const next = front.flatMap(importers).filter((path) => !seen.has(path))
      if (next.some((path) => roles.get(path) === 'product')) return true
      for (const path of next) seen.add(path)
      front = [...new Set(next)]
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
  const stems = new Set<string>()
  for (const { folder, entries, scripts } of manifests) {
    for (const entry of entries) stems.add(stemOf(entry))
    for (const [name, command] of scripts) {
      if (roleOfScript(name, command) !== 'product') continue
      for (const word of [...command.split(/\s+/), ...packagesInCommand(command)]) {
        const path = /\.[mc]?[jt]s$/.test(word) ? joinPath(folder, word) : undefined
        if (path !== undefined) stems.add(stemOf(path))
      }
    }
  }
  return stems
}

const quotedPath = /["'`](\.{1,2}\/[^"'`\n]{1,300})["'`]/g

/** Files that import one file by a path, or by the name of the workspace package that it lies in. */
function createImporters(
  sources: Sources,
  own: readonly string[],
  names: ReadonlyMap<string, string>,
): (path: string) => readonly string[] {
  let index: ReadonlyMap<string, readonly string[]> | undefined
  return (target) => {
    index ??= indexOf(sources, own, [...names.keys()])
    const stem = stemOf(target)
    const packages = [...names].filter(([, folder]) => target.startsWith(`${folder}/`)).map(([name]) => name)
    const candidates = new Set([stem, ...packages].flatMap((key) => index?.get(key) ?? []))
    candidates.delete(target)
    return [...candidates].filter((path) => imports(sources, path, stem, packages))
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

function imports(sources: Sources, path: string, stem: string, packages: readonly string[]): boolean {
  const text = sources.read(path) ?? ''
  return readImports(scriptOf(path, text), kindOf(path, text)).uses.some(({ specifier, kind }) => {
    if (kind === 'types') return false
    if (packages.some((name) => specifier === name || specifier.startsWith(`${name}/`)))
      return kind === 'load'
    const resolved = /^\.{1,2}\//.test(specifier) ? joinPath(folderOf(path), specifier) : undefined
    return resolved !== undefined && stemOf(resolved) === stem
  })
}
