/** NAME.deps.json (.NET, "runtime configuration files"): libraries that a built program brings along. */
import type { JsonDocument } from '../../base/index.ts'
import type { ParsedFile, Relation } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { entriesField, textField, toText } from '../read/shape.ts'
import { parseSri } from '../read/sri.ts'

export const nugetDeps: Ecosystem = {
  id: 'nuget-deps',
  purlType: 'nuget',
  versions: 'nuget',
  files: ['*.deps.json'],
  title: '*.deps.json',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: true },
  isInstalled: true,
  parse: parseDeps,
}

function parseDeps(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const wants = wantsByKey(json.value)
  const libraries = entriesField(json.value.value, 'libraries')
  const projects = libraries.flatMap(([key, value]) => (isProject(value) ? [key] : []))
  const direct = new Set(projects.flatMap((key) => wants.get(key) ?? []))
  for (const [key, value] of libraries) {
    const relation: Relation = direct.has(key) ? 'direct' : projects.length === 0 ? 'unknown' : 'transitive'
    addLibrary(draft, json.value, { key, value, relation, dependsOn: wants.get(key) ?? [] })
  }
  return finishDraft(draft)
}

/** The targets state `NAME/VERSION` with dependencies as names and versions. */
function wantsByKey(json: JsonDocument): ReadonlyMap<string, readonly string[]> {
  const wants = new Map<string, string[]>()
  for (const [, target] of entriesField(json.value, 'targets')) {
    for (const [key, library] of entriesField({ target }, 'target')) {
      const known = wants.get(key) ?? []
      wants.set(key, known)
      for (const [name, version] of entriesField(library, 'dependencies'))
        known.push(`${name}/${toText(version)}`)
    }
  }
  return wants
}

function isProject(value: unknown): boolean {
  return textField(value, 'type') === 'project'
}

interface Library {
  readonly key: string
  readonly value: unknown
  readonly relation: Relation
  readonly dependsOn: readonly string[]
}

/** Reference assemblies and the runtime itself (`referenceassembly`, `runtimepack`) are no packages of the program. */
function addLibrary(draft: Draft, json: JsonDocument, library: Library): void {
  const { key, value, relation, dependsOn } = library
  const kind = textField(value, 'type') ?? ''
  if (kind !== 'package' && kind !== 'project') return
  const line = json.lineOf(['libraries', key])
  const slash = key.indexOf('/')
  const version = slash < 0 ? '' : key.slice(slash + 1)
  const name = slash < 0 ? key : key.slice(0, slash)
  if (version === '') addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${name} has no version` })
  addPackage(draft, {
    key,
    purl: { type: 'nuget', name, ...(version === '' ? {} : { version }) },
    line,
    relation: kind === 'project' ? 'unknown' : relation,
    origin: kind === 'project' ? 'workspace' : 'registry',
    isFirstParty: kind === 'project',
    hashes: parseSri(textField(value, 'sha512') ?? ''),
    dependsOn,
  })
}
