/** The key under which a package is kept: one spelling for the names in records and for the purls that ask. */
import { type Purl, splitPurl } from '../model/index.ts'
import {
  canonicalNamespace,
  ecosystemOf,
  familiesOf,
  findInterpreter,
  isDelegating,
  type OsvEcosystem,
  splitEcosystem,
} from './ecosystems.ts'
import { selectsRelease } from './releases.ts'

/** Core purl text in the store's own spelling: like the canonical purl, but one text per package that the ecosystem holds equal. */
export type PackageKey = string

export interface PackageLookup {
  readonly keys: readonly PackageKey[]
  /** Whether a claim of this ecosystem (suffix included) is about the package that was asked for. */
  readonly selects: (ecosystem: string) => boolean
}

/** How a type's namespace and name are folded; absent: kept as written. */
const folds: Readonly<Record<string, (text: string) => string>> = {
  alpm: lower,
  bitnami: lower,
  composer: lower,
  deb: lower,
  githubactions: lower,
  hex: lower,
  nuget: lower,
  // PEP 503: runs of dots, dashes and underscores are one dash.
  pypi: (text) => text.toLowerCase().replace(/[-_.]+/g, '-'),
  pub: (text) => text.toLowerCase().replace(/[^a-z0-9]/g, '_'),
  swift: lower,
  // A module name stands for its distribution.
  cpan: (text) => text.replaceAll('::', '-'),
  'vscode-extension': lower,
}

/** Of a package as a record names it. `ecosystem` with or without suffix. */
export function packageKeyOf(ecosystem: string, name: string): PackageKey {
  const { family, suffix } = splitEcosystem(ecosystem)
  if (isDelegating(family, suffix)) return packageKeyOf(suffix, name)
  const known = ecosystemOf(family)
  const [namespace, last] = splitName(known, name)
  return formatKey(known.purlType, namespace, last)
}

/** Keys to look up for a purl (version ignored), and which claims its qualifiers select. */
export function packageKeysOf(purl: Purl): PackageLookup {
  const { type, namespace, name, qualifiers } = splitPurl(purl)
  const purlType = type === 'github' ? 'githubactions' : type
  const own = keyOfParts(purlType, namespace, name)
  const source = sourceOf(purl)
  const keys = source === undefined || source.key === own ? [own] : [own, source.key]
  const repository = qualifiers?.['repository_url']
  const distro = qualifiers?.['distro']
  if (purlType === 'composer')
    return { keys, selects: (ecosystem) => selectsRepository(ecosystem, repository) }
  if (distro === undefined) return { keys, selects: () => true }
  return { keys, selects: (ecosystem) => selectsDistro(ecosystem, distro) }
}

export interface SourcePackage {
  readonly key: PackageKey
  /** Where it is another one than that of the binary package. */
  readonly version?: string
}

/**
 * The source package that a binary one of a distribution was built from, as the qualifier `upstream` says (`openssl`, or
 * `openssl@3.0.11-1`): distributions write their advisories about source packages. Undefined for other types.
 */
export function sourceOf(purl: Purl): SourcePackage | undefined {
  const { type, namespace, qualifiers } = splitPurl(purl)
  const upstream = qualifiers?.['upstream']
  if (upstream === undefined || !distributionTypes.has(type)) return undefined
  const at = upstream.indexOf('@')
  const name = at < 0 ? upstream : upstream.slice(0, at)
  if (name === '') return undefined
  const key = keyOfParts(type, namespace, name)
  return at < 0 ? { key } : { key, version: upstream.slice(at + 1) }
}

/** Whether an ecosystem that a source covers (`npm`, `Debian`, `Debian:12`) is that of the purl. */
export function isCovered(purl: Purl, covers: readonly string[]): boolean {
  if (covers.length === 0) return false
  const { type, namespace } = splitPurl(purl)
  const purlType = type === 'github' ? 'githubactions' : type
  const families = familiesOf(purlType, keyNamespace(purlType, namespace)).map(
    (ecosystem) => ecosystem.family,
  )
  const { selects } = packageKeysOf(purl)
  return covers.some((ecosystem) => families.includes(splitEcosystem(ecosystem).family) && selects(ecosystem))
}

/** A generic purl without namespace names nothing that a source speaks of, but for interpreters. */
function keyOfParts(purlType: string, namespace: string | undefined, name: string): PackageKey {
  const interpreter = purlType === 'generic' && namespace === undefined ? findInterpreter(name) : undefined
  if (interpreter !== undefined) return formatKey(purlType, interpreter.ecosystem.namespace, interpreter.name)
  return formatKey(purlType, keyNamespace(purlType, namespace), name)
}

const distributionTypes: ReadonlySet<string> = new Set(['alpm', 'apk', 'deb', 'rpm'])

function keyNamespace(purlType: string, namespace: string | undefined): string | undefined {
  // An author does not tell two distributions of CPAN apart.
  if (purlType === 'cpan') return undefined
  if (namespace === undefined) return undefined
  return distributionTypes.has(purlType) ? canonicalNamespace(purlType, namespace.toLowerCase()) : namespace
}

function selectsRepository(ecosystem: string, repository: string | undefined): boolean {
  const { family, suffix } = splitEcosystem(ecosystem)
  if (family !== 'Packagist') return true
  return trimSlash(suffix) === trimSlash(repository ?? '')
}

function selectsDistro(ecosystem: string, distro: string): boolean {
  const { family, suffix } = splitEcosystem(ecosystem)
  if (isDelegating(family, suffix)) return selectsDistro(suffix, distro)
  return ecosystemOf(family).suffix !== 'release' || selectsRelease(suffix, distro)
}

function splitName(
  ecosystem: OsvEcosystem,
  name: string,
): readonly [namespace: string | undefined, name: string] {
  switch (ecosystem.names) {
    case 'plain':
      return [ecosystem.namespace, name]
    case 'maven':
      return splitAt(name, name.indexOf(':'))
    case 'path':
      return splitAt(name, name.lastIndexOf('/'))
    case 'repository': {
      const path = name.replace(/^[a-z+]{1,9}:\/\//i, '').replace(/(?:\.git)?\/?$/i, '')
      return splitAt(path, path.lastIndexOf('/'))
    }
    default:
      return ecosystem.names satisfies never
  }
}

function splitAt(text: string, at: number): readonly [string | undefined, string] {
  return at <= 0 ? [undefined, text] : [text.slice(0, at), text.slice(at + 1)]
}

function formatKey(type: string, namespace: string | undefined, name: string): PackageKey {
  const fold = folds[type] ?? same
  const folder = namespace === undefined || namespace === '' ? '' : `${encodePath(fold(namespace))}/`
  return `pkg:${type}/${folder}${encodePath(fold(name))}`
}

/** As AboutCode's core purl: letters, digits and `_.-~:/` stay (federated layout, reference/feddb.md 1.1). */
function encodePath(text: string): string {
  if (/^[\w.~:/-]*$/.test(text)) return text
  const wellFormed = text.replace(/\p{Surrogate}/gu, '\uFFFD')
  return encodeURIComponent(wellFormed)
    .replaceAll('%2F', '/')
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`)
}

function trimSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text
}

function lower(text: string): string {
  return text.toLowerCase()
}

function same(text: string): string {
  return text
}
