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
  const { type, namespace, name, version, qualifiers } = splitPurl(purl.value)
  const purlType = type === 'github' ? 'githubactions' : type
  const folder = namespace === undefined ? undefined : canonicalNamespace(purlType, namespace.toLowerCase())
  const family = familiesOf(purlType, folder)[0]
  const ecosystem = family?.family ?? unknownFamily(purlType, folder)
  if (ecosystem === undefined) return undefined
  const isFixed = family === undefined || family.namespace !== undefined
  return {
    ecosystem: withSuffix(ecosystem, family?.suffix, qualifiers ?? {}),
    name: isFixed ? name : joinName(family.names === 'maven' ? ':' : '/', namespace, name),
    ...(version === undefined ? {} : { version }),
  }
}

/** Families that nobody knows are kept as `pkg:generic/osv-FAMILY/NAME`. */
function unknownFamily(purlType: string, namespace: string | undefined): string | undefined {
  return purlType === 'generic' && namespace?.startsWith('osv-') === true ? namespace.slice(4) : undefined
}

function joinName(separator: string, namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}${separator}${name}`
}

function withSuffix(
  family: string,
  suffix: 'release' | 'repository' | 'none' | undefined,
  qualifiers: Readonly<Record<string, string>>,
): string {
  const { distro, distroversion, repository_url: repository } = qualifiers
  const said =
    suffix === 'release' ? (distro ?? distroversion) : suffix === 'repository' ? repository : undefined
  return said === undefined || said === '' ? family : `${family}:${said}`
}
