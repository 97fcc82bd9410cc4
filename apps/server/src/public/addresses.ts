/** Where things of a public page stand; the only place that puts such addresses together. */

export function pagePath(org: string, product: string): string {
  return `/pub/${encodeURIComponent(org)}/${encodeURIComponent(product)}`
}

/** Requirement 20. Of the server, not of a page: a key signs for all products of its organisation. */
export const openpgpFolder = '/.well-known/csaf/openpgp/'

export function openpgpKeyUrl(publicUrl: string, fingerprint: string): string {
  return `${publicUrl}${openpgpFolder}${fingerprint}.asc`
}

export const csafPaths = {
  metadata: '/csaf/provider-metadata.json',
  feed: '/csaf/white/csaf-feed-tlp-white.json',
  folder: '/csaf/white/',
} as const

/** CSAF 2.0, section 5.1: lower case, every other letter an underscore. */
export function csafFileName(trackingId: string): string {
  return `${trackingId.toLowerCase().replaceAll(/[^+\-a-z0-9]+/g, '_')}.json`
}
