/** Words of opam's language (opam manual, "Common file format"): one pass, each character once. */

export interface OpamToken {
  /** `mark`: one of `[ ] { }`. `field`: a name and its colon. `other`: operators, numbers, bare words. */
  readonly kind: 'string' | 'mark' | 'field' | 'other'
  /** Of a string without its quotes; of a field the name. */
  readonly text: string
  /** Offset at which it begins, and at which what follows begins. */
  readonly start: number
  readonly end: number
  /** 1-based. */
  readonly line: number
}

export interface OpamTokens {
  readonly tokens: readonly OpamToken[]
  /** 1-based line of a string that does not end; nothing behind it was read. */
  readonly openAt?: number
}

const blank = /\s/
const word = /[\w+.-]/

export function readOpamTokens(text: string): OpamTokens {
  const tokens: OpamToken[] = []
  let line = 1
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? ''
    if (char === '\n') line++
    if (blank.test(char)) at++
    else if (char === '#') at = endOfLine(text, at)
    else if (char === '"') {
      const end = endOfString(text, at)
      if (end < 0) return { tokens, openAt: line }
      tokens.push({ kind: 'string', text: text.slice(at + 1, end - 1), start: at, end, line })
      line += countLines(text, at, end)
      at = end
    } else {
      const token = readWord(text, at, line)
      tokens.push(token)
      at = token.end
    }
  }
  return { tokens }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** Behind the closing quote; below 0 where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }
  return -1
}

function countLines(text: string, start: number, end: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

function readWord(text: string, start: number, line: number): OpamToken {
  const char = text[start] ?? ''
  if ('[]{}'.includes(char)) return { kind: 'mark', text: char, start, end: start + 1, line }
  let end = start
  while (end < text.length && word.test(text[end] ?? '')) end++
  if (end === start) return { kind: 'other', text: char, start, end: start + 1, line }
  const isField = text[end] === ':' || /^[ \t]{1,20}:/.test(text.slice(end, end + 22))
  const kind = isField ? 'field' : 'other'
  return { kind, text: text.slice(start, end), start, end, line }
}
