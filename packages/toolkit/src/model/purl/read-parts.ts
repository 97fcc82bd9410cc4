/** Cuts purl text into decoded parts, without judging them (purl-spec, "How to parse a purl"). */
import { ok, type Result } from '../../base/index.ts'
import { type PurlError, type PurlParts, purlError, quote } from './parts.ts'
import { decodePart } from './percent.ts'

const SLASH = 0x2f

/** Surrounding blanks are ignored. Throws URIError where percent-encoding is broken; the caller turns it into a value. */
export function readParts(text: string): Result<PurlParts, PurlError> {
  const [scheme, body] = cutAt(text.trim(), text.trim().indexOf(':'))
  if (body === undefined || scheme.toLowerCase() !== 'pkg') {
    return purlError('PURL_SCHEME_MISSING', `expected text that starts with "pkg:", found ${quote(text)}`)
  }
  const [beforeSubpath, subpath] = cutAt(body, body.lastIndexOf('#'))
  // At the first `?`, where the specification's steps say the last: so a query inside an unencoded URL stays in its qualifier.
  const [path, query] = cutAt(beforeSubpath, beforeSubpath.indexOf('?'))
  const [type, rest] = cutType(path)
  const [names, version] = cutAt(rest, versionMark(type, rest))
  const qualifiers = readQualifiers(query ?? '')
  if (!qualifiers.ok) return qualifiers
  return ok({
    type,
    ...readNames(type, names),
    version: decodePart(version ?? ''),
    qualifiers: qualifiers.value,
    subpath: decodePart(subpath ?? ''),
  })
}

/** The text before and after one character; all of it and nothing when the position is negative. */
export function cutAt(text: string, at: number): [string, string | undefined] {
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** Decoded values by lowercase key; pairs without a value count as absent. */
export function readQualifiers(query: string): Result<Readonly<Record<string, string>>, PurlError> {
  const values = new Map<string, string>()
  for (const pair of query === '' ? [] : query.split('&')) {
    const [rawKey, value = ''] = cutAt(pair, pair.indexOf('='))
    const key = rawKey.toLowerCase()
    if (value === '') continue
    if (values.has(key))
      return purlError('PURL_QUALIFIER_DUPLICATE', `qualifier ${quote(key)} stands more than once`)
    values.set(key, decodePart(value))
  }
  return ok(Object.fromEntries(values))
}

/** Slashes around the type, and at the very end, mean nothing. */
function cutType(path: string): [string, string] {
  const trimmed = trimSlashes(path)
  const [type, rest = ''] = cutAt(trimmed, trimmed.indexOf('/'))
  return [type.toLowerCase(), trimSlashes(rest)]
}

/** A loop, since a pattern for trailing slashes takes quadratic time on hostile text. */
export function trimSlashes(text: string): string {
  let start = 0
  let end = text.length
  while (text.charCodeAt(start) === SLASH) start++
  while (end > start && text.charCodeAt(end - 1) === SLASH) end--
  return text.slice(start, end)
}

/** The last `@`, unless it only opens an unencoded npm scope, as in `@babel/core`. */
function versionMark(type: string, rest: string): number {
  const mark = rest.lastIndexOf('@')
  return mark === 0 && type === 'npm' && rest.includes('/') ? -1 : mark
}

/** The last segment is the name, even an empty one before `@`; of type `git` the first one is the host and the others are the name. */
function readNames(type: string, text: string): { readonly namespace: string; readonly name: string } {
  const segments = text.split('/').filter((segment, index, all) => segment !== '' || index === all.length - 1)
  const nameStart = type === 'git' ? 1 : segments.length - 1
  return {
    namespace: segments.slice(0, nameStart).map(decodePart).join('/'),
    name: segments.slice(nameStart).map(decodePart).join('/'),
  }
}
