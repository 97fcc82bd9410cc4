/** Looks for Python modules in all Python of a tree, in notebooks, in commands and in settings that name them. */
import {
  type Computed,
  createSightings,
  escapePattern,
  foldersAbove,
  lineFinder,
  type Looked,
  type Sightings,
  skippedSources,
  type Use,
} from '../look.ts'
import { type Role, roleOfSource } from '../role.ts'
import { folderOf, type Sources } from '../source-tree.ts'
import { readPythonImports, type PythonUse } from './imports.ts'
import { lookInSettings } from './settings.ts'
import { readNotebook } from './notebook.ts'

export const pythonFile = /\.(?:pyw?|pyi|ipynb)$/

/** Modules are dotted; sightings are by module. */
export function lookInPython(
  sources: Sources,
  modules: readonly string[],
  settings: readonly string[],
): Looked {
  const found = createSightings()
  const own = sources.files.filter((path) => pythonFile.test(path) && !isInstalled(path))
  const pass: Pass = { sources, wanted: new Set(modules), found, computed: [], roots: new Map() }
  const unread: string[] = []
  const first = [...new Set(modules.map((name) => name.split('.')[0] ?? ''))].sort().map(escapePattern)
  const quick = first.length === 0 ? undefined : new RegExp(`(?<!\\w)(?:${first.join('|')})(?!\\w)`)
  for (const path of own) {
    const text = sources.read(path)
    if (text === undefined) unread.push(path)
    else if (quick?.test(text) === true || computedCall.test(text)) readFile(pass, path, text)
  }
  lookInSettings(sources, [...new Set([...modules, ...settings])], found)
  return {
    sightings: found.sorted(),
    computed: pass.computed,
    files: own.length,
    unread: [...unread, ...skippedSources(sources, (path) => pythonFile.test(path))],
  }
}

const computedCall = /\b(?:import_module|__import__|import_string|import_object|load_module)\s*\(\s*[^'")\s]/

export function isInstalled(path: string): boolean {
  return /(?:^|\/)(?:site-packages|dist-packages|node_modules)\//.test(path)
}

interface Pass {
  readonly sources: Sources
  readonly wanted: ReadonlySet<string>
  readonly found: Sightings
  readonly computed: Computed[]
  readonly roots: Map<string, readonly string[]>
}

function readFile(pass: Pass, path: string, file: string): void {
  const notebook = path.endsWith('.ipynb') ? readNotebook(file) : undefined
  const text = notebook?.text ?? (path.endsWith('.ipynb') ? '' : file)
  const { uses, computed } = readPythonImports(text)
  const plainLine = lineFinder(text)
  const lineOf = (at: number): number => {
    const line = plainLine(at)
    return notebook === undefined ? line : (notebook.lines[line - 1] ?? line)
  }
  const role = roleOfPython(pass.sources, path)
  for (const use of uses) addUse(pass, { path, role, text, lineOf }, use)
  if (role !== 'product') return
  for (const { at, text: specifier, prefix } of computed)
    if (!isLocal(pass, path, prefix))
      pass.computed.push({ path, line: lineOf(at), specifier, prefix, suffix: '' })
}

interface PythonFile {
  readonly path: string
  readonly role: Role
  readonly text: string
  readonly lineOf: (offset: number) => number
}

function addUse(pass: Pass, file: PythonFile, use: PythonUse): void {
  for (let end = use.module.length; end > 0; end = use.module.lastIndexOf('.', end - 1)) {
    const module = use.module.slice(0, end)
    if (!pass.wanted.has(module)) continue
    const place = { path: file.path, line: file.lineOf(use.at), specifier: use.module, role: file.role }
    pass.found.add(module, { ...place, use: useOf(pass, file, use) })
    return
  }
}

function useOf(pass: Pass, { path, text, role }: PythonFile, use: PythonUse): Use {
  if (use.kind === 'string') return role === 'product' && isDjangoList(text, use.at) ? 'run' : 'named'
  if (use.kind === 'types' || path.endsWith('.pyi')) return 'types'
  return isLocal(pass, path, use.module) ? 'named' : 'load'
}

const lists = /^(\w+)\s*(?::[^=\n]{1,100})?\+?=\s*[[(]/gm
const djangoLists =
  /^(?:INSTALLED_APPS|MIDDLEWARE(?:_CLASSES)?|\w*_?APPS|TEMPLATE_CONTEXT_PROCESSORS|AUTHENTICATION_BACKENDS)$/

/** The string stands in one of the lists from which Django imports each entry (Django, "Settings"). */
function isDjangoList(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 8000), at)
  const start = [...before.matchAll(lists)].at(-1)
  if (start === undefined || !djangoLists.test(start[1] ?? '')) return false
  return !/^[\])]/m.test(before.slice(start.index))
}

/** Folders named `tools`, `scripts` or `docs` within a package are part of it. */
export function roleOfPython(sources: Sources, path: string): Role {
  const role = roleOfSource(path)
  if (
    role !== 'development' ||
    /(?:^|\/)(?:tests?|testing|conftest\.py|noxfile\.py)(?:\/|$)|(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(
      path,
    )
  )
    return role
  const folders = foldersAbove(path)
  return folders[1] !== undefined &&
    folders[1] !== '' &&
    sources.has(`${folders[0]}/__init__.py`) &&
    sources.has(`${folders[1]}/__init__.py`)
    ? 'product'
    : role
}

/** A module of the tree itself has the first name: it is found before an installed one. */
function isLocal({ sources, roots }: Pass, path: string, module: string): boolean {
  const name = module.split('.')[0] ?? ''
  if (name === '') return false
  const folder = folderOf(path)
  const known = roots.get(folder) ?? rootsOf(sources, folder)
  roots.set(folder, known)
  return known.some((root) => {
    const base = root === '' ? name : `${root}/${name}`
    return sources.has(`${base}.py`) || sources.has(`${base}/__init__.py`)
  })
}

/** The folder above the outermost package that the file lies in, and those above it; `src` beneath them too. */
function rootsOf(sources: Sources, folder: string): readonly string[] {
  let root = folder
  while (root !== '' && sources.has(`${root}/__init__.py`)) root = folderOf(root)
  const above = root === '' ? [''] : [root, ...foldersAbove(root)]
  return [...above, ...above.map((one) => (one === '' ? 'src' : `${one}/src`))]
}
