/** On which line of a text something stands, where the reader of the format does not say. */

export interface LineIndex {
  /** 1-based line of an offset. */
  readonly lineAt: (offset: number) => number
  /**
   * Line of the next occurrence, as a whole word, behind the last one that was found, else of the first; the last answer
   * where there is none.
   */
  readonly lineOf: (needle: string) => number
}

/** Each search that fails costs the length of the text, so after this many nothing is searched any more. */
const maxMisses = 500

export function indexLines(text: string): LineIndex {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const lineAt = (offset: number): number => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }
  let cursor = 0
  let misses = 0
  const lineOf = (needle: string): number => {
    if (misses >= maxMisses || needle === '') return lineAt(cursor)
    const ahead = findWord(text, needle, cursor)
    const found = ahead < 0 ? findWord(text, needle, 0) : ahead
    if (ahead < 0) misses++
    if (found >= 0) cursor = found
    return lineAt(cursor)
  }
  return { lineAt, lineOf }
}

/** Occurrences inside longer words that are passed over before one of them is taken. */
const maxPassed = 50

function findWord(text: string, needle: string, from: number): number {
  const first = text.indexOf(needle, from)
  let at = first
  for (let passed = 0; at >= 0 && passed < maxPassed; passed++) {
    if (!/[\w-]/.test(text.charAt(at - 1)) && !/[\w-]/.test(text.charAt(at + needle.length))) return at
    at = text.indexOf(needle, at + 1)
  }
  return first
}
