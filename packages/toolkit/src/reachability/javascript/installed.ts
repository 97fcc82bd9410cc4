/** What installed packages import, read from node_modules where the tree has it. */
import type { Component } from '../../model/index.ts'
import type { PackageLoad } from '../language.ts'
import { escapePattern } from '../look.ts'
import type { Sources } from '../source-tree.ts'
import { readImports } from './imports.ts'
import { isBuiltin, packageOf } from './specifier.ts'

/** Files of one package; a larger one counts as unread. */
const mostFiles = 2000

export function createInstalled(
  sources: Sources,
  namesOf: (component: Component) => readonly string[],
): (from: Component, to: Component) => PackageLoad {
  let folders: ReadonlyMap<string, readonly string[]> | undefined
  return (from, to) => {
    folders ??= installedFiles(sources)
    const files = namesOf(from).flatMap((name) => folders?.get(name) ?? [])
    return files.length === 0 || files.length > mostFiles ? 'unread' : loadIn(sources, files, namesOf(to))
  }
}

/** JavaScript files by the name of the package that they belong to; types and tests do not run. */
function installedFiles(sources: Sources): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>()
  for (const path of sources.files) {
    const at = path.lastIndexOf('node_modules/')
    if (at < 0 || !/\.[mc]?jsx?$/.test(path)) continue
    const inside = path.slice(at + 'node_modules/'.length)
    const name = packageOf(inside)
    if (
      name === undefined ||
      /^(?:tests?|__tests__|examples?|benchmarks?|docs)\//.test(inside.slice(name.length + 1))
    )
      continue
    const own = files.get(name)
    if (own === undefined) files.set(name, [path])
    else own.push(path)
  }
  return files
}

function loadIn(sources: Sources, files: readonly string[], names: readonly string[]): PackageLoad {
  const quick = new RegExp(
    `["'\`/](?:${names.map(escapePattern).join('|')})["'\`/]|\\b(?:require|import)\\s*\\(\\s*[^'"\\s)]`,
  )
  let isRead = true
  for (const path of files) {
    const text = sources.read(path)
    if (text === undefined) isRead = false
    else if (quick.test(text)) {
      const { uses, computed } = readImports(text, { jsx: true, types: false })
      const isHit = uses.some(
        ({ specifier, kind }) =>
          kind === 'load' && !isBuiltin(specifier) && names.includes(packageOf(specifier) ?? ''),
      )
      if (isHit) return 'yes'
      isRead &&= computed.length === 0 && !uses.some(({ specifier }) => names.includes(specifier))
    }
  }
  return isRead ? 'no' : 'unread'
}
