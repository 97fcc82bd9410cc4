/** Package URLs: the only door from text or parts to a canonical purl (purl-spec, ECMA-427). */
import { compareCodeUnits, type Err, ok, type Result } from '../../base/index.ts'
import { type NormalParts, normalizeParts } from './normalize.ts'
import { type PurlError, type PurlParts, purlError, quote } from './parts.ts'
import { decodePart, encodePart } from './percent.ts'
import { cutAt, readParts, readQualifiers } from './read-parts.ts'
import { purlTypes } from './types.ts'

export type { PurlError, PurlParts } from './parts.ts'

declare const brand: unique symbol

/** A canonical package URL. Only this file makes one, so whoever holds it holds canonical text. */
export type Purl = string & { readonly [brand]: 'Purl' }

/** Reads any purl that the specification accepts; the value is its canonical text. */
export function parsePurl(text: string): Result<Purl, PurlError> {
  if (isPlainCanonical(text)) return ok(text as Purl)
  try {
    const parts = readParts(text)
    return parts.ok ? buildPurl(parts.value) : parts
  } catch (error) {
    return encodingError(error, text)
  }
}

/** Normalises, checks and writes the parts (purl-spec, "How to build a purl"). An empty optional part counts as absent. */
export function buildPurl(parts: PurlParts): Result<Purl, PurlError> {
  try {
    const normal = normalizeParts(parts)
    return normal.ok ? ok(formatParts(normal.value) as Purl) : normal
  } catch (error) {
    return encodingError(error, parts.name)
  }
}

/** The parts of a canonical purl, decoded. */
export function splitPurl(purl: Purl): PurlParts {
  const [beforeSubpath, subpath] = cutAt(purl, purl.indexOf('#'))
  const [beforeQualifiers, query] = cutAt(beforeSubpath, beforeSubpath.indexOf('?'))
  const [path, version] = cutAt(beforeQualifiers, beforeQualifiers.indexOf('@'))
  const typeEnd = path.indexOf('/')
  const type = path.slice(4, typeEnd)
  const nameStart = type === 'git' ? path.indexOf('/', typeEnd + 1) : path.lastIndexOf('/')
  const qualifiers = query === undefined ? undefined : readQualifiers(query)
  return {
    type,
    ...(nameStart > typeEnd && { namespace: decodePart(path.slice(typeEnd + 1, nameStart)) }),
    name: decodePart(path.slice(nameStart + 1)),
    ...(version !== undefined && { version: decodePart(version) }),
    ...(qualifiers?.ok && { qualifiers: qualifiers.value }),
    ...(subpath !== undefined && { subpath: decodePart(subpath) }),
  }
}

/** Without version, qualifiers and subpath: the key of a package. (In types `julia` and `swid` not itself a valid purl.) */
export function corePurl(purl: Purl): Purl {
  const end = purl.search(/[@?#]/)
  return (end < 0 ? purl : purl.slice(0, end)) as Purl
}

/** The same purl with another version; an empty one removes it. */
export function withVersion(purl: Purl, version: string): Result<Purl, PurlError> {
  return buildPurl({ ...splitPurl(purl), version })
}

const PLAIN = /^pkg:([a-z][a-z0-9.-]*)\/((?:(?:%40)?[\w.~:-]+\/)*)([\w.~:-]+)(?:@([\w.~:-]+))?$/
const UPPER = /[A-Z]/

/** A quick yes for the common case; "no" only means that the long way has to decide. */
function isPlainCanonical(text: string): boolean {
  const match = PLAIN.exec(text)
  if (match === null) return false
  const [, type = '', namespace = '', name = '', version = ''] = match
  const rule = purlTypes.get(type)
  if (rule === undefined) return true
  if (
    rule.irregular ||
    (rule.namespace === 'optional' ? false : (rule.namespace === 'required') === (namespace === ''))
  )
    return false
  return !rule.lowercase.some((part) =>
    UPPER.test(part === 'namespace' ? namespace : part === 'name' ? name : version),
  )
}

function formatParts(parts: NormalParts): string {
  const name = parts.type === 'git' ? encodePath(parts.name.split('/')) : encodePart(parts.name)
  const namespace = parts.namespace.length === 0 ? '' : `${encodePath(parts.namespace)}/`
  const version = parts.version === '' ? '' : `@${encodePart(parts.version)}`
  const subpath = parts.subpath.length === 0 ? '' : `#${encodePath(parts.subpath)}`
  return `pkg:${parts.type}/${namespace}${name}${version}${formatQualifiers(parts.qualifiers)}${subpath}`
}

function formatQualifiers(qualifiers: ReadonlyMap<string, string>): string {
  if (qualifiers.size === 0) return ''
  const pairs = [...qualifiers].sort(([a], [b]) => compareCodeUnits(a, b))
  return `?${pairs.map(([key, value]) => `${key}=${encodePart(value)}`).join('&')}`
}

function encodePath(segments: readonly string[]): string {
  return segments.map(encodePart).join('/')
}

/** Any other exception is our own mistake and must stay loud. */
function encodingError(error: unknown, text: string): Err<PurlError> {
  if (!(error instanceof URIError)) throw error
  return purlError('PURL_ENCODING_INVALID', `expected percent-encoded UTF-8, found ${quote(text)}`)
}
