/** Which file name belongs to which format: exact names by a map, patterns one by one. */
import type { Ecosystem } from './ecosystem.ts'
import { compileSegment, matchesSegment, type Segment } from './glob.ts'

/** A format that we know by name and cannot read. */
export interface UnsupportedFormat {
  readonly id: string
  readonly files: readonly string[]
  /** What the user can do instead. */
  readonly hint: string
}

export interface Formats {
  /** The ecosystems that claim the path, and the unsupported format that does. */
  find(path: string): { readonly ecosystems: readonly Ecosystem[]; readonly unsupported?: UnsupportedFormat }
}

interface Claim {
  readonly ecosystems: Ecosystem[]
  unsupported: UnsupportedFormat | undefined
}

interface Pattern {
  readonly prefix: string
  readonly segment: Segment
  readonly claim: Claim
}

const nothing = { ecosystems: [] }

export function compileFormats(
  ecosystems: readonly Ecosystem[],
  unsupported: readonly UnsupportedFormat[],
): Formats {
  const exact = new Map<string, Claim>()
  const patterns = new Map<string, Pattern>()
  const claimOf = (file: string): Claim => {
    const isPattern = /[*/]/.test(file)
    const known = isPattern ? patterns.get(file)?.claim : exact.get(file)
    const claim = known ?? { ecosystems: [], unsupported: undefined }
    if (isPattern) patterns.set(file, { ...toPattern(file), claim })
    else exact.set(file, claim)
    return claim
  }
  for (const ecosystem of ecosystems)
    for (const file of ecosystem.files) claimOf(file).ecosystems.push(ecosystem)
  for (const format of unsupported) for (const file of format.files) claimOf(file).unsupported ??= format
  const list = [...patterns.values()]
  return { find: (path) => find(path, exact, list) }
}

function toPattern(file: string): { prefix: string; segment: Segment } {
  const slash = file.lastIndexOf('/')
  return {
    prefix: file.slice(0, slash + 1).replace(/^\*\*\//, ''),
    segment: compileSegment(file.slice(slash + 1)),
  }
}

/** An exact name wins over patterns; among patterns, those that we can read win. */
function find(
  path: string,
  exact: ReadonlyMap<string, Claim>,
  patterns: readonly Pattern[],
): ReturnType<Formats['find']> {
  const slash = path.lastIndexOf('/')
  const name = path.slice(slash + 1)
  const folder = path.slice(0, slash + 1)
  const claims = [
    exact.get(name),
    ...patterns.filter((pattern) => isHit(pattern, folder, name)).map((p) => p.claim),
  ]
  const claim =
    claims.find((found) => found !== undefined && found.ecosystems.length > 0) ??
    claims.find((found) => found !== undefined)
  if (claim === undefined) return nothing
  if (claim.unsupported === undefined) return { ecosystems: claim.ecosystems }
  return { ecosystems: claim.ecosystems, unsupported: claim.unsupported }
}

function isHit(pattern: Pattern, folder: string, name: string): boolean {
  if (pattern.prefix !== '' && folder !== pattern.prefix && !folder.endsWith(`/${pattern.prefix}`))
    return false
  return matchesSegment(pattern.segment, name)
}
