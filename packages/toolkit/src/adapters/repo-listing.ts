/** Lists a whole source tree for signals: ignore rules kept, folders that tools fill left out, links never followed. */
import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareCodeUnits } from '../base/index.ts'
import type { RepoListing } from '../cra/index.ts'
import { type IgnoreRules, isHistory, isIgnored, whyNotEntered, withIgnoreFile } from '../inventory/index.ts'

const bounds = { files: 200_000, folders: 50_000, depth: 60 } as const

interface State {
  readonly root: string
  readonly files: string[]
  readonly skipped: { readonly path: string; readonly reason: string }[]
  readonly pending: { readonly folder: string; readonly depth: number; readonly rules: IgnoreRules }[]
  readonly unlisted: string[]
  folders: number
}

/** Untrusted: whoever can write to the tree. What is left out for a bound or an error is named in `incomplete`. */
export function listWholeTree(root: string): RepoListing {
  const state: State = {
    root,
    files: [],
    skipped: [],
    pending: [{ folder: '', depth: 0, rules: [] }],
    unlisted: [],
    folders: 0,
  }
  // First in, first out: where a bound strikes, the deepest folders are missing.
  for (let at = 0; at < state.pending.length; at++) {
    const next = state.pending[at]
    if (next === undefined) break
    if (state.files.length >= bounds.files || state.folders >= bounds.folders) {
      state.unlisted.push(next.folder)
      continue
    }
    state.folders++
    visit(state, next)
  }
  const incomplete = describe(state)
  return {
    files: state.files.sort(compareCodeUnits),
    skipped: state.skipped.sort((a, b) => compareCodeUnits(a.path, b.path)),
    ...(incomplete === undefined ? {} : { incomplete }),
  }
}

function describe({ unlisted }: State): string | undefined {
  const first = unlisted[0]
  if (first === undefined) return undefined
  const more = unlisted.length > 1 ? ` and ${unlisted.length - 1} more` : ''
  return `folders were not listed: ${first === '' ? '.' : first}${more}`
}

function visit(state: State, at: State['pending'][number]): void {
  const entries = listFolder(join(state.root, at.folder))
  if (entries === undefined) {
    state.unlisted.push(at.folder)
    return
  }
  const names = new Set(entries.map((entry) => entry.name))
  if (names.has('pyvenv.cfg') && at.folder !== '') {
    state.skipped.push({ path: `${at.folder}/`, reason: 'a Python environment' })
    return
  }
  const rules = names.has('.gitignore') ? readRules(state.root, at.folder, at.rules) : at.rules
  for (const entry of entries) {
    const path = at.folder === '' ? entry.name : `${at.folder}/${entry.name}`
    if (entry.isDirectory()) visitFolder(state, { path, entry, names, rules, depth: at.depth + 1 })
    else if (entry.isSymbolicLink()) state.skipped.push({ path, reason: 'a link, which is not followed' })
    else if (entry.isFile() && !isIgnored(rules, path, false)) state.files.push(path)
  }
}

interface Subfolder {
  readonly path: string
  readonly entry: Dirent
  readonly names: ReadonlySet<string>
  readonly rules: IgnoreRules
  readonly depth: number
}

function visitFolder(state: State, { path, entry, names, rules, depth }: Subfolder): void {
  if (isHistory(entry.name)) return
  const reason = isIgnored(rules, path, true) ? 'ignored by .gitignore' : whyNotEntered(entry.name, names)
  if (reason !== undefined) state.skipped.push({ path: `${path}/`, reason })
  else if (depth > bounds.depth) state.unlisted.push(path)
  else state.pending.push({ folder: path, depth, rules })
}

function readRules(root: string, folder: string, inherited: IgnoreRules): IgnoreRules {
  try {
    return withIgnoreFile(inherited, folder, readFileSync(join(root, folder, '.gitignore'), 'utf8'))
  } catch (cause) {
    if (isFileError(cause)) return inherited
    throw cause
  }
}

function listFolder(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (cause) {
    if (isFileError(cause)) return undefined
    throw cause
  }
}

function isFileError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause
}
