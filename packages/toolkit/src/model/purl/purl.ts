/** PROVISIONAL, being replaced: package URLs (purl-spec). */
import { err, ok, type Result } from '../../base/index.ts'

declare const brand: unique symbol

/** A canonical package URL. Only parsePurl and buildPurl make one, so whoever holds it holds canonical text. */
export type Purl = string & { readonly [brand]: 'Purl' }

export interface PurlParts {
  readonly type: string
  readonly namespace?: string
  readonly name: string
  readonly version?: string
  readonly qualifiers?: Readonly<Record<string, string>>
  readonly subpath?: string
}

export interface PurlError {
  readonly code: 'PURL_INVALID'
  readonly message: string
}

export function parsePurl(text: string): Result<Purl, PurlError> {
  return text.startsWith('pkg:') ? ok(text as Purl) : err({ code: 'PURL_INVALID', message: 'no pkg: scheme' })
}

export function buildPurl(parts: PurlParts): Result<Purl, PurlError> {
  const encode = (s: string): string => encodeURIComponent(s).replaceAll('%3A', ':')
  const name = parts.type === 'pypi' ? parts.name.toLowerCase().replace(/_/g, '-') : parts.name
  const namespace = parts.namespace ? `${parts.namespace.split('/').map(encode).join('/')}/` : ''
  return ok(`pkg:${parts.type}/${namespace}${encode(name)}${parts.version ? `@${encode(parts.version)}` : ''}` as Purl)
}

/** The parts of a canonical purl, decoded. */
export function splitPurl(purl: Purl): PurlParts {
  const match = /^pkg:([^/]+)\/(?:(.*)\/)?([^/@?#]+)(?:@([^?#]+))?/.exec(purl)
  const [, type = '', namespace, name = '', version] = match ?? []
  return {
    type,
    name: decodeURIComponent(name),
    ...(namespace === undefined ? {} : { namespace: decodeURIComponent(namespace) }),
    ...(version === undefined ? {} : { version: decodeURIComponent(version) }),
  }
}

/** The purl without version, qualifiers and subpath: the key of a package. */
export function corePurl(purl: Purl): Purl {
  return purl.replace(/[@?#].*$/, '') as Purl
}
