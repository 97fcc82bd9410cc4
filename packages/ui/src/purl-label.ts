/** How a purl is shown to people: type, name and version apart, decoded. Display only; parsing lives in the model. */

export interface PurlLabel {
  readonly type: string
  readonly name: string
  /** Empty where the purl carries none. */
  readonly version: string
}

/** Splits canonical purl text for display; anything else comes back whole as the name. */
export function toPurlLabel(purl: string): PurlLabel {
  const match = /^pkg:([a-z0-9.+-]+)\/([^@?#]+)(?:@([^?#]*))?/.exec(purl)
  if (match === null) return { type: '', name: purl, version: '' }
  const [, type = '', name = '', version = ''] = match
  return { type, name: decode(name), version: decode(version) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
