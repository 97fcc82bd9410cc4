/** The argument of `require(…)` and `import(…)`: a literal, several of them, or something that the program computes. */
import type { Cursor } from './cursor.ts'

export type LoadArgument =
  /** Indices of literal tokens, each of which may be loaded. */
  | { readonly kind: 'literals'; readonly literals: readonly number[] }
  | {
      readonly kind: 'computed'
      readonly at: number
      readonly text: string
      readonly prefix: string
      readonly suffix: string
    }

/** Tokens of an argument; a longer one counts as computed. */
const longest = 100

/** From the opening bracket; undefined where no package can be loaded: no argument, a number, a path of the product. */
export function argumentOf(cursor: Cursor, bracket: number): LoadArgument | undefined {
  const end = endOfArgument(cursor, bracket)
  const first = bracket + 1
  if (end <= first || cursor.tokens[first]?.kind === 'number') return undefined
  const literals = constants(cursor, first, end) ?? choices(cursor, first, end)
  if (literals !== undefined) return { kind: 'literals', literals }
  const [prefix, suffix] = affixes(cursor, first, end)
  if (isLocalPath(cursor, first, end) || isRelative(prefix)) return undefined
  const start = cursor.tokens[first]?.start ?? 0
  const stop = cursor.tokens[end - 1]?.end ?? start
  const text = cursor.source.slice(start, Math.min(stop, start + 80))
  return { kind: 'computed', at: start, text, prefix, suffix }
}

/** All literals of an expression in which no name occurs whose value is not in the text. */
function constants(cursor: Cursor, first: number, end: number): readonly number[] | undefined {
  const literals: number[] = []
  for (let at = first; at < end; at++) {
    if (cursor.isLiteral(at)) literals.push(at)
    else if (isFree(cursor, at)) return undefined
  }
  return literals
}

/** Index behind the first argument: its comma or the closing bracket. */
function endOfArgument(cursor: Cursor, bracket: number): number {
  let depth = 0
  for (let at = bracket + 1; at < bracket + longest; at++) {
    const token = cursor.tokens[at]
    if (token === undefined) return at
    const text = cursor.text(at)
    if (depth === 0 && (text === ')' || text === ',')) return at
    if (text === '(' || text === '[' || text === '{') depth++
    else if (text === ')' || text === ']' || text === '}') depth--
  }
  return bracket + longest
}

/** A name whose value is not in the text: not a member behind a dot; and the pieces of a template with substitutions. */
function isFree(cursor: Cursor, at: number): boolean {
  const kind = cursor.tokens[at]?.kind
  return (kind === 'word' && cursor.text(at - 1) !== '.') || kind === 'part' || kind === 'jsx'
}

/** `isOld ? 'a' : 'b'` loads one of two; anything else behind the question mark is computed. */
function choices(cursor: Cursor, first: number, end: number): readonly number[] | undefined {
  for (let at = first; at < end - 3; at++) {
    if (cursor.text(at) !== '?') continue
    const isChoice = cursor.isLiteral(at + 1) && cursor.text(at + 2) === ':' && cursor.isLiteral(at + 3)
    return isChoice && at + 4 === end ? [at + 1, at + 3] : undefined
  }
  return undefined
}

/** `path.join(__dirname, …)`, `__dirname + …`, `new URL(…, import.meta.url)`: a file of the product. */
function isLocalPath(cursor: Cursor, first: number, end: number): boolean {
  for (let at = first; at < Math.min(end, first + 12); at++) {
    const text = cursor.text(at)
    if (text === '__dirname' || text === '__filename' || text === 'pathToFileURL') return true
    if (text === 'cwd' && cursor.text(at - 1) === '.') return true
    if (text === 'meta' && /^(?:url|dirname|filename)$/.test(cursor.text(at + 2))) return true
  }
  return cursor.text(first) === 'new' && cursor.text(first + 1) === 'URL'
}

function isRelative(prefix: string): boolean {
  return /^(?:\.{1,2}\/|\/|file:|https?:|data:|blob:)/.test(prefix)
}

/** What a template or a sum of strings begins and ends with. */
function affixes(cursor: Cursor, first: number, end: number): readonly [string, string] {
  const head = cursor.tokens[first]
  const tail = cursor.tokens[end - 1]
  const prefix = cursor.text(first + 1) === '+' && cursor.isLiteral(first) ? cursor.literal(first) : ''
  const suffix = cursor.text(end - 2) === '+' && cursor.isLiteral(end - 1) ? cursor.literal(end - 1) : ''
  return [
    head?.kind === 'part' ? cursor.source.slice(head.start + 1, head.end - 2) : prefix,
    tail?.kind === 'part' ? cursor.source.slice(tail.start + 1, tail.end - 1) : suffix,
  ]
}
