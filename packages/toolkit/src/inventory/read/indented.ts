/** Formats whose structure is indentation by spaces: lines with their depth. */

export interface IndentedLine {
  /** Number of leading spaces. */
  readonly indent: number
  /** Without surrounding white space; never empty. */
  readonly text: string
  /** 1-based. */
  readonly line: number
}

export function indentedLines(text: string): readonly IndentedLine[] {
  const lines: IndentedLine[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.trim()
    if (content === '') continue
    lines.push({ indent: leadingSpaces(raw), text: content, line: index + 1 })
  }
  return lines
}

function leadingSpaces(raw: string): number {
  let count = 0
  while (raw.charCodeAt(count) === 32) count++
  return count
}
