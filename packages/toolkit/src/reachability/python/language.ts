/** Python distributions: which modules they install, and what installed ones import. */
import { type Component, splitPurl } from '../../model/index.ts'
import type { Language, PackageLoad } from '../language.ts'
import { escapePattern, type Sighting } from '../look.ts'
import type { Sources } from '../source-tree.ts'
import { readPythonImports } from './imports.ts'
import { isInstalled, lookInPython } from './look.ts'
import { loadedByOthers } from './module-table.ts'
import { createModuleFinder, normalizeName } from './modules.ts'

export const pypi: Language = {
  types: ['pypi'],
  label: 'Python',
  look({ sources, asked, direct }) {
    const modules = createModuleFinder(sources)
    const wanted = [...asked, ...direct]
    let files: readonly Installed[] | undefined
    const installed = (): readonly Installed[] => (files ??= installedFiles(sources))
    const namesOf = (component: Component): readonly string[] => modules(nameOf(component)).names
    const all = [...new Set(wanted.flatMap(namesOf))].sort()
    const looked = lookInPython(sources, all, direct.map(nameOf))
    const sightingsOf = (component: Component): readonly Sighting[] =>
      [...new Set([...namesOf(component), nameOf(component)])].flatMap(
        (name) => looked.sightings.get(name) ?? [],
      )
    return {
      ...looked,
      namesOf,
      sightingsOf: (component) => [...new Set(sightingsOf(component))],
      isGuess: (component) => modules(nameOf(component)).isGuess,
      isLoadedByOthers: (component, isSeen) =>
        loadedByOthers.test(normalizeName(nameOf(component))) ||
        (!isSeen && isLoadedByAny({ sources, installed: installed() }, component, namesOf(component))),
      isTool: (component) => buildTools.test(normalizeName(nameOf(component))),
      holdsTypesOnly: (component) => /^types-|-stubs$/.test(normalizeName(nameOf(component))),
      loads: (from, to) => loads({ sources, installed: installed() }, namesOf(from), namesOf(to)),
    }
  },
}

const buildTools =
  /^(?:setuptools.*|wheel|build|twine|cython|flit.*|poetry.*|hatch.*|pdm.*|tox.*|nox|pre-commit|black|ruff|isort|flake8.*|pylint.*|mypy|pyright|coverage|pytest.*|sphinx.*|mkdocs.*|bandit|pip-tools)$/

function nameOf({ purl }: Component): string {
  return splitPurl(purl).name
}

/** Files of one package; a larger one counts as unread. */
const mostFiles = 2000

interface Installed {
  readonly path: string
  /** Beneath site-packages. */
  readonly inside: string
}

function installedFiles(sources: Sources): readonly Installed[] {
  return sources.files.flatMap((path) => {
    if (!path.endsWith('.py') || !isInstalled(path)) return []
    const inside = path.replace(/^.*(?:site|dist)-packages\//, '')
    return /(?:^|\/)tests?\//.test(inside) ? [] : [{ path, inside }]
  })
}

function isOf(modules: readonly string[], { inside }: Installed): boolean {
  return modules.some((module) => {
    const folder = module.replaceAll('.', '/')
    return inside === `${folder}.py` || inside.startsWith(`${folder}/`)
  })
}

interface Shelf {
  readonly sources: Sources
  readonly installed: readonly Installed[]
}

function loads({ sources, installed }: Shelf, from: readonly string[], to: readonly string[]): PackageLoad {
  const files = installed.filter((file) => isOf(from, file))
  return files.length === 0 || files.length > mostFiles ? 'unread' : loadIn(sources, files, to)
}

/**
 * No lock file tells what a package loads only where it finds it. Without the sources of the installed packages any
 * may; with them, those that import it.
 */
function isLoadedByAny(
  { sources, installed }: Shelf,
  component: Component,
  modules: readonly string[],
): boolean {
  const files = installed.filter((file) => !isOf(modules, file))
  if (files.length === 0) return component.relation !== 'transitive'
  return files.length > 10 * mostFiles || loadIn(sources, files, modules) === 'yes'
}

function loadIn(sources: Sources, files: readonly Installed[], to: readonly string[]): PackageLoad {
  const first = to.map((name) => escapePattern(name.split('.')[0] ?? '')).join('|')
  const quick = new RegExp(`(?<!\\w)(?:${first})(?!\\w)|import_module|__import__`)
  let isRead = true
  for (const { path } of files) {
    const text = sources.read(path)
    if (text === undefined) isRead = false
    else if (quick.test(text)) {
      const { uses, computed } = readPythonImports(text)
      if (uses.some(({ module, kind }) => kind === 'load' && isWithin(module, to))) return 'yes'
      isRead &&= computed.length === 0 && !uses.some(({ module }) => to.includes(module))
    }
  }
  return isRead ? 'no' : 'unread'
}

function isWithin(module: string, names: readonly string[]): boolean {
  return names.some((name) => module === name || module.startsWith(`${name}.`))
}
