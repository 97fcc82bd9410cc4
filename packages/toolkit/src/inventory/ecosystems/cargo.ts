/** Cargo.lock, versions 1 to 4 (Cargo reference, "Cargo.lock"); scopes come from the manifests within reach. */
import type { Origin, ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { type CrateManifests, readCrateManifests, scopeOfCrate } from '../read/cargo-manifests.ts'
import { addGraph, type Seed } from '../read/graph.ts'
import { noteDangling, nothingListed, type Wishes } from '../read/references.ts'
import { noteOpenEnd } from '../read/cut-off.ts'
import { hexHash } from '../read/hash.ts'
import {
  addIssue,
  type Draft,
  finishDraft,
  type KeyedRequirement,
  type PackageFacts,
  startDraft,
} from '../read/package.ts'
import { entriesField, field, listField, type Table, textField, toText } from '../read/shape.ts'
import { linesOfArrayTable, readTomlFile } from '../read/toml.ts'

export const cargo: Ecosystem = {
  id: 'cargo',
  purlType: 'cargo',
  versions: 'cargo',
  files: ['Cargo.lock'],
  title: 'Cargo.lock',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  parse: parseCargoLock,
}

interface Crate {
  readonly key: string
  readonly name: string
  readonly version: string
  readonly source: string | undefined
  readonly checksum: string | undefined
  readonly line: number
  readonly wants: readonly unknown[]
}

const newestLockVersion = 4

function parseCargoLock(file: SourceFile, near: Near): ParsedFile {
  const toml = readTomlFile(file)
  if (!toml.ok) return toml.error
  const draft = startDraft(file.path)
  noteOpenEnd(draft, file.text)
  noteVersion(draft, toml.value)
  const crates = readCrates(draft, file.text, toml.value)
  const manifests = readCrateManifests(
    near,
    crates.filter((crate) => crate.source === undefined).map((crate) => crate.name),
  )
  const edges = resolveEdges(draft, crates)
  const checksums = metadataChecksums(toml.value)
  const facts = crates.map((crate) => toFacts(crate, { manifests, edges, checksums }))
  noteUnfinished(draft, crates, checksums)
  addGraph(draft, facts, seedsOf(crates, edges, manifests))
  return finishDraft(draft)
}

function noteVersion(draft: Draft, lock: Table): void {
  const version = field(lock, 'version')
  if (version === undefined || (typeof version === 'number' && version <= newestLockVersion)) return
  addIssue(draft, {
    code: 'FORMAT_VERSION_UNSUPPORTED',
    line: 1,
    message: `lock version ${JSON.stringify(version)} is newer than ${newestLockVersion}; it was read as ${newestLockVersion}`,
  })
}

/** Version 1 had the project itself in a table of its own, `[root]`. */
function readCrates(draft: Draft, text: string, lock: Table): readonly Crate[] {
  const lines = linesOfArrayTable(text, 'package')
  const stated: readonly unknown[] = listField(lock, 'package')
  const crates: Crate[] = []
  const taken = new Set<string>()
  const root = field(lock, 'root')
  for (const [index, entry] of [...stated, ...(root === undefined ? [] : [root])].entries()) {
    const line = lines[index] ?? 1
    const name = textField(entry, 'name')
    const version = textField(entry, 'version')
    if (name === undefined || version === undefined) {
      addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a package without a name or a version' })
      continue
    }
    const source = textField(entry, 'source')
    const short = `${name}@${version}`
    const key = taken.has(short) ? `${short} (${source ?? ''})` : short
    taken.add(short)
    const checksum = textField(entry, 'checksum')
    crates.push({ key, name, version, source, checksum, line, wants: listField(entry, 'dependencies') })
  }
  return crates
}

/** Version 1 kept checksums apart: `"checksum NAME VERSION (SOURCE)" = "HEX"`. */
function metadataChecksums(lock: Table): ReadonlyMap<string, unknown> {
  const checksums = new Map<string, unknown>()
  for (const [name, value] of entriesField(lock, 'metadata')) {
    const match = /^checksum (\S+) (\S+) \((.+)\)$/.exec(name)
    if (match !== null) checksums.set(`${match[1]}@${match[2]} (${match[3]})`, value)
  }
  return checksums
}

/** `NAME`, `NAME VERSION` or `NAME VERSION (SOURCE)`: as much as it takes to be unique in the file. */
function resolveEdges(draft: Draft, crates: readonly Crate[]): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string>()
  const byVersion = new Map<string, string>()
  const bySource = new Map<string, string>()
  for (const { key, name, version, source } of crates) {
    byName.set(name, key)
    byVersion.set(`${name} ${version}`, key)
    if (source !== undefined) bySource.set(`${name} ${version} (${source})`, key)
  }
  const find = (want: string): string | undefined => {
    if (!want.includes(' ')) return byName.get(want)
    const bracket = want.indexOf(' (')
    return bracket < 0 ? byVersion.get(want) : (bySource.get(want) ?? byVersion.get(want.slice(0, bracket)))
  }
  const edges = new Map<string, readonly string[]>()
  const dangling: Wishes[] = []
  for (const crate of crates) {
    const targets: string[] = []
    for (const want of crate.wants) {
      const text = toText(want)
      const found = find(text)
      if (found === undefined) dangling.push({ from: crate.name, line: crate.line, wants: [text] })
      else targets.push(found)
    }
    edges.set(crate.key, targets)
  }
  noteDangling(draft, dangling, nothingListed)
  return edges
}

/** Where one crate of a registry has a checksum, all have one: the entry that lacks it was cut off. */
function noteUnfinished(
  draft: Draft,
  crates: readonly Crate[],
  checksums: ReadonlyMap<string, unknown>,
): void {
  if (checksums.size > 0 || !crates.some((crate) => crate.checksum !== undefined)) return
  for (const { name, source, checksum, line } of crates) {
    if (checksum !== undefined || source === undefined || originOf(source) !== 'registry') continue
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `${name} has no checksum` })
  }
}

interface Context {
  readonly manifests: CrateManifests
  readonly edges: ReadonlyMap<string, readonly string[]>
  readonly checksums: ReadonlyMap<string, unknown>
}

function toFacts(crate: Crate, context: Context): PackageFacts & { readonly key: string } {
  const { name, version, source, key, line } = crate
  const isOwn = source === undefined && isMember(context.manifests, name)
  const isGit = source?.startsWith('git+') === true
  return {
    key,
    line,
    purl: { type: 'cargo', name, version, ...(isGit ? { qualifiers: { vcs_url: vcsUrl(source) } } : {}) },
    origin: isOwn ? 'workspace' : originOf(source),
    isFirstParty: isOwn,
    folder: folderOf(context.manifests.folders.get(name)),
    ...(isOwn ? { relation: 'direct', scope: 'runtime' } : {}),
    hashes: hexHash(
      'SHA-256',
      crate.checksum ?? context.checksums.get(`${name}@${version} (${source ?? ''})`),
    ),
    dependsOn: context.edges.get(key) ?? [],
    requires: isOwn ? requirementsOf(crate, context) : [],
  }
}

/** The lock keeps no requirements; those of members stand in their manifests. Several versions of a crate: not told apart. */
function requirementsOf({ name, key }: Crate, { manifests, edges }: Context): readonly KeyedRequirement[] {
  const written = manifests.requirements.get(name)
  const targets = edges.get(key) ?? []
  return targets.flatMap((target): readonly KeyedRequirement[] => {
    const crate = target.slice(0, target.indexOf('@'))
    const isOnly = targets.filter((other) => other.startsWith(`${crate}@`)).length === 1
    const requirements = isOnly ? (written?.get(crate) ?? []) : []
    return requirements.map((requirement) => [target, requirement])
  })
}

function folderOf(folder: string | undefined): string | undefined {
  return folder === '' ? '.' : folder
}

/** A crate without a source is the product's own, unless a patch takes it from a folder or no manifest says so. */
function isMember(manifests: CrateManifests, name: string): boolean {
  return manifests.hasRoot && !manifests.patchedByPath.has(name)
}

function originOf(source: string | undefined): Origin {
  if (source === undefined) return 'path'
  if (source.startsWith('git+')) return 'git'
  return /^(registry|sparse)\+/.test(source) ? 'registry' : 'url'
}

/** `git+URL?branch=main#COMMIT` as an SPDX download location: `git+URL@COMMIT`. */
function vcsUrl(source: string): string {
  const [location = '', commit = ''] = source.split('#', 2)
  const url = location.split('?', 1)[0] ?? ''
  return commit === '' ? url : `${url}@${commit}`
}

/**
 * What workspace members ask for themselves, with the scope that their manifests give it. Without a manifest every
 * crate of a folder may be a member, and those that nobody wants are asked for by the project.
 */
function seedsOf(
  crates: readonly Crate[],
  edges: ReadonlyMap<string, readonly string[]>,
  manifests: CrateManifests,
): readonly Seed[] {
  const names = new Map(crates.map((crate) => [crate.key, crate.name]))
  const local = crates.filter((crate) => crate.source === undefined)
  const members = local.filter((crate) => !manifests.hasRoot || isMember(manifests, crate.name))
  const keys = new Set(manifests.hasRoot ? members.map((crate) => crate.key) : [])
  const seeds: Seed[] = []
  for (const member of members) {
    for (const key of edges.get(member.key) ?? []) {
      if (!keys.has(key))
        seeds.push({ key, scope: scopeOfCrate(manifests, member.name, names.get(key) ?? '') })
    }
  }
  if (manifests.hasRoot) return seeds
  const wanted = new Set([...edges.values()].flat())
  const tops = local.filter((crate) => !wanted.has(crate.key))
  return [...seeds, ...tops.map(({ key }): Seed => ({ key, scope: 'unknown' }))]
}
