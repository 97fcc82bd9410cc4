/** Lines of offsets in one text, for many questions. */

/** 1-based line of an offset. */
export type LineFinder = (offset: number) => number

/** Line feeds end lines; in a text without any, carriage returns do. */
export function createLineFinder(text: string): LineFinder {
  const ends: number[] = []
  const sign = text.includes('\n') ? '\n' : '\r'
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) ends.push(at)
  return (offset) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}
