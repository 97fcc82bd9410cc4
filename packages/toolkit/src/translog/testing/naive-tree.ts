/** The tree as RFC 6962, section 2.1, words it: recursive, over the leaves `entry 0`, `entry 1` and so on. Shares no code with ours but the hashes. */
import { sha256 } from '../../base/index.ts'
import { hashLeaf, hashNode } from '../index.ts'

export const MAX_SIZE = 600
export const entries: readonly Uint8Array[] = Array.from({ length: MAX_SIZE }, (_, index) =>
  Buffer.from(`entry ${index}`),
)
export const leaves: readonly Uint8Array[] = entries.map((entry) => hashLeaf(sha256, entry))

/** MTH of section 2.1, remembered by range. */
const roots = new Map<string, Uint8Array>()
export function naiveRoot(from: number, to: number): Uint8Array {
  const label = `${from} ${to}`
  const known = roots.get(label)
  if (known !== undefined) return known
  const middle = from + half(to - from)
  const root =
    to === from
      ? sha256('')
      : to - from === 1
        ? leafAt(from)
        : hashNode(sha256, naiveRoot(from, middle), naiveRoot(middle, to))
  roots.set(label, root)
  return root
}

/** PATH of section 2.1.1. */
export function naivePath(index: number, from: number, to: number): readonly Uint8Array[] {
  if (to - from === 1) return []
  const middle = from + half(to - from)
  return index < middle
    ? [...naivePath(index, from, middle), naiveRoot(middle, to)]
    : [...naivePath(index, middle, to), naiveRoot(from, middle)]
}

/** SUBPROOF of section 2.1.2; `old` counts from the start of the range. */
export function naiveSubproof(
  old: number,
  [from, to]: readonly [number, number],
  isWhole: boolean,
): readonly Uint8Array[] {
  if (old === to - from) return isWhole ? [] : [naiveRoot(from, to)]
  const middle = from + half(to - from)
  return old <= middle - from
    ? [...naiveSubproof(old, [from, middle], isWhole), naiveRoot(middle, to)]
    : [...naiveSubproof(old - (middle - from), [middle, to], false), naiveRoot(from, middle)]
}

/** On which side the siblings of a path stand. A proof fits two claims about one root exactly when this is the same for both. */
export function pathShape(index: number, size: number): string {
  if (size <= 1) return ''
  const middle = half(size)
  return index < middle ? `${pathShape(index, middle)}r` : `${pathShape(index - middle, size - middle)}l`
}

/** The same for a consistency proof; `s` where the old root itself is the start. */
export function subproofShape(old: number, size: number, isWhole = true): string {
  if (old === size) return isWhole ? 's' : 'h'
  const middle = half(size)
  return old <= middle
    ? `${subproofShape(old, middle, isWhole)}r`
    : `${subproofShape(old - middle, size - middle, false)}l`
}

export function leafAt(index: number): Uint8Array {
  const leaf = leaves[index]
  if (leaf === undefined) throw new Error(`the tests have no leaf ${index}`)
  return leaf
}

/** The largest power of two below a number above one. */
function half(length: number): number {
  let power = 1
  while (power * 2 < length) power *= 2
  return power
}
