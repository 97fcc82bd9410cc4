/** manifest.toml of Gleam: the resolved packages of a project. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { hexHash } from '../read/hash.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { entriesField, field, isTable, listField, type Table, textField } from '../read/shape.ts'
import { parseToml, readTomlFile } from '../read/toml.ts'

export const gleamManifest: Ecosystem = {
  id: 'gleam-manifest',
  purlType: 'hex',
  versions: 'hex',
  files: ['manifest.toml'],
  title: 'manifest.toml of Gleam',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  parse: parseManifest,
}

function parseManifest(file: SourceFile, near: Near): ParsedFile {
  const toml = readTomlFile(file)
  if (!toml.ok) return toml.error
  if (field(toml.value, 'packages') === undefined) {
    const message = 'expected `packages` of Gleam, found none'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  const asked = new Set(entriesField(toml.value, 'requirements').map(([name]) => name))
  const development = developmentOf(near)
  const nodes = listField(toml.value, 'packages').filter(isTable)
  const needed = reachable(nodes, asked, development)
  const lines = linesOfNames(file.text)
  for (const node of nodes) {
    const name = textField(node, 'name') ?? ''
    const scope = needed === undefined ? 'unknown' : needed.has(name) ? 'runtime' : 'development'
    addEntry(draft, node, { line: lines.get(name) ?? 1, isDirect: asked.has(name), scope })
  }
  return finishDraft(draft)
}

/** Names that gleam.toml asks for in development only; undefined where there is no such file. */
function developmentOf(near: Near): ReadonlySet<string> | undefined {
  const manifest = near('gleam.toml')
  const toml = manifest === undefined ? undefined : parseToml(manifest.text)
  if (toml === undefined || !toml.ok) return undefined
  const names = ['dev-dependencies', 'dev_dependencies'].flatMap((table) =>
    entriesField(toml.value, table).map(([name]) => name),
  )
  const runtime = new Set(entriesField(toml.value, 'dependencies').map(([name]) => name))
  return new Set(names.filter((name) => !runtime.has(name)))
}

/** Names that the product needs when it runs. */
function reachable(
  nodes: readonly Table[],
  asked: ReadonlySet<string>,
  development: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  if (development === undefined) return undefined
  const wants = new Map(nodes.map((node) => [textField(node, 'name') ?? '', namesOf(node)]))
  const found = new Set<string>()
  const open = [...asked].filter((name) => !development.has(name))
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue
    found.add(name)
    open.push(...(wants.get(name) ?? []))
  }
  return found
}

function namesOf(node: Table): readonly string[] {
  return listField(node, 'requirements').filter((name) => typeof name === 'string')
}

/** 1-based lines of `{ name = "NAME"`, as Gleam writes each package. */
function linesOfNames(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  for (const [index, line] of text.split('\n').entries()) {
    const name = /^\s*\{ ?name = "([^"]+)"/.exec(line)?.[1]
    if (name !== undefined && !lines.has(name)) lines.set(name, index + 1)
  }
  return lines
}

interface Place {
  readonly line: number
  readonly isDirect: boolean
  readonly scope: 'runtime' | 'development' | 'unknown'
}

function addEntry(draft: Draft, node: Table, { line, isDirect, scope }: Place): void {
  const name = textField(node, 'name')
  const version = textField(node, 'version')
  if (name === undefined || version === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a package without name or version' })
    return
  }
  const source = textField(node, 'source')
  const repo = textField(node, 'repo')
  const commit = textField(node, 'commit')
  const vcs = source === 'git' && repo !== undefined ? `git+${repo}@${commit ?? ''}` : undefined
  addPackage(draft, {
    key: name,
    purl: { type: 'hex', name, version, ...(vcs === undefined ? {} : { qualifiers: { vcs_url: vcs } }) },
    line,
    relation: isDirect ? 'direct' : 'transitive',
    scope,
    origin: source === 'local' ? 'path' : vcs === undefined ? 'registry' : 'git',
    isFirstParty: source === 'local',
    hashes: hexHash('SHA-256', field(node, 'outer_checksum')),
    dependsOn: namesOf(node),
  })
}
