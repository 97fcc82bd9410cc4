/** Lists of ranked pieces, the shape into which Maven and RPM cut a version, in their common order. */
import { compareDigits, compareText, type Digits, orderOf } from './digits.ts'
import type { Order } from './scheme.ts'

export interface Ranked {
  /** Decides first; the kinds of pieces of a scheme. */
  readonly rank: number
  readonly number: Digits
  readonly text: string
}

/** Piece by piece: rank, then number, then text; `end` stands for what the shorter list lacks. */
export function compareRanked(a: readonly Ranked[], b: readonly Ranked[], end: Ranked): Order {
  const length = Math.max(a.length, b.length)
  for (let index = 0; index < length; index += 1) {
    const left = a[index] ?? end
    const right = b[index] ?? end
    const order =
      orderOf(left.rank - right.rank) ||
      compareDigits(left.number, right.number) ||
      compareText(left.text, right.text)
    if (order !== 0) return order
  }
  return 0
}
