/**
 * Composer: versions are ordered by PHP's `version_compare`, with the spellings of stability that Composer accepts.
 *
 * `#` stands for any number (PHP manual, `version_compare`), so it equals numbers that differ from each other:
 * the order is total over versions without it.
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
const allowed = /^[0-9a-z#._+~/-]+$/u

function read(text: string): readonly Part[] | undefined {
  const version = withoutDecoration(text.trim().toLowerCase())
  if (!allowed.test(version)) return undefined
  if (!version.startsWith('dev-') && !isDigitCode(version.charCodeAt(0))) return undefined
  return splitParts(version).map(toPart)
}

/** Aliases (`dev-main as 1.0`), stability flags (`@dev`), a leading v and build metadata do not take part. */
function withoutDecoration(version: string): string {
  const [name = ''] = version.split(/\s+as\s+/u)
  const plain = name.replace(/@(?:stable|rc|beta|alpha|dev)$/u, '').replace(/^v(?=\d)/u, '')
  if (plain.startsWith('dev-')) return plain
  const plus = plain.indexOf('+')
  return plus > 0 ? plain.slice(0, plus) : plain
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
  if (a.length > b.length) return compareToEnd(a.slice(b.length))
  return a.length < b.length ? reverse(compareToEnd(b.slice(a.length))) : 0
}

function comparePart(a: Part, b: Part): Order {
  if (a.number === undefined || b.number === undefined) return orderOf(a.rank - b.rank)
  return compareDigits(a.number, b.number)
}

/** A version that goes on with a number is later; one that goes on with a word stands before or after by that word. */
function compareToEnd(rest: readonly Part[]): Order {
  const [first, second] = rest
  if (first === undefined) return 0
  if (first.number !== undefined) return 1
  return orderOf(first.rank - wildcard) || (second === undefined ? 0 : compareToEnd(rest.slice(1)))
}

function reverse(order: Order): Order {
  if (order === 0) return 0
  return order === 1 ? -1 : 1
}

export const composer = defineScheme({
  id: 'composer',
  synonyms: ['packagist', 'php', 'drupal'],
  read,
  compare,
})
