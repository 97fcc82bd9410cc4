/**
 * .gitmodules (gitmodules(5)): repositories inside the repository. Which commit is in use stands in the index of git, and
 * in the HEAD of what is checked out; both are read where the tree holds its `.git`.
 */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { forgePurl, parseRepositoryAddress } from '../read/forge.ts'
import { readGitConfig } from '../read/git-config.ts'
import { type GitLinks, readHead, readLinks } from '../read/git-folder.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'

export const gitModules: Ecosystem = {
  id: 'git-modules',
  purlType: 'mixed',
  versions: 'generic',
  files: ['.gitmodules'],
  title: '.gitmodules, with the index of git',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  parse: parseModules,
}

interface Module {
  readonly name: string
  readonly line: number
  readonly path: string | undefined
  readonly url: string | undefined
  readonly branch: string | undefined
}

interface Reading {
  readonly draft: Draft
  readonly near: Near
  readonly links: GitLinks | undefined
  /** Of which no commit is known. */
  readonly open: Module[]
}

function parseModules(file: SourceFile, near: Near): ParsedFile {
  const draft = startDraft(file.path)
  const reading: Reading = { draft, near, links: readLinks(near), open: [] }
  const modules = readModules(draft, file.text)
  for (const module of modules) addModule(reading, module)
  noteUnresolved(reading)
  addUnnamed(reading, modules)
  return finishDraft(draft)
}

function readModules(draft: Draft, text: string): readonly Module[] {
  const { sections, strange } = readGitConfig(text)
  for (const { line, text: found } of strange) {
    const message = `expected a section submodule with a name, found ${found}`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
  }
  return sections.flatMap(({ kind, name, settings, line }): Module[] => {
    if (kind === 'submodule' && name !== undefined) {
      const [path, url, branch] = ['path', 'url', 'branch'].map((key) => settings.get(key))
      return [{ name, line, path: path?.replace(/\/+$/, ''), url, branch }]
    }
    const message = `expected a section submodule with a name, found [${kind.slice(0, 80)}]`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return []
  })
}

/** A relative address names a repository beside this, of the same owner. */
function addModule(reading: Reading, module: Module): void {
  const { draft, open } = reading
  const { name, line, url, branch } = module
  if (url === undefined || url === '') {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `${name.slice(0, 100)} has no url` })
    return
  }
  const commit = commitOf(reading, module)
  const isPath = parseRepositoryAddress(url) === undefined
  const added = addPackage(draft, {
    purl: forgePurl(url, commit),
    line,
    relation: 'direct',
    scope: 'unknown',
    origin: isPath ? 'path' : 'git',
    requirement: commit === undefined ? branch : undefined,
  })
  if (added !== undefined && commit === undefined) open.push(module)
}

/** What lies there counts; what the repository says should lie there is the answer where nothing does. */
function commitOf({ draft, near, links }: Reading, { name, path, line }: Module): string | undefined {
  if (path === undefined) return undefined
  const head = readHead(path, near)
  const recorded = links?.commits.get(path)
  const short = name.slice(0, 100)
  if (head === undefined && recorded !== undefined) {
    const message = `${short} is not checked out, so its own files were not read`
    const hint = 'run git submodule update --init --recursive before the scan'
    addIssue(draft, { code: 'INCLUDE_MISSING', line, message, hint })
  } else if (head !== undefined && recorded !== undefined && head !== recorded) {
    const message = `${short} is checked out at ${head}, and the repository records ${recorded}`
    addIssue(draft, { code: 'DIGEST_MISMATCH', level: 'note', line, message })
  }
  return head ?? recorded
}

const namesMax = 20

function noteUnresolved({ draft, open, links }: Reading): void {
  const [first] = open
  if (first === undefined) return
  const names = open.slice(0, namesMax).map((module) => module.name.slice(0, 100))
  const more = open.length > namesMax ? ` and ${open.length - namesMax} more` : ''
  const why =
    links === undefined ? 'the tree holds no index of git' : (links.problem ?? 'it does not name them')
  addIssue(draft, {
    code: 'VERSION_UNRESOLVED',
    line: first.line,
    message: `the commits in use stand in the index of git (${why}): ${names.join(', ')}${more}`,
    hint: 'scan the clone itself, or name the submodules with their versions in an SBOM of the product',
  })
}

/** Repositories that were added without a line here: their address is unknown, their commit is not. */
function addUnnamed({ draft, links }: Reading, modules: readonly Module[]): void {
  const named = new Set(modules.map(({ path }) => path))
  for (const [path, commit] of links?.commits ?? []) {
    const name = path.split('/').at(-1) ?? ''
    if (named.has(path) || name === '') continue
    const message = `the index of git holds a repository at ${path.slice(0, 200)} that this file does not name`
    addIssue(draft, { code: 'REFERENCE_MISSING', line: 1, message })
    addPackage(draft, {
      key: path,
      purl: { type: 'generic', name, version: commit },
      line: 1,
      relation: 'direct',
      origin: 'path',
    })
  }
}
