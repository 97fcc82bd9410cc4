/** requirements.txt and its like (pip documentation, "Requirements File Format"; comments of pip-compile). */
import type { Origin, ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { placeOf } from '../read/npm.ts'
import { addIssue, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { addPythonGraph, normalName, pinnedVersion, type PythonFacts, pypiPurl } from '../read/python.ts'
import { readRequirementLines, type RequirementLine } from '../read/requirement-lines.ts'

export const requirements: Ecosystem = {
  id: 'requirements',
  purlType: 'pypi',
  versions: 'pypi',
  files: [
    'requirements.txt',
    'requirements-*.txt',
    'requirements_*.txt',
    'requirements.*.txt',
    '*-requirements.txt',
    '*_requirements.txt',
    'requirements/*.txt',
  ],
  title: 'pip requirements file',
  knows: { transitive: 'partial', scope: false, edges: true, license: false, hashes: true },
  parse: readRequirements,
}

interface Reading {
  readonly draft: Draft
  readonly near: Near
  /** Included files read so far: an include may come back to itself. */
  readonly seen: Set<string>
  readonly found: { readonly line: RequirementLine; readonly at: number }[]
  /** Versions that constraint files pin, by normal name. */
  readonly constraints: Map<string, string>
}

const includesMax = 100

function readRequirements(file: SourceFile, near: Near): ParsedFile {
  if (file.text.includes('\0')) {
    const message = 'expected lines of text, found binary data'
    return unreadableFile(file.path, { code: 'SYNTAX_INVALID', line: 1, message })
  }
  const draft = startDraft(file.path)
  const reading: Reading = { draft, near, seen: new Set([file.path]), found: [], constraints: new Map() }
  readText(reading, { text: file.text, folder: '', at: undefined })
  const hasOrigins = reading.found.some(({ line }) => line.via.length > 0)
  const facts = reading.found.map(({ line, at }) =>
    factsOf(reading, line, { at, hasOrigins, path: file.path }),
  )
  const parents = parentsOf(reading)
  addPythonGraph(
    draft,
    facts.map((one) => ({ ...one, asksFor: parents.get(one.normal) ?? [] })),
    [],
  )
  noteUnresolved(draft, facts)
  return finishDraft(draft)
}

interface Text {
  readonly text: string
  /** Of the included file, relative to the file that the walker found. */
  readonly folder: string
  /** Line of the include in that file; undefined for its own lines. */
  readonly at: number | undefined
}

function readText(reading: Reading, { text, folder, at }: Text): void {
  for (const line of readRequirementLines(text)) {
    const place = at ?? line.line
    if (line.kind === 'requirement') reading.found.push({ line, at: place })
    else if (line.kind === 'include' || line.kind === 'constraint')
      include(reading, line, { folder, at: place })
    else if (line.kind === 'unknown') {
      const message = `expected a requirement that names its package, found ${line.text.slice(0, 80)}`
      const hint = 'write it as name @ address'
      addIssue(reading.draft, { code: 'ENTRY_UNREADABLE', line: place, message, hint })
    }
  }
}

function include(
  reading: Reading,
  line: RequirementLine,
  from: { readonly folder: string; readonly at: number },
): void {
  const isUrl = /^[a-z]+:\/\//.test(line.text)
  const path = `${from.folder}${line.text}`
  const neighbour = isUrl || reading.seen.size > includesMax ? undefined : reading.near(path)
  if (neighbour === undefined) {
    const message = `${line.text.slice(0, 200)} is included and ${isUrl ? 'lies on the network' : 'cannot be read'}`
    addIssue(reading.draft, {
      code: 'INCLUDE_MISSING',
      line: from.at,
      message,
      hint: 'scan the folder that holds it',
    })
    return
  }
  if (reading.seen.has(neighbour.path)) return
  reading.seen.add(neighbour.path)
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  if (line.kind === 'include') readText(reading, { text: neighbour.text, folder, at: from.at })
  else for (const pin of readRequirementLines(neighbour.text)) noteConstraint(reading, pin)
}

function noteConstraint(reading: Reading, { requirement }: RequirementLine): void {
  const version = pinnedVersion(requirement?.specifier ?? '')
  if (requirement !== undefined && version !== undefined) {
    reading.constraints.set(normalName(requirement.name), version)
  }
}

interface Place {
  readonly at: number
  /** Whether the file says who asks for a package (pip-compile). */
  readonly hasOrigins: boolean
  readonly path: string
}

function factsOf(reading: Reading, line: RequirementLine, { at, hasOrigins, path }: Place): PythonFacts {
  const { name, specifier, url } = line.requirement ?? { name: line.text, specifier: '', url: undefined }
  const constraint = url === undefined ? reading.constraints.get(normalName(name)) : undefined
  const version = pinnedVersion(specifier) ?? constraint
  const origin = originOf(url)
  return {
    key: `${normalName(name)}@${version ?? specifier}@${url ?? ''}`,
    normal: normalName(name),
    purl: pypiPurl(name, version, placeOf(origin, url)),
    line: at,
    requirement: specifier === '' ? undefined : specifier,
    relation: isDirect(line, hasOrigins) ? 'direct' : 'transitive',
    ...scopeOf(path),
    origin,
    isFirstParty: origin === 'path' && line.isEditable,
    hashes: line.hashes,
    asksFor: [],
  }
}

function originOf(url: string | undefined): Origin {
  if (url === undefined) return 'registry'
  if (/^(?:git|hg|svn|bzr)\+/.test(url)) return 'git'
  return /^https?:/.test(url) ? 'url' : 'path'
}

function isDirect(line: RequirementLine, hasOrigins: boolean): boolean {
  return !hasOrigins || line.via.length === 0 || line.via.some((from) => from.startsWith('-r '))
}

/** The format does not say; the customary names of files for development are taken at their word. */
function scopeOf(path: string): { readonly scope: Scope; readonly groups: readonly string[] } {
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.txt$/, '')
  const group = stem.replace(/^requirements[-_.]?|[-_]?requirements$/g, '')
  if (group === '') return { scope: 'runtime', groups: [] }
  const isDevelopment = /^(?:dev|develop|development|tests?|testing|docs?|lint|ci)$/.test(group)
  return {
    scope: isDevelopment ? 'development' : 'unknown',
    groups: [isDevelopment && group.startsWith('dev') ? 'dev' : group],
  }
}

/** pip-compile says who asks for a package; turned round, these are the edges. */
function parentsOf(reading: Reading): ReadonlyMap<string, readonly string[]> {
  const targets = new Map<string, string[]>()
  for (const { line } of reading.found) {
    const name = line.requirement?.name
    for (const from of line.via) {
      if (from.startsWith('-') || name === undefined) continue
      const parent = normalName(from.replace(/[[(].*$/, '').trim())
      const known = targets.get(parent)
      if (known === undefined) targets.set(parent, [name])
      else known.push(name)
    }
  }
  return targets
}

const namesMax = 50

function noteUnresolved(draft: Draft, facts: readonly PythonFacts[]): void {
  const open = facts.filter((one) => one.purl.version === undefined && one.origin === 'registry')
  const [first] = open
  if (first === undefined) return
  const names = open.slice(0, namesMax).map((one) => `${one.purl.name}${one.requirement ?? ''}`)
  const more = open.length > namesMax ? ` and ${open.length - namesMax} more` : ''
  addIssue(draft, {
    code: 'VERSION_UNRESOLVED',
    line: first.line,
    message: `expected exact versions (==), found none for ${names.join(', ')}${more}`,
    hint: 'pin them, for example with pip freeze or pip-compile',
  })
}
