/** The source package of a distribution's binary one, which Trivy states beside the purl and not in it. */
import { buildPurl, parsePurl, splitPurl } from '../../model/index.ts'
import type { Property } from '../properties.ts'

const prefix = 'aquasecurity:trivy:'

/** Types whose advisories are about source packages. */
const distributions: ReadonlySet<string> = new Set(['apk', 'deb', 'rpm'])

/**
 * The purl with the qualifier `upstream` (`openssl@3.0.11-1`), where Trivy's properties name a source and the purl does
 * not. Anything else, also a purl that is none, comes back as it was.
 */
export function withTrivySource(purl: string, properties: readonly Property[]): string {
  const valueOf = (name: string): string | undefined => {
    const found = properties.find((property) => property.name === prefix + name)
    return found === undefined || found.value === '' ? undefined : found.value
  }
  const name = valueOf('SrcName')
  const parsed = name === undefined ? undefined : parsePurl(purl)
  if (name === undefined || parsed?.ok !== true) return purl
  const parts = splitPurl(parsed.value)
  if (!distributions.has(parts.type) || parts.qualifiers?.['upstream'] !== undefined) return purl
  const version = formatVersion(valueOf)
  const upstream = version === undefined ? name : `${name}@${version}`
  const completed = buildPurl({ ...parts, qualifiers: { ...parts.qualifiers, upstream } })
  return completed.ok ? completed.value : purl
}

/** `epoch:version-release`; an epoch of 0 is the same as none. */
function formatVersion(valueOf: (name: string) => string | undefined): string | undefined {
  const version = valueOf('SrcVersion')
  if (version === undefined) return undefined
  const epoch = valueOf('SrcEpoch')
  const release = valueOf('SrcRelease')
  const start = epoch === undefined || epoch === '0' ? '' : `${epoch}:`
  return `${start}${version}${release === undefined ? '' : `-${release}`}`
}
