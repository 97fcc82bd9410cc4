/** A template as one row of words, for comparing a text that does not match it word for word. */
import { code, firstCode } from './program.ts'

/** A template spelled out once: its words in order, and which of them every text must have. */
export interface FlatTemplate {
  readonly words: Uint16Array
  /** 1 where the word stands outside options and choices. */
  readonly isRequired: Uint8Array
  /** Words that may stand before word i without being compared; one longer than `words`. */
  readonly gapBefore: Uint16Array
  /** How many words every text must have. */
  readonly required: number
}

/** Options are spelled out, of each choice the first alternative. */
export function flatten(cells: Uint16Array): FlatTemplate {
  const words: number[] = []
  const isRequired: number[] = []
  const gaps: number[] = [0]
  let optionalUntil = 0
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? 0
    const operand = cells[at + 1] ?? 0
    if (cell < firstCode) {
      words.push(cell)
      isRequired.push(at < optionalUntil ? 0 : 1)
      gaps.push(0)
      continue
    }
    if (cell === code.jump) at += operand
    else if (cell === code.option || cell === code.either) {
      optionalUntil = Math.max(optionalUntil, at + 2 + operand)
      if (cell === code.either) gaps[gaps.length - 1] = (gaps.at(-1) ?? 0) + choiceWords
    } else gaps[gaps.length - 1] = (gaps.at(-1) ?? 0) + operand
    at++
  }
  return {
    words: Uint16Array.from(words),
    isRequired: Uint8Array.from(isRequired),
    gapBefore: Uint16Array.from(gaps),
    required: isRequired.reduce((sum, one) => sum + one, 0),
  }
}

/** Words that another alternative than the first may bring. */
const choiceWords = 12
