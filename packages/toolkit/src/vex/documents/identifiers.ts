/** Names of products: purls with their range, CPEs, hashes, BOM-Links, and the documents' own ids. */
import { buildPurl, type Purl, parsePurl, splitPurl } from '../../model/index.ts'
import type { VexItem } from './statements.ts'

export interface NamedPurl {
  readonly purl: Purl
  /** From the qualifier `vers` (purl-spec, known qualifiers), which stands for a version. */
  readonly versions?: string
}

/** Undefined for what is no legal purl. */
export function readPurl(text: string): NamedPurl | undefined {
  if (!text.startsWith('pkg:')) return undefined
  const parsed = parsePurl(text)
  if (!parsed.ok) return undefined
  const { qualifiers = {}, ...parts } = splitPurl(parsed.value)
  const { vers, ...others } = qualifiers
  if (vers === undefined) return { purl: parsed.value }
  const bare = buildPurl({ ...parts, qualifiers: others })
  return bare.ok ? { purl: bare.value, versions: vers } : { purl: parsed.value }
}

/** The way back; undefined without purl, or where purl and range cannot stand in one text. */
export function purlTextOf({ purl, versions }: VexItem): string | undefined {
  if (purl === undefined || versions === undefined) return purl
  const parts = splitPurl(purl)
  if (parts.version !== undefined) return undefined
  const built = buildPurl({ ...parts, qualifiers: { ...parts.qualifiers, vers: versions } })
  return built.ok ? built.value : undefined
}

/** With a version, where the purl has none and takes it. */
export function fillVersion(purl: Purl, version: string): Purl {
  const parts = splitPurl(purl)
  if (parts.version !== undefined) return purl
  const built = buildPurl({ ...parts, version })
  return built.ok ? built.value : purl
}

export function isCpe(id: string): boolean {
  return /^cpe:(?:2\.3:|\/)/i.test(id)
}

export function isBomLink(id: string): boolean {
  return id.startsWith('urn:cdx:')
}

/** CycloneDX "BOM-Link": `urn:cdx:SERIAL/VERSION#REF`; the reference is often a purl. */
export function purlOfBomLink(id: string): Purl | undefined {
  const ref = id.slice(id.indexOf('#') + 1)
  if (!isBomLink(id) || !id.includes('#')) return undefined
  const parsed = parsePurl(ref)
  if (parsed.ok) return parsed.value
  try {
    const decoded = parsePurl(decodeURIComponent(ref))
    return decoded.ok ? decoded.value : undefined
  } catch {
    return undefined
  }
}

/** Our own names of algorithms, as in `sha256:…`, and those of the formats. */
const algorithms = [
  ['md5', { openvex: 'md5', cyclonedx: 'MD5', spdx: 'md5' }],
  ['sha1', { openvex: 'sha1', cyclonedx: 'SHA-1', spdx: 'sha1' }],
  ['sha256', { openvex: 'sha-256', cyclonedx: 'SHA-256', spdx: 'sha256' }],
  ['sha384', { openvex: 'sha-384', cyclonedx: 'SHA-384', spdx: 'sha384' }],
  ['sha512', { openvex: 'sha-512', cyclonedx: 'SHA-512', spdx: 'sha512' }],
  ['sha3-256', { openvex: 'sha3-256', cyclonedx: 'SHA3-256', spdx: 'sha3_256' }],
  ['sha3-384', { openvex: 'sha3-384', cyclonedx: 'SHA3-384', spdx: 'sha3_384' }],
  ['sha3-512', { openvex: 'sha3-512', cyclonedx: 'SHA3-512', spdx: 'sha3_512' }],
] as const
type HashNames = (typeof algorithms)[number][1]

export function toHashId(format: keyof HashNames, name: string, value: string): string | undefined {
  const found = algorithms.find(([own, names]) => names[format] === name || own === name.toLowerCase())
  return found === undefined || !/^[0-9a-f]+$/i.test(value) ? undefined : `${found[0]}:${value.toLowerCase()}`
}

/** Name in the format, and value; undefined for what is no hash. */
export function hashOf(
  format: keyof HashNames,
  id: string,
): { readonly name: string; readonly value: string } | undefined {
  const match = /^([a-z0-9-]+):([0-9a-f]{32,128})$/.exec(id)
  const found = algorithms.find(([own]) => own === match?.[1])
  return found === undefined ? undefined : { name: found[1][format], value: match?.[2] ?? '' }
}

export function isHash(id: string): boolean {
  return hashOf('openvex', id) !== undefined
}

/** The document's own ids, BOM-Links and everything that is no CPE and no hash. */
export function plainIds(item: VexItem): readonly string[] {
  return item.ids.filter((id) => !isCpe(id) && !isHash(id))
}

/** Text that can stand as an IRI or a reference relative to one (RFC 3987). */
export function isIriLike(text: string): boolean {
  return /^[^\s<>"{}|\\^`\p{Cc}]+$/u.test(text)
}
