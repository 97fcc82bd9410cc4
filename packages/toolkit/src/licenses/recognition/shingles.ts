/** Shingles: hashes of four words in a row, by which candidates are found. */
import { code, firstCode } from './program.ts'

export const shingleWords = 4

/** Hash of the four cells or words from `at`; 32 bits, never negative. */
export function shingleHash(ids: Uint16Array | readonly number[], at: number): number {
  let hash = 0x811c9dc5
  for (let index = at; index < at + shingleWords; index++) {
    hash = Math.imul(hash ^ (ids[index] ?? 0), 0x01000193)
    hash ^= hash >>> 15
  }
  return hash >>> 0
}

/** Cells at which four words begin that every text under the template has in a row. */
export function requiredShingles(cells: Uint16Array | readonly number[]): readonly number[] {
  const found: number[] = []
  let run = 0
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? 0
    if (cell < firstCode) {
      run++
      if (run >= shingleWords) found.push(at - shingleWords + 1)
      continue
    }
    run = 0
    at = behind(cells, at)
  }
  return found
}

/** Last cell of the code at `at`: gaps have one operand; options and choices are skipped with what they hold. */
function behind(cells: Uint16Array | readonly number[], at: number): number {
  const cell = cells[at] ?? 0
  const operand = cells[at + 1] ?? 0
  if (cell === code.option) return at + 1 + operand
  if (cell !== code.either) return at + 1
  let last = at + 1 + operand
  let jump = last - 1
  while (cells[jump] === code.jump && jump < cells.length) {
    const end = jump + 1 + (cells[jump + 1] ?? 0)
    last = Math.max(last, end)
    const inner = cells[jump + 2]
    if (inner !== code.either) break
    jump = jump + 2 + (cells[jump + 3] ?? 0)
  }
  return last
}
