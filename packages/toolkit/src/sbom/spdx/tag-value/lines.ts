/** Tag-value text as pairs of tag and value (SPDX 2.3, clause 5.1): one a line, or several lines between `<text>`. */

export interface TagPair {
  readonly tag: string
  readonly value: string
  /** 1-based line of the tag. */
  readonly line: number
}

export type TagLine =
  | ({ readonly kind: 'pair' } & TagPair)
  /** Text that belongs to no tag. */
  | { readonly kind: 'stray'; readonly line: number }
  /** `<text>` without its end: nothing after it can be told apart. */
  | { readonly kind: 'endless'; readonly line: number }

const opening = '<text>'
const closing = '</text>'
const longestTag = 64

/** Untrusted text of any length; each character is looked at a fixed number of times. */
export function* readTagLines(source: string): Generator<TagLine> {
  const text = source.includes('\r') ? source.replaceAll(/\r\n?/g, '\n') : source
  let line = 1
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const pair = readPair(text, start, end)
    if (pair === undefined) {
      if (!isSkipped(text, start, end)) yield { kind: 'stray', line }
    } else if (!pair.value.startsWith(opening)) yield { kind: 'pair', ...pair, line }
    else {
      const from = text.indexOf(opening, start) + opening.length
      const to = text.indexOf(closing, from)
      if (to < 0) {
        yield { kind: 'endless', line }
        return
      }
      yield { kind: 'pair', tag: pair.tag, value: text.slice(from, to), line }
      const rest = text.indexOf('\n', to)
      const stop = rest < 0 ? text.length : rest
      line += countLines(text, start, stop)
      if (!isSkipped(text, to + closing.length, stop)) yield { kind: 'stray', line }
      start = stop + 1
      line++
      continue
    }
    start = end + 1
    line++
  }
}

function readPair(text: string, start: number, end: number): { tag: string; value: string } | undefined {
  const head = text.slice(start, Math.min(end, start + longestTag + 1))
  const tag = /^\s*([A-Za-z]+)\s*:/.exec(head)
  if (tag === null) return undefined
  return { tag: tag[1] ?? '', value: text.slice(start + tag[0].length, end).trim() }
}

/** Blank, or a comment. */
function isSkipped(text: string, start: number, end: number): boolean {
  let at = start
  while (at < end && /\s/.test(text.charAt(at))) at++
  return at >= end || text.charAt(at) === '#'
}

function countLines(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++
  return count
}
