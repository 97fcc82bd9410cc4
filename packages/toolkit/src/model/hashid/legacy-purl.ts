/** The frozen purl spelling under which AboutCode hashes packages (packageurl-python 0.17.6); not today's purl-spec. */
import { compareCodeUnits } from '../../base/index.ts'
import type { PurlParts } from '../purl/purl.ts'
import { cutAt, trimSlashes } from '../purl/read-parts.ts'

/** Normalised and decoded; `core` is the exact text that is hashed. */
export interface LegacyPurl {
  readonly type: string
  readonly namespace: string
  readonly name: string
  readonly version: string
  /** Encoded `key=value` pairs and subpath, as the old layout puts them into a folder name. */
  readonly extra: string
  readonly core: string
}

const LOWERCASE_NAMESPACE = new Set(
  'bitbucket github pypi gitlab composer luarocks qpkg alpm apk hex'.split(' '),
)
const LOWERCASE_NAME = new Set(
  'bitbucket github pypi gitlab composer luarocks oci npm alpm apk bitnami hex pub'.split(' '),
)
/** Text that is its own spelling: lowercase, nothing to encode, and none of the types that respell even that. */
const PLAIN =
  /^pkg:(?!cpan\/|pub\/|(?:pypi|hackage)\/[^@]*_)[a-z][a-z0-9.-]*\/(?:(?:%40)?[a-z0-9_.:~-]+\/)*[a-z0-9_.:~-]+(?=@[\w.:~-]+$|$)/

/** The text whose hash names a package's place; undefined when nothing can be hashed (no scheme, type or name). */
export function hashCorePurl(purl: string | PurlParts): string | undefined {
  if (typeof purl === 'string') {
    const plain = PLAIN.exec(purl)
    if (plain !== null) return plain[0]
  }
  return readLegacyPurl(purl)?.core
}

/** Undefined when there is no scheme, type or name, or a lone surrogate that UTF-8 cannot carry. */
export function readLegacyPurl(purl: string | PurlParts): LegacyPurl | undefined {
  try {
    const parts = typeof purl === 'string' ? cutLegacyText(purl) : purl
    return parts === undefined ? undefined : toLegacyPurl(parts)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

function toLegacyPurl(parts: PurlParts): LegacyPurl | undefined {
  const type = parts.type.trim().toLowerCase()
  const databricks = type === 'mlflow' && isDatabricks(parts.qualifiers?.['repository_url'] ?? '')
  const decoded = spellName(type, parts.name)
  const name = databricks ? decoded.toLowerCase() : decoded
  const namespace = namespaceSegments(type, parts.namespace ?? '')
  if (!/^[a-z._-][a-z0-9._-]*$/.test(type) || name === '') return undefined
  const prefix = [type, ...namespace.map(encodeLegacy)].join('/')
  return {
    type,
    namespace: namespace.join('/'),
    name,
    version: (parts.version ?? '').trim(),
    extra: formatExtra(parts),
    core: `pkg:${prefix}/${spellName(type, encodeLegacy(name))}`,
  }
}

/** Runs over decoded and again over encoded text, so that escapes in a lowercased name get lowercase digits, as in `libc%2b%2b`. */
function spellName(type: string, text: string): string {
  const stripped = trimSlashes(text.trim())
  const cased = LOWERCASE_NAME.has(type) ? stripped.toLowerCase() : stripped
  if (type === 'pypi' || type === 'hackage') return cased.replaceAll('_', '-')
  return type === 'pub' ? cased.replace(/[^a-z0-9]/gu, '_') : cased
}

function namespaceSegments(type: string, text: string): string[] {
  const lower = LOWERCASE_NAMESPACE.has(type) ? text.toLowerCase() : text
  const cased = type === 'cpan' ? text.toUpperCase() : lower
  return trimSlashes(cased.trim())
    .split('/')
    .filter((segment) => segment.trim() !== '')
}

function isDatabricks(url: string): boolean {
  return /databricks/i.test(url) && !/azureml/i.test(url)
}

function formatExtra(parts: PurlParts): string {
  const pairs = Object.entries(parts.qualifiers ?? {})
    .map(([key, value]) => [key.trim().toLowerCase(), value] as const)
    .filter(([key, value]) => key !== '' && value.trim() !== '')
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .map(([key, value]) => `${key}=${encodeLegacy(value)}`)
  const subpath = (parts.subpath ?? '')
    .split('/')
    .filter((segment) => segment.trim() !== '' && segment !== '.' && segment !== '..')
    .map(encodeLegacy)
    .join('/')
  return `${pairs.join('&')}${subpath === '' ? '' : `#${subpath}`}`
}

function cutLegacyText(text: string): PurlParts | undefined {
  const [scheme, body] = cutAt(text, text.indexOf(':'))
  if (scheme.trim().toLowerCase() !== 'pkg' || body === undefined) return undefined
  const remainder = trimStartSlashes(body.trim())
  const [type, rest] = cutAt(remainder, remainder.indexOf('/'))
  const [beforeSubpath, subpath = ''] = cutAt(rest ?? '', (rest ?? '').indexOf('#'))
  const [path, query = ''] = cutAt(beforeSubpath, beforeSubpath.indexOf('?'))
  const names = trimStartSlashes(path)
  const scopeEnd = type.toLowerCase() === 'npm' && names.startsWith('@') ? names.indexOf('/') : -1
  const mark = names.lastIndexOf('@')
  const [packagePath, version = ''] = cutAt(names, mark > scopeEnd ? mark : -1)
  const segments = packagePath.split('/').filter((segment) => segment.trim() !== '')
  const pairs = query.split('&').map((pair) => cutAt(pair, pair.indexOf('=')))
  return {
    type,
    namespace: segments.slice(0, -1).map(decodeLegacy).join('/'),
    name: decodeLegacy(segments.at(-1) ?? ''),
    version: decodeLegacy(version),
    qualifiers: Object.fromEntries(pairs.map(([key, value]) => [key, decodeLegacy(value ?? '')])),
    subpath: decodeLegacy(subpath),
  }
}

function trimStartSlashes(text: string): string {
  return text.replace(/^\/+/, '')
}

/** Keeps letters, digits and `_.-~/:`. Throws URIError on a lone surrogate. */
function encodeLegacy(text: string): string {
  return encodeURIComponent(text).replace(/%2F|%3A|[!'()*]/g, (found) =>
    found.startsWith('%') ? decodeURIComponent(found) : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Never fails: broken escapes stay as they are, bytes that are not UTF-8 become U+FFFD. */
function decodeLegacy(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (pair) => Number.parseInt(pair, 16))
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  })
}
