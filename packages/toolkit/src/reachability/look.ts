/** What the reader of a language hands back: where wanted modules are loaded or named, and what could hide a load. */
import type { ReachabilityPlace } from '../model/index.ts'
import type { Role } from './role.ts'
import { folderOf, type Sources } from './source-tree.ts'

/**
 * `load`: when the program runs. `types`: for the compiler only. `run`: a command, or a setting that certainly loads it.
 * `named`: a setting or string names it, and what that does is not known. `builtin`: Node has a module of that name too.
 * `near`: another package of the same module is loaded.
 */
export type Use = 'load' | 'types' | 'run' | 'named' | 'builtin' | 'near'

export interface Sighting extends ReachabilityPlace {
  readonly use: Use
  readonly role: Role
}

/** Product code that loads a module by a name which it computes. */
export interface Computed extends ReachabilityPlace {
  /** What the name begins and ends with. */
  readonly prefix: string
  readonly suffix: string
}

export interface Looked {
  /** By wanted name; product code first, then by path and line. */
  readonly sightings: ReadonlyMap<string, readonly Sighting[]>
  readonly computed: readonly Computed[]
  /** Files of the language that belong to the tree itself. */
  readonly files: number
  /** Files that could not be read, and skipped ones. */
  readonly unread: readonly string[]
}

const rank: Readonly<Record<Role, number>> = { product: 0, build: 1, development: 2 }

/** Collects sightings by name, each place once. */
export interface Sightings {
  add(name: string, sighting: Sighting): void
  /** Loads by product code so far. */
  loads(name: string): number
  sorted(): ReadonlyMap<string, readonly Sighting[]>
}

export function createSightings(): Sightings {
  const byName = new Map<string, Map<string, Sighting>>()
  return {
    add(name, sighting) {
      const own = byName.get(name) ?? new Map<string, Sighting>()
      byName.set(name, own)
      if (own.size >= mostSightings && sighting.use !== 'load') return
      const { path, line, use, specifier } = sighting
      own.set(`${path}\0${line}\0${use}`, { ...sighting, specifier: specifier.slice(0, 200) })
    },
    loads(name) {
      let count = 0
      for (const { use, role } of byName.get(name)?.values() ?? [])
        if (use === 'load' && role === 'product') count++
      return count
    },
    sorted() {
      return new Map([...byName].map(([name, own]) => [name, [...own.values()].sort(bySighting)]))
    },
  }
}

/** Kept of one name; more add nothing to the answer. */
const mostSightings = 1000

function bySighting(a: Sighting, b: Sighting): number {
  return rank[a.role] - rank[b.role] || compare(a.path, b.path) || a.line - b.line || compare(a.use, b.use)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Folders in which package managers and builds put things: what was skipped there is not the product's own code. */
const filled =
  /(?:^|\/)(?:node_modules|bower_components|\.venv|venv|site-packages|__pycache__|\.git|\.tox|\.nox|dist|build|out|target|coverage|\.next|\.nuxt|\.svelte-kit|\.turbo|\.cache|\.pnpm-store|\.yarn|\.gradle|\.mypy_cache|\.pytest_cache|\.ruff_cache)\//

/** Skipped paths in which product code of a language may lie. */
export function skippedSources(sources: Sources, isSource: (path: string) => boolean): readonly string[] {
  return sources.skipped.filter((path) => !filled.test(path) && (path.endsWith('/') || isSource(path)))
}

/** Whether a path lies in a folder, at any depth; '' holds all. */
export function isBeneath(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`)
}

/** The folder and those above it, nearest first. */
export function foldersAbove(path: string): readonly string[] {
  const folders: string[] = []
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    folders.push(folder)
    if (folder === '') return folders
  }
}

/** Text to a pattern that matches just it. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/** Finds lines by offset; offsets may come in any order. */
export function lineFinder(text: string): (offset: number) => number {
  let starts: number[] | undefined
  return (offset) => {
    if (starts === undefined) {
      starts = [0]
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    }
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
