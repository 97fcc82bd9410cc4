/** The catalog file of a user (`--catalog FILE.json`): versions of packages and what they ask for, from wherever it was got. */
import { err, ok, parseJson, type Result } from '../../base/index.ts'
import { corePurl, parsePurl, type Purl, type Requirement, splitPurl } from '../../model/index.ts'
import type { KnownVersion, VersionCatalog } from './catalog.ts'

export interface CatalogError {
  readonly code: 'CATALOG_INVALID'
  readonly message: string
}

export const catalogSchema = 'occtet.version-catalog/1'

interface Entry {
  readonly versions: readonly KnownVersion[]
  readonly requires: ReadonlyMap<string, readonly Requirement[]>
}

/**
 * `{"schema": "occtet.version-catalog/1", "packages": {"pkg:npm/lodash": {"4.17.21": {"requires": {}}, "4.17.20": {}}}}`:
 * by purl without version, then by version; `requires` from purl without version to the requirement as the package writes
 * it, `{}` where it depends on nothing, left out where that is not known. Fails on the first thing that is not so.
 */
export function parseCatalog(text: string): Result<VersionCatalog, CatalogError> {
  const parsed = parseJson(text)
  if (!parsed.ok) return invalid(parsed.error.message)
  const { value } = parsed.value
  if (!isTable(value) || value['schema'] !== catalogSchema)
    return invalid(`expected an object with "schema": "${catalogSchema}"`)
  if (!isTable(value['packages'])) return invalid('expected an object "packages"')
  const entries = new Map<Purl, Entry>()
  for (const [name, versions] of Object.entries(value['packages'])) {
    const core = readCore(name)
    if (core === undefined) return invalid(`${show(name)} is no package URL without version`)
    const entry = readEntry(versions)
    if (typeof entry === 'string') return invalid(`${show(name)}: ${entry}`)
    entries.set(core, entry)
  }
  return ok({
    versionsOf: (core) => entries.get(core)?.versions ?? [],
    requirementsOf: (purl) => entries.get(corePurl(purl))?.requires.get(splitPurl(purl).version ?? ''),
  })
}

function readEntry(versions: unknown): Entry | string {
  if (!isTable(versions)) return 'expected an object of versions'
  const requires = new Map<string, readonly Requirement[]>()
  for (const [version, facts] of Object.entries(versions)) {
    if (version === '' || version.length > 256) return `${show(version)} is no version`
    if (!isTable(facts)) return `expected an object for ${show(version)}`
    if (facts['requires'] === undefined) continue
    const list = readRequires(facts['requires'])
    if (typeof list === 'string') return `${show(version)}: ${list}`
    requires.set(version, list)
  }
  const known = Object.keys(versions).map((version) => ({ version, existence: 'catalog' as const }))
  return { versions: known, requires }
}

function readRequires(value: unknown): readonly Requirement[] | string {
  if (!isTable(value)) return 'expected an object "requires"'
  const list: Requirement[] = []
  for (const [name, requirement] of Object.entries(value)) {
    const target = readCore(name)
    if (target === undefined) return `${show(name)} is no package URL without version`
    if (typeof requirement !== 'string') return `expected a text for ${show(name)}`
    list.push({ target, requirement })
  }
  return list
}

function readCore(text: string): Purl | undefined {
  const parsed = parsePurl(text)
  return parsed.ok && corePurl(parsed.value) === parsed.value ? parsed.value : undefined
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(text: string): string {
  return JSON.stringify(text.slice(0, 120))
}

function invalid(message: string): Result<never, CatalogError> {
  return err({ code: 'CATALOG_INVALID', message })
}
