/**
 * Cuts JavaScript and TypeScript into tokens, with comments, templates, regular expressions and JSX text told apart
 * (ECMA-262, section 12; JSX specification, "Syntax"), so that an import in a string is none and a real one is not hidden.
 */
import { mayTagStart, stepChildren, stepTag, undoTag } from './lexer-jsx.ts'
import type { Frame, Lexer, Token, TokenKind } from './token.ts'

export interface Tokens {
  readonly tokens: readonly Token[]
  /** Names in triple-slash references to types and behind `@jsxImportSource`, with their offsets. */
  readonly pragmas: readonly { readonly name: string; readonly start: number }[]
  /** False: brackets, strings or tags do not close, so something may have been taken wrongly. */
  readonly isSound: boolean
}

/** Never throws; time and memory grow with the length of the text. `jsx`: tags may stand in expressions. */
export function tokenize(text: string, jsx: boolean): Tokens {
  const lexer: Lexer = {
    text,
    jsx,
    at: text.startsWith('#!') ? lineEnd(text, 0) : 0,
    tokens: [],
    frames: [],
    failed: new Set(),
    lost: 0,
    isSound: true,
  }
  const pragmas: { name: string; start: number }[] = []
  for (;;) {
    if (lexer.at >= text.length) {
      if (!undoTag(lexer)) break
    } else step(lexer, pragmas)
  }
  return { tokens: lexer.tokens, pragmas, isSound: lexer.isSound && lexer.frames.length === 0 }
}

function step(lexer: Lexer, pragmas: { name: string; start: number }[]): void {
  const top = lexer.frames.at(-1)
  if (top?.open === 'tag') stepTag(lexer, top)
  else if (top?.open === 'children') stepChildren(lexer, top)
  else stepCode(lexer, pragmas)
}

const blank = /\s+/y
const word = /[\w$#\\\u0080-\uffff]+/y
const number = /\d[\w.]*/y

function stepCode(lexer: Lexer, pragmas: { name: string; start: number }[]): void {
  const { text, at } = lexer
  blank.lastIndex = at
  if (blank.test(text)) {
    lexer.at = blank.lastIndex
    return
  }
  const code = text.charCodeAt(at)
  if (code === 0x2f) slash(lexer, pragmas)
  else if (code === 0x22 || code === 0x27) quoted(lexer, code)
  else if (code === 0x60) template(lexer, at + 1, true)
  else if (code >= 0x30 && code <= 0x39) match(lexer, number, 'number')
  else if (isWordStart(code)) aWord(lexer)
  else punct(lexer, text.charAt(at))
}

function isWordStart(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x24 ||
    code === 0x5f ||
    code === 0x23 ||
    code === 0x5c ||
    code >= 0x80
  )
}

/** A token with which an expression ends. */
function emit(lexer: Lexer, kind: TokenKind, end: number): void {
  lexer.tokens.push({ kind, start: lexer.at, end, ends: true })
  lexer.at = end
}

/** A token behind which an expression goes on or begins. */
function emitOpen(lexer: Lexer, kind: TokenKind, end: number): void {
  lexer.tokens.push({ kind, start: lexer.at, end, ends: false })
  lexer.at = end
}

function sign(lexer: Lexer, length: number, ends: boolean): void {
  if (ends) emit(lexer, 'punct', lexer.at + length)
  else emitOpen(lexer, 'punct', lexer.at + length)
}

function match(lexer: Lexer, pattern: RegExp, kind: TokenKind): void {
  pattern.lastIndex = lexer.at
  pattern.test(lexer.text)
  emit(lexer, kind, Math.max(pattern.lastIndex, lexer.at + 1))
}

/** After these an expression begins. */
const openers = new Set(
  'return typeof case in of instanceof new delete void throw do else yield await default extends try finally import export'.split(
    ' ',
  ),
)

function aWord(lexer: Lexer): void {
  const { text, at, tokens } = lexer
  word.lastIndex = at
  word.test(text)
  const end = Math.max(word.lastIndex, at + 1)
  const before = tokens.at(-1)
  const isMember =
    before !== undefined && text.charAt(before.start) === '.' && before.end === before.start + 1
  if (isMember || end - at > 10 || !openers.has(text.slice(at, end))) emit(lexer, 'word', end)
  else emitOpen(lexer, 'word', end)
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

const pragma =
  /<reference\s{1,9}(?:types)\s{0,9}=\s{0,9}["']([^"'\n]{1,200})["']|@jsxImportSource\s{1,9}([^\s*]{1,200})/

function slash(lexer: Lexer, pragmas: { name: string; start: number }[]): void {
  const { text, at } = lexer
  const next = text.charAt(at + 1)
  if (next === '/' || next === '*') {
    const end = commentEnd(lexer, next)
    const found = end - at < 4096 ? pragma.exec(text.slice(at, end)) : null
    const name = found?.[1] ?? found?.[2]
    if (name !== undefined) pragmas.push({ name, start: at })
    lexer.at = end
    return
  }
  const end = lexer.tokens.at(-1)?.ends === true ? undefined : regexEnd(text, at)
  if (end === undefined) sign(lexer, 1, false)
  else emit(lexer, 'regex', end)
}

function commentEnd(lexer: Lexer, next: '/' | '*'): number {
  if (next === '/') return lineEnd(lexer.text, lexer.at)
  const close = lexer.text.indexOf('*/', lexer.at + 2)
  if (close >= 0) return close + 2
  lexer.isSound = false
  return lexer.text.length
}

/** Undefined where the line ends before the expression does: then it was a division. */
function regexEnd(text: string, start: number): number | undefined {
  let isClass = false
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\n') return undefined
    if (char === '\\') at++
    else if (char === '[') isClass = true
    else if (char === ']') isClass = false
    else if (char === '/' && !isClass) {
      let end = at + 1
      while (/[a-z]/.test(text.charAt(end))) end++
      return end
    }
  }
  return undefined
}

function quoted(lexer: Lexer, quote: number): void {
  const { text } = lexer
  for (let at = lexer.at + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5c) at += text.startsWith('\r\n', at + 1) ? 2 : 1
    else if (code === quote) {
      emit(lexer, 'string', at + 1)
      return
    } else if (code === 0x0a) {
      lexer.isSound = false
      emit(lexer, 'part', at)
      return
    }
  }
  lexer.isSound = false
  emit(lexer, 'part', text.length)
}

/** From behind the backtick or the brace that ends a substitution to the next substitution or the end. */
function template(lexer: Lexer, from: number, isHead: boolean): void {
  const { text } = lexer
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5c) at++
    else if (code === 0x60) {
      emit(lexer, isHead ? 'template' : 'part', at + 1)
      return
    } else if (code === 0x24 && text.charCodeAt(at + 1) === 0x7b) {
      emitOpen(lexer, 'part', at + 2)
      lexer.frames.push({ open: '`', isBlock: false })
      return
    }
  }
  lexer.isSound = false
  emit(lexer, 'part', text.length)
}

function punct(lexer: Lexer, char: string): void {
  const ends = lexer.tokens.at(-1)?.ends === true
  switch (char) {
    case '(':
    case '[':
    case '{':
      open(lexer, char)
      return
    case ')':
    case ']':
    case '}':
      close(lexer, char)
      return
    case '<':
      if (ends) operator(lexer, char, ends)
      else if (!mayTagStart(lexer)) sign(lexer, 1, false)
      return
    default:
      operator(lexer, char, ends)
  }
}

/** `=>` and the signs that count up and down are one token; behind an expression the latter end it. */
function operator(lexer: Lexer, char: string, ends: boolean): void {
  const next = lexer.text.charAt(lexer.at + 1)
  if ((char === '=' && next === '>') || (char === '<' && next === '<')) sign(lexer, 2, false)
  else if ((char === '+' || char === '-') && next === char) sign(lexer, 2, ends)
  else if (char === '!') sign(lexer, 1, ends && next !== '=')
  else sign(lexer, 1, false)
}

function open(lexer: Lexer, char: '(' | '[' | '{'): void {
  const isBlock = char === '{' ? isBlockAfter(lexer) : char === '(' && isControl(lexer)
  lexer.frames.push({ open: char, isBlock })
  sign(lexer, 1, false)
}

/** `if (…) /x/` is followed by a statement, `f(…) / x` by an operator. */
function isControl({ text, tokens }: Lexer): boolean {
  const before = tokens.at(-1)
  if (before?.kind !== 'word') return false
  const beforeIt = tokens.at(-2)
  if (beforeIt !== undefined && text.slice(beforeIt.start, beforeIt.end) === '.') return false
  return /^(?:if|while|for|with)$/.test(text.slice(before.start, Math.min(before.end, before.start + 6)))
}

const beforeBlocks = new Set(['else', 'do', 'try', 'finally', ';', '{', '}', ')', '=>', '>'])

function isBlockAfter({ text, tokens }: Lexer): boolean {
  const before = tokens.at(-1)
  if (before === undefined || before.ends) return true
  return beforeBlocks.has(text.slice(before.start, before.end))
}

const pairs: Readonly<Record<string, Frame['open']>> = { ')': '(', ']': '[', '}': '{' }

function close(lexer: Lexer, char: ')' | ']' | '}'): void {
  const top = lexer.frames.at(-1)
  if (char === '}' && top?.open === '`') {
    lexer.frames.pop()
    template(lexer, lexer.at + 1, false)
    return
  }
  if (top === undefined || top.open !== pairs[char]) {
    lexer.isSound = false
    sign(lexer, 1, char !== '}')
    return
  }
  lexer.frames.pop()
  sign(lexer, 1, !('isBlock' in top && top.isBlock))
}
