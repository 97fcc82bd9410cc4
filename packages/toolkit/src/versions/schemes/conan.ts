/**
 * Conan: dotted items of any kind, a pre-release after the first hyphen, a build after the last plus.
 *
 * Conan compares a number with an item such as `1a` as text, so that 9 > 1a > 10 > 9. Here the number at the start of
 * an item decides first.
 */
import { compareDigits, compareText, type Digits, isDigitCode, orderOf, toDigits } from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'

interface Item {
  /** Signs such as `*` before numbers, letters after them: their place in ASCII. */
  readonly rank: number
  readonly number: Digits
  readonly text: string
}

interface ConanVersion {
  readonly items: readonly Item[]
  readonly pre: readonly Item[] | undefined
  readonly build: readonly Item[] | undefined
}

/** Conan takes any text; what is left out here could not stand in a range. */
const allowed = /^[^\s<>=!~^|,]+$/u

function read(text: string): ConanVersion | undefined {
  const trimmed = text.trim()
  if (!allowed.test(trimmed)) return undefined
  const [rest, build] = splitAt(trimmed, trimmed.lastIndexOf('+'))
  const [main, pre] = splitAt(rest, rest.indexOf('-'))
  return {
    items: toItems(main),
    pre: pre === undefined ? undefined : toItems(pre),
    build: build === undefined ? undefined : toItems(build),
  }
}

function splitAt(text: string, index: number): readonly [string, string | undefined] {
  return index === -1 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)]
}

function toItems(dotted: string): readonly Item[] {
  const items = dotted.split('.').map(toItem)
  while (items.length > 0 && isZero(items.at(-1))) items.pop()
  return items
}

function isZero(item: Item | undefined): boolean {
  return item !== undefined && item.rank === numberRank && item.number === 0 && item.text === ''
}

const signRank = 0
const numberRank = 1
const wordRank = 2

function toItem(text: string): Item {
  let end = 0
  while (end < text.length && isDigitCode(text.charCodeAt(end))) end += 1
  if (end > 0) return { rank: numberRank, number: toDigits(text.slice(0, end)), text: text.slice(end) }
  return { rank: text < '0' ? signRank : wordRank, number: 0, text }
}

function compare(a: ConanVersion, b: ConanVersion): Order {
  return compareItems(a.items, b.items) || comparePre(a.pre, b.pre) || compareBuild(a.build, b.build)
}

function comparePre(a: readonly Item[] | undefined, b: readonly Item[] | undefined): Order {
  if (a === undefined) return b === undefined ? 0 : 1
  return b === undefined ? -1 : compareItems(a, b)
}

function compareBuild(a: readonly Item[] | undefined, b: readonly Item[] | undefined): Order {
  if (a === undefined) return b === undefined ? 0 : -1
  return b === undefined ? 1 : compareItems(a, b)
}

function compareItems(a: readonly Item[], b: readonly Item[]): Order {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const left = a[index]
    const right = b[index]
    const order = left === undefined || right === undefined ? 0 : compareItem(left, right)
    if (order !== 0) return order
  }
  return orderOf(a.length - b.length)
}

function compareItem(a: Item, b: Item): Order {
  return orderOf(a.rank - b.rank) || compareDigits(a.number, b.number) || compareText(a.text, b.text)
}

export const conan = defineScheme({ id: 'conan', synonyms: ['conancenter', 'c++'], read, compare })
