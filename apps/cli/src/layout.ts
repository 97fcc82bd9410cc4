/** Texts of others on a terminal: made harmless, and folded to its width. */

/** One line without control and direction characters, which could move the cursor or pose as other text. */
export function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, (character) => {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
      return `[U+${code.padStart(4, '0')}]`
    })
}

export interface FoldOptions {
  /** Blanks before every line but the first, whose own are part of the text's `head`. */
  readonly indent: number
  readonly width?: number
  /** What does not fit is cut with an ellipsis. */
  readonly lines?: number
}

/** `head` is kept as it is; `text` is folded behind it at blanks, words longer than a line are cut into pieces. */
export function fold(head: string, text: string, { indent, width = 80, lines = 4 }: FoldOptions): string {
  const room = Math.max(20, width - indent)
  const pieces = plain(text)
    .split(' ')
    .flatMap((word) => word.match(new RegExp(`.{1,${room}}`, 'gu')) ?? [])
  const folded: string[] = []
  let line = ''
  for (const piece of pieces) {
    if (line !== '' && line.length + 1 + piece.length > room) {
      folded.push(line)
      line = ''
    }
    line = line === '' ? piece : `${line} ${piece}`
  }
  folded.push(line)
  const kept = folded.slice(0, lines)
  if (folded.length > lines) kept[lines - 1] = `${(kept[lines - 1] ?? '').slice(0, room - 2)} …`
  return `${head.padEnd(indent)}${kept.join(`\n${' '.repeat(indent)}`)}\n`
}

/** The first few rows; the last says how many are left out, and where they are. */
export function firstRows(rows: readonly string[], most: number): string {
  const left = rows.length - most
  if (left <= 0) return rows.join('')
  return `${rows.slice(0, most).join('')}  … and ${left} more; --json lists all\n`
}
