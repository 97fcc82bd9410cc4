/** Whether what a dependent wrote allows a version, in the words of its package manager. */
import { findScheme, type NativeRange, parseNativeRange, satisfiesNative } from '../../versions/index.ts'
import { isPreRelease } from './jump.ts'

/** Characters; real ones stay below 200. */
const longestRequirement = 2_000

/** Answers that are remembered; beyond that all are forgotten. The search asks the same few thousand over and over. */
const maxRemembered = 50_000
const remembered = new Map<string, boolean | undefined>()

/** Undefined where the requirement or the version cannot be read: that is not "no". */
export function allows(type: string, requirement: string, version: string): boolean | undefined {
  const question = `${type}\n${version}\n${requirement}`
  const known = remembered.get(question)
  if (known !== undefined || remembered.has(question)) return known
  if (remembered.size >= maxRemembered) remembered.clear()
  const answer = findAnswer(type, requirement, version)
  remembered.set(question, answer)
  return answer
}

function findAnswer(type: string, requirement: string, version: string): boolean | undefined {
  if (requirement.length > longestRequirement) return undefined
  const text = requirement.trim()
  if (text === '' || text === '*' || text === 'any') return isPreRelease(type, version) ? undefined : true
  if (isPreRelease(type, version) && !namesPreRelease(type, text)) return false
  if (type === 'golang') return isAtLeast(text, version)
  const range = readRequirement(type, text)
  const inside = range === undefined ? undefined : satisfiesNative(range, version)
  return inside?.ok === true ? inside.value : undefined
}

/** Resolvers take a pre-release only where a requirement names one (npm "Prerelease Tags", PEP 440, RubyGems, Cargo). */
function namesPreRelease(type: string, requirement: string): boolean {
  return requirement.split(/[\s,|]+/).some((term) => isPreRelease(type, term.replace(/^[<>=!~^]+/, '')))
}

/** A requirement of go.mod is a minimum (Go Modules Reference, "Minimal version selection"). */
function isAtLeast(minimum: string, version: string): boolean | undefined {
  const range: NativeRange = {
    scheme: 'golang',
    alternatives: [[{ comparator: '>=', version: minimum }]],
    constraints: [],
  }
  const inside = satisfiesNative(range, version)
  return inside.ok ? inside.value : undefined
}

function readRequirement(type: string, text: string): NativeRange | undefined {
  switch (type) {
    case 'cargo':
      return withScheme('npm', withCarets(text), 'cargo')
    case 'pub':
      return withScheme('npm', text, 'pub')
    case 'hex':
      return withScheme('npm', withoutHexWords(text), 'hex')
    case 'pypi':
      return withScheme('pypi', withoutPoetryWords(text), 'pypi')
    default:
      return withScheme(type, text, undefined)
  }
}

function withScheme(notation: string, text: string, scheme: string | undefined): NativeRange | undefined {
  const parsed = parseNativeRange(notation, text)
  if (!parsed.ok || parsed.value.alternatives.length === 0) return undefined
  const range = parsed.value
  if (scheme === undefined) return range
  return findScheme(scheme) === undefined ? undefined : { ...range, scheme }
}

/** A bare version of Cargo is a caret requirement; terms are joined by commas (Cargo reference, "Version requirement syntax"). */
function withCarets(text: string): string {
  return text
    .split(',')
    .map((term) => term.trim())
    .map((term) => (/^\d/.test(term) && !/[*xX]/.test(term) ? `^${term}` : term))
    .join(' ')
}

/** `~> 2.1` ends before 3, `~> 2.1.3` before 2.2 (Elixir, module Version, "Requirements"). */
function withoutHexWords(text: string): string {
  return text
    .replaceAll(/\bor\b/g, '||')
    .replaceAll(/\band\b/g, ' ')
    .replaceAll(/~>\s*(\d+)\.(\d+)(?![.\d])/g, (_, major: string, minor: string) => {
      return `>=${major}.${minor}.0 <${BigInt(major) + 1n}.0.0-0`
    })
    .replaceAll('~>', '~')
}

/** Poetry adds caret, tilde, wildcards and bare versions to PEP 440 (Poetry, "Version constraints"). */
function withoutPoetryWords(text: string): string {
  return text
    .split('||')
    .map((part) =>
      part
        .split(',')
        .map((term) => toSpecifier(term.trim()))
        .join(','),
    )
    .join('||')
}

function toSpecifier(term: string): string {
  const [, sign = '', version = ''] = /^(\^|~(?!=)|)\s*([0-9].*)$/.exec(term) ?? []
  if (version === '') return term === '*' ? '>=0.dev0' : term
  if (sign === '') return `==${version}`
  const numbers = /^\d+(?:\.\d+)*/.exec(version)?.[0].split('.') ?? []
  const firstNonZero = numbers.findIndex((number) => /[1-9]/.test(number))
  const caret = firstNonZero < 0 ? numbers.length : firstNonZero + 1
  const kept = numbers.slice(0, sign === '^' ? caret : Math.min(2, numbers.length))
  const last = BigInt(kept.at(-1) ?? '0') + 1n
  return `>=${version},<${[...kept.slice(0, -1), last].join('.')}`
}
