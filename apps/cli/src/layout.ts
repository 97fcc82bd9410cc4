/** Texts of others on a terminal: made harmless, and folded to its width. */

/** Characters that could move the cursor, colour what follows, or make text pose as other text. */
const treacherous = /[\p{Cc}\p{Cf}\p{Surrogate}]/gu

/** One line: every kind of white space is a blank, treacherous characters are named. */
export function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim().replace(treacherous, nameOf)
}

/** Several lines, such as a record as it came: line feeds and tabs stay. */
export function plainLines(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(treacherous, (character) =>
      character === '\n' || character === '\t' ? character : nameOf(character),
    )
}

/** What JSON leaves as it is, in JSON's own notation: for a terminal; the value stays the same. */
export function quoteTreacherous(json: string): string {
  return json.replace(/[\u007f-\u009f\p{Cf}]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

/** Cut with an ellipsis where it is longer. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

/** Bytes for people, in powers of a thousand. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  const [size, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${size.toFixed(1)} ${unit}`
}

/** The first few, and how many are left out. */
export function firstOf(texts: readonly string[], most: number): string {
  const left = texts.length - most
  return `${texts.slice(0, most).join(', ')}${left > 0 ? ` and ${left} more` : ''}`
}

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
  return `[U+${code.padStart(4, '0')}]`
}

/** Cells below each other: text to the left, figures to the right (`right` names their columns). */
export function formatTable(
  rows: readonly (readonly string[])[],
  { right, indent = 0 }: { readonly right: ReadonlySet<number>; readonly indent?: number },
): readonly string[] {
  const widths: number[] = []
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)))
  return rows.map((row) => {
    const cells = row.map((cell, at) =>
      right.has(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    )
    return `${' '.repeat(indent)}${cells.join('  ')}`.trimEnd()
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
  return `${`${head.padEnd(indent)}${kept.join(`\n${' '.repeat(indent)}`)}`.trimEnd()}\n`
}

/** The first few rows; the last says how many are left out, and where they are. */
export function firstRows(rows: readonly string[], most: number): string {
  const left = rows.length - most
  if (left <= 0) return rows.join('')
  return `${rows.slice(0, most).join('')}  … and ${left} more; --json lists all\n`
}
