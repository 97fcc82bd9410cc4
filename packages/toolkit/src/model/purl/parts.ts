/** What a purl is made of, and the ways in which it can be wrong. */
import { type Err, err } from '../../base/index.ts'

/** Decoded parts. `namespace` and `subpath` join their segments with `/`; in type `git`, so does `name`. */
export interface PurlParts {
  readonly type: string
  readonly namespace?: string
  readonly name: string
  readonly version?: string
  readonly qualifiers?: Readonly<Record<string, string>>
  readonly subpath?: string
}

export type PurlErrorCode =
  | 'PURL_SCHEME_MISSING'
  | 'PURL_TYPE_INVALID'
  | 'PURL_NAMESPACE_REQUIRED'
  | 'PURL_NAMESPACE_PROHIBITED'
  | 'PURL_NAME_MISSING'
  | 'PURL_NAME_INVALID'
  | 'PURL_VERSION_INVALID'
  | 'PURL_QUALIFIER_INVALID'
  | 'PURL_QUALIFIER_DUPLICATE'
  | 'PURL_QUALIFIER_REQUIRED'
  | 'PURL_ENCODING_INVALID'

export interface PurlError {
  readonly code: PurlErrorCode
  /** What was expected and what was found. */
  readonly message: string
}

export function purlError(code: PurlErrorCode, message: string): Err<PurlError> {
  return err({ code, message })
}

/** A short, printable form of hostile text for messages. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}
