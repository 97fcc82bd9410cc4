/** packages.lock.json (NuGet, "Locking dependencies"): one graph for each target framework, merged by package. */
import type { JsonDocument } from '../../base/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { base64Hash } from '../read/hash.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import {
  addIssue,
  addPackage,
  type Draft,
  finishDraft,
  type KeyedRequirement,
  startDraft,
} from '../read/package.ts'
import { entriesField, field, isTable, textField } from '../read/shape.ts'

export const nugetLock: Ecosystem = {
  id: 'nuget-lock',
  purlType: 'nuget',
  versions: 'nuget',
  files: ['packages.lock.json', 'packages.*.lock.json'],
  title: 'packages.lock.json',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: true },
  parse: parseNugetLock,
}

const kinds = new Set(['Direct', 'Transitive', 'Project', 'CentralTransitive'])

function parseNugetLock(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const version = field(json.value.value, 'version')
  if (version !== 1 && version !== 2) {
    addIssue(draft, {
      code: 'FORMAT_VERSION_UNSUPPORTED',
      line: 1,
      message: `lock version ${JSON.stringify(version)} is unknown; it was read as 2`,
    })
  }
  if (!isTable(field(json.value.value, 'dependencies'))) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected a table `dependencies`' })
  }
  for (const [framework, packages] of entriesField(json.value.value, 'dependencies')) {
    if (isTable(packages)) addFramework(draft, json.value, framework)
    else
      addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: `${framework} is no table of packages` })
  }
  return finishDraft(draft)
}

function addFramework(draft: Draft, json: JsonDocument, framework: string): void {
  const packages = entriesField(field(json.value, 'dependencies'), framework)
  const keys = new Map(packages.map(([name, entry]) => [name.toLowerCase(), keyOf(name, entry)]))
  for (const [name, entry] of packages) {
    const line = json.lineOf(['dependencies', framework, name])
    const kind = textField(entry, 'type') ?? ''
    const isProject = kind === 'Project'
    const version = textField(entry, 'resolved')
    if (!kinds.has(kind) || (version === undefined && !isProject)) {
      addIssue(draft, {
        code: 'ENTRY_UNREADABLE',
        line,
        message: `${name} has no known type or no resolved version`,
      })
      if (!isTable(entry)) continue
    }
    addPackage(draft, {
      key: keyOf(name, entry),
      purl: { type: 'nuget', name, ...(version === undefined ? {} : { version }) },
      line,
      requirement: textField(entry, 'requested'),
      relation: kind === 'Direct' ? 'direct' : isProject ? 'unknown' : 'transitive',
      origin: isProject ? 'workspace' : 'registry',
      isFirstParty: isProject,
      hashes: base64Hash('SHA-512', field(entry, 'contentHash')),
      dependsOn: entriesField(entry, 'dependencies').flatMap(
        ([target]) => keys.get(target.toLowerCase()) ?? [],
      ),
      requires: entriesField(entry, 'dependencies').flatMap(
        ([target, range]): readonly KeyedRequirement[] => {
          const key = keys.get(target.toLowerCase())
          return key === undefined || typeof range !== 'string' ? [] : [[key, range]]
        },
      ),
    })
  }
}

/** Package ids are compared without regard to case (NuGet, "Package ID"). */
function keyOf(name: string, entry: unknown): string {
  return `${name.toLowerCase()}@${textField(entry, 'resolved') ?? ''}`
}
