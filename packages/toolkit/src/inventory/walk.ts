/** Finds the files that some format recognises, and says what it did not enter and why. */
import { compareCodeUnits, decodeUtf8, type Issue } from '../base/index.ts'
import type { FileReport } from '../model/index.ts'
import type { FileTree, LinkTarget, TreeEntry } from './file-tree.ts'
import type { Formats } from './formats.ts'
import { type IgnoreRules, isIgnored, withIgnoreFile } from './ignore.ts'

export interface Walked {
  /** Paths of recognised files, sorted. */
  readonly files: readonly string[]
  /** One report for each skipped folder (its path ends in a slash) and for each recognised file that is skipped. */
  readonly reports: readonly FileReport[]
  readonly issues: readonly Issue[]
}

/** Folders that hold the history of a repository: nothing in them belongs to the product as it is now. */
const history = new Set(['.git', '.hg', '.svn', '.jj', 'CVS'])

/** Folders that tools fill: what they hold is stated by the lock files outside. */
const filled = new Map([
  ['node_modules', 'packages installed by a package manager; the lock file states them'],
  ['bower_components', 'packages installed by Bower'],
  ['jspm_packages', 'packages installed by jspm'],
  ['vendor', 'copies of other projects; the lock file states them'],
  ['Pods', 'packages installed by CocoaPods; Podfile.lock states them'],
  ['Carthage', 'packages installed by Carthage'],
  ['.venv', 'a Python environment'],
  ['__pycache__', 'compiled Python'],
  ['.tox', 'Python environments'],
  ['.nox', 'Python environments'],
  ['.gradle', 'a cache of Gradle'],
  ['.yarn', 'a cache of Yarn'],
  ['.pnpm-store', 'a store of pnpm'],
  ['.bundle', 'a cache of Bundler'],
  ['.dart_tool', 'a cache of Dart'],
  ['.build', 'the output of a Swift build'],
  ['.next', 'the output of a build'],
  ['.nuxt', 'the output of a build'],
  ['.terraform', 'a cache of Terraform'],
])

/** Folders named `target` are skipped only beside the manifest of a tool that builds there. */
const targetOwners = new Set(['Cargo.toml', 'pom.xml', 'build.sbt'])

interface State {
  readonly tree: FileTree
  readonly formats: Formats
  readonly files: string[]
  readonly reports: FileReport[]
  readonly issues: Issue[]
  readonly pending: { readonly folder: string; readonly rules: IgnoreRules }[]
}

export function walkTree(tree: FileTree, formats: Formats): Walked {
  const state: State = {
    tree,
    formats,
    files: [],
    reports: [],
    issues: [],
    pending: [{ folder: '', rules: [] }],
  }
  for (let next = state.pending.pop(); next !== undefined; next = state.pending.pop()) {
    visitFolder(state, next.folder, next.rules)
  }
  state.files.sort(compareCodeUnits)
  return { files: state.files, reports: state.reports, issues: state.issues }
}

function visitFolder(state: State, folder: string, inherited: IgnoreRules): void {
  const listed = state.tree.list(folder)
  if (!listed.ok) {
    noteUnlistable(state, folder, listed.error.message)
    return
  }
  const names = new Set(listed.value.map((entry) => entry.name))
  if (names.has('pyvenv.cfg') && folder !== '') {
    skipFolder(state, folder, 'a Python environment')
    return
  }
  const rules = names.has('.gitignore') ? readIgnoreFile(state, folder, inherited) : inherited
  for (const entry of listed.value) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.kind === 'folder') visitSubfolder(state, { path, name: entry.name, names, rules })
    else if (isRecognised(state.formats, path)) visitFile(state, { ...entry, path }, rules)
    else if (entry.kind === 'link' && entry.target !== 'file') noteFolderLink(state, path, entry.target)
  }
}

function noteUnlistable(state: State, folder: string, detail: string): void {
  state.issues.push({
    code: 'FOLDER_UNREADABLE',
    level: folder === '' ? 'error' : 'warning',
    path: folder === '' ? '.' : folder,
    message: `the folder cannot be listed: ${detail}`,
    hint: 'grant read permission, or exclude the folder with .gitignore',
  })
}

function readIgnoreFile(state: State, folder: string, inherited: IgnoreRules): IgnoreRules {
  const path = folder === '' ? '.gitignore' : `${folder}/.gitignore`
  const bytes = state.tree.read(path)
  const text = bytes.ok ? decodeUtf8(bytes.value) : undefined
  if (text?.ok) return withIgnoreFile(inherited, folder, text.value)
  state.issues.push({
    code: bytes.ok ? 'FILE_NOT_UTF8' : 'FILE_UNREADABLE',
    level: 'note',
    path,
    message: 'the ignore rules cannot be read, so nothing is skipped for them',
  })
  return inherited
}

interface Subfolder {
  readonly path: string
  readonly name: string
  /** Names beside it. */
  readonly names: ReadonlySet<string>
  readonly rules: IgnoreRules
}

function visitSubfolder(state: State, { path, name, names, rules }: Subfolder): void {
  if (isHistory(name)) return
  const reason = whyNotEntered(name, names)
  if (reason !== undefined) skipFolder(state, path, reason)
  else if (isIgnored(rules, path, true)) skipFolder(state, path, 'ignored by .gitignore')
  else state.pending.push({ folder: path, rules })
}

/** Folders in which nothing belongs to the product as it is now. */
export function isHistory(name: string): boolean {
  return history.has(name)
}

/** Why a folder of this name, with these names beside it, holds what tools put there; undefined for the others. */
export function whyNotEntered(name: string, beside: ReadonlySet<string>): string | undefined {
  return filled.get(name) ?? (isBuildTarget(name, beside) ? 'the output of a build' : undefined)
}

function isBuildTarget(name: string, beside: ReadonlySet<string>): boolean {
  return name === 'target' && [...targetOwners].some((owner) => beside.has(owner))
}

function skipFolder(state: State, path: string, reason: string): void {
  state.reports.push({ path: `${path}/`, ecosystem: 'folder', status: 'skipped', packages: 0, reason })
}

function isRecognised(formats: Formats, path: string): boolean {
  const { ecosystems, unsupported } = formats.find(path)
  return ecosystems.length > 0 || unsupported !== undefined
}

function visitFile(state: State, entry: TreeEntry & { readonly path: string }, rules: IgnoreRules): void {
  const { path } = entry
  const { ecosystems, unsupported } = state.formats.find(path)
  const ecosystem = ecosystems[0]?.id ?? unsupported?.id ?? 'unknown'
  if (isIgnored(rules, path, false)) {
    state.reports.push({ path, ecosystem, status: 'skipped', packages: 0, reason: 'ignored by .gitignore' })
  } else if (entry.kind === 'file' || (entry.kind === 'link' && entry.target === 'file'))
    state.files.push(path)
  else {
    const what = entry.kind === 'special' ? 'a device, pipe or socket' : linkText(entry.target)
    state.reports.push({ path, ecosystem, status: 'unreadable', packages: 0, reason: `it is ${what}` })
    state.issues.push({
      code: entry.kind === 'special' ? 'FILE_UNREADABLE' : 'LINK_SKIPPED',
      level: 'error',
      path,
      message: `expected a file, found ${what}`,
      hint: 'put a plain file there, or name the target itself on the command line',
    })
  }
}

/** A link to a folder inside the tree loses nothing: the folder is read at its own place. */
function noteFolderLink(state: State, path: string, target: LinkTarget | undefined): void {
  if (target === 'broken' || target === 'folder') return
  state.issues.push({
    code: 'LINK_SKIPPED',
    level: target === 'outside' ? 'warning' : 'note',
    path,
    message: `${linkText(target)} is not followed`,
    ...(target === 'outside' ? { hint: 'scan the target as well, or copy it into the tree' } : {}),
  })
}

function linkText(target: LinkTarget | undefined): string {
  switch (target) {
    case 'loop':
      return 'a link that leads back to a folder it lies in'
    case 'outside':
      return 'a link that leads out of the scanned folder'
    case 'broken':
      return 'a link whose target is missing'
    case 'folder':
      return 'a link to a folder'
    case 'file':
    case undefined:
      return 'a link'
    default:
      return target satisfies never
  }
}
