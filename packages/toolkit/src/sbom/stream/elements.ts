/** The second pass: the elements of one list, one at a time, so that none needs to stay. */
import { type JsonPath, parseJson } from '../../base/index.ts'
import type { ByteSource } from './byte-source.ts'
import { byte, JsonCursor } from './cursor.ts'
import { decodeJson } from './decode-json.ts'
import { type ListRange, notUtf8, type StreamError, syntaxError, toError } from './outline.ts'

export interface ListElement {
  readonly value: unknown
  readonly index: number
  /** 1-based. */
  readonly line: number
  /** 1-based line of a member of the element; `[]` is the element itself. */
  readonly lineOf: (path: JsonPath) => number
}

export interface ElementVisitor {
  /** Called for each element in order; what it returns as an error ends the pass. */
  readonly element: (element: ListElement) => StreamError | undefined
  readonly duplicate: (key: string, line: number) => void
}

/** Levels above an element: the document and its list. */
const DEPTH = 2

/** The first error, or undefined when all elements were valid JSON and nothing else lay in the range. */
export function eachElement(
  source: ByteSource,
  range: ListRange,
  visit: ElementVisitor,
): StreamError | undefined {
  const cursor = new JsonCursor(source, range)
  if (cursor.peek() !== byte.open) return syntaxError(cursor)
  cursor.step()
  if (cursor.peek() === byte.close) return endOf(cursor)
  for (let index = 0; ; index++) {
    const failure = readElement(cursor, index, visit)
    if (failure !== undefined) return failure
    const next = cursor.peek()
    if (next === byte.close) return endOf(cursor)
    if (next !== byte.comma) return syntaxError(cursor)
    cursor.step()
  }
}

function endOf(cursor: JsonCursor): StreamError | undefined {
  cursor.step()
  return cursor.peek() === -1 ? undefined : syntaxError(cursor)
}

function readElement(cursor: JsonCursor, index: number, visit: ElementVisitor): StreamError | undefined {
  if (cursor.peek() === -1) return syntaxError(cursor)
  const { line } = cursor
  cursor.mark()
  const failure = cursor.skip(DEPTH)
  if (failure !== undefined) return toError(failure, cursor.line)
  const text = decodeJson(cursor.take())
  if (text === undefined) return notUtf8(line)
  const value = parse(text)
  if (value === undefined || countNames(value.json) !== cursor.names) {
    const slow = parseJson(text)
    if (!slow.ok) return { ...slow.error, line: line + slow.error.line - 1 }
    for (const twice of slow.value.duplicates) visit.duplicate(twice.key, line + twice.line - 1)
  }
  return visit.element({ value: value?.json, index, line, lineOf: (path) => lineWithin(text, line, path) })
}

function parse(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Read again only where somebody asks: for faults and for what an element nests. */
function lineWithin(text: string, line: number, path: JsonPath): number {
  if (path.length === 0) return line
  const parsed = parseJson(text)
  return parsed.ok ? line + parsed.value.lineOf(path) - 1 : line
}

/** Members of a value and of all that it holds: fewer than names were written means that some stood twice. */
function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) if (typeof item === 'object') count += countNames(item)
    return count
  }
  for (const key in value) {
    count++
    const member = (value as Readonly<Record<string, unknown>>)[key]
    if (typeof member === 'object') count += countNames(member)
  }
  return count
}
