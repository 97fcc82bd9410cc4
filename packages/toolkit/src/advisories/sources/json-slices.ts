/** Cuts the elements of a JSON list out of its text, as they were written: no parsing, no copy of the whole, any depth. */
import { limits } from '../../base/index.ts'
import type { SourceFile } from '../source-format.ts'

/**
 * Pieces of the list that stands alone, or under the first of `keys` at the top level; undefined where there is none.
 * The text is not checked: a damaged element stays damaged, and a list without its end gives one more piece, which is empty, and what is too much for one file is one damaged piece.
 */
export function sliceJsonList(file: SourceFile, keys: readonly string[]): Iterable<SourceFile> | undefined {
  const start = findList(file.text, keys)
  return start === undefined ? undefined : slices(file, start)
}

function* slices(file: SourceFile, start: number): Generator<SourceFile> {
  let at = 0
  for (const { from, to } of elements(file.text, start)) {
    const isLast = at === limits.archiveEntries
    yield { path: `${file.path}#${at}`, text: file.text.slice(from, isLast ? undefined : to).trim() }
    if (isLast) return
    at++
  }
}

interface Span {
  readonly from: number
  readonly to: number
}

/** `start`: just behind the opening bracket. */
function* elements(text: string, start: number): Generator<Span> {
  let depth = 0
  let from = start
  for (const { at, mark, step } of marks(text, start)) {
    const isEnd = depth + step < 0
    if (isEnd || (depth === 0 && mark === ',')) {
      // An empty list has no element; an empty place between two commas is one that cannot be read.
      if (!isEnd || from !== start || text.slice(from, at).trim() !== '') yield { from, to: at }
      if (isEnd) return
      from = at + 1
    }
    depth += step
  }
  if (text.slice(from).trim() !== '') yield { from, to: text.length }
  yield { from: text.length, to: text.length }
}

/** Where the list begins: behind its bracket. */
function findList(text: string, keys: readonly string[]): number | undefined {
  if (!/^[\s\uFEFF]*[[{]/.test(text)) return undefined
  let depth = 0
  let key = ''
  let last = ''
  for (const { at, mark, step, end } of marks(text, 0)) {
    if (mark === '[' && (depth === 0 || keys.includes(key))) return end
    depth += step
    if (depth < 1) return undefined
    if (mark === '"') last = text.slice(at + 1, end - 1)
    key = mark === ':' && depth === 1 ? last : ''
  }
  return undefined
}

/** A character that gives JSON its shape. */
export interface Mark {
  readonly at: number
  /** A string is one mark, `"`. */
  readonly mark: string
  /** By how many levels it leads deeper. */
  readonly step: number
  readonly end: number
}

const steps: ReadonlyMap<string, number> = new Map([
  ['{', 1],
  ['[', 1],
  ['}', -1],
  [']', -1],
])

export function* marks(text: string, start: number): Generator<Mark> {
  const pattern = /["[\]{},:]/g
  pattern.lastIndex = start
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const [mark] = found
    if (mark === '"') pattern.lastIndex = endOfString(text, found.index)
    yield { at: found.index, mark, step: steps.get(mark) ?? 0, end: pattern.lastIndex }
  }
}

/** Behind the closing quote; the end of the text where there is none. */
function endOfString(text: string, open: number): number {
  for (let quote = text.indexOf('"', open + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0
    while (text[quote - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return quote + 1
  }
  return text.length
}
