/** vendor/modules.txt: the modules whose packages `go mod vendor` copied (Go Modules Reference, "Vendoring"). */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { goPurl } from '../read/go-purl.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'

export const goVendor: Ecosystem = {
  id: 'go-vendor',
  purlType: 'golang',
  versions: 'golang',
  files: ['vendor/modules.txt'],
  title: 'vendor/modules.txt of Go',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: false },
  isInstalled: true,
  parse: parseModules,
}

/** `# PATH VERSION`, `# PATH VERSION => PATH [VERSION]` or `# PATH => PATH [VERSION]`. */
const moduleLine = /^# (\S+)(?: (v\S+))?(?: => (\S+)(?: (v\S+))?)?$/

interface Module {
  readonly path: string
  readonly version: string | undefined
  readonly replacement: { readonly path: string; readonly version: string | undefined } | undefined
  readonly line: number
  isDirect: boolean
  /** Without packages it only stands there because go.mod names it. */
  hasPackages: boolean
}

function parseModules(file: SourceFile): ParsedFile {
  const { modules, strange } = readModules(file.text)
  if (modules.length === 0 && strange.length > 0) {
    const message = 'no module of Go was found'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  for (const line of strange) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a line was not understood' })
  }
  for (const module of modules) if (module.hasPackages) addModule(draft, module)
  return finishDraft(draft)
}

interface Modules {
  readonly modules: Module[]
  /** Lines that could not be understood. */
  readonly strange: number[]
}

function readModules(text: string): Modules {
  const read: Modules = { modules: [], strange: [] }
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '') continue
    const found = line.length > 2_000 ? null : moduleLine.exec(line)
    if (found !== null) read.modules.push(toModule(found, index + 1))
    else if (!noteLine(read.modules.at(-1), line)) read.strange.push(index + 1)
  }
  return read
}

/** A remark on the module above, or one of its packages. */
function noteLine(last: Module | undefined, line: string): boolean {
  if (line.startsWith('## ')) {
    if (last !== undefined && /^## explicit(?:;|$)/.test(line)) last.isDirect = true
    return true
  }
  if (line.startsWith('#') || last === undefined) return false
  last.hasPackages = true
  return true
}

function toModule(found: RegExpExecArray, line: number): Module {
  const [, path = '', version, other, otherVersion] = found
  const replacement = other === undefined ? undefined : { path: other, version: otherVersion }
  return { path, version, replacement, line, isDirect: false, hasPackages: false }
}

/** A folder that took the place of a module is the project's own code. */
function addModule(draft: Draft, { path, version, replacement, line, isDirect }: Module): void {
  const isFolder = replacement !== undefined && replacement.version === undefined
  const used = replacement === undefined || isFolder ? { path, version } : replacement
  addPackage(draft, {
    purl: goPurl(used.path, isFolder ? undefined : used.version),
    line,
    relation: isDirect ? 'direct' : 'transitive',
    ...(isFolder ? { origin: 'path', isFirstParty: true } : {}),
    ...(used.path === path ? {} : { alias: path }),
  })
}
