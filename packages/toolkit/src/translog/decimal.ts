/** Sizes, indices and times as decimal text: ASCII digits, no sign, no leading zero, below 2^63 (C2SP tlog-checkpoint). */

/** One more than the largest number of any format here; JavaScript numbers would lose digits long before. */
export const NUMBER_END = 1n << 63n

export function parseDecimal(text: string): bigint | undefined {
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(text)) return undefined
  const number = BigInt(text)
  return number < NUMBER_END ? number : undefined
}
