/** Reads tokens by their index: the text of each, and the value of literals. */
import type { Token } from './token.ts'

export interface Cursor {
  readonly tokens: readonly Token[]
  readonly source: string
  /** '' outside the list, and for strings and templates, which no rule compares with. */
  text(index: number): string
  /** A string, or a template without substitutions. */
  isLiteral(index: number): boolean
  /** The value of a literal, its escapes resolved. */
  literal(index: number): string
}

export function createCursor(source: string, tokens: readonly Token[]): Cursor {
  return {
    tokens,
    source,
    text(index) {
      const token = tokens[index]
      return token === undefined ||
        (token.kind !== 'word' && token.kind !== 'punct' && token.kind !== 'number')
        ? ''
        : source.slice(token.start, token.end)
    },
    isLiteral(index) {
      const kind = tokens[index]?.kind
      return kind === 'string' || kind === 'template'
    },
    literal(index) {
      const token = tokens[index]
      return token === undefined ? '' : unescape(source.slice(token.start + 1, token.end - 1))
    },
  }
}

const escapes = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|u\{[\da-fA-F]{1,6}\}|\r\n|[\s\S])/g
const short: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
}

/** ECMA-262, section 12.9.4, "String Literals". */
export function unescape(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(escapes, (escape: string) => {
    const kind = escape.charAt(1)
    const digits = kind === 'x' || kind === 'u' ? escape.slice(2).replace(/[{}]/g, '') : ''
    if (digits !== '') {
      const code = Number.parseInt(digits, 16)
      return code > 0x10ffff ? '' : String.fromCodePoint(code)
    }
    return /[\r\n\u2028\u2029]/.test(kind) ? '' : (short[kind] ?? kind)
  })
}
