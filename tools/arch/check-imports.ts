/** The architecture gate: floors, front doors, purity, islands, cycles and `export *`, over a set of files. */
import { posix } from 'node:path'
import { type FoundImport, findImports } from './imports.ts'
import { builtins, floors, mayImportUi, workspaces } from './rules.ts'

export interface Breach {
  readonly rule:
    | 'floor'
    | 'front-door'
    | 'purity'
    | 'workspace'
    | 'cycle'
    | 'star'
    | 'unknown-module'
    | 'island'
  readonly file: string
  readonly line: number
  readonly message: string
}

/** Text of each source file by its path relative to the repository, with forward slashes. */
export type Sources = ReadonlyMap<string, string>

const toolkit = 'packages/toolkit/src/'

export function checkImports(sources: Sources): readonly Breach[] {
  const breaches: Breach[] = []
  const edges = new Map<string, readonly string[]>()
  for (const [file, text] of sources) {
    if (isTest(file)) continue
    const imports = findImports(text)
    breaches.push(...imports.flatMap((found) => checkOne(file, found)))
    edges.set(
      file,
      imports.flatMap((found) => resolve(file, found.specifier)),
    )
  }
  return [...breaches, ...findCycles(edges), ...findIslands(edges)]
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$|\/testing\/|\/testdata\//.test(file)
}

function checkOne(file: string, found: FoundImport): Breach[] {
  const breaches: Breach[] = []
  const add = (rule: Breach['rule'], message: string): void => {
    breaches.push({ rule, file, line: found.line, message })
  }
  if (found.isStar) add('star', 'export * hides what a front door offers: name each export')
  if (found.specifier.startsWith('.')) checkRelative(file, found, add)
  else if (found.specifier.startsWith('node:')) checkBuiltin(file, found, add)
  else if (found.specifier.startsWith('@occtet/')) checkWorkspace(file, found, add)
  return breaches
}

type Add = (rule: Breach['rule'], message: string) => void

function checkRelative(file: string, found: FoundImport, add: Add): void {
  const target = posix.join(posix.dirname(file), found.specifier)
  if (workspaceOf(target) !== workspaceOf(file)) {
    add('workspace', `${target} lies in another workspace: import the package by its name`)
    return
  }
  const from = moduleOf(file)
  const to = moduleOf(target)
  if (from === undefined || to === undefined) return
  if (from === to) {
    if (target === `${toolkit}${to}/index.ts`)
      add('front-door', 'inside a module import the file itself, not its index')
    return
  }
  checkFloor({ from, to }, add)
  if (target !== `${toolkit}${to}/index.ts`)
    add('front-door', `${to} may be entered through its index.ts only`)
}

function checkFloor(step: { from: string; to: string }, add: Add): void {
  const from = floors.findIndex((floor) => floor.includes(step.from))
  const to = floors.findIndex((floor) => floor.includes(step.to))
  if (from < 0) add('unknown-module', `${step.from} stands on no floor: name it in tools/arch/rules.ts`)
  else if (to < 0) add('unknown-module', `${step.to} stands on no floor: name it in tools/arch/rules.ts`)
  else if (to >= from)
    add('floor', `${step.from} may not import ${step.to}: imports go down, never up or sideways`)
}

function checkBuiltin(file: string, found: FoundImport, add: Add): void {
  if (!file.startsWith('packages/')) return
  const allowed = builtins[moduleOf(file) ?? ''] ?? []
  if (allowed.includes('*') || allowed.includes(found.specifier)) return
  add('purity', `${found.specifier} belongs into adapters: everything else is pure`)
}

function checkWorkspace(file: string, found: FoundImport, add: Add): void {
  const allowed = workspaces[workspaceOf(file) ?? ''] ?? []
  const isAllowed = allowed.some((name) =>
    name.endsWith('/*') ? found.specifier.startsWith(name.slice(0, -1)) : name === found.specifier,
  )
  if (!isAllowed) add('workspace', `${workspaceOf(file)} may not import ${found.specifier}`)
  const module = moduleOf(file)
  if (module !== undefined && !mayImportUi.includes(module)) {
    add('workspace', `${module} may not import ${found.specifier}: only ${mayImportUi.join(', ')} may`)
  }
}

function workspaceOf(file: string): string | undefined {
  return /^(?:packages|apps)\/[^/]+/.exec(file)?.[0]
}

function moduleOf(file: string): string | undefined {
  if (!file.startsWith(toolkit)) return undefined
  const rest = file.slice(toolkit.length)
  return rest.includes('/') ? rest.slice(0, rest.indexOf('/')) : undefined
}

function resolve(file: string, specifier: string): readonly string[] {
  if (specifier.startsWith('.')) return [posix.join(posix.dirname(file), specifier)]
  const sub = /^@occtet\/toolkit\/(.+)$/.exec(specifier)?.[1]
  if (sub !== undefined) return [`${toolkit}${sub}/index.ts`]
  const workspace = /^@occtet\/(ui|contract)$/.exec(specifier)?.[1]
  return workspace === undefined ? [] : [`packages/${workspace}/src/index.ts`]
}

/** Depth-first search with an explicit stack; each cycle is reported once, at the edge that closes it. */
function findCycles(edges: ReadonlyMap<string, readonly string[]>): Breach[] {
  const state = new Map<string, 'open' | 'done'>()
  const breaches: Breach[] = []
  const visit = (file: string, trail: readonly string[]): void => {
    state.set(file, 'open')
    for (const next of edges.get(file) ?? []) {
      if (state.get(next) === 'open') {
        const ring = [...trail.slice(trail.indexOf(next)), next].join(' -> ')
        breaches.push({ rule: 'cycle', file, line: 1, message: `import cycle: ${ring}` })
      } else if (!state.has(next) && edges.has(next)) visit(next, [...trail, next])
    }
    state.set(file, 'done')
  }
  for (const file of edges.keys()) if (!state.has(file)) visit(file, [file])
  return breaches
}

/**
 * The files that a path names: itself, or what fits its `*`, which stands for anything but a slash. Islands alone follow
 * a pattern: what is imported by one is loaded later by name (pages by the router), and closes no ring of modules.
 */
function spread(path: string, files: Iterable<string>): readonly string[] {
  if (!path.includes('*')) return [path]
  const parts = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`^${parts.join('[^/]*')}$`)
  return [...files].filter((file) => pattern.test(file))
}

/** A file that no door leads to is dead: doors are index files, entries of apps, and workers. */
function findIslands(edges: ReadonlyMap<string, readonly string[]>): Breach[] {
  const seen = new Set<string>()
  const queue = [...edges.keys()].filter(isDoor)
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    queue.push(...(edges.get(file) ?? []).flatMap((path) => spread(path, edges.keys())))
  }
  return [...edges.keys()]
    .filter((file) => !seen.has(file))
    .map((file) => ({ rule: 'island', file, line: 1, message: 'nothing leads to this file' }))
}

function isDoor(file: string): boolean {
  return /\/index\.ts$|^apps\/[^/]+\/src\/main\.tsx?$|-worker\.ts$|\/client\/main\.ts$|\.d\.ts$/.test(file)
}
