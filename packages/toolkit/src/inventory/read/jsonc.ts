/** JSON with comments and trailing commas, made plain JSON of the same length and the same lines. */

/** Untrusted text; one pass. Blanks stand for what JSON does not know; anything else is left for the JSON reader. */
export function toPlainJson(text: string): string {
  const parts: string[] = []
  let copied = 0
  let comma = -1
  const blank = (from: number, to: number): void => {
    parts.push(text.slice(copied, from), text.slice(from, to).replace(/[^\n]/g, ' '))
    copied = to
  }
  const commas: number[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '"') {
      at = endOfString(text, at)
      comma = -1
    } else if (char === '/' && (text.charAt(at + 1) === '/' || text.charAt(at + 1) === '*')) {
      const end = endOfComment(text, at)
      blank(at, end)
      at = end - 1
    } else if (char === ',') comma = at
    else if (char === '}' || char === ']') {
      if (comma >= 0) commas.push(comma)
      comma = -1
    } else if (!/\s/.test(char)) comma = -1
  }
  parts.push(text.slice(copied))
  return dropCommas(parts.join(''), commas)
}

function dropCommas(text: string, commas: readonly number[]): string {
  const parts: string[] = []
  let copied = 0
  for (const comma of commas) {
    parts.push(text.slice(copied, comma), ' ')
    copied = comma + 1
  }
  parts.push(text.slice(copied))
  return parts.join('')
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++
    else if (text.charAt(at) === '"') return at
  }
  return text.length
}

function endOfComment(text: string, start: number): number {
  const isLine = text.charAt(start + 1) === '/'
  const end = text.indexOf(isLine ? '\n' : '*/', start + 2)
  if (end < 0) return text.length
  return isLine ? end : end + 2
}
