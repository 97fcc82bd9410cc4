/** obj/project.assets.json (NuGet, "Package restore"): what the last restore resolved, for each target framework. */
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
import { entriesField, field, isTable, listField, textField } from '../read/shape.ts'

export const nugetAssets: Ecosystem = {
  id: 'nuget-assets',
  purlType: 'nuget',
  versions: 'nuget',
  files: ['project.assets.json'],
  title: 'project.assets.json',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: true },
  yieldsTo: ['../packages.lock.json'],
  parse: parseAssets,
}

function parseAssets(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  if (!isTable(field(json.value.value, 'libraries'))) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected a table `libraries`' })
  }
  const wants = wantsByKey(json.value)
  const direct = directNames(json.value)
  for (const [key, library] of entriesField(json.value.value, 'libraries')) {
    addLibrary(draft, { key, library, line: json.value.lineOf(['libraries', key]), direct, wants })
  }
  return finishDraft(draft)
}

/** `NAME/VERSION` to what it asks for, over all targets; each name means the version that its target resolved. */
function wantsByKey(json: JsonDocument): ReadonlyMap<string, readonly KeyedRequirement[]> {
  const wants = new Map<string, KeyedRequirement[]>()
  for (const [, target] of entriesField(json.value, 'targets')) {
    const libraries = isTable(target) ? Object.entries(target) : []
    const keys = new Map(libraries.map(([key]) => [nameOf(key).toLowerCase(), key]))
    for (const [key, library] of libraries) {
      const known = wants.get(key) ?? []
      wants.set(key, known)
      known.push(...resolveWishes(entriesField(library, 'dependencies'), keys))
    }
  }
  return wants
}

function resolveWishes(
  wishes: readonly (readonly [string, unknown])[],
  keys: ReadonlyMap<string, string>,
): readonly KeyedRequirement[] {
  return wishes.flatMap(([name, range]) => {
    const found = keys.get(name.toLowerCase())
    return found === undefined ? [] : [[found, typeof range === 'string' ? range : ''] as const]
  })
}

function nameOf(key: string): string {
  const slash = key.indexOf('/')
  return slash < 0 ? key : key.slice(0, slash)
}

/** Names that the project file asks for; `NAME >= VERSION` in the groups of each framework. */
function directNames(json: JsonDocument): ReadonlySet<string> {
  const groups = entriesField(json.value, 'projectFileDependencyGroups').map(([group]) => group)
  const lists = groups.flatMap((group) => listField(field(json.value, 'projectFileDependencyGroups'), group))
  return new Set(
    lists.flatMap((wish) => (typeof wish === 'string' ? [(wish.split(' ')[0] ?? '').toLowerCase()] : [])),
  )
}

interface Library {
  readonly key: string
  readonly library: unknown
  readonly line: number
  readonly direct: ReadonlySet<string>
  readonly wants: ReadonlyMap<string, readonly KeyedRequirement[]>
}

function addLibrary(draft: Draft, { key, library, line, direct, wants }: Library): void {
  const kind = textField(library, 'type')
  const name = nameOf(key)
  const version = key.slice(name.length + 1)
  if (kind !== 'package' && kind !== 'project') return
  if (version === '' && kind === 'package') {
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${name} has no version` })
  }
  const asked = wants.get(key) ?? []
  addPackage(draft, {
    key,
    purl: { type: 'nuget', name, ...(version === '' ? {} : { version }) },
    line,
    relation: kind === 'project' ? 'unknown' : direct.has(name.toLowerCase()) ? 'direct' : 'transitive',
    origin: kind === 'project' ? 'workspace' : 'registry',
    isFirstParty: kind === 'project',
    hashes: base64Hash('SHA-512', field(library, 'sha512')),
    dependsOn: asked.map(([target]) => target),
    requires: asked.filter(([, range]) => range !== ''),
  })
}
