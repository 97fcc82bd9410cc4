/** What texts of an SBOM must look like to count. */
import { parseLicenseExpression } from '../../model/index.ts'
import type { BomActor } from '../document/parts.ts'
import type { BomLicense } from '../document/element.ts'
import { isStated } from '../document/view.ts'

/** An e-mail address or a URL that a machine could use; a name or telephone number is none. */
export function isContact({ emails, urls }: BomActor): boolean {
  return emails.some(isEmail) || urls.some(isUrl)
}

function isEmail(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>.]+(?:\.[^\s@<>.]+)+$/.test(text)
}

export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text) && URL.canParse(text)
}

/** RFC 3986: a scheme and something behind it. */
export function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(text)
}

/** RFC 3339, section 5.6 `date-time`, with a date that exists. */
export function isDateTime(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  )
}

/** BSI TR-03183-2, 6.1: identifiers of SPDX, `LicenseRef-…`, and expressions of both; names and texts are none. */
export function isIdentified(licenses: readonly BomLicense[]): boolean {
  return (
    licenses.length > 0 &&
    licenses.every(
      ({ kind, value }) => kind !== 'name' && isStated(value) && parseLicenseExpression(value).ok,
    )
  )
}
