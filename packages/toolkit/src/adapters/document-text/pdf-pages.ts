/** Pages of a PDF as one text: each page under a heading of its own, words that a line's end cut put together again. */

/** Lines at a page's top and bottom that may be repeated ones: titles, page numbers, licences of the buyer. */
const edge = 2

export function pagesToText(pages: readonly string[]): string {
  const lines = pages.map((page) =>
    page
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter((line) => line !== ''),
  )
  const repeated = repeatedLines(lines)
  return lines
    .map((own, at) => ({
      number: at + 1,
      text: joinLines(own.filter((line, place) => !isEdge(own, place) || !repeated.has(shapeOf(line)))),
    }))
    .flatMap(({ number, text }) => (text === '' ? [] : [`# p. ${number}\n\n${text}`]))
    .join('\n\n')
}

function isEdge(lines: readonly string[], place: number): boolean {
  return place < edge || place >= lines.length - edge
}

/** On more than half of the pages, and on three at least. */
function repeatedLines(pages: readonly (readonly string[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const page of pages) {
    const shapes = new Set(page.filter((_, place) => isEdge(page, place)).map(shapeOf))
    for (const shape of shapes) counts.set(shape, (counts.get(shape) ?? 0) + 1)
  }
  return new Set(
    [...counts].flatMap(([shape, count]) => (count > 2 && count > pages.length / 2 ? [shape] : [])),
  )
}

/** Page numbers differ from page to page. */
function shapeOf(line: string): string {
  return line.replace(/\d+/g, '0')
}

/** A short line that ends like a sentence ends a paragraph. */
function joinLines(lines: readonly string[]): string {
  const widest = Math.max(0, ...lines.map(({ length }) => length))
  let text = ''
  for (const line of lines) {
    const isCut = /\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(line)
    text = isCut ? text.slice(0, -1) + line : `${text}${text === '' || text.endsWith('\n') ? '' : ' '}${line}`
    if (/[.:!?]$/.test(line) && line.length < widest * 0.75) text += '\n\n'
  }
  return text.trim()
}
