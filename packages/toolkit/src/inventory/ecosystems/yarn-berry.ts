/** yarn.lock of Yarn 2 and later, which is YAML (Yarn documentation, "Lockfile"). */
import type { Origin, ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import type { Seed } from '../read/graph.ts'
import { npmPurl, originOfSpec, placeOf, rangeOfSpec, splitDescriptor } from '../read/npm.ts'
import { addNpmGraph, type Ask, asksOf, type NpmFacts } from '../read/npm-graph.ts'
import { addIssue, type Draft, finishDraft, type KeyedRequirement, startDraft } from '../read/package.ts'
import { parseManifest } from '../read/package-json.ts'
import { entriesField, field, isTable, type Table, textField } from '../read/shape.ts'
import { noteDuplicateYamlKeys, readYamlFile, type YamlDocument } from '../read/yaml.ts'
import { noteOpenEnd } from '../read/cut-off.ts'
import { noteDangling, type Wishes } from '../read/references.ts'
import { createDescriptors, type Descriptors } from '../read/yarn-descriptors.ts'

export const yarnBerry: Ecosystem = {
  id: 'yarn-berry',
  purlType: 'npm',
  versions: 'npm',
  files: ['yarn.lock'],
  title: 'Yarn 2, 3 and 4 lock file',
  // Its checksums are those of Yarn's own archives, not of what the registry serves: they are no hashes of the package.
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: false },
  accepts: (text) => /^__metadata:/m.test(text),
  parse: readYarnBerry,
}

interface Entry {
  readonly key: string
  readonly descriptors: readonly string[]
  readonly name: string
  readonly reference: string
  readonly node: Table
  readonly line: number
  /** Folder of a member of the workspace. */
  readonly folder: string | undefined
}

interface Lock {
  readonly near: Near
  readonly entries: readonly Entry[]
  readonly descriptors: Descriptors
}

function readYarnBerry(file: SourceFile, near: Near): ParsedFile {
  const document = readYamlFile(file)
  if (!document.ok) return document.error
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, document.value)
  const entries = readEntries(draft, document.value)
  const keys = new Map(entries.flatMap((entry) => entry.descriptors.map((one) => [one, entry.key] as const)))
  const root = parseManifest(near('package.json')?.text)?.table
  const lock: Lock = { near, entries, descriptors: createDescriptors(keys, root) }
  noteOpenEnd(draft, file.text)
  noteDangling(draft, entries.map(toWishes), { isListed: (name) => lock.descriptors.has(name) })
  const seeds: Seed[] = []
  const requirements = new Map<string, string>()
  for (const entry of entries) {
    if (entry.folder === undefined) continue
    for (const { key, scope, spec } of seedsOf(lock, entry)) {
      seeds.push({ key, scope })
      requirements.set(key, spec)
    }
  }
  addNpmGraph(
    draft,
    entries.map((entry) => factsOf(lock, entry, requirements)),
    seeds,
  )
  return finishDraft(draft)
}

function readEntries(draft: Draft, document: YamlDocument): readonly Entry[] {
  const entries: Entry[] = []
  for (const [key, node] of isTable(document.value) ? Object.entries(document.value) : []) {
    if (key === '__metadata') continue
    const line = document.lineOf(node)
    const locator = splitDescriptor(textField(node, 'resolution') ?? '')
    if (!isTable(node) || locator.spec === undefined || locator.name === '') {
      const message = `expected a resolution for ${key.slice(0, 200)}`
      addIssue(draft, {
        code: 'ENTRY_UNREADABLE',
        line,
        message,
        hint: 'run yarn install and commit yarn.lock',
      })
      continue
    }
    const { name, spec: reference } = locator
    const folder = reference.startsWith('workspace:') ? reference.slice('workspace:'.length) : undefined
    entries.push({ key, descriptors: key.split(/,\s*/), name, reference, node, line, folder })
  }
  return entries
}

/** Yarn locks optional packages of every platform, so all names are there. */
function toWishes({ name, node, line }: Entry): Wishes {
  return { from: name, line, wants: entriesField(node, 'dependencies').map(([dependency]) => dependency) }
}

function seedsOf(lock: Lock, entry: Entry): readonly (Seed & { readonly spec: string })[] {
  const asks = asksIn(lock.near, entry.folder ?? '.')
  return entriesField(entry.node, 'dependencies').flatMap(([name, range]) => {
    const spec = typeof range === 'string' ? range : ''
    const key = lock.descriptors.find(name, spec, entry.name)
    const ask = asks.get(name) ?? { scope: 'unknown' as const, spec }
    return key === undefined ? [] : [{ key, scope: ask.scope, spec: ask.spec }]
  })
}

/** The lock file lists what a member asks for, and its package.json says for what. */
function asksIn(near: Near, folder: string): ReadonlyMap<string, Ask> {
  const path = folder === '.' ? 'package.json' : `${folder}/package.json`
  const manifest = parseManifest(near(path)?.text)?.table
  return new Map(manifest === undefined ? [] : asksOf(manifest).map((ask) => [ask.name, ask]))
}

function factsOf(lock: Lock, entry: Entry, requirements: ReadonlyMap<string, string>): NpmFacts {
  const { key, name, reference, node, line, folder } = entry
  const asName = splitDescriptor(entry.descriptors[0] ?? '').name
  const origin = originOf(reference)
  const isOwn = folder !== undefined
  const version = textField(node, 'version')
  const requires: KeyedRequirement[] = []
  const edges = entriesField(node, 'dependencies').flatMap(([dependency, value]) => {
    const spec = typeof value === 'string' ? value : ''
    const target = lock.descriptors.find(dependency, spec, name)
    const range = rangeOfSpec(spec)
    if (target !== undefined && range !== undefined) requires.push([target, range])
    const isOptional = textField(field(field(node, 'dependenciesMeta'), dependency), 'optional') === 'true'
    return target === undefined ? [] : [{ target, isOptional }]
  })
  return {
    key: folder === '.' ? '.' : key,
    purl: npmPurl(
      name,
      isOwn && version === '0.0.0-use.local' ? undefined : version,
      placeOf(origin, reference),
    ),
    line,
    requirement: isOwn ? undefined : requirements.get(key),
    ...(isOwn ? { relation: 'direct' as const } : {}),
    origin,
    isFirstParty: isOwn,
    alias: asName === name ? undefined : asName,
    dependsOn: edges.filter((edge) => !edge.isOptional).map((edge) => edge.target),
    optional: edges.filter((edge) => edge.isOptional).map((edge) => edge.target),
    requires,
  }
}

/** A patched package is the registry's with changes: its advisories still apply. */
function originOf(reference: string): Origin {
  if (/^(?:npm|patch|virtual):/.test(reference)) return 'registry'
  if (reference.startsWith('workspace:')) return 'workspace'
  if (/^(?:link|portal|file|exec):/.test(reference)) return 'path'
  return /#commit[=:]|\.git(?:#|$)/.test(reference) ? 'git' : originOfSpec(reference)
}
