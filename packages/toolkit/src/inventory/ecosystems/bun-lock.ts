/** bun.lock, Bun's text lock file: JSON with trailing commas (Bun documentation, "Lockfile"). */
import type { JsonDocument } from '../../base/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import type { Seed } from '../read/graph.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { toPlainJson } from '../read/jsonc.ts'
import { npmPurl, originOfSpec, rangeOfSpec, splitDescriptor } from '../read/npm.ts'
import { addNpmGraph, askedEdges, asksOf, type NpmFacts, projectFacts } from '../read/npm-graph.ts'
import {
  addIssue,
  addPackage,
  type Draft,
  finishDraft,
  type KeyedRequirement,
  startDraft,
  unreadableFile,
} from '../read/package.ts'
import { entriesField, field, isTable, listField, type Table, textField } from '../read/shape.ts'
import { noteDangling, nothingListed, type Wishes } from '../read/references.ts'
import { parseSri } from '../read/sri.ts'

export const bunLock: Ecosystem = {
  id: 'bun-lock',
  purlType: 'npm',
  versions: 'npm',
  files: ['bun.lock'],
  title: 'Bun text lock file',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  parse: readBunLock,
}

/** One member of `packages`: its key is the path of names that leads to it. */
interface Entry {
  readonly key: string
  readonly path: readonly string[]
  readonly name: string
  readonly reference: string
  readonly info: Table
  readonly integrity: string
  readonly line: number
}

interface Workspace {
  /** '' for the project itself. */
  readonly folder: string
  readonly manifest: Table
  readonly line: number
}

interface Lock {
  readonly entries: ReadonlyMap<string, Entry>
  readonly workspaces: readonly Workspace[]
}

const newestVersion = 1

function readBunLock(file: SourceFile): ParsedFile {
  const document = readJsonFile({ path: file.path, text: toPlainJson(file.text) })
  if (!document.ok) return document.error
  const { value } = document.value
  if (field(value, 'lockfileVersion') === undefined && field(value, 'packages') === undefined) {
    const message = 'expected lockfileVersion or packages; found neither'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, document.value)
  noteVersion(draft, field(value, 'lockfileVersion'))
  const lock: Lock = {
    entries: readEntries(draft, document.value),
    workspaces: readWorkspaces(document.value),
  }
  const asked = new Map<string, string>()
  const seeds = lock.workspaces.flatMap((workspace) => seedsOf(draft, lock, { workspace, asked }))
  const installed = [...lock.entries.values()].filter((entry) => !isOwn(entry))
  noteDangling(
    draft,
    installed.map((entry) => toWishes(lock, entry)),
    nothingListed,
  )
  addNpmGraph(
    draft,
    installed.map((entry) => factsOf(lock, entry, asked)),
    seeds,
  )
  for (const workspace of lock.workspaces) addWorkspace(draft, lock, workspace)
  return finishDraft(draft)
}

function noteVersion(draft: Draft, version: unknown): void {
  if (typeof version !== 'number') {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected a number as lockfileVersion' })
    return
  }
  if (version <= newestVersion) return
  const message = `lockfileVersion ${version} is newer than ${newestVersion}; it is read as ${newestVersion}`
  addIssue(draft, { code: 'FORMAT_VERSION_UNSUPPORTED', line: 1, message })
}

function readEntries(draft: Draft, document: JsonDocument): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const [key, tuple] of entriesField(document.value, 'packages')) {
    const line = document.lineOf(['packages', key])
    const parts: readonly unknown[] = Array.isArray(tuple) ? tuple : []
    const { name, spec } = splitDescriptor(typeof parts[0] === 'string' ? parts[0] : '')
    if (spec === undefined || name === '') {
      const message = `expected ["name@version", …] for ${key.slice(0, 200)}`
      addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
      continue
    }
    const integrity = parts.findLast(
      (part): part is string => typeof part === 'string' && /^sha\d+-/.test(part),
    )
    const info = parts.find(isTable) ?? {}
    entries.set(key, {
      key,
      path: namesOf(key),
      name,
      reference: spec,
      info,
      integrity: integrity ?? '',
      line,
    })
  }
  return entries
}

/** `@scope/a/b` is b beneath @scope/a. */
function namesOf(key: string): readonly string[] {
  return key.match(/@[^/]+\/[^/]+|[^/]+/g) ?? []
}

function readWorkspaces(document: JsonDocument): readonly Workspace[] {
  return entriesField(document.value, 'workspaces').flatMap(([folder, manifest]) =>
    isTable(manifest) ? [{ folder, manifest, line: document.lineOf(['workspaces', folder]) }] : [],
  )
}

function isOwn(entry: Entry): boolean {
  return /^(?:workspace|root):/.test(entry.reference)
}

/** The nearest of `a/b/name`, `a/name` and `name`. */
function resolve(lock: Lock, path: readonly string[], name: string): string | undefined {
  for (let depth = Math.min(path.length, 50); depth >= 0; depth--) {
    const key = [...path.slice(0, depth), name].join('/')
    if (lock.entries.has(key)) return key
  }
  return undefined
}

function pathOf(workspace: Workspace): readonly string[] {
  return workspace.folder === '' ? [] : namesOf(textField(workspace.manifest, 'name') ?? '')
}

function seedsOf(
  draft: Draft,
  lock: Lock,
  { workspace, asked }: { readonly workspace: Workspace; readonly asked: Map<string, string> },
): readonly Seed[] {
  const peers = entriesField(workspace.manifest, 'peerDependencies').map(([name]) => ({
    name,
    spec: '',
    scope: 'peer' as const,
  }))
  return [...asksOf(workspace.manifest), ...peers].flatMap(({ name, spec, scope }) => {
    const key = resolve(lock, pathOf(workspace), name)
    if (key === undefined && scope === 'runtime') {
      const message = `${name} is asked for and has no entry in packages`
      addIssue(draft, { code: 'REFERENCE_MISSING', line: workspace.line, message })
    }
    if (key === undefined) return []
    if (spec !== '') asked.set(key, spec)
    return [{ key, scope }]
  })
}

function toWishes(lock: Lock, { path, name: from, info, line }: Entry): Wishes {
  const wants = entriesField(info, 'dependencies').flatMap(([name]) =>
    resolve(lock, path, name) === undefined ? [name] : [],
  )
  return { from, line, wants }
}

function factsOf(lock: Lock, entry: Entry, asked: ReadonlyMap<string, string>): NpmFacts {
  const { key, path, name, reference, info, line } = entry
  const origin = originOfSpec(reference)
  const lastName = path[path.length - 1]
  const optionalPeers = new Set(listField(info, 'optionalPeers'))
  const requires: KeyedRequirement[] = []
  const targets = (section: string, isIn: (name: string) => boolean): readonly string[] =>
    entriesField(info, section).flatMap(([dependency, spec]) => {
      const target = isIn(dependency) ? resolve(lock, path, dependency) : undefined
      const range = typeof spec === 'string' ? rangeOfSpec(spec) : undefined
      if (target !== undefined && range !== undefined) requires.push([target, range])
      return target ?? []
    })
  return {
    key,
    purl: npmPurl(name, origin === 'registry' ? reference : undefined),
    line,
    requirement: asked.get(key),
    groups: field(info, 'bundled') === true ? ['bundled'] : [],
    origin,
    alias: lastName === undefined || lastName === name ? undefined : lastName,
    hashes: parseSri(entry.integrity),
    dependsOn: [
      ...targets('dependencies', () => true),
      ...targets('peerDependencies', (peer) => !optionalPeers.has(peer)),
    ],
    optional: [
      ...targets('optionalDependencies', () => true),
      ...targets('peerDependencies', (peer) => optionalPeers.has(peer)),
    ],
    requires,
  }
}

/** A member is asked for by the key of its entry in `packages`; the project itself is '.'. */
function addWorkspace(draft: Draft, lock: Lock, workspace: Workspace): void {
  const name = textField(workspace.manifest, 'name')
  const key = workspace.folder === '' ? '.' : (name ?? workspace.folder)
  const edges = askedEdges(workspace.manifest, (ask) => resolve(lock, pathOf(workspace), ask.name))
  const facts = projectFacts(workspace, key, edges)
  if (facts !== undefined) {
    addPackage(draft, { ...facts, line: workspace.line, folder: workspace.folder || '.' })
  }
}
