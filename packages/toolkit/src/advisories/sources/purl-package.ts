/** From the purls that AboutCode's data names packages by to the ecosystem, name and version of a claim. */
import { parsePurl, splitPurl } from '../../model/index.ts'
import { canonicalNamespace, familiesOf } from '../ecosystems.ts'

export interface PurlPackage {
  /** As OSV would write it, release or repository included. */
  readonly ecosystem: string
  readonly name: string
  readonly version?: string
}

/** Undefined for text that is no purl, and for types whose packages nothing could be found by. */
export function readPurlPackage(text: string): PurlPackage | undefined {
  const purl = parsePurl(text)
  if (!purl.ok) return undefined
  const { type, name, version, qualifiers, namespace: written } = splitPurl(purl.value)
  // AboutCode's older data writes `pkg:alpine/NAME`, with the repository as a qualifier.
  const namespace = type === 'alpine' ? 'alpine' : written
  const purlType = respelt.get(type) ?? type
  const folder = namespace === undefined ? undefined : canonicalNamespace(purlType, namespace.toLowerCase())
  const family = familiesOf(purlType, folder)[0]
  if (family === undefined) return readUnknown(purlType, folder, { name, version })
  return {
    ecosystem: withSuffix(family.family, family.suffix, qualifiers ?? {}),
    name:
      family.namespace === undefined ? joinName(family.names === 'maven' ? ':' : '/', namespace, name) : name,
    ...(version === undefined ? {} : { version }),
  }
}

const respelt: ReadonlyMap<string, string> = new Map([
  ['alpine', 'apk'],
  ['github', 'githubactions'],
])

/** Families that nobody knows are kept as `pkg:generic/osv-FAMILY/NAME`. */
function readUnknown(
  purlType: string,
  namespace: string | undefined,
  { name, version }: { readonly name: string; readonly version: string | undefined },
): PurlPackage | undefined {
  if (purlType !== 'generic' || namespace?.startsWith('osv-') !== true) return undefined
  return { ecosystem: namespace.slice(4), name, ...(version === undefined ? {} : { version }) }
}

function joinName(separator: string, namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}${separator}${name}`
}

function withSuffix(
  family: string,
  suffix: 'release' | 'repository' | 'none',
  qualifiers: Readonly<Record<string, string>>,
): string {
  const { distro, distroversion, repository_url: repository } = qualifiers
  const said =
    suffix === 'release' ? (distro ?? distroversion) : suffix === 'repository' ? repository : undefined
  return said === undefined || said === '' ? family : `${family}:${said}`
}
