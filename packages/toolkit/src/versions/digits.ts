/** Numbers inside versions: of any length, compared in linear time, without BigInt's quadratic conversion. */
import type { Order } from './scheme.ts'

/** A number while it is exact as a double, else its digits without leading zeros (so always more than 15 of them). */
export type Digits = number | string

const exactDigits = 15

/** Reads a run of ASCII digits; the caller has checked that it is one. The empty run is 0. */
export function toDigits(text: string): Digits {
  if (text.length <= exactDigits) return Number(text)
  let start = 0
  while (start < text.length && text.charCodeAt(start) === 48) start += 1
  return text.length - start <= exactDigits ? Number(text.slice(start)) : text.slice(start)
}

/** The quick way for what most versions are, `1.22.3`; undefined for everything else, which then goes the long way. */
export function readPlainNumbers(text: string): number[] | undefined {
  const numbers: number[] = []
  let value = 0
  let length = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (isDigitCode(code)) {
      value = value * 10 + code - 48
      length += 1
      if (length > exactDigits) return undefined
    } else if (code === 46 && length > 0) {
      numbers.push(value)
      value = 0
      length = 0
    } else return undefined
  }
  if (length === 0) return undefined
  numbers.push(value)
  return numbers
}

export function compareDigits(a: Digits, b: Digits): Order {
  if (a === b) return 0
  if (typeof a === 'number') return typeof b === 'number' ? orderOf(a - b) : -1
  if (typeof b === 'number') return 1
  if (a.length !== b.length) return a.length < b.length ? -1 : 1
  return a < b ? -1 : 1
}

/** Compares two lists of numbers as if the shorter one went on with zeros: 1.0 = 1.0.0. */
export function compareDigitLists(a: readonly Digits[], b: readonly Digits[]): Order {
  const length = Math.max(a.length, b.length)
  for (let index = 0; index < length; index += 1) {
    const order = compareDigits(a[index] ?? 0, b[index] ?? 0)
    if (order !== 0) return order
  }
  return 0
}

/** Compares two lists of numbers where the longer one wins a tie: 1.0 < 1.0.0. */
export function compareDigitListsByLength(a: readonly Digits[], b: readonly Digits[]): Order {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index += 1) {
    const order = compareDigits(a[index] ?? 0, b[index] ?? 0)
    if (order !== 0) return order
  }
  return orderOf(a.length - b.length)
}

export function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57
}

export function isLetterCode(code: number): boolean {
  const lower = code | 32
  return lower >= 97 && lower <= 122
}

export function isDigitRun(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (!isDigitCode(text.charCodeAt(index))) return false
  }
  return text.length > 0
}

export function orderOf(difference: number): Order {
  if (difference < 0) return -1
  return difference > 0 ? 1 : 0
}

export function compareText(a: string, b: string): Order {
  if (a === b) return 0
  return a < b ? -1 : 1
}
