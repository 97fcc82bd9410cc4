/** Cuts Python into names, strings and signs, and tells where statements end (Python reference, section 2). */

export interface PythonToken {
  readonly kind: 'name' | 'string' | 'op' | 'newline'
  readonly start: number
  readonly end: number
  /** Columns before the first token of the line, a tab counted as eight. */
  readonly indent: number
}

interface Lexer {
  readonly text: string
  at: number
  /** Open brackets: lines go on within them. */
  depth: number
  indent: number
  isSound: boolean
  readonly tokens: PythonToken[]
}

/** Never throws; `isSound` is false where a string or bracket does not close. */
export function tokenizePython(text: string): {
  readonly tokens: readonly PythonToken[]
  readonly isSound: boolean
} {
  const lexer: Lexer = { text, at: 0, depth: 0, indent: indentAt(text, 0), isSound: true, tokens: [] }
  while (lexer.at < text.length) step(lexer)
  return { tokens: lexer.tokens, isSound: lexer.isSound && lexer.depth === 0 }
}

const name = /[\p{L}_][\p{L}\p{N}_]*/uy
const number = /\d[\w.]*/y
const blank = /[ \t\f\r]+|\\\r?\n/y
const stringStart = /(?:[rbfut]|rb|br|fr|rf|tr|rt)?("""|'''|"|')/iy

function step(lexer: Lexer): void {
  const { text, at } = lexer
  const char = text.charAt(at)
  if (char === '\n') newline(lexer)
  else if (char === '#') lexer.at = lineEnd(text, at)
  else if (skip(lexer, blank)) return
  else if (startsString(lexer)) aString(lexer)
  else if (matches(lexer, name)) emit(lexer, 'name', name.lastIndex)
  else if (skip(lexer, number)) return
  else sign(lexer, char)
}

function newline(lexer: Lexer): void {
  if (lexer.depth === 0) emit(lexer, 'newline', lexer.at + 1)
  else lexer.at++
  if (lexer.depth === 0) lexer.indent = indentAt(lexer.text, lexer.at)
}

function indentAt(text: string, from: number): number {
  let columns = 0
  for (let at = from; ; at++) {
    const char = text.charAt(at)
    if (char === ' ') columns++
    else if (char === '\t') columns += 8
    else return columns
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function emit(lexer: Lexer, kind: PythonToken['kind'], end: number): void {
  lexer.tokens.push({ kind, start: lexer.at, end, indent: lexer.indent })
  lexer.at = end
}

function matches(lexer: Lexer, pattern: RegExp): boolean {
  pattern.lastIndex = lexer.at
  return pattern.test(lexer.text)
}

function skip(lexer: Lexer, pattern: RegExp): boolean {
  if (!matches(lexer, pattern)) return false
  lexer.at = pattern.lastIndex
  return true
}

function startsString(lexer: Lexer): boolean {
  return matches(lexer, stringStart)
}

function aString(lexer: Lexer): void {
  stringStart.lastIndex = lexer.at
  const found = stringStart.exec(lexer.text)
  const quote = found?.[1] ?? '"'
  const prefix = (found?.[0] ?? '').slice(0, -quote.length).toLowerCase()
  const from = stringStart.lastIndex
  const end = /[ft]/.test(prefix) ? formattedEnd(lexer.text, from, quote) : plainEnd(lexer.text, from, quote)
  if (end.isOpen) lexer.isSound = false
  emit(lexer, 'string', end.at)
}

interface StringEnd {
  readonly at: number
  readonly isOpen: boolean
}

function plainEnd(text: string, from: number, quote: string): StringEnd {
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\\') at++
    else if (char === '\n' && quote.length === 1) return { at, isOpen: true }
    else if (text.startsWith(quote, at)) return { at: at + quote.length, isOpen: false }
  }
  return { at: text.length, isOpen: true }
}

/** In the braces of an f-string any quote may begin a string of its own (PEP 701). */
function formattedEnd(text: string, from: number, quote: string): StringEnd {
  let at = from
  while (at < text.length) {
    const char = text.charAt(at)
    if (text.startsWith(quote, at)) return { at: at + quote.length, isOpen: false }
    if (char === '\n' && quote.length === 1) return { at, isOpen: true }
    if (char === '\\' || text.startsWith('{{', at)) at += 2
    else at = char === '{' ? fieldEnd(text, at + 1) : at + 1
  }
  return { at: text.length, isOpen: true }
}

/** Behind the brace that closes a replacement field. */
function fieldEnd(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '{') depth++
    else if (char === '}' && --depth === 0) return at + 1
    else if (char === '"' || char === "'") {
      const close = innerEnd(text, at)
      if (close === undefined) return at
      at = close
    }
  }
  return text.length
}

/** Offset of the quote that closes a string within braces; undefined where none is near. */
function innerEnd(text: string, at: number): number | undefined {
  const close = text.indexOf(text.charAt(at), at + 1)
  return close < 0 || close > at + 1000 ? undefined : close
}

function sign(lexer: Lexer, char: string): void {
  if (/[([{]/.test(char)) lexer.depth++
  else if (/[)\]}]/.test(char)) {
    if (lexer.depth === 0) lexer.isSound = false
    else lexer.depth--
  }
  emit(lexer, 'op', lexer.at + 1)
}
