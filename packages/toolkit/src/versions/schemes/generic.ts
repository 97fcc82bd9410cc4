/** Anything dotted without a scheme of its own: runs of digits compare as numbers, runs of letters as text. */
import { compareDigits, compareText, type Digits, isDigitCode, toDigits } from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'

type Part = { readonly number: Digits } | { readonly text: string }

const runs = /\d+|[^\d.\-_+~:\s]+/gu

function read(text: string): readonly Part[] | undefined {
  const found = text
    .trim()
    .replace(/^v(?=\d)/iu, '')
    .match(runs)
  return found === null ? undefined : found.map(toPart)
}

function toPart(run: string): Part {
  return isDigitCode(run.charCodeAt(0)) ? { number: toDigits(run) } : { text: run }
}

const zero: Part = { number: 0 }

/** Missing parts are 0, and words sort before numbers, so that 1.0-rc1 < 1.0 = 1.0.0. */
function compare(a: readonly Part[], b: readonly Part[]): Order {
  const length = Math.max(a.length, b.length)
  for (let index = 0; index < length; index += 1) {
    const order = comparePart(a[index] ?? zero, b[index] ?? zero)
    if (order !== 0) return order
  }
  return 0
}

function comparePart(a: Part, b: Part): Order {
  if ('number' in a) return 'number' in b ? compareDigits(a.number, b.number) : 1
  return 'number' in b ? -1 : compareText(a.text, b.text)
}

export const generic = defineScheme({ id: 'generic', synonyms: [], read, compare })
