/** Version catalogues of Gradle (Gradle, "Version catalogs"): names and versions that builds may ask for. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { entriesField, field, type Table, textField } from '../read/shape.ts'
import { readTomlFile } from '../read/toml.ts'

export const gradleCatalog: Ecosystem = {
  id: 'gradle-catalog',
  purlType: 'maven',
  versions: 'maven',
  files: ['gradle/*.versions.toml', '*.versions.toml'],
  title: 'Version catalogue of Gradle',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['../gradle.lockfile', 'gradle.lockfile'],
  parse: parseCatalog,
}

function parseCatalog(file: SourceFile): ParsedFile {
  const toml = readTomlFile(file)
  if (!toml.ok) return toml.error
  const draft = startDraft(file.path)
  const lines = linesOfKeys(file.text)
  for (const [alias, entry] of entriesField(toml.value, 'libraries')) {
    const wish = { module: moduleOf(entry), version: versionOf(toml.value, entry), isPlugin: false }
    addEntry(draft, alias, { ...wish, line: lines.get(`libraries.${alias}`) ?? 1 })
  }
  for (const [alias, entry] of entriesField(toml.value, 'plugins')) {
    const wish = { module: pluginOf(entry), version: versionOf(toml.value, entry), isPlugin: true }
    addEntry(draft, alias, { ...wish, line: lines.get(`plugins.${alias}`) ?? 1 })
  }
  return finishDraft(draft)
}

/** `TABLE.KEY` to its 1-based line. */
function linesOfKeys(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  let table = ''
  for (const [index, line] of text.split('\n').entries()) {
    table = /^\s*\[([\w-]+)\]/.exec(line)?.[1] ?? table
    const key = /^\s*"?([\w.-]+)"?\s*=/.exec(line)?.[1]
    if (key !== undefined && !lines.has(`${table}.${key}`)) lines.set(`${table}.${key}`, index + 1)
  }
  return lines
}

/** `"GROUP:NAME:VERSION"`, `{ module = "GROUP:NAME" }` or `{ group = …, name = … }`. */
function moduleOf(entry: unknown): string {
  if (typeof entry === 'string') return entry.split(':').slice(0, 2).join(':')
  const module = textField(entry, 'module')
  return module ?? `${textField(entry, 'group') ?? ''}:${textField(entry, 'name') ?? ''}`
}

/** The marker of a plugin is a Maven artifact (Gradle, "Plugin marker artifacts"). */
function pluginOf(entry: unknown): string {
  const id = typeof entry === 'string' ? (entry.split(':')[0] ?? '') : (textField(entry, 'id') ?? '')
  return id === '' ? ':' : `${id}:${id}.gradle.plugin`
}

interface Version {
  /** Empty where the catalogue leaves it to somebody else. */
  readonly written: string
  readonly exact: string | undefined
}

function versionOf(catalog: Table, entry: unknown): Version {
  if (typeof entry === 'string') return toVersion(entry.split(':').slice(-1)[0], entry.split(':').length > 1)
  const version = field(entry, 'version')
  const reference = textField(version, 'ref')
  return toVersion(reference === undefined ? version : field(field(catalog, 'versions'), reference), true)
}

/** A rich version says `strictly`, `require` or `prefer`; Gradle takes at least what is required. */
function toVersion(value: unknown, isStated: boolean): Version {
  const rich = ['strictly', 'require', 'prefer'].flatMap((key) => textField(value, key) ?? [])
  const written = typeof value === 'string' && isStated ? value : (rich[0] ?? '')
  const exact = /^[^[\](),+\s]+$/.test(written) && !written.startsWith('latest.') ? written : undefined
  return { written, exact }
}

interface Wish {
  readonly module: string
  readonly version: Version
  readonly isPlugin: boolean
  readonly line: number
}

function addEntry(draft: Draft, alias: string, { module, version, isPlugin, line }: Wish): void {
  const [namespace = '', name = ''] = module.split(':')
  if (namespace === '' || name === '') {
    const message = `${alias} names no group and module`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  if (version.exact === undefined) {
    const message = `${module}: ${version.written || 'no version'} is no single version`
    const hint = 'switch on dependency locking, and commit gradle.lockfile'
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message, hint })
  }
  addPackage(draft, {
    purl: {
      type: 'maven',
      namespace,
      name,
      ...(version.exact === undefined ? {} : { version: version.exact }),
    },
    line,
    relation: 'direct',
    scope: isPlugin ? 'build' : 'unknown',
    alias,
    ...(version.exact === undefined && version.written !== '' ? { requirement: version.written } : {}),
  })
}
