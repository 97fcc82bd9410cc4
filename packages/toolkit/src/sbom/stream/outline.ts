/** The first pass over a large JSON document: its members, and where the long lists among them lie. */
import { err, type JsonError, type JsonPath, limits, ok, parseJson, type Result } from '../../base/index.ts'
import type { ByteSource } from './byte-source.ts'
import { byte, JsonCursor, type SkipFailure } from './cursor.ts'
import { decodeJson } from './decode-json.ts'

/** Bytes of a list, from its opening bracket to behind the closing one. */
export interface ListRange {
  readonly start: number
  readonly end: number
  /** 1-based line of the opening bracket. */
  readonly line: number
}

export interface JsonOutline {
  /** The members of the document; a list that has a range is `[]` here, or `[null]` when there is something in it. */
  readonly root: Readonly<Record<string, unknown>>
  readonly ranges: ReadonlyMap<string, ListRange>
  /** As in `JsonDocument`, for all that is not within the lists. */
  readonly lineOf: (path: JsonPath) => number
  readonly duplicates: readonly { readonly key: string; readonly line: number }[]
  /** 1-based line of text behind the document. */
  readonly trailingLine?: number
}

export type StreamError =
  | JsonError
  | { readonly code: 'FILE_TOO_LARGE' | 'FILE_NOT_UTF8'; readonly line: number; readonly message: string }

/** A member that is kept whole. */
interface Member {
  readonly lineOf: (path: JsonPath) => number
  readonly line: number
}

/** No byte: that of an end, or none that may stand there. */
const end = -1

interface Pass {
  readonly cursor: JsonCursor
  readonly lists: ReadonlySet<string>
  readonly root: Record<string, unknown>
  readonly ranges: Map<string, ListRange>
  readonly members: Map<string, Member>
  readonly duplicates: { key: string; line: number }[]
  /** Bytes of members kept so far. */
  kept: number
}

/**
 * `lists` names the members whose elements are not wanted now. Undefined where the bytes do not begin with an object.
 * What is said of a list here is where it ends; its elements are checked by whoever reads them (`eachElement`).
 */
export function outlineJson(
  source: ByteSource,
  lists: ReadonlySet<string>,
): Result<JsonOutline, StreamError> | undefined {
  const cursor = new JsonCursor(source, { start: 0, end: source.size, line: 1 })
  cursor.skipMark()
  if (cursor.peek() !== byte.brace) return undefined
  const pass: Pass = {
    cursor,
    lists,
    root: {},
    ranges: new Map(),
    members: new Map(),
    duplicates: [],
    kept: 0,
  }
  const failure = readMembers(pass)
  if (failure !== undefined) return err(failure)
  const { root, ranges, members, duplicates } = pass
  const trailing = cursor.peek() === -1 ? {} : { trailingLine: cursor.line }
  return ok({ root, ranges, duplicates, ...trailing, lineOf: (path) => lineIn(members, path) })
}

function lineIn(members: ReadonlyMap<string, Member>, path: JsonPath): number {
  const member = members.get(String(path[0]))
  if (member === undefined) return 1
  return path.length === 1 ? member.line : member.line + member.lineOf(path.slice(1)) - 1
}

function readMembers(pass: Pass): StreamError | undefined {
  const { cursor } = pass
  cursor.step()
  let next = cursor.peek()
  while (next !== byte.unbrace) {
    const failure = readMember(pass)
    if (failure !== undefined) return failure
    next = cursor.peek()
    if (next === byte.comma) {
      cursor.step()
      next = cursor.peek() === byte.quote ? byte.comma : end
    }
    if (next !== byte.comma && next !== byte.unbrace) return syntaxError(cursor)
  }
  cursor.step()
  return undefined
}

function readMember(pass: Pass): StreamError | undefined {
  const { cursor } = pass
  if (cursor.peek() !== byte.quote) return syntaxError(cursor)
  const keyLine = cursor.line
  const key = readText(cursor, 1)
  if (typeof key !== 'string') return key
  const name = parseJson(key)
  if (!name.ok) return { ...name.error, line: keyLine }
  if (cursor.peek() !== byte.colon) return syntaxError(cursor)
  cursor.step()
  const first = cursor.peek()
  if (first === -1) return syntaxError(cursor)
  const text = String(name.value.value)
  if (pass.members.has(text) || pass.ranges.has(text)) pass.duplicates.push({ key: text, line: keyLine })
  pass.members.delete(text)
  pass.ranges.delete(text)
  return first === byte.open && pass.lists.has(text) ? passList(pass, text) : keepMember(pass, text)
}

function passList({ cursor, ranges, root }: Pass, key: string): StreamError | undefined {
  const { offset: start, line } = cursor
  cursor.step()
  const isEmpty = cursor.peek() === byte.close
  const failure = cursor.skipRest(1)
  if (failure !== undefined) return toError(failure, cursor.line)
  ranges.set(key, { start, end: cursor.offset, line })
  setMember(root, key, isEmpty ? [] : [null])
  return undefined
}

function keepMember(pass: Pass, key: string): StreamError | undefined {
  const { cursor, members, root } = pass
  const { line } = cursor
  const text = readText(cursor, 1)
  if (typeof text !== 'string') return text
  pass.kept += text.length
  if (pass.kept > limits.fileBytes) return toError('large', line)
  const parsed = parseJson(text)
  if (!parsed.ok) return { ...parsed.error, line: line + parsed.error.line - 1 }
  for (const twice of parsed.value.duplicates) {
    pass.duplicates.push({ key: twice.key, line: line + twice.line - 1 })
  }
  const { value: document } = parsed
  members.set(key, { line, lineOf: (path) => document.lineOf(path) })
  setMember(root, key, document.value)
  return undefined
}

/** `__proto__` is a name like any other. */
function setMember(root: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(root, key, { value, enumerable: true, writable: true, configurable: true })
}

/** The text of the value that comes next. */
function readText(cursor: JsonCursor, depth: number): string | StreamError {
  const { line } = cursor
  cursor.mark()
  const failure = cursor.skip(depth)
  if (failure !== undefined) return toError(failure, cursor.line)
  return decodeJson(cursor.take()) ?? notUtf8(line)
}

export function notUtf8(line: number): StreamError {
  return { code: 'FILE_NOT_UTF8', line, message: 'the bytes are not UTF-8' }
}

export function syntaxError(cursor: JsonCursor): StreamError {
  return cursor.peek() === -1
    ? toError('cut', cursor.line)
    : { code: 'SYNTAX_INVALID', line: cursor.line, message: 'not valid JSON' }
}

export function toError(failure: SkipFailure, line: number): StreamError {
  switch (failure) {
    case 'cut':
      return { code: 'SYNTAX_INVALID', line, message: 'the file ends in the middle of a value' }
    case 'deep':
      return { code: 'NESTING_TOO_DEEP', line, message: `nested deeper than ${limits.nesting} levels` }
    case 'large':
      return {
        code: 'FILE_TOO_LARGE',
        line,
        message: `one part of the document has more than ${limits.fileBytes} bytes`,
      }
    default:
      return failure satisfies never
  }
}
