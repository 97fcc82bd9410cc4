/** Manifest.toml of Julia, formats 1 and 2 (Pkg, "Project.toml and Manifest.toml"). */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { entriesField, field, isTable, type Table, textField } from '../read/shape.ts'
import { linesOfArrayTable, readTomlFile } from '../read/toml.ts'

export const juliaManifest: Ecosystem = {
  id: 'julia-manifest',
  purlType: 'julia',
  versions: 'semver',
  files: ['Manifest.toml', 'JuliaManifest.toml', 'Manifest-v*.toml'],
  title: 'Manifest.toml of Julia',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: false },
  parse: parseManifest,
}

function parseManifest(file: SourceFile): ParsedFile {
  const toml = readTomlFile(file)
  if (!toml.ok) return toml.error
  const draft = startDraft(file.path)
  const isNew = field(toml.value, 'manifest_format') !== undefined
  const found = isNew ? entriesField(toml.value, 'deps') : Object.entries(toml.value)
  const all = found.flatMap(([name, list]) => readEntries(file.text, isNew ? `deps.${name}` : name, list))
  const keys = new Map<string, string[]>()
  for (const { name, uuid } of all) keys.set(name, [...(keys.get(name) ?? []), uuid])
  for (const entry of all) addEntry(draft, entry, keys)
  return finishDraft(draft)
}

interface Entry {
  readonly name: string
  readonly uuid: string
  readonly node: Table
  readonly line: number
}

/** Several packages may have one name; the UUID tells them apart. */
function readEntries(text: string, header: string, list: unknown): readonly Entry[] {
  if (!Array.isArray(list)) return []
  const name = header.replace(/^deps\./, '')
  const lines = linesOfArrayTable(text, header)
  return list.filter(isTable).map((node, at) => {
    const line = lines[at] ?? 1
    return { name, uuid: textField(node, 'uuid') ?? '', node, line }
  })
}

/** Without a version it is part of Julia's own library, or lies in a folder. */
function addEntry(
  draft: Draft,
  { name, uuid, node, line }: Entry,
  keys: ReadonlyMap<string, readonly string[]>,
): void {
  const version = textField(node, 'version')
  const path = textField(node, 'path')
  const repo = textField(node, 'repo-url')
  if (uuid === '') {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `${name} has no uuid` })
    return
  }
  if (version === undefined && path === undefined) {
    const message = `${name} has the version of the Julia in use, which is not stated here`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', level: 'note', line, message })
  }
  const commit = textField(node, 'repo-rev')
  const vcs = repo === undefined ? undefined : `git+${repo}${commit === undefined ? '' : `@${commit}`}`
  addPackage(draft, {
    key: uuid,
    purl: {
      type: 'julia',
      name,
      ...(version === undefined ? {} : { version }),
      qualifiers: { uuid, ...(vcs === undefined ? {} : { vcs_url: vcs }) },
    },
    line,
    origin: repo !== undefined ? 'git' : path !== undefined ? 'path' : 'registry',
    dependsOn: dependsOn(node, keys),
  })
}

/** A list of names where each name is one package, else a table from names to UUIDs. */
function dependsOn(node: Table, keys: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const deps = field(node, 'deps')
  if (Array.isArray(deps)) {
    return deps.flatMap((name) => (typeof name === 'string' ? (keys.get(name) ?? []) : []))
  }
  return entriesField(node, 'deps').flatMap(([, uuid]) => (typeof uuid === 'string' ? [uuid] : []))
}
