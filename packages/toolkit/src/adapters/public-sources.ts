/** The addresses of public data sources: the only file that names them (design 10.18). */

export const publicSources = {
  /** Google Cloud Storage bucket of OSV.dev, one folder per ecosystem. */
  osv: 'https://osv-vulnerabilities.storage.googleapis.com',
} as const

/** Host of a forge to its interface, where that lies elsewhere. */
export const publicForgeApis: ReadonlyMap<string, string> = new Map([
  ['github.com', 'https://api.github.com'],
])

/** `BASE/Red%20Hat/all.zip`: the layout of the public bucket, which mirrors share. */
export function osvArchiveUrl(base: string, ecosystem: string): string {
  return `${base}/${encodeURIComponent(ecosystem)}/all.zip`
}
