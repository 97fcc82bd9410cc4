/** Calls and texts of programs that declare packages (CMake, Gradle, Python …), found as text: nothing is executed. */

export type CommentStyle = 'hash' | 'slashes'

/** Blanks stand for comments, so that offsets and lines stay. One pass; a text in quotes ends with its line at the latest. */
export function withoutComments(text: string, style: CommentStyle, quotes = `"'`): string {
  const parts: string[] = []
  let copied = 0
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (quote !== '') {
      if (char === '\\') at++
      else if (char === quote || char === '\n') quote = ''
      continue
    }
    if (quotes.includes(char)) quote = char
    const end = commentEnd(text, at, style)
    if (end === at) continue
    parts.push(text.slice(copied, at), text.slice(at, end).replace(/[^\n]/g, ' '))
    copied = end
    at = end - 1
  }
  parts.push(text.slice(copied))
  return parts.join('')
}

/** Where the comment that starts at this offset ends; the offset itself where none starts. */
function commentEnd(text: string, at: number, style: CommentStyle): number {
  const char = text.charAt(at)
  if (style === 'hash') return char === '#' ? endOr(text, text.indexOf('\n', at)) : at
  if (char !== '/') return at
  const next = text.charAt(at + 1)
  if (next === '/') return endOr(text, text.indexOf('\n', at))
  if (next !== '*') return at
  const close = text.indexOf('*/', at + 2)
  return close < 0 ? text.length : close + 2
}

function endOr(text: string, found: number): number {
  return found < 0 ? text.length : found
}

export interface Call {
  /** The groups of the pattern. */
  readonly groups: readonly (string | undefined)[]
  /** What stands between its brackets. */
  readonly body: string
  /** Offset of its first letter. */
  readonly offset: number
  /** Whether the closing bracket was found within `maxBody` letters. */
  readonly isClosed: boolean
}

/** Longer argument lists are cut. */
const maxBody = 50_000

/** `pattern`: global, ends behind the opening bracket. Calls inside the brackets of another are not looked for. */
export function findCalls(text: string, pattern: RegExp): readonly Call[] {
  const calls: Call[] = []
  const matcher = new RegExp(pattern.source, pattern.flags)
  for (let match = matcher.exec(text); match !== null; match = matcher.exec(text)) {
    const start = match.index + match[0].length
    const end = closingBracket(text, start)
    calls.push({
      groups: match.slice(1),
      body: text.slice(start, end ?? start + maxBody),
      offset: match.index,
      isClosed: end !== undefined,
    })
    matcher.lastIndex = end ?? start + maxBody
  }
  return calls
}

function closingBracket(text: string, start: number): number | undefined {
  let depth = 1
  let quote = ''
  for (let at = start; at < text.length && at < start + maxBody; at++) {
    const char = text.charAt(at)
    if (quote !== '') {
      if (char === '\\') at++
      else if (char === quote || char === '\n') quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char) && --depth === 0) return at
  }
  return undefined
}

export interface Literal {
  readonly text: string
  /** Within the text that was searched. */
  readonly offset: number
}

/** Texts in single or double quotes, as they stand between them. */
export function literalsIn(text: string): readonly Literal[] {
  return [...text.matchAll(/"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'/g)].map((match) => ({
    text: match[1] ?? match[2] ?? '',
    offset: match.index,
  }))
}

/** The text of `name = "…"` or `name: "…"`. */
export function namedText(body: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|[\\s,(])${name}\\s*[:=]\\s*(?:"([^"\\n]*)"|'([^'\\n]*)')`).exec(body)
  return match?.[1] ?? match?.[2]
}
