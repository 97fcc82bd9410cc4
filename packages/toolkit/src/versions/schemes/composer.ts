/**
 * Composer: a version is brought into Composer's normal form (`v1.0-b2` is 1.0.0.0-beta2), then PHP's
 * `version_compare` decides.
 *
 * The legacy reader leaves the normal form out and compares as PHP alone does: 1.0 < 1.0.0 there. It also knows `#`,
 * which stands for any number (PHP manual) and so equals numbers that differ from each other: the order is total over
 * versions without it.
 */
import { compareDigits, type Digits, isDigitCode, isLetterCode, orderOf, toDigits } from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'

type Part = { readonly rank: number; readonly number?: Digits }

const unknownWord = -1
const wildcard = 4
const words: readonly (readonly [start: string, rank: number])[] = [
  ['dev', 0],
  ['a', 1],
  ['b', 2],
  ['rc', 3],
  ['#', wildcard],
  ['p', 5],
]

/** The name of a branch (`dev-main`) is a version to Composer, but it has no place among the numbered ones. */
function read(text: string): readonly Part[] | undefined {
  const normal = normalizeComposerVersion(text)
  if (normal === undefined || normal.startsWith('dev-')) return undefined
  return splitParts(normal.toLowerCase()).map(toPart)
}

const allowed = /^[0-9a-z#._+~/-]+$/u

function readLegacy(text: string): readonly Part[] | undefined {
  const plain = withoutDecoration(text)
    .toLowerCase()
    .replace(/^v(?=\d)/u, '')
  const isBranch = plain.startsWith('dev-')
  if (!allowed.test(plain) || !(isBranch || isDigitCode(plain.charCodeAt(0)))) return undefined
  return splitParts(isBranch ? plain : withoutBuild(plain)).map(toPart)
}

const modifier = String.raw`[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)([.-]?\d+(?:[.-]\d+)*)?)?([.-]?dev)?$`
const classical = new RegExp(String.raw`^v?(\d{1,5})(\.\d+)?(\.\d+)?(\.\d+)?${modifier}`, 'iu')
const dated = new RegExp(String.raw`^v?(\d{4}(?:[.:-]?\d{2}){1,6}(?:[.:-]?\d{1,3}){0,2})${modifier}`, 'iu')
const branch = /^v?(\d+)(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?[.-]?dev$/iu

/** Composer's normal form; undefined for what Composer refuses (composer/semver, `VersionParser::normalize`). */
export function normalizeComposerVersion(text: string): string | undefined {
  const name = withoutDecoration(text)
  if (['master', 'trunk', 'default'].includes(name)) return `dev-${name}`
  if (/^dev-/iu.test(name)) return `dev-${name.slice(4)}`
  const version = withoutBuild(name)
  const found = classical.exec(version)
  if (found !== null) {
    const [, major = '', minor = '.0', patch = '.0', fourth = '.0', ...stability] = found
    return `${major}${minor}${patch}${fourth}${formatStability(stability)}`
  }
  const date = dated.exec(version)
  if (date !== null) return `${(date[1] ?? '').replace(/\D/gu, '.')}${formatStability(date.slice(2))}`
  const numbers = branch.exec(version)?.slice(1)
  return numbers === undefined ? undefined : `${numbers.map(toBranchNumber).join('.')}-dev`
}

/** Aliases (`dev-main as 1.0`) and stability flags (`@dev`) do not take part. */
function withoutDecoration(text: string): string {
  const [name = ''] = text.trim().split(/\s+as\s+/u)
  return name.replace(/@(?:stable|rc|beta|alpha|dev)$/iu, '')
}

function withoutBuild(version: string): string {
  const plus = version.indexOf('+')
  return plus > 0 && plus < version.length - 1 ? version.slice(0, plus) : version
}

function toBranchNumber(number: string | undefined): string {
  return number === undefined || !isDigitCode(number.charCodeAt(0)) ? '9999999' : number
}

const stabilities = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['p', 'patch'],
  ['pl', 'patch'],
  ['rc', 'RC'],
])

function formatStability([name, number, dev]: readonly (string | undefined)[]): string {
  const short = name?.toLowerCase()
  if (short === 'stable') return ''
  const end = dev === undefined ? '' : '-dev'
  return short === undefined
    ? end
    : `-${stabilities.get(short) ?? short}${number?.replace(/^[.-]/u, '') ?? ''}${end}`
}

function splitParts(version: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let index = 1; index <= version.length; index += 1) {
    if (kindAt(version, index) === kindAt(version, index - 1)) continue
    if (kindAt(version, start) !== separator) parts.push(version.slice(start, index))
    start = index
  }
  return parts
}

const separator = 0

function kindAt(version: string, index: number): number {
  if (index >= version.length) return -1
  const code = version.charCodeAt(index)
  if (isDigitCode(code)) return 1
  if (isLetterCode(code)) return 2
  return code === 35 ? 3 : separator
}

function toPart(text: string): Part {
  if (isDigitCode(text.charCodeAt(0))) return { rank: wildcard, number: toDigits(text) }
  const found = words.find(([start]) => text.startsWith(start))
  return { rank: found === undefined ? unknownWord : found[1] }
}

function compare(a: readonly Part[], b: readonly Part[]): Order {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const left = a[index]
    const right = b[index]
    const order = left === undefined || right === undefined ? 0 : comparePart(left, right)
    if (order !== 0) return order
  }
  if (a.length > b.length) return compareToEnd(a, b.length)
  return a.length < b.length ? reverse(compareToEnd(b, a.length)) : 0
}

function comparePart(a: Part, b: Part): Order {
  if (a.number === undefined || b.number === undefined) return orderOf(a.rank - b.rank)
  return compareDigits(a.number, b.number)
}

/** A version that goes on with a number is later; one that goes on with a word stands before or after by that word. */
function compareToEnd(parts: readonly Part[], start: number): Order {
  for (const part of parts.slice(start)) {
    if (part.number !== undefined) return 1
    const order = orderOf(part.rank - wildcard)
    if (order !== 0) return order
  }
  return 0
}

function reverse(order: Order): Order {
  if (order === 0) return 0
  return order === 1 ? -1 : 1
}

export const composer = defineScheme({
  id: 'composer',
  synonyms: ['packagist', 'php'],
  read,
  readLegacy,
  compare,
})
