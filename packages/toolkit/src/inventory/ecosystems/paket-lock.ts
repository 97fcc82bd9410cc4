/** paket.lock (Paket, "The paket.lock file"): groups of sources, packages in the second level, what they ask for in the third. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'

export const paketLock: Ecosystem = {
  id: 'paket-lock',
  purlType: 'nuget',
  versions: 'nuget',
  files: ['paket.lock'],
  title: 'paket.lock',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: false },
  parse: parsePaketLock,
}

interface State {
  readonly draft: Draft
  section: string
  remote: string
  group: string
  /** Key of the package whose dependencies follow. */
  current: string | undefined
  isStrange: boolean
}

const sections = new Set(['NUGET', 'GITHUB', 'GIT', 'HTTP', 'GIST'])

function parsePaketLock(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const state: State = { draft, section: '', remote: '', group: '', current: undefined, isStrange: false }
  for (const [index, raw] of file.text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '')
    if (line.trim() !== '') readLine(state, line, index + 1)
  }
  return finishDraft(draft)
}

function readLine(state: State, line: string, at: number): void {
  const depth = /^ */.exec(line)?.[0].length ?? 0
  const text = line.trim()
  if (depth === 0) return startSection(state, text, at)
  if (depth <= 2) {
    state.remote = /^remote: (\S+)/.exec(text)?.[1] ?? state.remote
    return
  }
  if (depth <= 4) return addEntry(state, text, at)
  if (state.current !== undefined && state.section === 'NUGET') addWish(state, text, at)
}

/** Options of a group (`RESTRICTION: …`, `STORAGE: …`) stand in the first column too. */
function startSection(state: State, text: string, at: number): void {
  const group = /^GROUP (.+)$/.exec(text)?.[1]
  state.current = undefined
  if (group !== undefined) {
    state.group = group
    state.section = ''
  } else if (sections.has(text)) state.section = text
  else if (!/^[A-Z][A-Z-]*:/.test(text) && !state.isStrange) {
    state.isStrange = true
    addIssue(state.draft, { code: 'SYNTAX_INVALID', line: at, message: 'expected a section of paket.lock' })
  }
}

/** Versions of one package in two groups are two packages of the product. */
function keyOf(group: string, name: string): string {
  return `${group}/${name.toLowerCase()}`
}

function addEntry(state: State, text: string, at: number): void {
  state.current = undefined
  if (state.section === 'NUGET') addNuget(state, text, at)
  else if (state.section === 'GITHUB' || state.section === 'GIT') addRepository(state, text, at)
  else {
    const message = `${state.section || 'no section'}: single files of ${state.remote || 'no address'} are not listed`
    addIssue(state.draft, { code: 'ENTRY_UNREADABLE', line: at, message })
  }
}

/** `NAME (VERSION) - restriction: …` */
function addNuget(state: State, text: string, at: number): void {
  const [, name, version] = /^(\S+) \(([^()\s]+)\)/.exec(text) ?? []
  if (name === undefined || version === undefined) {
    addIssue(state.draft, { code: 'ENTRY_UNREADABLE', line: at, message: 'expected `NAME (VERSION)`' })
    return
  }
  state.current = addPackage(state.draft, {
    key: keyOf(state.group, name),
    purl: { type: 'nuget', name, version },
    line: at,
    groups: state.group === '' ? [] : [state.group],
  })
}

/** `PATH (COMMIT)`, each a file of the repository; the repository is the component. */
function addRepository(state: State, text: string, at: number): void {
  const [, path = '', commit] = /^(.*?) ?\(([^()\s]+)\)/.exec(text) ?? []
  const [owner, name] = state.remote.split('/')
  if (commit === undefined || owner === undefined || name === undefined || state.section === 'GIT') {
    const vcs_url = `git+${state.remote}@${commit ?? path}`
    const purl = { type: 'generic', name: state.remote.split('/').pop() ?? '', qualifiers: { vcs_url } }
    addPackage(state.draft, { purl, line: at, origin: 'git', relation: 'direct' })
    return
  }
  const purl = { type: 'github', namespace: owner, name, version: commit }
  addPackage(state.draft, { purl, line: at, origin: 'git', relation: 'direct' })
}

/** `NAME (>= VERSION)` of the package above; the second statement of a key adds the edge to the first. */
function addWish(state: State, text: string, at: number): void {
  const [, name, range] = /^(\S+)(?: \(([^()]*)\))?/.exec(text) ?? []
  const known = state.current === undefined ? undefined : state.draft.entries.get(state.current)
  if (name === undefined || known === undefined || state.current === undefined) return
  const target = keyOf(state.group, name)
  addPackage(state.draft, {
    key: state.current,
    purl: known.facts.purl,
    line: at,
    dependsOn: [target],
    requires: range === undefined ? [] : [[target, range]],
  })
}
