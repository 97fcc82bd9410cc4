/** pnpm-lock.yaml, lockfileVersion 3 to 9 (pnpm, "lockfile" specification 5.x, 6.0 and 9.0). */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { resolvePath } from '../near.ts'
import { addGraph, type Seed } from '../read/graph.ts'
import { npmPurl, originOfResolved, originOfSpec, placeOf, rangeOfSpec } from '../read/npm.ts'
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
import { parseManifest } from '../read/package-json.ts'
import { entriesField, field, isTable, type Table, textField } from '../read/shape.ts'
import { noteOpenEnd } from '../read/cut-off.ts'
import { noteDangling, nothingListed, type Wishes } from '../read/references.ts'
import { parseSri } from '../read/sri.ts'
import { noteDuplicateYamlKeys, parseYaml, type YamlDocument } from '../read/yaml.ts'

export const pnpmLock: Ecosystem = {
  id: 'pnpm-lock',
  purlType: 'npm',
  versions: 'npm',
  files: ['pnpm-lock.yaml'],
  title: 'pnpm lock file, versions 3 to 9',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  parse: readPnpmLock,
}

/** One package as the tables `packages` and `snapshots` state it together. */
interface Instance {
  readonly key: string
  readonly name: string
  readonly version: string | undefined
  readonly info: Table
  /** Where its own dependencies stand: the snapshot since version 9. */
  readonly edges: Table
  readonly line: number
}

interface Ask {
  readonly name: string
  readonly reference: string
  readonly requirement: string | undefined
  readonly scope: Scope
}

interface Importer {
  /** Folder relative to the lock file, '.' for its own. */
  readonly folder: string
  readonly line: number
  readonly asks: readonly Ask[]
}

interface Lock {
  readonly draft: Draft
  readonly instances: ReadonlyMap<string, Instance>
  readonly importers: readonly Importer[]
  /** The other name under which a package is asked for, by key. */
  readonly aliases: Map<string, string>
}

const newestVersion = 9

function readPnpmLock(file: SourceFile, near: Near): ParsedFile {
  const documents = parseYaml(file.text)
  if (!documents.ok) return unreadableFile(file.path, documents.error)
  const draft = startDraft(file.path)
  if (documents.value.length === 0)
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'the file is empty' })
  for (const document of documents.value) {
    if (!isLock(document.value)) {
      const message = 'expected lockfileVersion, importers or packages; found none of them'
      return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
    }
    noteDuplicateYamlKeys(draft, document)
    readDocument(draft, document, near)
  }
  noteOpenEnd(draft, file.text)
  const isCorrupt = draft.issues.some((issue) => issue.level === 'error')
  return isCorrupt ? { ...finishDraft(draft), status: 'unreadable' } : finishDraft(draft)
}

function isLock(value: unknown): boolean {
  return ['lockfileVersion', 'importers', 'packages', 'dependencies'].some(
    (key) => field(value, key) !== undefined,
  )
}

function readDocument(draft: Draft, document: YamlDocument, near: Near): void {
  const version = textField(document.value, 'lockfileVersion') ?? ''
  if (versionOf(document) >= newestVersion + 1) {
    const message = `lockfileVersion ${version} is newer than ${newestVersion}; it is read as ${newestVersion}`
    addIssue(draft, { code: 'FORMAT_VERSION_UNSUPPORTED', line: 1, message })
  }
  const lock: Lock = {
    draft,
    instances: readInstances(draft, document),
    importers: readImporters(document),
    aliases: new Map(),
  }
  const seeds = lock.importers.flatMap((importer) => seedsOf(lock, importer))
  const requirements = requirementsOf(lock)
  const instances = [...lock.instances.values()]
  const dangling: Wishes[] = []
  const edges = instances.map((one) => edgesOf(lock, one, dangling))
  noteDangling(draft, dangling, nothingListed)
  const facts = instances.map((one, at) => ({
    ...factsOf(lock, one),
    requirement: requirements.get(one.key),
    dependsOn: edges[at],
    requires: peerRequirements(lock, one, edges[at] ?? []),
  }))
  for (const importer of lock.importers) addImporter(lock, importer, near)
  addGraph(draft, facts, seeds)
  narrowOptional(draft)
}

function readInstances(draft: Draft, document: YamlDocument): ReadonlyMap<string, Instance> {
  const instances = new Map<string, Instance>()
  const packages = field(document.value, 'packages')
  const add = (key: string, info: unknown, edges: unknown): void => {
    const line = document.lineOf(info === undefined ? edges : info)
    const table = isTable(info) ? info : {}
    const instance = toInstance(key, table, isTable(edges) ? edges : table)
    if (instance !== undefined) instances.set(key, { ...instance, line })
    else {
      const message = `expected a key that names a package and its version, found ${key.slice(0, 200)}`
      addIssue(draft, { code: 'ENTRY_UNREADABLE', level: 'error', line, message })
    }
  }
  const withSnapshot = new Set<string>()
  for (const [key, edges] of entriesField(document.value, 'snapshots')) {
    const bare = withoutSuffix(key)
    withSnapshot.add(bare)
    add(key, field(packages, bare), edges)
  }
  for (const [key, info] of entriesField(document.value, 'packages')) {
    if (!withSnapshot.has(key)) add(key, info, info)
  }
  if (packages !== undefined && withSnapshot.size === 0 && versionOf(document) >= 9) {
    const message = 'expected the section snapshots: the file seems to be cut off'
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: document.lineOf(packages), message })
  }
  return instances
}

function versionOf(document: YamlDocument): number {
  return Number.parseFloat(textField(document.value, 'lockfileVersion') ?? '')
}

/** Peers and patches stand in parentheses behind the version: `foo@1.0.0(bar@2.0.0)(patch_hash=…)`. */
function withoutSuffix(key: string): string {
  const open = key.indexOf('(')
  return open < 0 ? key : key.slice(0, open)
}

const keyWithAt = /^\/?(@[^/@]+\/[^/@]+|[^/@]+)@([^/]+|[a-z+]+:.*)$/
const keyWithSlash = /^[^/@]*\/(@[^/]+\/[^/]+|[^/@]+)\/([^/_]+)(?:_.*)?$/

/** The fields `name` and `version` win: they stand where the key is an address (git, tarball, folder). */
function toInstance(key: string, info: Table, edges: Table): Omit<Instance, 'line'> | undefined {
  const bare = withoutSuffix(key)
  const isAddress = /^(?:file:|https?:|git)/.test(bare) && !keyWithAt.test(bare)
  const match = isAddress ? null : (keyWithAt.exec(bare) ?? keyWithSlash.exec(bare))
  const name = textField(info, 'name') ?? match?.[1]
  if (name === undefined) return undefined
  const stated = match?.[2]
  const version =
    textField(info, 'version') ?? (stated?.includes(':') ? undefined : stated?.replace(/_.*$/, ''))
  return { key, name, version, info, edges }
}

function readImporters(document: YamlDocument): readonly Importer[] {
  const importers = entriesField(document.value, 'importers')
  if (importers.length === 0) return [{ folder: '.', line: 1, asks: asksOf(document.value) }]
  return importers.map(([folder, node]) => ({ folder, line: document.lineOf(node), asks: asksOf(node) }))
}

const sections: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'runtime'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'development'],
  ['configDependencies', 'development'],
]

function asksOf(node: unknown): readonly Ask[] {
  const specifiers = field(node, 'specifiers')
  return sections.flatMap(([section, scope]) =>
    entriesField(node, section).flatMap(([name, value]) => {
      const reference = typeof value === 'string' ? value : textField(value, 'version')
      const requirement = textField(value, 'specifier') ?? textField(specifiers, name)
      return reference === undefined ? [] : [{ name, reference, requirement, scope }]
    }),
  )
}

/** The key of the package that a name and its reference stand for, in any version of the format. */
function keyOf(lock: Lock, name: string, reference: string): string | undefined {
  const { instances } = lock
  const target =
    instances.get(`${name}@${reference}`) ??
    instances.get(`/${name}@${reference}`) ??
    instances.get(`/${name}/${reference}`) ??
    instances.get(reference)
  if (target !== undefined && target.name !== name && !lock.aliases.has(target.key))
    lock.aliases.set(target.key, name)
  return target?.key
}

function seedsOf(lock: Lock, importer: Importer): readonly Seed[] {
  return importer.asks.flatMap(({ name, reference, scope }) => {
    const key = keyOf(lock, name, reference)
    if (key === undefined && !isFolderReference(reference)) {
      const message = `${name} ${reference} is asked for and has no entry in packages`
      addIssue(lock.draft, { code: 'REFERENCE_MISSING', line: importer.line, message })
    }
    return key === undefined ? [] : [{ key, scope }]
  })
}

function requirementsOf(lock: Lock): ReadonlyMap<string, string> {
  const requirements = new Map<string, string>()
  for (const { asks } of lock.importers) {
    for (const { name, reference, requirement } of asks) {
      const key = keyOf(lock, name, reference)
      if (key !== undefined && requirement !== undefined) requirements.set(key, requirement)
    }
  }
  return requirements
}

const edgeSections = ['dependencies', 'optionalDependencies'] as const

/** Folders (`link:`) are no packages; packages of other platforms are locked like all others. */
function edgesOf(lock: Lock, { name: from, edges, line }: Instance, dangling: Wishes[]): readonly string[] {
  const keys: string[] = []
  for (const section of edgeSections) {
    for (const [name, reference] of entriesField(edges, section)) {
      const key = typeof reference === 'string' ? keyOf(lock, name, reference) : undefined
      if (key !== undefined) keys.push(key)
      else if (typeof reference === 'string' && !isFolderReference(reference))
        dangling.push({ from, line, wants: [`${name} ${reference}`] })
    }
  }
  return keys
}

/** Of what a package asks for, the file keeps the ranges of peers only. */
function peerRequirements(
  lock: Lock,
  { info }: Instance,
  targets: readonly string[],
): readonly KeyedRequirement[] {
  const peers = entriesField(info, 'peerDependencies')
  if (peers.length === 0) return []
  return targets.flatMap((key): readonly KeyedRequirement[] => {
    const name = lock.instances.get(key)?.name
    const spec = peers.find(([peer]) => peer === name)?.[1]
    const range = typeof spec === 'string' ? rangeOfSpec(spec) : undefined
    return range === undefined ? [] : [[key, range]]
  })
}

function isFolderReference(reference: string): boolean {
  return /^(?:link|workspace|file|portal):/.test(reference)
}

function factsOf(lock: Lock, instance: Instance): PackageFacts & { readonly key: string } {
  const { key, name, version, info, edges, line } = instance
  const { origin, place, isFolder } = originOf(key, field(info, 'resolution'))
  const is = (flag: string): boolean => textField(info, flag) === 'true' || textField(edges, flag) === 'true'
  return {
    key,
    purl: npmPurl(name, version, place),
    line,
    groups: [...(is('dev') ? ['dev'] : []), ...(is('optional') ? ['optional'] : [])],
    origin,
    isFirstParty: isFolder,
    alias: lock.aliases.get(key),
    hashes: parseSri(textField(field(info, 'resolution'), 'integrity') ?? ''),
  }
}

function originOf(
  key: string,
  resolution: unknown,
): Pick<PackageFacts, 'origin'> & { place: Record<string, string> | undefined; isFolder: boolean } {
  const repo = textField(resolution, 'repo')
  if (repo !== undefined) {
    const commit = textField(resolution, 'commit')
    const place = placeOf('git', commit === undefined ? repo : `${repo}#${commit}`)
    return { origin: 'git', place, isFolder: false }
  }
  const isFolder = textField(resolution, 'directory') !== undefined
  const tarball = textField(resolution, 'tarball')
  const isAddress = /(?:^|@)(?:https?:|file:)/.test(key)
  if (isFolder || tarball === undefined) {
    return { origin: isFolder || key.startsWith('file:') ? 'path' : 'registry', place: undefined, isFolder }
  }
  const origin = isAddress ? originOfSpec(tarball) : originOfResolved(tarball)
  return { origin, place: placeOf(origin, tarball), isFolder }
}

/** A package that only optional packages need is marked; the graph alone cannot say so. */
function narrowOptional(draft: Draft): void {
  for (const entry of draft.entries.values()) {
    if (entry.scope === 'runtime' && entry.groups.includes('optional')) entry.scope = 'optional'
    if (entry.scope === 'development') entry.groups.push('dev')
  }
}

function addImporter(lock: Lock, importer: Importer, near: Near): void {
  const folder = importer.folder === '.' ? '' : `${importer.folder}/`
  const manifest = parseManifest(near(`${folder}package.json`)?.text)?.table
  const name =
    textField(manifest, 'name') ?? (folder === '' ? undefined : importer.folder.replace(/^.*\//, ''))
  if (name === undefined) return
  const requires: KeyedRequirement[] = []
  const targets = importer.asks.flatMap(({ name: asked, reference, requirement }) => {
    const key = reference.startsWith('link:')
      ? linkedFolder(importer.folder, reference)
      : keyOf(lock, asked, reference)
    const range = requirement === undefined ? undefined : rangeOfSpec(requirement)
    if (key !== undefined && range !== undefined) requires.push([key, range])
    return key === undefined ? [] : [key]
  })
  addPackage(lock.draft, {
    key: importer.folder,
    purl: npmPurl(name, textField(manifest, 'version')),
    line: importer.line,
    relation: 'direct',
    scope: 'runtime',
    origin: 'workspace',
    isFirstParty: true,
    license: textField(manifest, 'license'),
    dependsOn: targets,
    requires,
  })
}

function linkedFolder(folder: string, reference: string): string | undefined {
  return resolvePath(folder === '.' ? '' : folder, reference.slice('link:'.length)) ?? '.'
}
