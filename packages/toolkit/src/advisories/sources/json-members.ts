/** The members of a JSON object, cut out of its text as they were written: for files too large to parse whole. */
import { parseJsonText } from './json.ts'
import { type Mark, marks } from './json-slices.ts'

export interface Member {
  readonly key: string
  /** Of the value within the text. */
  readonly from: number
  readonly to: number
}

/**
 * `start`: at the object's opening brace, blanks before it allowed; nothing where there is none. The text is not
 * checked: an object without its end gives a last member that reaches to the end, and is damaged or empty.
 */
export function* cutMembers(text: string, start: number, end: number = text.length): Generator<Member> {
  const open = skipBlank(text, start)
  if (text[open] !== '{') return
  let last = ''
  let member: { readonly key: string; readonly from: number } | undefined
  for (const { at, mark, end: behind } of shallowMarks(text, open + 1, end)) {
    if (mark === '"') last = text.slice(at, behind)
    else if (mark === ':') member = { key: keyOf(last), from: behind }
    else {
      if (member !== undefined) yield { ...member, to: at }
      member = undefined
      if (mark !== ',') return
    }
  }
  yield member === undefined ? { key: '', from: end, to: end } : { ...member, to: end }
}

/** Those that stand in no inner object or list. */
function* shallowMarks(text: string, start: number, end: number): Generator<Mark> {
  let depth = 0
  for (const found of marks(text, start)) {
    if (found.at >= end) return
    if (depth === 0 && found.step < 1) yield found
    depth += found.step
  }
}

function skipBlank(text: string, start: number): number {
  const blank = /[\s\uFEFF]*/y
  blank.lastIndex = start
  blank.test(text)
  return blank.lastIndex
}

/** A key with a broken escape stays as written. */
function keyOf(quoted: string): string {
  const value = quoted.includes('\\') ? parseJsonText(quoted) : undefined
  return typeof value === 'string' ? value : quoted.slice(1, -1)
}
