/** vendor/vendor.json of govendor (kardianos/vendor-spec): packages of Go that were copied, with their commits. */
import type { ParsedFile, PurlParts } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { isCommit } from '../read/forge.ts'
import { goPurl } from '../read/go-purl.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { field, textField } from '../read/shape.ts'

export const govendor: Ecosystem = {
  id: 'govendor',
  purlType: 'golang',
  versions: 'golang',
  files: ['vendor/vendor.json'],
  title: 'vendor/vendor.json of govendor',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: false },
  isInstalled: true,
  parse: parseVendor,
}

function parseVendor(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const packages = field(json.value.value, 'package')
  if (!Array.isArray(packages)) {
    const message = 'expected a list named package'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const strangers: string[] = []
  for (const [index, one] of packages.entries()) {
    addEntry(draft, { one, line: json.value.lineOf(['package', index]), strangers })
  }
  noteStrangers(draft, strangers)
  return finishDraft(draft)
}

interface Entry {
  readonly one: unknown
  readonly line: number
  /** Paths of which nobody can say where the repository ends. */
  readonly strangers: string[]
}

/** One row for each folder: those of one repository and commit become one package. */
function addEntry(draft: Draft, { one, line, strangers }: Entry): void {
  const path = textField(one, 'path')
  if (path === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a package without a path' })
    return
  }
  const exact = textField(one, 'versionExact') ?? ''
  const revision = textField(one, 'revision') ?? ''
  const version = /^v\d+\.\d+\.\d+/.test(exact) ? exact : isCommit(revision) ? revision : undefined
  if (version === undefined) {
    const message = `${path.slice(0, 100)} states neither a commit nor a version`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message })
  }
  const module = moduleOf(path)
  if (module === undefined) strangers.push(path)
  addPackage(draft, {
    purl: module === undefined ? genericPurl(path, version) : goPurl(module, version),
    line,
    requirement: version === undefined ? textField(one, 'version') : undefined,
  })
}

/** Where the import path itself shows the repository (Go, "Remote import paths"); elsewhere only the network knows. */
const modules = [
  /^(?:github\.com|bitbucket\.org)\/[^/]+\/[^/]+(?=\/|$)/,
  /^golang\.org\/x\/[^/]+(?=\/|$)/,
  /^(?:google\.golang\.org|go\.uber\.org|k8s\.io)\/[^/]+(?=\/|$)/,
  /^gopkg\.in\/(?:[^/]+\/)?[^/]+\.v\d+(?:-unstable)?(?=\/|$)/,
]

function moduleOf(path: string): string | undefined {
  if (path.length > 1_000) return undefined
  return modules.flatMap((form) => form.exec(path)?.[0] ?? [])[0]
}

/** By the name of a folder within a module no source would find it, and their silence would look clean. */
function genericPurl(path: string, version: string | undefined): PurlParts {
  const slash = path.lastIndexOf('/')
  return {
    type: 'generic',
    ...(slash > 0 ? { namespace: path.slice(0, slash) } : {}),
    name: path.slice(slash + 1),
    ...(version === undefined ? {} : { version }),
  }
}

const namesMax = 20

function noteStrangers(draft: Draft, paths: readonly string[]): void {
  const [first] = paths
  if (first === undefined) return
  const more = paths.length > namesMax ? ` and ${paths.length - namesMax} more` : ''
  const names = paths.slice(0, namesMax).map((path) => path.slice(0, 100))
  addIssue(draft, {
    code: 'ENTRY_UNREADABLE',
    line: 1,
    message: `which modules these packages belong to cannot be told from their paths: ${names.join(', ')}${more}`,
    hint: 'run go mod init, which asks for it, and commit go.mod',
  })
}
