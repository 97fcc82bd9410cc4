/** Literal terms of Elixir and Erlang as lock files use them: texts, atoms, numbers, lists, tuples and keyword pairs. */
import { limits } from '../../base/index.ts'

export type BeamTerm =
  | { readonly kind: 'text' | 'atom' | 'number'; readonly text: string }
  | { readonly kind: 'list' | 'tuple' | 'map'; readonly items: readonly BeamTerm[] }
  | { readonly kind: 'pair'; readonly key: string; readonly value: BeamTerm }

const token =
  /\s+|[#%][^\n{][^\n]*|(<<"(?:[^"\\]|\\.)*"(?:\/utf8)?>>|"(?:[^"\\]|\\.)*")|([A-Za-z_][\w@]*[?!]?):(?!:)|:?([A-Za-z_][\w@.]*[?!]?)|:"([^"]*)"|(-?\d[\w.]*)|(%\{|[{}[\],:.]|=>)|(.)/gy

interface Token {
  readonly kind: 'text' | 'key' | 'atom' | 'number' | 'sign' | 'strange'
  readonly text: string
  readonly at: number
}

/**
 * The last bracket that was opened wins: a term that is cut off or has strange signs gives undefined, never an
 * exception. Nesting is bounded by `limits.nesting`.
 */
export function parseBeamTerm(text: string): BeamTerm | undefined {
  const reader: Reader = { tokens: tokenize(text), next: 0, depth: 0 }
  const term = readTerm(reader)
  const isAtEnd = reader.tokens.slice(reader.next).every(({ text: rest }) => rest === ',' || rest === '.')
  return isAtEnd ? term : undefined
}

interface Reader {
  readonly tokens: readonly Token[]
  next: number
  depth: number
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  token.lastIndex = 0
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [, quoted, key, atom, quotedAtom, number, sign, strange] = match
    const at = match.index
    if (quoted !== undefined) tokens.push({ kind: 'text', text: unquote(quoted), at })
    else if (key !== undefined) tokens.push({ kind: 'key', text: key, at })
    else if (atom !== undefined) tokens.push({ kind: 'atom', text: atom, at })
    else if (quotedAtom !== undefined) tokens.push({ kind: 'atom', text: quotedAtom, at })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at })
    else if (strange !== undefined) return [...tokens, { kind: 'strange', text: strange, at }]
  }
  return tokens
}

function unquote(quoted: string): string {
  return quoted.slice(quoted.indexOf('"') + 1, quoted.lastIndexOf('"')).replace(/\\(.)/g, '$1')
}

const closers: Readonly<Record<string, { readonly close: string; readonly kind: 'list' | 'tuple' | 'map' }>> =
  {
    '[': { close: ']', kind: 'list' },
    '{': { close: '}', kind: 'tuple' },
    '%{': { close: '}', kind: 'map' },
  }

function readTerm(reader: Reader): BeamTerm | undefined {
  const found = reader.tokens[reader.next]
  if (found === undefined || found.kind === 'strange') return undefined
  reader.next++
  if (found.kind === 'key') return readPair(reader, found.text)
  if (found.kind === 'sign') return readBracket(reader, found.text)
  const separator = reader.tokens[reader.next]?.text
  if (found.kind !== 'text' || (separator !== ':' && separator !== '=>'))
    return { kind: found.kind, text: found.text }
  reader.next++
  return readPair(reader, found.text)
}

function readBracket(reader: Reader, open: string): BeamTerm | undefined {
  const bracket = Object.hasOwn(closers, open) ? closers[open] : undefined
  if (bracket === undefined || reader.depth >= limits.nesting) return undefined
  reader.depth++
  const items = readItems(reader, bracket.close)
  reader.depth--
  return items === undefined ? undefined : { kind: bracket.kind, items }
}

function readPair(reader: Reader, key: string): BeamTerm | undefined {
  if (reader.depth >= limits.nesting) return undefined
  reader.depth++
  const value = readTerm(reader)
  reader.depth--
  return value === undefined ? undefined : { kind: 'pair', key, value }
}

function readItems(reader: Reader, close: string): readonly BeamTerm[] | undefined {
  const items: BeamTerm[] = []
  for (;;) {
    const found = reader.tokens[reader.next]
    if (found === undefined) return undefined
    if (found.kind === 'sign' && found.text === close) {
      reader.next++
      return items
    }
    if (found.kind === 'sign' && found.text === ',') {
      reader.next++
      continue
    }
    const item = readTerm(reader)
    if (item === undefined) return undefined
    items.push(item)
  }
}

/** The text up to the bracket that closes its first one; all of it where none does. */
export function balancedPrefix(text: string): string {
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (isQuoted && sign === '\\') at++
    else if (sign === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (sign === '{' || sign === '[') depth++
    else if ((sign === '}' || sign === ']') && --depth === 0) return text.slice(0, at + 1)
  }
  return text
}

/** The texts, atoms and numbers of a tuple by position; undefined where an item is something else. */
export function scalarAt(items: readonly BeamTerm[], index: number): string | undefined {
  const item = items[index]
  return item !== undefined && (item.kind === 'text' || item.kind === 'atom' || item.kind === 'number')
    ? item.text
    : undefined
}

/** The items of a list or tuple; empty for anything else. */
export function itemsOf(term: BeamTerm | undefined): readonly BeamTerm[] {
  return term !== undefined && (term.kind === 'list' || term.kind === 'tuple' || term.kind === 'map')
    ? term.items
    : []
}

/** The text of a keyword, such as `hex: :jason` in a list of options. */
export function keywordOf(options: readonly BeamTerm[], key: string): string | undefined {
  for (const option of options) {
    if (option.kind === 'pair' && option.key === key) return scalarAt([option.value], 0)
  }
  return undefined
}
