/** What two version numbers announce: how far the jump is, and whether a version is a pre-release. */
import type { Jump } from './model.ts'

/** Ecosystems whose caret habit makes the first number that is not zero the breaking one. */
const caretTypes: ReadonlySet<string> = new Set(['npm', 'cargo', 'pub', 'composer', 'hex'])

/** Ecosystems whose versions count majors, minors and patches at all. */
const numberedTypes: ReadonlySet<string> = new Set([
  ...caretTypes,
  'pypi',
  'gem',
  'maven',
  'nuget',
  'golang',
  'swift',
  'cocoapods',
  'conan',
  'hackage',
  'cran',
])

export function jumpOf(type: string, from: string, to: string): Jump {
  const before = numbersOf(from)
  const after = numbersOf(to)
  if (!numberedTypes.has(type) || before.length === 0 || after.length === 0) return 'unknown'
  const changed = firstDifference(before, after)
  const isBelowCaret = caretTypes.has(type) && before.slice(0, changed).every((number) => number === '0')
  if (changed === 0 || (isBelowCaret && changed < 3)) return 'major'
  return changed === 1 ? 'minor' : 'patch'
}

function firstDifference(a: readonly string[], b: readonly string[]): number {
  const length = Math.max(a.length, b.length)
  let at = 0
  while (at < length && (a[at] ?? '0') === (b[at] ?? '0')) at++
  return at
}

/** The leading numbers without zeros in front; an epoch and a `v` are passed over. */
function numbersOf(version: string): readonly string[] {
  const dotted = /^(?:\d+!)?[vV]?(\d+(?:\.\d+)*)/.exec(version)?.[1]
  return dotted === undefined ? [] : dotted.split('.').map((number) => number.replace(/^0+(?=\d)/, ''))
}

const hyphen = /^[vV]?\d+(?:\.\d+)*-/
const patterns: Readonly<Record<string, RegExp>> = {
  npm: hyphen,
  cargo: hyphen,
  nuget: hyphen,
  hex: hyphen,
  pub: hyphen,
  swift: hyphen,
  composer: /(?:-|^dev)(?!p(?:l|atch)?\d*$)/i,
  pypi: /(?:a|b|c|rc|alpha|beta|pre|preview|dev)[-_.]?\d*(?:\+.*)?$/i,
  gem: /[A-Za-z]/,
  maven: /[-.](?:alpha|beta|milestone|m\d|rc|cr|snapshot)/i,
}

/** Versions that resolvers pass over unless they are asked for by name; Go takes its pseudo-versions as they are. */
export function isPreRelease(type: string, version: string): boolean {
  return Object.hasOwn(patterns, type) && patterns[type]?.test(version) === true
}
