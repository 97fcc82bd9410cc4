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
      isLoadedByOthers: (component) => loadedByOthers.test(normalizeName(nameOf(component))),
      isTool: (component) => buildTools.test(normalizeName(nameOf(component))),
      holdsTypesOnly: (component) => /^types-|-stubs$/.test(normalizeName(nameOf(component))),
      loads: (from, to) => loads(sources, namesOf(from), namesOf(to)),
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

/** Sources beneath site-packages, by the modules of the distribution. */
function loads(sources: Sources, from: readonly string[], to: readonly string[]): PackageLoad {
  const folders = from.map((module) => module.replaceAll('.', '/'))
  const files = sources.files.filter((path) => {
    if (!path.endsWith('.py') || !isInstalled(path)) return false
    const inside = path.replace(/^.*(?:site|dist)-packages\//, '')
    return (
      folders.some((folder) => inside === `${folder}.py` || inside.startsWith(`${folder}/`)) &&
      !/(?:^|\/)tests?\//.test(inside)
    )
  })
  if (files.length === 0 || files.length > mostFiles) return 'unread'
  const quick = new RegExp(
    `(?<!\\w)(?:${to.map((name) => escapePattern(name.split('.')[0] ?? '')).join('|')})(?!\\w)|import_module|__import__`,
  )
  let isRead = true
  for (const path of files) {
    const text = sources.read(path)
    if (text === undefined) isRead = false
    else if (quick.test(text)) {
      const { uses, computed } = readPythonImports(text)
      if (
        uses.some(
          ({ module, kind }) =>
            kind === 'load' && to.some((name) => module === name || module.startsWith(`${name}.`)),
        )
      )
        return 'yes'
      isRead &&= computed.length === 0 && !uses.some(({ module }) => to.includes(module))
    }
  }
  return isRead ? 'no' : 'unread'
}
