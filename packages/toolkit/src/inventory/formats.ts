/** Which file name belongs to which format: exact names by a map, patterns one by one. */
import type { BinaryEcosystem, Ecosystem } from './ecosystem.ts'
import { compileSegment, matchesSegment } from './glob.ts'

/** A format that we know by name and cannot read. */
export interface UnsupportedFormat {
  readonly id: string
  readonly files: readonly string[]
  /** What the user can do instead. */
  readonly hint: string
}

/** The formats that claim a path by its name. */
export interface Claimed {
  readonly ecosystems: readonly Ecosystem[]
  /** Those that may be meant; the first bytes decide. */
  readonly binaries: readonly BinaryEcosystem[]
  /** A name of such a format (`*.jar`), not only one that many files have (no dot in it). */
  readonly isBinaryByName: boolean
  readonly unsupported?: UnsupportedFormat
}

export interface Formats {
  find(path: string): Claimed
  /** All formats of bytes, for a file that the user named. */
  readonly binaries: readonly BinaryEcosystem[]
}

export interface FormatLists {
  readonly ecosystems: readonly Ecosystem[]
  readonly binaries?: readonly BinaryEcosystem[]
  readonly unsupported: readonly UnsupportedFormat[]
}

interface Claim {
  readonly ecosystems: Ecosystem[]
  readonly binaries: BinaryEcosystem[]
  unsupported: UnsupportedFormat | undefined
}

interface Pattern {
  /** Whether a name fits the last segment. */
  readonly fits: (name: string) => boolean
  /** Whether the folder, '' or ending in a slash, fits what comes before. */
  readonly isIn: (folder: string) => boolean
  readonly hasFolder: boolean
  readonly claim: Claim
}

const nothing: Claimed = { ecosystems: [], binaries: [], isBinaryByName: false }

export function compileFormats(lists: FormatLists): Formats {
  const { ecosystems, binaries = [], unsupported } = lists
  const exact = new Map<string, Claim>()
  const patterns = new Map<string, Pattern>()
  const claimOf = (file: string): Claim => {
    const isPattern = /[*/]/.test(file)
    const known = isPattern ? patterns.get(file)?.claim : exact.get(file)
    const claim = known ?? { ecosystems: [], binaries: [], unsupported: undefined }
    if (known !== undefined) return known
    if (isPattern) patterns.set(file, toPattern(file, claim))
    else exact.set(file, claim)
    return claim
  }
  for (const ecosystem of ecosystems)
    for (const file of ecosystem.files) claimOf(file).ecosystems.push(ecosystem)
  for (const binary of binaries) for (const file of binary.files) claimOf(file).binaries.push(binary)
  for (const format of unsupported) for (const file of format.files) claimOf(file).unsupported ??= format
  const names: Names = {
    exact,
    patterns: [...patterns.values()],
    guesses: binaries.filter((binary) => binary.mayBe !== undefined),
  }
  return { find: (path) => find(path, names), binaries }
}

interface Names {
  readonly exact: ReadonlyMap<string, Claim>
  readonly patterns: readonly Pattern[]
  readonly guesses: readonly BinaryEcosystem[]
}

function toPattern(file: string, claim: Claim): Pattern {
  const slash = file.lastIndexOf('/')
  const prefix = file.slice(0, slash + 1).replace(/^\*\*\//, '')
  return {
    fits: nameTest(file.slice(slash + 1)),
    isIn: folderTest(prefix),
    hasFolder: prefix !== '',
    claim,
  }
}

/** Every file of a tree is asked about every pattern: one star needs no general match. */
function nameTest(pattern: string): (name: string) => boolean {
  const [start = '', end, ...more] = pattern.split('*')
  if (more.length > 0 || /[?[\\]/.test(pattern)) {
    const segment = compileSegment(pattern)
    return (name) => matchesSegment(segment, name)
  }
  if (end === undefined) return (name) => name === pattern
  const least = start.length + end.length
  return (name) => name.length >= least && name.endsWith(end) && name.startsWith(start)
}

function folderTest(prefix: string): (folder: string) => boolean {
  if (prefix === '') return () => true
  if (!prefix.includes('*')) return (folder) => folder === prefix || folder.endsWith(`/${prefix}`)
  const segments = prefix.slice(0, -1).split('/').map(nameTest)
  return (folder) => {
    const parts = folder.slice(0, -1).split('/').slice(-segments.length)
    return parts.length === segments.length && parts.every((part, at) => segments[at]?.(part) === true)
  }
}

/** A pattern with a folder wins over an exact name, and that one over other patterns; what we can read wins. */
function find(path: string, { exact, patterns, guesses }: Names): Claimed {
  const slash = path.lastIndexOf('/')
  const name = path.slice(slash + 1)
  const folder = path.slice(0, slash + 1)
  const hits = patterns.filter((pattern) => pattern.fits(name) && pattern.isIn(folder))
  const plain = exact.get(name)
  const claims = [
    ...hits.filter((hit) => hit.hasFolder).map((hit) => hit.claim),
    ...(plain === undefined ? [] : [plain]),
    ...hits.filter((hit) => !hit.hasFolder).map((hit) => hit.claim),
  ]
  const guessed = guesses.filter((binary) => binary.mayBe?.(name) === true)
  if (claims.length === 0 && guessed.length === 0) return nothing
  return toClaimed(claims, guessed)
}

function toClaimed(claims: readonly Claim[], guessed: readonly BinaryEcosystem[]): Claimed {
  const named = claims.flatMap((claim) => claim.binaries)
  const readable = claims.find((claim) => claim.ecosystems.length > 0)
  const unsupported = (readable ?? claims.find((claim) => claim.unsupported !== undefined))?.unsupported
  return {
    ecosystems: readable?.ecosystems ?? [],
    binaries: [...new Set([...named, ...guessed])],
    isBinaryByName: named.some((binary) => binary.isNameShared !== true),
    ...(unsupported === undefined ? {} : { unsupported }),
  }
}
