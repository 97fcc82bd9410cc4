/** A quick look that tells most versions apart without reading them. */

/**
 * The first number in the text; undefined where it has none, where an epoch stands before it (`1:2.0`, `1!2.0`), or
 * where it is too long to be told exactly. Versions that are one point in the order of any ecosystem share it.
 */
export function firstNumber(text: string): number | undefined {
  let value: number | undefined
  let isOver = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === COLON || code === EXCLAMATION) return undefined
    const isDigit = code >= ZERO && code <= NINE
    if (isDigit && !isOver) value = (value ?? 0) * 10 + (code - ZERO)
    else if (value !== undefined) isOver = true
  }
  return value !== undefined && value < Number.MAX_SAFE_INTEGER ? value : undefined
}

/** False only when the two cannot be one point. `first`: of the one, by `firstNumber`. */
export function mayBeSamePoint(first: number | undefined, other: string): boolean {
  if (first === undefined) return true
  const second = firstNumber(other)
  return second === undefined || second === first
}

const ZERO = 0x30
const NINE = 0x39
const COLON = 0x3a
const EXCLAMATION = 0x21
