/** Messages in the text format of Protocol Buffers ("Text Format Language Specification"): fields in order, with lines. */
import { limits } from '../../base/index.ts'

export interface ProtoField {
  readonly name: string
  /** 1-based. */
  readonly line: number
  /** A text, a number or the name of a constant; undefined for a message. */
  readonly value: string | undefined
  /** The fields of a message; empty for a value. */
  readonly fields: readonly ProtoField[]
}

export interface ProtoMessage {
  readonly fields: readonly ProtoField[]
  /** Line of the first sign that was not understood; what follows it was not read. */
  readonly brokenAt: number | undefined
}

interface Token {
  readonly kind: 'text' | 'word' | 'sign'
  readonly text: string
  readonly line: number
}

interface Open {
  readonly name: string
  readonly line: number
  readonly fields: ProtoField[]
}

interface Reader {
  readonly tokens: readonly Token[]
  at: number
  /** Messages that are open, the outermost first; never empty. */
  readonly stack: Open[]
}

/** Untrusted; never throws; linear. */
export function readTextProto(text: string): ProtoMessage {
  const root: Open = { name: '', line: 1, fields: [] }
  const reader: Reader = { tokens: tokenize(text), at: 0, stack: [root] }
  for (let token = reader.tokens[0]; token !== undefined; token = reader.tokens[reader.at]) {
    if (!takeField(reader, token)) return { fields: root.fields, brokenAt: token.line }
  }
  const open = reader.stack.length > 1 ? reader.stack.at(-1) : undefined
  return { fields: root.fields, brokenAt: open?.line }
}

/** One field, the start or the end of a message, or a separator; false for anything else. */
function takeField(reader: Reader, token: Token): boolean {
  if (isSign(token, ',;')) {
    reader.at++
    return true
  }
  if (isSign(token, '}>')) {
    reader.at++
    return reader.stack.length > 1 && reader.stack.pop() !== undefined
  }
  if (token.kind !== 'word') return false
  const colon = isSign(reader.tokens[reader.at + 1], ':') ? 1 : 0
  reader.at += 1 + colon
  if (isSign(reader.tokens[reader.at], '{<')) return openMessage(reader, token)
  return colon === 1 && takeValues(reader, token)
}

function openMessage(reader: Reader, { text: name, line }: Token): boolean {
  if (reader.stack.length >= limits.nesting) return false
  const open: Open = { name, line, fields: [] }
  reader.stack.at(-1)?.fields.push({ ...open, value: undefined })
  reader.stack.push(open)
  reader.at++
  return true
}

/** One value, or a list of them in brackets. */
function takeValues(reader: Reader, { text: name, line }: Token): boolean {
  const fields = reader.stack.at(-1)?.fields
  const isList = isSign(reader.tokens[reader.at], '[')
  if (isList) reader.at++
  for (;;) {
    const value = takeValue(reader)
    if (value === undefined) break
    fields?.push({ name, line, value, fields: [] })
    if (!isList) return true
    if (isSign(reader.tokens[reader.at], ',')) reader.at++
  }
  if (!isList || !isSign(reader.tokens[reader.at], ']')) return false
  reader.at++
  return true
}

/** Texts that follow each other are one. */
function takeValue(reader: Reader): string | undefined {
  const first = reader.tokens[reader.at]
  if (first === undefined || first.kind === 'sign') return undefined
  reader.at++
  if (first.kind === 'word') return first.text
  const parts = [first.text]
  for (let next = reader.tokens[reader.at]; next?.kind === 'text'; next = reader.tokens[++reader.at]) {
    parts.push(next.text)
  }
  return parts.join('')
}

function isSign(token: Token | undefined, signs: string): boolean {
  return token?.kind === 'sign' && signs.includes(token.text)
}

const blank = /[ \t\r\f\v]+|#[^\n]*/y
const word = /[\w.+/-]+/y

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  let line = 1
  for (let at = 0; at < text.length; ) {
    const sign = text.charAt(at)
    if (sign === '\n') {
      line++
      at++
      continue
    }
    const skipped = matchAt(blank, text, at)
    const found = skipped === '' ? tokenAt(text, at) : undefined
    if (found !== undefined) tokens.push({ kind: found.kind, text: found.text, line })
    at += skipped === '' ? (found?.length ?? 1) : skipped.length
  }
  return tokens
}

function matchAt(form: RegExp, text: string, at: number): string {
  form.lastIndex = at
  return form.exec(text)?.[0] ?? ''
}

function tokenAt(text: string, at: number): Pick<Token, 'kind' | 'text'> & { readonly length: number } {
  const quote = text.charAt(at)
  if (quote === '"' || quote === "'") return quotedAt(text, at, quote)
  const found = matchAt(word, text, at)
  if (found !== '') return { kind: 'word', text: found, length: found.length }
  return { kind: 'sign', text: quote, length: quote.length }
}

/** A text that its line does not end is a sign that nobody understands, up to the end of the line. */
function quotedAt(text: string, start: number, quote: string): ReturnType<typeof tokenAt> {
  let at = start + 1
  for (; at < text.length && text.charAt(at) !== '\n'; at++) {
    if (text.charAt(at) === quote) {
      return { kind: 'text', text: unescape(text.slice(start + 1, at)), length: at + 1 - start }
    }
    if (text.charAt(at) === '\\' && text.charAt(at + 1) !== '\n') at++
  }
  return { kind: 'sign', text: quote, length: Math.min(at, text.length) - start }
}

/** Names, versions and addresses need no other escapes than these. */
function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 't' ? '\t' : letter,
  )
}
