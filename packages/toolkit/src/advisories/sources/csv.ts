/** Comma-separated values (RFC 4180): rows cut out as they were written, and read one at a time. */

/** Rows without their line ends, blank lines left out; a quote that is never closed makes the rest one row. */
export function* cutRows(text: string): Generator<string> {
  let from = 0
  let isQuoted = false
  const pattern = /["\n]/g
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    if (found[0] === '"') isQuoted = !isQuoted
    else if (!isQuoted) {
      yield* rowBetween(text, from, found.index)
      from = found.index + 1
    }
  }
  yield* rowBetween(text, from, text.length)
}

function* rowBetween(text: string, from: number, to: number): Generator<string> {
  const end = text[to - 1] === '\r' ? to - 1 : to
  const row = text.slice(from, Math.max(from, end))
  if (row.trim() !== '') yield row
}

/** Undefined for a row whose quotes do not match. */
export function parseRow(row: string): readonly string[] | undefined {
  const cells: string[] = []
  let at = 0
  do {
    const end = row[at] === '"' ? endOfQuoted(row, at) : endOfPlain(row, at)
    if (end === undefined || (end < row.length && row[end] !== ',')) return undefined
    const isQuoted = row[at] === '"'
    cells.push(isQuoted ? row.slice(at + 1, end - 1).replaceAll('""', '"') : row.slice(at, end))
    at = end + 1
  } while (at <= row.length)
  return cells
}

function endOfPlain(row: string, at: number): number | undefined {
  const comma = row.indexOf(',', at)
  const end = comma < 0 ? row.length : comma
  return row.slice(at, end).includes('"') ? undefined : end
}

/** Behind the quote that is not doubled. */
function endOfQuoted(row: string, open: number): number | undefined {
  for (let quote = row.indexOf('"', open + 1); quote >= 0; quote = row.indexOf('"', quote + 2)) {
    if (row[quote + 1] !== '"') return quote + 1
  }
  return undefined
}
