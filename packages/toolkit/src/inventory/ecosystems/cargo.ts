/** Cargo.lock, versions 1 to 4 (Cargo reference, "Cargo.lock"); scopes come from the manifests within reach. */
import type { Origin, ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { type CrateManifests, readCrateManifests, scopeOfCrate } from '../read/cargo-manifests.ts'
import { addGraph, type Seed } from '../read/graph.ts'
import { hexHash } from '../read/hash.ts'
import { addIssue, type Draft, finishDraft, type PackageFacts, startDraft } from '../read/package.ts'
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
  noteVersion(draft, toml.value)
  const crates = readCrates(draft, file.text, toml.value)
  const manifests = readCrateManifests(
    near,
    crates.filter((crate) => crate.source === undefined).map((crate) => crate.name),
  )
  const edges = resolveEdges(draft, crates)
  const checksums = metadataChecksums(toml.value)
  const facts = crates.map((crate) => toFacts(crate, { manifests, edges, checksums }))
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
  for (const crate of crates) {
    const targets: string[] = []
    for (const want of crate.wants) {
      const text = toText(want)
      const found = find(text)
      if (found === undefined) missing(draft, crate, text)
      else targets.push(found)
    }
    edges.set(crate.key, targets)
  }
  return edges
}

function missing(draft: Draft, crate: Crate, want: string): void {
  const message = `${crate.name} ${crate.version} depends on ${want}, which the file does not list`
  addIssue(draft, { code: 'REFERENCE_MISSING', line: crate.line, message })
}

interface Context {
  readonly manifests: CrateManifests
  readonly edges: ReadonlyMap<string, readonly string[]>
  readonly checksums: ReadonlyMap<string, unknown>
}

function toFacts(crate: Crate, context: Context): PackageFacts & { readonly key: string } {
  const { name, version, source, key, line } = crate
  const isPatch = source === undefined && context.manifests.patchedByPath.has(name)
  const isGit = source?.startsWith('git+') === true
  return {
    key,
    line,
    purl: { type: 'cargo', name, version, ...(isGit ? { qualifiers: { vcs_url: vcsUrl(source) } } : {}) },
    origin: originOf(source, isPatch),
    isFirstParty: source === undefined && !isPatch,
    ...(source === undefined && !isPatch ? { relation: 'direct', scope: 'runtime' } : {}),
    hashes: hexHash(
      'SHA-256',
      crate.checksum ?? context.checksums.get(`${name}@${version} (${source ?? ''})`),
    ),
    dependsOn: context.edges.get(key) ?? [],
  }
}

function originOf(source: string | undefined, isPatch: boolean): Origin {
  if (source === undefined) return isPatch ? 'path' : 'workspace'
  if (source.startsWith('git+')) return 'git'
  return /^(registry|sparse)\+/.test(source) ? 'registry' : 'url'
}

/** `git+URL?branch=main#COMMIT` as an SPDX download location: `git+URL@COMMIT`. */
function vcsUrl(source: string): string {
  const [location = '', commit = ''] = source.split('#', 2)
  const url = location.split('?', 1)[0] ?? ''
  return commit === '' ? url : `${url}@${commit}`
}

/** What workspace members ask for themselves, with the scope that their manifests give it. */
function seedsOf(
  crates: readonly Crate[],
  edges: ReadonlyMap<string, readonly string[]>,
  manifests: CrateManifests,
): readonly Seed[] {
  const members = new Map<string, Crate>()
  const names = new Map<string, string>()
  for (const crate of crates) {
    names.set(crate.key, crate.name)
    if (crate.source === undefined && !manifests.patchedByPath.has(crate.name)) members.set(crate.key, crate)
  }
  const seeds: Seed[] = []
  for (const member of members.values()) {
    for (const key of edges.get(member.key) ?? []) {
      if (members.has(key)) continue
      seeds.push({ key, scope: scopeOfCrate(manifests, member.name, names.get(key) ?? '') })
    }
  }
  return seeds
}
