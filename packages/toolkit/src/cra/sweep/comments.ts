/** Marks comments and strings in source bytes, so that what only talks about code is not taken for code. */
import type { CommentStyle } from './languages.ts'

/** What each byte of a text belongs to. */
export const spans = { code: 0, string: 1, comment: 2 } as const

const newline = 10
const slash = 47
const backslash = 92
const doubleQuote = 34
const quote = 39
const backtick = 96
const semicolon = 59
const less = 60
const openBracket = 91
const closeBracket = 93

interface Scanner {
  readonly bytes: Uint8Array
  readonly kinds: Uint8Array
  readonly style: CommentStyle
  at: number
  /** The last byte of code that is no white space. */
  before: number
}

/**
 * One pass, linear in the length. Strings end at the end of their line, except those with backticks and Python's
 * triple quotes, so a quote that is none spoils one line at most. A Python text that stands alone is a comment.
 */
export function markSpans(bytes: Uint8Array, style: CommentStyle): Uint8Array {
  const kinds = new Uint8Array(bytes.length)
  if (style === 'none') return kinds
  const scanner: Scanner = { bytes, kinds, style, at: 0, before: newline }
  while (scanner.at < bytes.length) step(scanner)
  return kinds
}

function step(scanner: Scanner): void {
  const { bytes, style, at } = scanner
  const byte = bytes[at] ?? 0
  if (byte <= 32) {
    scanner.at++
    return
  }
  const end = isPlain(byte) ? at : style === 'xml' ? xmlEnd(bytes, at) : commentEnd(scanner)
  if (end > at) mark(scanner, end, spans.comment)
  else if (style !== 'xml' && isQuote(scanner, byte)) takeString(scanner, byte)
  else if (style === 'slash' && byte === slash && startsPattern(scanner)) takePattern(scanner)
  else {
    scanner.before = byte
    scanner.at++
  }
}

/** A slash where JavaScript expects a value begins a regular expression, which may hold any quote. */
function startsPattern(scanner: Scanner): boolean {
  return '(,=:[!&|?{;\n'.includes(String.fromCharCode(scanner.before))
}

function takePattern(scanner: Scanner): void {
  const { bytes, at } = scanner
  let isInClass = false
  for (let end = at + 1; end < bytes.length && bytes[end] !== newline; end++) {
    const byte = bytes[end]
    if (byte === backslash) end++
    else if (byte === openBracket) isInClass = true
    else if (byte === closeBracket) isInClass = false
    else if (byte === slash && !isInClass) {
      mark(scanner, end + 1, spans.string)
      scanner.before = slash
      return
    }
  }
  scanner.before = slash
  scanner.at++
}

function mark(scanner: Scanner, end: number, kind: number): void {
  scanner.kinds.fill(kind, scanner.at, end)
  scanner.at = end
}

function xmlEnd(bytes: Uint8Array, at: number): number {
  if (!matches(bytes, at, '<!--')) return at
  return after(bytes, '-->', at + 4)
}

/** What begins a comment up to the end of the line, by style; the second kind only at the start of a word. */
const lineMarks: Readonly<
  Record<CommentStyle, { readonly plain: readonly string[]; readonly word: readonly string[] }>
> = {
  slash: { plain: ['//'], word: [] },
  php: { plain: ['//'], word: ['#'] },
  python: { plain: ['#'], word: [] },
  hash: { plain: [], word: ['#'] },
  dash: { plain: ['--'], word: [] },
  semicolon: { plain: [], word: [';', '#'] },
  xml: { plain: [], word: [] },
  none: { plain: [], word: [] },
}

/** Offset behind the comment that begins here; the same offset if none does. */
function commentEnd({ bytes, style, at }: Scanner): number {
  const hasBlocks = style === 'slash' || style === 'php'
  if (hasBlocks && matches(bytes, at, '/*')) return after(bytes, '*/', at + 2)
  const { plain, word } = lineMarks[style]
  const isLine =
    plain.some((text) => matches(bytes, at, text)) ||
    (word.some((text) => matches(bytes, at, text)) && isWordStart(bytes, at))
  return isLine ? lineEnd(bytes, at) : at
}

/** At the start of a line or after white space: `#` inside a word is none in shells and YAML. */
function isWordStart(bytes: Uint8Array, at: number): boolean {
  return at === 0 || (bytes[at - 1] ?? 0) <= 32 || bytes[at - 1] === semicolon
}

function isQuote(scanner: Scanner, byte: number): boolean {
  if (byte === doubleQuote) return true
  if (byte === backtick) return scanner.style === 'slash'
  // An apostrophe inside a word is none (`don't` in YAML and shell texts, lifetimes in Rust).
  return byte === quote && !isLetter(scanner.bytes[scanner.at - 1] ?? 0)
}

/** Letters, digits and most signs begin neither a comment nor a string. */
function isPlain(byte: number): boolean {
  return byte > semicolon && byte !== backtick && byte !== less
}

function isLetter(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57)
}

function takeString(scanner: Scanner, byte: number): void {
  const { bytes, at, style } = scanner
  const isTriple = style === 'python' && bytes[at + 1] === byte && bytes[at + 2] === byte
  if (isTriple) {
    const isAlone = !'=(,[{:+%'.includes(String.fromCharCode(scanner.before)) || startsLine(scanner)
    const end = after(bytes, String.fromCharCode(byte).repeat(3), at + 3)
    mark(scanner, end, isAlone && startsLine(scanner) ? spans.comment : spans.string)
    return
  }
  const spansLines = byte === backtick
  mark(scanner, stringEnd(bytes, { at, byte, spansLines }), spans.string)
  scanner.before = byte
}

/** Only white space stands before it on its line, and the line before does not go on. */
function startsLine(scanner: Scanner): boolean {
  let at = scanner.at - 1
  while (at >= 0 && (scanner.bytes[at] ?? 0) <= 32 && scanner.bytes[at] !== newline) at--
  const isOpen = '=(,[{+%'.includes(String.fromCharCode(scanner.before))
  return (at < 0 || scanner.bytes[at] === newline) && !isOpen
}

function stringEnd(
  bytes: Uint8Array,
  from: { readonly at: number; readonly byte: number; readonly spansLines: boolean },
): number {
  for (let at = from.at + 1; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === backslash) at++
    else if (byte === from.byte) return at + 1
    else if (byte === newline && !from.spansLines) return at
  }
  return bytes.length
}

function lineEnd(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(newline, at)
  return end < 0 ? bytes.length : end
}

function matches(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++)
    if (bytes[at + index] !== text.charCodeAt(index)) return false
  return true
}

/** Offset behind the next occurrence, or the end. */
function after(bytes: Uint8Array, text: string, from: number): number {
  const first = text.charCodeAt(0)
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1))
    if (matches(bytes, at, text)) return at + text.length
  return bytes.length
}
