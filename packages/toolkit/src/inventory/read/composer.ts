/** Packages as composer.lock and installed.json state them (Composer schema). */
import { type JsonDocument, parseJson } from '../../base/index.ts'
import type { Origin, Relation } from '../../model/index.ts'
import { hexHash } from './hash.ts'
import { noteDangling, type Wishes } from './references.ts'
import { addIssue, addPackage, type Draft, type KeyedRequirement } from './package.ts'
import { entriesField, field, isTable, listField, type Table, textField } from './shape.ts'

export interface ComposerEntry {
  readonly table: Table
  readonly name: string
  readonly version: string
  readonly isDevelopment: boolean
  readonly line: number
}

export interface ComposerList {
  readonly path: readonly string[]
  readonly isDevelopment: (name: string) => boolean
}

/** The packages of a list; `path` leads to it, and is empty where the document is the list. */
export function readComposerEntries(
  draft: Draft,
  json: JsonDocument,
  place: ComposerList,
): readonly ComposerEntry[] {
  const entries: ComposerEntry[] = []
  const home = place.path.length === 0 ? { list: json.value } : json.value
  for (const [index, table] of listField(home, place.path[0] ?? 'list').entries()) {
    const line = json.lineOf([...place.path, index])
    const name = textField(table, 'name')
    const version = textField(table, 'version')
    if (!isTable(table) || name === undefined || version === undefined) {
      addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a package without a name or a version' })
      continue
    }
    entries.push({ table, name, version, isDevelopment: place.isDevelopment(name), line })
  }
  return entries
}

/** Adds all entries with their edges; `direct`: constraint by name in lower case, undefined where nobody can tell. */
export function addComposerEntries(
  draft: Draft,
  entries: readonly ComposerEntry[],
  direct: ReadonlyMap<string, string> | undefined,
): void {
  const keys = keysByName(entries)
  noteDangling(draft, entries.map(toWishes), {
    isListed: (name) => keys.has(name.toLowerCase()),
    // The project itself may meet a wish (a plugin of itself), and its composer.json was not read for that.
    level: 'note',
  })
  for (const entry of entries) {
    const relation: Relation =
      direct === undefined ? 'unknown' : direct.has(entry.name.toLowerCase()) ? 'direct' : 'transitive'
    const requirement = direct?.get(entry.name.toLowerCase()) || undefined
    addEntry(draft, entry, { relation, requirement, ...edgesOf(entry, keys) })
  }
}

/** What composer.json requires: constraint by name in lower case; undefined where it is not within reach. */
export function composerDirectNames(text: string | undefined): ReadonlyMap<string, string> | undefined {
  const parsed = parseJson(text ?? '')
  if (!parsed.ok) return undefined
  const manifest = parsed.value.value
  const wanted = [...entriesField(manifest, 'require'), ...entriesField(manifest, 'require-dev')]
  return new Map(
    wanted.map(([name, constraint]) => [
      name.toLowerCase(),
      typeof constraint === 'string' ? constraint : '',
    ]),
  )
}

/** Packages also answer to the names that they replace or provide. */
function keysByName(entries: readonly ComposerEntry[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  for (const entry of entries) {
    for (const role of ['provide', 'replace']) {
      for (const [name] of entriesField(entry.table, role)) keys.set(name.toLowerCase(), keyOf(entry))
    }
  }
  for (const entry of entries) keys.set(entry.name.toLowerCase(), keyOf(entry))
  return keys
}

function keyOf(entry: ComposerEntry): string {
  return `${entry.name}@${entry.version}`
}

/** Names without a vendor (`php`, `ext-json`) are the platform, not packages (Composer, "Platform packages"). */
function toWishes({ table, name: from, line }: ComposerEntry): Wishes {
  const names = entriesField(table, 'require').map(([name]) => name)
  return { from, line, wants: names.filter((name) => name.includes('/')) }
}

function edgesOf(
  entry: ComposerEntry,
  keys: ReadonlyMap<string, string>,
): Pick<Place, 'dependsOn' | 'requires'> {
  const dependsOn: string[] = []
  const requires: KeyedRequirement[] = []
  for (const [name, constraint] of entriesField(entry.table, 'require')) {
    const target = keys.get(name.toLowerCase())
    if (target === undefined || target === keyOf(entry)) continue
    dependsOn.push(target)
    // The constraint is on the name: a package that only provides it has versions of its own.
    if (typeof constraint === 'string' && target.toLowerCase().startsWith(`${name.toLowerCase()}@`))
      requires.push([target, constraint])
  }
  return { dependsOn, requires }
}

interface Place {
  readonly relation: Relation
  readonly requirement: string | undefined
  readonly dependsOn: readonly string[]
  readonly requires: readonly KeyedRequirement[]
}

function addEntry(draft: Draft, entry: ComposerEntry, place: Place): void {
  const { table, name, version, line } = entry
  const slash = name.indexOf('/')
  const origin = originOf(table)
  const commit = textField(field(table, 'source'), 'reference') ?? ''
  const url = textField(field(table, 'source'), 'url')
  addPackage(draft, {
    key: keyOf(entry),
    purl: {
      type: 'composer',
      ...(slash < 0 ? {} : { namespace: name.slice(0, slash) }),
      name: name.slice(slash + 1),
      version,
      ...(origin === 'git' && url !== undefined ? { qualifiers: { vcs_url: `git+${url}@${commit}` } } : {}),
    },
    line,
    ...place,
    scope: entry.isDevelopment ? 'development' : 'runtime',
    groups: entry.isDevelopment ? ['dev'] : [],
    origin,
    license: licenseOf(table),
    hashes: hexHash('SHA-1', field(field(table, 'dist'), 'shasum')),
  })
}

/** A package of a registry has an archive or is announced there; what has only a repository comes from git. */
function originOf(table: Table): Origin {
  if (textField(field(table, 'dist'), 'type') === 'path') return 'path'
  const isGitOnly = field(table, 'dist') === undefined && textField(field(table, 'source'), 'type') === 'git'
  return isGitOnly && field(table, 'notification-url') === undefined ? 'git' : 'registry'
}

/** Several licenses are a choice (Composer schema, `license`). */
function licenseOf(table: Table): string | undefined {
  const single = textField(table, 'license')
  const listed = listField(table, 'license').filter((item) => typeof item === 'string' && item !== '')
  return single ?? (listed.length === 0 ? undefined : listed.join(' OR '))
}
