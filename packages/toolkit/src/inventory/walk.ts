/** Finds the files that some format recognises, and says what it did not enter and why. */
import { compareCodeUnits, decodeUtf8, type Issue } from '../base/index.ts'
import type { FileReport } from '../model/index.ts'
import { matchMagic } from './candidates.ts'
import type { BinaryEcosystem } from './ecosystem.ts'
import type { FileTree, LinkTarget, TreeEntry } from './file-tree.ts'
import { holdsPackages, type InventoryView, isHistory, nodeLocks, whyNotEntered } from './folders.ts'
import type { Claimed, Formats } from './formats.ts'
import { type IgnoreRules, isIgnored, withIgnoreFile } from './ignore.ts'

export interface Walked {
  /** Paths of recognised files, sorted. */
  readonly files: readonly string[]
  /** The formats of bytes of those files that have one. */
  readonly binaries: ReadonlyMap<string, readonly BinaryEcosystem[]>
  /** One report for each skipped folder (its path ends in a slash) and for each recognised file that is skipped. */
  readonly reports: readonly FileReport[]
  readonly issues: readonly Issue[]
}

interface Folder {
  readonly path: string
  readonly rules: IgnoreRules
  /** Only formats that state what is installed count here. */
  readonly isPackages: boolean
  /** A lock file of this folder or of one above states what node_modules holds. */
  readonly hasNodeLock: boolean
}

interface State {
  readonly tree: FileTree
  readonly formats: Formats
  readonly view: InventoryView
  readonly files: string[]
  readonly binaries: Map<string, readonly BinaryEcosystem[]>
  readonly reports: FileReport[]
  readonly issues: Issue[]
  readonly pending: Folder[]
}

export function walkTree(tree: FileTree, formats: Formats, view: InventoryView = 'source'): Walked {
  const state: State = {
    tree,
    formats,
    view,
    files: [],
    binaries: new Map(),
    reports: [],
    issues: [],
    pending: [{ path: '', rules: [], isPackages: false, hasNodeLock: false }],
  }
  for (let next = state.pending.pop(); next !== undefined; next = state.pending.pop())
    visitFolder(state, next)
  state.files.sort(compareCodeUnits)
  return { files: state.files, binaries: state.binaries, reports: state.reports, issues: state.issues }
}

function visitFolder(state: State, folder: Folder): void {
  const listed = state.tree.list(folder.path)
  if (!listed.ok) {
    noteUnlistable(state, folder.path, listed.error.message)
    return
  }
  const names = new Set(listed.value.map((entry) => entry.name))
  if (state.view === 'source' && names.has('pyvenv.cfg') && folder.path !== '') {
    skipFolder(state, folder.path, 'a Python environment')
    return
  }
  const hasRules = state.view === 'source' && names.has('.gitignore') && !folder.isPackages
  const rules = hasRules ? readIgnoreFile(state, folder.path, folder.rules) : folder.rules
  const hasNodeLock = folder.hasNodeLock || [...nodeLocks].some((name) => names.has(name))
  const here = { ...folder, rules, hasNodeLock }
  for (const entry of listed.value) {
    const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`
    if (entry.kind === 'folder') visitSubfolder(state, here, { path, name: entry.name, names })
    else visitFile(state, here, { ...entry, path })
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
}

function visitSubfolder(state: State, parent: Folder, { path, name, names }: Subfolder): void {
  if (isHistory(name)) return
  const isPackages = parent.isPackages || holdsPackages(name, names)
  const inside = { path, rules: parent.rules, isPackages, hasNodeLock: parent.hasNodeLock }
  if (state.view === 'installed' || parent.isPackages) {
    state.pending.push(inside)
    return
  }
  if (name === 'node_modules' && !parent.hasNodeLock) {
    noteInstalledOnly(state, path)
    state.pending.push({ ...inside, rules: [] })
    return
  }
  const reason = whyNotEntered(name, names)
  if (reason !== undefined) skipFolder(state, path, reason)
  else if (isIgnored(parent.rules, path, true)) skipFolder(state, path, 'ignored by .gitignore')
  else state.pending.push(inside)
}

function noteInstalledOnly(state: State, path: string): void {
  state.issues.push({
    code: 'LOCK_MISSING',
    level: 'warning',
    path,
    message: 'no lock file states these packages; the versions are those that happen to be installed here',
    hint: 'commit the lock file of the package manager',
  })
}

function skipFolder(state: State, path: string, reason: string): void {
  state.reports.push({ path: `${path}/`, ecosystem: 'folder', status: 'skipped', packages: 0, reason })
}

type Entry = TreeEntry & { readonly path: string }

function visitFile(state: State, folder: Folder, entry: Entry): void {
  const claimed = claimsIn(state.formats.find(entry.path), folder)
  const isText = claimed.ecosystems.length > 0 || claimed.unsupported !== undefined
  if (!isReadable(entry)) {
    if (isText || claimed.isBinaryByName) refuseFile(state, { entry, claimed, binaries: [] }, folder.rules)
    else if (entry.kind === 'link') noteFolderLink(state, entry.path, entry.target)
    return
  }
  const isAlias = entry.kind === 'link' && !claimed.isBinaryByName
  const binaries = isAlias ? [] : findBinaries(state, claimed, entry.path)
  const found = { entry, claimed, binaries }
  if (isText || binaries.length > 0) takeFile(state, found, folder.rules)
  else if (claimed.isBinaryByName) reportStranger(state, found, folder.rules)
}

/** `x.jar` that is empty, or a pointer to the file elsewhere: what it should hold is unknown, and that is said. */
function reportStranger(state: State, found: Found, rules: IgnoreRules): void {
  const { path } = found.entry
  if (reportIgnored(state, found, rules)) return
  const [first] = found.claimed.binaries
  const reason = `its first bytes are not those of the format of its name (${first?.title ?? 'unknown'})`
  state.reports.push({ path, ecosystem: formatOf(found), status: 'unreadable', packages: 0, reason })
  const hint = 'put the whole file there (git lfs pull, another download), or remove it'
  state.issues.push({ code: 'SHAPE_UNEXPECTED', level: 'warning', path, message: reason, hint })
}

/** A program behind a link is read at its own place. */
function isReadable({ kind, target }: Entry): boolean {
  return kind === 'file' || (kind === 'link' && target === 'file')
}

/** Where packages lie, only what states them counts. */
function claimsIn(claimed: Claimed, { isPackages }: Folder): Claimed {
  if (!isPackages) return claimed
  const { unsupported: _, ...rest } = claimed
  return { ...rest, ecosystems: claimed.ecosystems.filter((ecosystem) => ecosystem.isInstalled === true) }
}

/** A name that many files have (none with a dot) that cannot be opened may be a program: that is said. */
function findBinaries(
  state: State,
  { binaries, ...claimed }: Claimed,
  path: string,
): readonly BinaryEcosystem[] {
  const matched = matchMagic(state.tree, path, binaries)
  if (matched.ok) return matched.value
  if (claimed.isBinaryByName || claimed.ecosystems.length > 0) return binaries
  state.issues.push({
    code: 'FILE_UNREADABLE',
    level: 'warning',
    path,
    message: `${matched.error.message}; it may be a program`,
    hint: 'grant read permission',
  })
  return []
}

interface Found {
  readonly entry: Entry
  readonly claimed: Claimed
  readonly binaries: readonly BinaryEcosystem[]
}

function takeFile(state: State, found: Found, rules: IgnoreRules): void {
  const { path } = found.entry
  if (reportIgnored(state, found, rules)) return
  state.files.push(path)
  if (found.binaries.length > 0) state.binaries.set(path, found.binaries)
}

function reportIgnored(state: State, found: Found, rules: IgnoreRules): boolean {
  const { path } = found.entry
  if (!isIgnored(rules, path, false)) return false
  const reason = 'ignored by .gitignore'
  state.reports.push({ path, ecosystem: formatOf(found), status: 'skipped', packages: 0, reason })
  return true
}

function formatOf({ claimed, binaries }: Found): string {
  const formats = [...binaries, ...claimed.ecosystems, claimed.unsupported, ...claimed.binaries]
  return formats.find((format) => format !== undefined)?.id ?? 'unknown'
}

function refuseFile(state: State, found: Found, rules: IgnoreRules): void {
  const { path, kind, target } = found.entry
  if (reportIgnored(state, found, rules)) return
  const what = kind === 'special' ? 'a device, pipe or socket' : linkText(target)
  const reason = `it is ${what}`
  state.reports.push({ path, ecosystem: formatOf(found), status: 'unreadable', packages: 0, reason })
  state.issues.push({
    code: kind === 'special' ? 'FILE_UNREADABLE' : 'LINK_SKIPPED',
    level: 'error',
    path,
    message: `expected a file, found ${what}`,
    hint: 'put a plain file there, or name the target itself on the command line',
  })
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
