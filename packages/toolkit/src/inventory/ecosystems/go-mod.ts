/**
 * go.mod (Go Modules Reference, "go.mod files"): what `require` states after `replace` and `exclude`; go.sum gives
 * hashes only, because it also lists versions that the build does not use. The go line is no component.
 */
import type { Hash, ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { type GoDirective, readGoLines } from '../read/go-lines.ts'
import {
  findReplacement,
  type GoReplacement,
  type GoReplacements,
  readReplacement,
} from '../read/go-replace.ts'
import { findGoWorkspace, type GoWorkspace } from '../read/go-work.ts'
import { noteOpenEnd } from '../read/cut-off.ts'
import { base64Hash } from '../read/hash.ts'
import {
  addIssue,
  addPackage,
  type Draft,
  finishDraft,
  type KeyedRequirement,
  type PackageFacts,
  startDraft,
  unreadableFile,
} from '../read/package.ts'

export const goMod: Ecosystem = {
  id: 'go-mod',
  purlType: 'golang',
  versions: 'golang',
  files: ['go.mod'],
  title: 'go.mod',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: true },
  parse: parseGoMod,
}

const knownVerbs = 'module go toolchain godebug require exclude replace retract tool ignore'
const verbs = new Set(knownVerbs.split(' '))

interface Module {
  readonly path: string
  readonly version: string
}

interface GoModule {
  readonly required: readonly {
    readonly module: Module
    readonly isIndirect: boolean
    readonly line: number
  }[]
  /** `PATH` or `PATH VERSION`. */
  readonly excluded: ReadonlySet<string>
  readonly replaced: GoReplacements
  /** Undefined where no go.work has this module as a member. */
  readonly workspace: GoWorkspace | undefined
  readonly main: { readonly path: string; readonly line: number } | undefined
  /** The language version of the `go` line; undefined means 1.16. */
  readonly language: string | undefined
}

function parseGoMod(file: SourceFile, near: Near): ParsedFile {
  const syntax = readGoLines(file.text)
  const { directives } = syntax
  if (directives.length > 0 && !directives.some((directive) => verbs.has(directive.verb))) {
    const message = 'no go.mod directive was found'
    return unreadableFile(file.path, { code: 'SYNTAX_INVALID', line: directives[0]?.line, message })
  }
  const draft = startDraft(file.path)
  for (const line of syntax.unbalanced) {
    addIssue(draft, { code: 'SYNTAX_INVALID', line, message: 'a bracket without its partner' })
  }
  noteOpenEnd(draft, file.text)
  const found = { ...readDirectives(draft, directives), workspace: findGoWorkspace(file.path, near) }
  if (found.main === undefined) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', level: 'note', line: 1, message: 'the file names no module' })
  }
  noteIncompleteness(draft, found)
  const hashes = readGoSum(near('go.sum')?.text ?? '', wantedHashes(found))
  const direct: string[] = []
  const requires: KeyedRequirement[] = []
  for (const entry of found.required) {
    const key = addRequirement(draft, found, { ...entry, hashes })
    if (key === undefined) continue
    if (!entry.isIndirect) direct.push(key)
    requires.push([key, entry.module.version])
  }
  addMain(draft, found, { dependsOn: direct, requires })
  return finishDraft(draft)
}

function readDirectives(draft: Draft, directives: readonly GoDirective[]): Omit<GoModule, 'workspace'> {
  const required: GoModule['required'][number][] = []
  const excluded = new Set<string>()
  const replaced = new Map<string, GoReplacement>()
  for (const directive of directives) {
    const { verb, words, line } = directive
    const [path = '', version = ''] = words
    if (verb === 'require') {
      if (words.length !== 2) unreadable(draft, directive)
      else required.push({ module: { path, version }, isIndirect: isIndirect(directive.comment), line })
    } else if (verb === 'exclude') {
      if (words.length !== 2) unreadable(draft, directive)
      else excluded.add(`${path} ${version}`)
    } else if (verb === 'replace') addReplacement(draft, directive, replaced)
    else if (!verbs.has(verb)) unreadable(draft, directive)
  }
  return { required, excluded, replaced, main: mainOf(directives), language: wordOf(directives, 'go')?.word }
}

function mainOf(directives: readonly GoDirective[]): GoModule['main'] {
  const found = wordOf(directives, 'module')
  return found === undefined ? undefined : { path: found.word, line: found.line }
}

/** The first word after the first directive of that verb. */
function wordOf(
  directives: readonly GoDirective[],
  verb: string,
): { word: string; line: number } | undefined {
  const found = directives.find((directive) => directive.verb === verb)
  const word = found?.words[0] ?? ''
  return found === undefined || word === '' ? undefined : { word, line: found.line }
}

/** Before Go 1.17 the file names only some of the modules that the build needs (same reference, "Graph pruning"). */
function noteIncompleteness(draft: Draft, { required, language }: GoModule): void {
  const [, major = '1', minor = '16'] = /^(\d+)\.(\d+)/.exec(language ?? '') ?? []
  if (required.length === 0 || Number(major) > 1 || Number(minor) >= 17) return
  addIssue(draft, {
    code: 'LOCK_MISSING',
    line: 1,
    message: `for go ${language ?? '1.16'} the file does not list all indirect modules`,
    hint: 'raise the go line to 1.17 or later and run go mod tidy',
  })
}

/** The comment is `indirect`, or begins with it and a semicolon. */
function isIndirect(comment: string): boolean {
  return comment === 'indirect' || comment.startsWith('indirect;')
}

function unreadable(draft: Draft, directive: GoDirective): void {
  const message = `${directive.verb} was not understood: ${directive.words.join(' ').slice(0, 120)}`
  addIssue(draft, { code: 'ENTRY_UNREADABLE', line: directive.line, message })
}

function addReplacement(draft: Draft, directive: GoDirective, replaced: Map<string, GoReplacement>): void {
  const replacement = readReplacement(directive.words)
  if (replacement === undefined) unreadable(draft, directive)
  else replaced.set(...replacement)
}

/** Members of the workspace come first, then what it replaces for all of them, then this file. */
function replacementOf(
  { workspace, replaced }: GoModule,
  { path, version }: Module,
): GoReplacement | undefined {
  const folder = workspace?.members.get(path)
  if (folder !== undefined) return { path: folder, version: undefined }
  return (
    findReplacement(workspace?.replaced ?? replaced, path, version) ??
    findReplacement(replaced, path, version)
  )
}

interface Requirement {
  readonly module: Module
  readonly isIndirect: boolean
  readonly line: number
  readonly hashes: ReadonlyMap<string, readonly Hash[]>
}

function addRequirement(
  draft: Draft,
  found: GoModule,
  { module, isIndirect, line, hashes }: Requirement,
): string | undefined {
  const relation = isIndirect ? 'transitive' : 'direct'
  const replacement = replacementOf(found, module)
  if (replacement !== undefined && replacement.version === undefined) {
    addIssue(draft, {
      code: 'VERSION_UNRESOLVED',
      level: 'note',
      line,
      message: `${module.path} ${module.version} is replaced by the folder ${replacement.path}`,
    })
    return addPackage(draft, {
      purl: toPurl(module.path),
      line,
      relation,
      origin: 'path',
      isFirstParty: true,
    })
  }
  const used: Module =
    replacement?.version === undefined ? module : { path: replacement.path, version: replacement.version }
  const isExcluded = replacement === undefined && found.excluded.has(`${module.path} ${module.version}`)
  if (isExcluded || !/^v\d/.test(used.version)) {
    const why = isExcluded ? 'is excluded, so that the build takes a later one' : 'is no version'
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${used.path}: ${used.version} ${why}` })
    return addPackage(draft, { purl: toPurl(used.path), line, relation, requirement: used.version })
  }
  return addPackage(draft, {
    purl: toPurl(used.path, used.version),
    line,
    relation,
    ...(used.path === module.path ? {} : { alias: module.path }),
    hashes: hashes.get(`${used.path} ${used.version}`) ?? [],
  })
}

/** The module itself; its version is a tag of the repository, which the file does not know. */
function addMain(
  draft: Draft,
  { main }: GoModule,
  edges: Pick<PackageFacts, 'dependsOn' | 'requires'>,
): void {
  if (main === undefined) return
  const { path, line } = main
  addPackage(draft, {
    key: '.',
    purl: toPurl(path),
    line,
    origin: 'workspace',
    isFirstParty: true,
    ...edges,
  })
}

function toPurl(
  path: string,
  version?: string,
): { type: string; namespace?: string; name: string; version?: string } {
  const slash = path.lastIndexOf('/')
  return {
    type: 'golang',
    ...(slash < 0 ? {} : { namespace: path.slice(0, slash) }),
    name: path.slice(slash + 1),
    ...(version === undefined ? {} : { version }),
  }
}

function wantedHashes(found: GoModule): ReadonlySet<string> {
  return new Set(
    found.required.map(({ module }) => {
      const used = replacementOf(found, module) ?? module
      return `${used.path} ${used.version ?? ''}`
    }),
  )
}

/** `PATH VERSION h1:BASE64`: SHA-256 over the module's sorted file hashes (Go Modules Reference, "go.sum files"). */
function readGoSum(text: string, wanted: ReadonlySet<string>): ReadonlyMap<string, readonly Hash[]> {
  const hashes = new Map<string, readonly Hash[]>()
  for (const line of text.split('\n')) {
    const mark = line.indexOf(' h1:')
    if (mark < 0) continue
    const module = line.slice(0, mark)
    if (wanted.has(module)) hashes.set(module, base64Hash('SHA-256', line.slice(mark + 4).trim()))
  }
  return hashes
}
