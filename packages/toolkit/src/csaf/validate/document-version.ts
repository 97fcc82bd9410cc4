/** Document versions (`version_t`): whole numbers or semantic versions (CSAF section 3.1, "Version Type"). */

export interface DocumentVersion {
  readonly kind: 'integer' | 'semantic'
  readonly major: bigint
  readonly minor: bigint
  readonly patch: bigint
  /** Identifiers of the pre-release part; empty for a release. */
  readonly preRelease: readonly string[]
  /** Build metadata without its plus sign. */
  readonly build: string | undefined
}

const integer = /^(?:0|[1-9]\d*)$/
const semantic = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/

/** Longer numbers are not read: turning digits into a number costs more than linear time. */
export const maxVersionLength = 1024

/** Undefined for text that is neither. A whole number counts as `N.0.0` (test 6.1.14). */
export function parseDocumentVersion(text: string): DocumentVersion | undefined {
  if (text.length > maxVersionLength) return undefined
  if (integer.test(text)) {
    return {
      kind: 'integer',
      major: BigInt(text),
      minor: 0n,
      patch: 0n,
      preRelease: [],
      build: undefined,
    }
  }
  const match = semantic.exec(text)
  if (match === null) return undefined
  const [, major = '0', minor = '0', patch = '0', preRelease, build] = match
  return {
    kind: 'semantic',
    major: BigInt(major),
    minor: BigInt(minor),
    patch: BigInt(patch),
    preRelease: preRelease?.split('.') ?? [],
    build,
  }
}

/** SemVer 2.0.0, section 11: build metadata does not count. */
export function compareDocumentVersions(a: DocumentVersion, b: DocumentVersion): number {
  return (
    order(a.major, b.major) ||
    order(a.minor, b.minor) ||
    order(a.patch, b.patch) ||
    comparePreRelease(a.preRelease, b.preRelease)
  )
}

/** Without the pre-release part. */
export function toRelease(version: DocumentVersion): DocumentVersion {
  return { ...version, preRelease: [] }
}

/** A release stands above all its pre-releases. */
function comparePreRelease(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return (a.length === 0 ? 1 : 0) - (b.length === 0 ? 1 : 0)
  for (const [at, left] of a.entries()) {
    const right = b[at]
    if (right === undefined) return 1
    const found = compareIdentifiers(left, right)
    if (found !== 0) return found
  }
  return a.length < b.length ? -1 : 0
}

function compareIdentifiers(a: string, b: string): number {
  const isNumber = [a, b].map((text) => integer.test(text))
  if (isNumber[0] === true && isNumber[1] === true) return order(BigInt(a), BigInt(b))
  if (isNumber[0] !== isNumber[1]) return isNumber[0] === true ? -1 : 1
  return order(a, b)
}

function order<T extends bigint | string>(a: T, b: T): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
