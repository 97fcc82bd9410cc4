/** npm's package-lock.json and npm-shrinkwrap.json, lockfileVersion 1 to 3 (npm documentation, "package-lock.json"). */
import { type JsonDocument, type JsonPath, limits } from '../../base/index.ts'
import type { Origin, ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { npmPurl, originOfResolved, originOfSpec, parseAlias, placeOf, rangeOfSpec } from '../read/npm.ts'
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
import { noteDangling, nothingListed, type Wishes } from '../read/references.ts'
import { parseSri } from '../read/sri.ts'

export const npmLock: Ecosystem = {
  id: 'npm-lock',
  purlType: 'npm',
  versions: 'npm',
  files: ['package-lock.json', 'npm-shrinkwrap.json'],
  title: 'npm lock file, versions 1 to 3',
  knows: { transitive: 'full', scope: true, edges: true, license: true, hashes: true },
  parse: readNpmLock,
}

/** An installed place: `node_modules/a/node_modules/b` of any version of the format. */
interface Place {
  readonly at: string
  readonly entry: Table
  readonly line: number
}

interface Lock {
  readonly draft: Draft
  readonly places: ReadonlyMap<string, Place>
  /** Places that only point to another place (workspace members). */
  readonly links: ReadonlyMap<string, string>
  /** Keys that first-party packages ask for, with what they wrote. */
  readonly asked: Map<string, string>
  /** Whether the lock or the manifest says what the project asks for. */
  readonly knowsDirect: boolean
}

function readNpmLock(file: SourceFile, near: Near): ParsedFile {
  const document = readJsonFile(file)
  if (!document.ok) return document.error
  const { value } = document.value
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, document.value)
  const version = field(value, 'lockfileVersion')
  if (typeof version === 'number' && version > 3) {
    const message = `lockfileVersion ${version} is newer than 3; it is read as 3`
    addIssue(draft, { code: 'FORMAT_VERSION_UNSUPPORTED', message, line: 1 })
  }
  noteStrange(draft, document.value, version)
  if (isTable(field(value, 'packages'))) return readPlaces(draft, document.value)
  if (isTable(field(value, 'dependencies')) || version === 1) return readTree(draft, document.value, near)
  if (version !== undefined || textField(value, 'name') !== undefined) return finishDraft(draft)
  const message = 'expected lockfileVersion, packages or dependencies; found none of them'
  return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
}

/** What stands where packages are listed and is no table holds packages that nobody read; npm writes an empty one for none. */
function noteStrange(draft: Draft, document: JsonDocument, version: unknown): void {
  const { value } = document
  for (const name of ['packages', 'dependencies']) {
    const found = field(value, name)
    const isOwed = name === 'packages' && (version === 2 || version === 3)
    if (isTable(found) || (found === undefined && !isOwed)) continue
    const message = `expected an object as ${name}; what should be listed there is not read`
    const line = found === undefined ? 1 : document.lineOf([name])
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line, message })
  }
}

/** Versions 2 and 3: a flat table of places. */
function readPlaces(draft: Draft, document: JsonDocument): ParsedFile {
  const places = new Map<string, Place>()
  const links = new Map<string, string>()
  for (const [at, entry] of entriesField(document.value, 'packages')) {
    const line = document.lineOf(['packages', at])
    const target = field(entry, 'link') === true ? textField(entry, 'resolved') : undefined
    if (target !== undefined) links.set(at, target)
    else if (isTable(entry) && at.length <= 4000) places.set(at, { at, entry, line })
    else
      addIssue(draft, {
        code: 'ENTRY_UNREADABLE',
        line,
        message: `expected an object for ${at.slice(0, 200)}`,
      })
  }
  const lock: Lock = { draft, places, links, asked: new Map(), knowsDirect: places.has('') }
  for (const place of places.values()) if (isOwn(place.at)) noteAsked(lock, place)
  noteDangling(
    draft,
    installed(lock).map((place) => toWishes(lock, place, 'dependencies')),
    nothingListed,
  )
  const names = new Map([...links].map(([at, target]) => [target, nameOfPlace(at)]))
  for (const place of places.values()) {
    if (isOwn(place.at)) addOwn(lock, place, names.get(place.at))
    else addInstalled(lock, place)
  }
  return finishDraft(draft)
}

/** The project ('') and the members of its workspace lie outside node_modules. */
function isOwn(at: string): boolean {
  return !at.startsWith('node_modules/') && !at.includes('/node_modules/')
}

function nameOfPlace(at: string): string {
  return at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

const ownSections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const
const sections = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const

function noteAsked(lock: Lock, place: Place): void {
  for (const section of ownSections) {
    for (const [name, spec] of entriesField(place.entry, section)) {
      const key = resolve(lock, place.at, name)
      if (key !== undefined) lock.asked.set(key, typeof spec === 'string' ? spec : '')
      else if (
        section === 'dependencies' &&
        field(field(place.entry, 'optionalDependencies'), name) === undefined
      ) {
        const message = `${name} is asked for by ${place.at || 'the project'} and not locked`
        const hint = 'run npm install to bring the lock file up to date'
        addIssue(lock.draft, { code: 'REFERENCE_MISSING', line: place.line, message, hint })
      }
    }
  }
}

function installed(lock: Lock): readonly Place[] {
  return [...lock.places.values()].filter((place) => !isOwn(place.at))
}

/** npm leaves out optional packages that could not be installed, and peers on request; the rest must be there. */
function toWishes(lock: Lock, { at, entry, line }: Place, section: string): Wishes {
  const optional = field(entry, 'optionalDependencies')
  const wants = entriesField(entry, section).flatMap(([name]) =>
    field(optional, name) === undefined && resolve(lock, at, name) === undefined ? [name] : [],
  )
  return { from: nameOfPlace(at), line, wants }
}

function addOwn(lock: Lock, place: Place, linkName: string | undefined): void {
  const { at, entry, line } = place
  const name = textField(entry, 'name') ?? linkName ?? at.slice(at.lastIndexOf('/') + 1)
  if (name === '') return
  addPackage(lock.draft, {
    key: at,
    purl: npmPurl(name, textField(entry, 'version')),
    line,
    relation: 'direct',
    scope: 'runtime',
    origin: at.startsWith('../') ? 'path' : 'workspace',
    isFirstParty: true,
    license: textField(entry, 'license'),
    ...edgesOf(lock, place, ownSections),
  })
}

function addInstalled(lock: Lock, place: Place): void {
  const { at, entry, line } = place
  const placeName = nameOfPlace(at)
  const name = textField(entry, 'name') ?? placeName
  const resolved = textField(entry, 'resolved')
  const origin = resolved === undefined ? 'registry' : originOfResolved(resolved)
  addPackage(lock.draft, {
    key: at,
    purl: npmPurl(name, textField(entry, 'version'), placeOf(origin, resolved)),
    line,
    ...relationOf(lock, at),
    ...scopeOf(entry),
    origin,
    alias: name === placeName ? undefined : placeName,
    license: licenseOf(entry),
    hashes: parseSri(textField(entry, 'integrity') ?? ''),
    ...edgesOf(lock, place, sections),
  })
}

function relationOf(lock: Lock, at: string): Pick<PackageFacts, 'relation' | 'requirement'> {
  const requirement = lock.asked.get(at)
  if (requirement === undefined) return { relation: lock.knowsDirect ? 'transitive' : 'unknown' }
  return { relation: 'direct', ...(requirement === '' ? {} : { requirement }) }
}

function licenseOf(entry: Table): string | undefined {
  return textField(entry, 'license') ?? textField(field(entry, 'license'), 'type')
}

/** `devOptional`: needed by development or by an optional package, so the wider of both counts. */
function scopeOf(entry: Table): { readonly scope: Scope; readonly groups: readonly string[] } {
  const is = (flag: string): boolean => field(entry, flag) === true
  const isBoth = is('devOptional')
  const groups = [
    ...(is('dev') || isBoth ? ['dev'] : []),
    ...(is('optional') || isBoth ? ['optional'] : []),
    ...(is('peer') ? ['peer'] : []),
    ...(is('inBundle') || is('bundled') ? ['bundled'] : []),
  ]
  if (is('dev')) return { scope: 'development', groups }
  if (is('optional') || isBoth) return { scope: 'optional', groups }
  return { scope: is('peer') ? 'peer' : 'runtime', groups }
}

function edgesOf(
  lock: Lock,
  { at, entry }: Place,
  names: readonly string[],
): Pick<PackageFacts, 'dependsOn' | 'requires'> {
  const dependsOn: string[] = []
  const requires: KeyedRequirement[] = []
  for (const section of names) {
    for (const [name, spec] of entriesField(entry, section)) {
      const key = resolve(lock, at, name)
      if (key === undefined) continue
      dependsOn.push(key)
      const range = typeof spec === 'string' ? rangeOfSpec(spec) : undefined
      if (range !== undefined) requires.push([key, range])
    }
  }
  return { dependsOn, requires }
}

/** Looks upwards through the folders as Node does (Node.js documentation, "Loading from node_modules folders"). */
function resolve(lock: Lock, from: string, name: string): string | undefined {
  let folder: string | undefined = from
  for (let steps = 0; folder !== undefined && steps <= limits.nesting; steps++) {
    const candidate: string = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (lock.places.has(candidate)) return candidate
    const linked = lock.links.get(candidate)
    if (linked !== undefined) return linked
    folder = parentOf(folder)
  }
  return undefined
}

function parentOf(folder: string): string | undefined {
  if (folder === '') return undefined
  const modules = folder.lastIndexOf('/node_modules/')
  const isInstalled = modules >= 0 || folder.startsWith('node_modules/')
  return folder.slice(0, Math.max(0, isInstalled ? modules : folder.lastIndexOf('/')))
}

/** Version 1: packages nested as they are installed; what the project asks for stands in package.json alone. */
function readTree(draft: Draft, document: JsonDocument, near: Near): ParsedFile {
  const places = new Map<string, Place>()
  const open: { readonly at: string; readonly node: unknown; readonly path: JsonPath }[] = [
    { at: '', node: document.value, path: [] },
  ]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [name, entry] of entriesField(next.node, 'dependencies')) {
      const at = next.at === '' ? `node_modules/${name}` : `${next.at}/node_modules/${name}`
      const path = [...next.path, 'dependencies', name]
      if (!isTable(entry)) {
        addIssue(draft, {
          code: 'ENTRY_UNREADABLE',
          line: document.lineOf(path),
          message: `expected an object for ${name}`,
        })
        continue
      }
      places.set(at, { at, entry, line: document.lineOf(path) })
      open.push({ at, node: entry, path })
    }
  }
  const manifest = parseManifest(near('package.json')?.text)
  const lock: Lock = {
    draft,
    places,
    links: new Map(),
    asked: new Map(),
    knowsDirect: manifest !== undefined,
  }
  const root: Place = { at: '', entry: manifest?.table ?? {}, line: 1 }
  noteAsked(lock, root)
  addOwn(lock, { ...root, entry: { ...root.entry, ...ownName(document.value) } }, undefined)
  noteDangling(
    draft,
    installed(lock).map((place) => toWishes(lock, place, 'requires')),
    // Version 1 does not say which of them are optional.
    { ...nothingListed, level: 'note' },
  )
  for (const place of places.values()) addNested(lock, place)
  return finishDraft(draft)
}

function ownName(value: unknown): Table {
  const name = textField(value, 'name')
  const version = textField(value, 'version')
  return { ...(name === undefined ? {} : { name }), ...(version === undefined ? {} : { version }) }
}

/** In version 1 the field `version` holds the specifier of whatever is not from a registry. */
function addNested(lock: Lock, place: Place): void {
  const { at, entry, line } = place
  const placeName = nameOfPlace(at)
  const stated = textField(entry, 'version') ?? ''
  const { name, version, origin } = readStated(stated, placeName)
  addPackage(lock.draft, {
    key: at,
    purl: npmPurl(name, version, placeOf(origin, stated)),
    line,
    ...relationOf(lock, at),
    ...scopeOf(entry),
    origin,
    alias: name === placeName ? undefined : placeName,
    hashes: parseSri(textField(entry, 'integrity') ?? ''),
    ...edgesOf(lock, place, ['requires']),
  })
}

function readStated(
  stated: string,
  name: string,
): { name: string; version: string | undefined; origin: Origin } {
  const alias = parseAlias(stated)
  if (alias !== undefined) return { name: alias.name, version: alias.spec, origin: 'registry' }
  const origin = originOfSpec(stated)
  return { name, version: origin === 'registry' ? stated : undefined, origin }
}
