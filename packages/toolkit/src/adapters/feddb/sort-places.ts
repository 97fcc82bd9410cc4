/** The order of a segment within one bucket, for things that are known by number. */

type Compare = (a: number, b: number) => number

/** By fingerprint; where it is equal, by `compare`. */
export function sortBucket(numbers: Uint32Array, fingerprint: Uint32Array, compare: Compare): Uint32Array {
  if (numbers.length < 2) return numbers
  if (numbers.length > MAX_PACKED) {
    return Uint32Array.from(numbers).sort(
      (a, b) => (fingerprint[a] ?? 0) - (fingerprint[b] ?? 0) || compare(a, b),
    )
  }
  // Fingerprint and position in one number: nearly all are told apart by it, and numbers sort without calls.
  const packed = new Float64Array(numbers.length)
  for (const [at, number] of numbers.entries()) packed[at] = (fingerprint[number] ?? 0) * MAX_PACKED + at
  packed.sort()
  const sorted = new Uint32Array(numbers.length)
  for (const [at, value] of packed.entries()) sorted[at] = numbers[value % MAX_PACKED] ?? 0
  sortEqual(sorted, fingerprint, compare)
  return sorted
}

/** 32 bits of fingerprint leave 21 of a double for the position. */
const MAX_PACKED = 2 ** 21

/** Runs of one fingerprint. */
function sortEqual(sorted: Uint32Array, fingerprint: Uint32Array, compare: Compare): void {
  for (let from = 0, to = 1; to <= sorted.length; to++) {
    if (to < sorted.length && fingerprint[sorted[to] ?? 0] === fingerprint[sorted[from] ?? 0]) continue
    if (to - from > 1) {
      sorted.subarray(from, to).sort(compare)
    }
    from = to
  }
}
