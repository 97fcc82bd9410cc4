/** Sources of installed npm packages, added to a tree for reachability: only those on the ways to what is asked for. */
import { type Dirent, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { compareCodeUnits, parseJson } from '../base/index.ts'
import { type Component, corePurl, type Inventory, type Purl, splitPurl } from '../model/index.ts'
import type { SourceTree } from '../reachability/index.ts'
import { readTextFile } from './text-file.ts'

const bounds = { packages: 400, filesOfOne: 2000, files: 30_000, depth: 12, bytes: 2 * 1024 * 1024 } as const

/**
 * `asked`: components with findings. Links are not followed; a package that is installed in another version is left out,
 * and what is left out stays unknown. Untrusted: whoever publishes a package writes its files.
 */
export function withInstalledSources(
  tree: SourceTree,
  root: string,
  { inventory, asked }: { readonly inventory: Inventory; readonly asked: readonly Purl[] },
): SourceTree {
  const installed = new Set<string>()
  for (const { purl } of waysTo(inventory, asked).slice(0, bounds.packages)) {
    if (installed.size >= bounds.files) break
    const folder = folderOf(root, purl)
    for (const path of folder === undefined ? [] : (listPackage(root, folder) ?? [])) installed.add(path)
  }
  if (installed.size === 0) return tree
  const paths = [...tree.list(), ...installed].sort(compareCodeUnits)
  return {
    ...tree,
    list: () => paths,
    read: (path) => (installed.has(path) ? readSource(join(root, path)) : tree.read(path)),
  }
}

/**
 * The asked npm components and everything above them. Reachability knows packages by name, so one of which the product
 * has several versions is left out: the sources of one must not speak for another.
 */
function waysTo({ components }: Inventory, asked: readonly Purl[]): readonly Component[] {
  const above = new Map<Purl, Component[]>()
  for (const component of components)
    for (const target of component.dependsOn) above.set(target, [...(above.get(target) ?? []), component])
  const seen = new Set<Purl>(asked)
  const open = [...asked]
  for (let at = 0; at < open.length; at++) {
    const purl = open[at]
    for (const parent of purl === undefined ? [] : (above.get(purl) ?? [])) {
      if (seen.has(parent.purl)) continue
      seen.add(parent.purl)
      open.push(parent.purl)
    }
  }
  const npm = components.filter(({ purl, isFirstParty }) => !isFirstParty && splitPurl(purl).type === 'npm')
  const versions = new Map<Purl, number>()
  for (const { purl } of npm) versions.set(corePurl(purl), (versions.get(corePurl(purl)) ?? 0) + 1)
  return npm.filter(({ purl }) => seen.has(purl) && versions.get(corePurl(purl)) === 1)
}

/** Relative to the root; undefined where this very version is not installed at the top. */
function folderOf(root: string, purl: Purl): string | undefined {
  const { namespace, name, version } = splitPurl(purl)
  const full = namespace === undefined ? name : `${namespace}/${name}`
  if (full.split('/').some((part) => part === '..' || part === '.' || part === '')) return undefined
  const folder = `node_modules/${full}`
  if (lstatSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory() !== true) return undefined
  const text = readSource(join(root, folder, 'package.json'))
  const json = text === undefined ? undefined : parseJson(text)
  const value = json?.ok === true ? json.value.value : undefined
  const found = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined
  return found === version ? folder : undefined
}

/** Undefined where not all of it can be seen: half of a package would say that it does not import what it does. */
function listPackage(root: string, folder: string): readonly string[] | undefined {
  const files: string[] = []
  const open: { readonly path: string; readonly depth: number }[] = [{ path: folder, depth: 0 }]
  for (let at = 0; at < open.length; at++) {
    const { path: parent, depth } = open[at] ?? { path: folder, depth: bounds.depth }
    const entries = depth > bounds.depth ? undefined : entriesIn(join(root, parent))
    if (entries === undefined || files.length >= bounds.filesOfOne) return undefined
    for (const entry of entries) {
      const path = `${parent}/${entry.name}`
      if (entry.isSymbolicLink()) return undefined
      if (entry.isDirectory() && entry.name !== 'node_modules') open.push({ path, depth: depth + 1 })
      else if (entry.isFile() && /\.[mc]?jsx?$/.test(entry.name)) files.push(path)
    }
  }
  return files
}

function entriesIn(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause) return undefined
    throw cause
  }
}

function readSource(path: string): string | undefined {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined
  const text = readTextFile(path, bounds.bytes)
  return text.ok ? text.value : undefined
}
