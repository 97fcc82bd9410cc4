/** deno.lock, versions 2 to 5 (Deno, "Integrity checking and lock files"): packages of npm and JSR, and modules by address. */
import type { JsonDocument } from '../../base/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addRemoteModules } from '../read/deno-remote.ts'
import { hexHash } from '../read/hash.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { entriesField, field, listField, textField } from '../read/shape.ts'
import { parseSri } from '../read/sri.ts'

export const denoLock: Ecosystem = {
  id: 'deno-lock',
  purlType: 'npm',
  versions: 'npm',
  files: ['deno.lock'],
  title: 'deno.lock, versions 2 to 5',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: true },
  parse: parseDenoLock,
}

/** Where each version of the format keeps the same three things. */
interface Places {
  readonly specifiers: unknown
  readonly npm: readonly string[]
  readonly jsr: readonly string[]
}

function parseDenoLock(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const version = textField(json.value.value, 'version')
  if (version === undefined || !['2', '3', '4', '5'].includes(version)) {
    const message = `lock version ${version ?? '(none)'} is unknown; it was read as 5`
    addIssue(draft, { code: 'FORMAT_VERSION_UNSUPPORTED', line: 1, message })
  }
  const places = placesOf(json.value, version)
  const targets = targetsOf(places.specifiers)
  const direct = directOf(json.value, version, targets)
  addAll(draft, json.value, { path: places.npm, kind: 'npm', targets, direct })
  addAll(draft, json.value, { path: places.jsr, kind: 'jsr', targets, direct })
  addRemoteModules(draft, json.value)
  return finishDraft(draft)
}

function placesOf({ value }: JsonDocument, version: string | undefined): Places {
  if (version === '2') {
    return { specifiers: field(field(value, 'npm'), 'specifiers'), npm: ['npm', 'packages'], jsr: ['jsr'] }
  }
  if (version === '3') {
    const specifiers = field(field(value, 'packages'), 'specifiers')
    return { specifiers, npm: ['packages', 'npm'], jsr: ['packages', 'jsr'] }
  }
  return { specifiers: field(value, 'specifiers'), npm: ['npm'], jsr: ['jsr'] }
}

/** What is asked for (`npm:chalk@^5`) to the key that answers (`npm:chalk@5.3.0`). */
function targetsOf(specifiers: unknown): ReadonlyMap<string, string> {
  return new Map(
    entriesField({ specifiers }, 'specifiers').flatMap(([wish, found]) => {
      if (typeof found !== 'string') return []
      return [[qualify(wish), toKey(qualify(wish), found)]]
    }),
  )
}

/** Version 2 knows npm only and writes no scheme. */
function qualify(wish: string): string {
  return /^(?:npm|jsr):/.test(wish) ? wish : `npm:${wish}`
}

/** Version 4 writes the version alone, older ones the name with it. */
function toKey(wish: string, found: string): string {
  const scheme = wish.slice(0, 4)
  const bare = found.replace(/^(?:npm|jsr):/, '')
  const isVersionOnly = /^\d/.test(bare)
  return isVersionOnly ? `${scheme}${nameOf(wish.slice(4))}@${bare}` : `${scheme}${bare}`
}

/** The name in `@scope/name@version`, or the whole text where no version is written. */
function nameOf(text: string): string {
  const at = text.indexOf('@', 1)
  return at < 0 ? text : text.slice(0, at)
}

/** Up to version 3 each specifier is one of the program's own; later the workspace says which are. */
function directOf(
  { value }: JsonDocument,
  version: string | undefined,
  targets: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const workspace = field(value, 'workspace')
  if (version === '2' || workspace === undefined) return new Set(targets.values())
  const members = entriesField(workspace, 'members').map(([, member]) => member)
  const wishes = [workspace, ...members].flatMap((one) => [
    ...listField(one, 'dependencies'),
    ...listField(field(one, 'packageJson'), 'dependencies'),
  ])
  return new Set(
    wishes.flatMap((wish) => (typeof wish === 'string' ? (targets.get(qualify(wish)) ?? []) : [])),
  )
}

interface Table {
  readonly path: readonly string[]
  readonly kind: 'npm' | 'jsr'
  readonly targets: ReadonlyMap<string, string>
  readonly direct: ReadonlySet<string>
}

function addAll(draft: Draft, json: JsonDocument, table: Table): void {
  const last = table.path[table.path.length - 1] ?? ''
  let parent: unknown = json.value
  for (const name of table.path.slice(0, -1)) parent = field(parent, name)
  const entries = entriesField(parent, last)
  const keys = new Map(entries.map(([key]) => [nameOf(key), `${table.kind}:${key}`]))
  for (const [key, entry] of entries) {
    addEntry(draft, { key, entry, keys, line: json.lineOf([...table.path, key]) }, table)
  }
}

interface Entry {
  readonly key: string
  readonly entry: unknown
  /** By name; of several versions any one, which is then written out in the lock. */
  readonly keys: ReadonlyMap<string, string>
  readonly line: number
}

/** `NAME@VERSION`, with `_` and the peers that it was resolved with. */
function addEntry(draft: Draft, { key, entry, keys, line }: Entry, { kind, targets, direct }: Table): void {
  const full = nameOf(key)
  const version = key.slice(full.length + 1).split('_')[0] ?? ''
  if (version === '') {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `${key.slice(0, 100)} has no version` })
    return
  }
  const slash = full.indexOf('/')
  const scope = slash > 0 ? { namespace: full.slice(0, slash) } : {}
  const integrity = textField(entry, 'integrity') ?? ''
  addPackage(draft, {
    key: `${kind}:${key}`,
    purl: { type: kind, ...scope, name: slash > 0 ? full.slice(slash + 1) : full, version },
    line,
    relation: direct.has(`${kind}:${key}`) ? 'direct' : 'transitive',
    hashes: kind === 'npm' ? parseSri(integrity) : hexHash('SHA-256', integrity),
    dependsOn: wantsOf(entry, kind).flatMap((wish) => targets.get(wish) ?? resolve(wish, keys)),
  })
}

/** Lists hold `NAME` or `NAME@VERSION` (npm) and specifiers (JSR); older versions have a table from name to key. */
function wantsOf(entry: unknown, kind: 'npm' | 'jsr'): readonly string[] {
  const lists = ['dependencies', 'optionalDependencies'].flatMap((name) => [
    ...listField(entry, name),
    ...entriesField(entry, name).map(([, target]) => target),
  ])
  return lists.flatMap((wish) => {
    if (typeof wish !== 'string') return []
    return [/^(?:npm|jsr):/.test(wish) ? wish : `${kind}:${wish}`]
  })
}

function resolve(wish: string, keys: ReadonlyMap<string, string>): string {
  const name = wish.slice(4)
  return nameOf(name) === name ? (keys.get(name) ?? wish) : wish
}
