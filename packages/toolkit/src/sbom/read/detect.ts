/** Says which SBOM format a JSON document is, by what it states about itself. */
import { asFields, type Fields, listOf, member, textOf } from './values.ts'

export type Detected =
  | {
      readonly kind: 'cyclonedx' | 'spdx' | 'spdx3'
      readonly root: Fields
      /** Set where the version is none that we know; the document is read all the same. */
      readonly versionProblem: string | undefined
    }
  | {
      readonly kind: 'unsupported'
      readonly code: 'FORMAT_UNSUPPORTED' | 'FORMAT_VERSION_UNSUPPORTED'
      readonly message: string
    }

const cycloneDxVersions: ReadonlySet<string> = new Set(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])
const spdxVersions: ReadonlySet<string> = new Set(['SPDX-2.1', 'SPDX-2.2', 'SPDX-2.3'])

/** Some services hand out the document inside an object with the one member `sbom`. */
export function detectFormat(value: unknown): Detected {
  const outer = asFields(value)
  const root = asFields(member(outer, 'sbom')) ?? outer
  const spdx = textOf(root, 'spdxVersion')
  if (root !== undefined && spdx !== undefined) {
    return { kind: 'spdx', root, versionProblem: problemOf(spdx, spdxVersions) }
  }
  const specVersion = textOf(root, 'specVersion')
  const isCycloneDx =
    textOf(root, 'bomFormat') === 'CycloneDX' || (specVersion !== undefined && hasComponents(root))
  if (root !== undefined && isCycloneDx) {
    return { kind: 'cyclonedx', root, versionProblem: problemOf(specVersion ?? '', cycloneDxVersions) }
  }
  if (root !== undefined && isSpdx3(root)) return { kind: 'spdx3', root, versionProblem: undefined }
  const message = 'expected a CycloneDX or SPDX document, found other JSON'
  return { kind: 'unsupported', code: 'FORMAT_UNSUPPORTED', message }
}

function hasComponents(root: Fields | undefined): boolean {
  return Array.isArray(member(root, 'components'))
}

function isSpdx3(root: Fields | undefined): boolean {
  const context = member(root, '@context')
  const contexts = typeof context === 'string' ? [context] : listOf(root, '@context')
  return contexts.some((item) => typeof item === 'string' && item.includes('spdx.org/rdf/3'))
}

function problemOf(version: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(version)) return undefined
  return `expected version ${[...known].join(', ')}, found ${JSON.stringify(version)}; read as far as it is alike`
}
