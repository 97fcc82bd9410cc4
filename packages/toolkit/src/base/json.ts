/**
 * JSON from outside: parsed by the engine, then read once more by a scanner that finds what the engine hides
 * (duplicate keys, depth) and remembers on which line each member begins.
 */
import { limits } from './limits.ts'
import { err, ok, type Result } from './result.ts'

export type JsonPath = readonly (string | number)[]

export interface JsonDocument {
  readonly value: unknown
  /** 1-based line of a member whose value is an object or array, or of an array's element; 1 if unknown. */
  lineOf(path: JsonPath): number
  /** Keys that occur twice in one object: the last value won, so something was lost. */
  readonly duplicates: readonly { readonly key: string; readonly line: number }[]
}

export interface JsonError {
  readonly code: 'SYNTAX_INVALID' | 'NESTING_TOO_DEEP' | 'FILE_TOO_LARGE'
  readonly line: number
  readonly message: string
}

/**
 * Untrusted: whoever wrote the text can send anything; keys such as `__proto__` stay plain own properties. A text of more
 * than `maxValues` is refused: no engine's map holds the lines of more than 16,777,216.
 */
export function parseJson(
  text: string,
  maxValues: number = limits.jsonValues,
): Result<JsonDocument, JsonError> {
  const scan = scanJson(text, maxValues)
  if (scan.tooManyAt > 0) {
    const message = `more than ${maxValues} values, or names in one object`
    return err({ code: 'FILE_TOO_LARGE', line: scan.tooManyAt, message })
  }
  if (scan.tooDeepAt > 0) {
    return err({
      code: 'NESTING_TOO_DEEP',
      line: scan.tooDeepAt,
      message: `nested deeper than ${limits.nesting} levels`,
    })
  }
  try {
    const value: unknown = JSON.parse(text)
    const lineOf = (path: JsonPath): number => scan.lines.get(path.join('\0')) ?? 1
    return ok({ value, lineOf, duplicates: scan.duplicates })
  } catch (cause) {
    return err({ code: 'SYNTAX_INVALID', ...syntaxError(text, cause) })
  }
}

function syntaxError(text: string, cause: unknown): { line: number; message: string } {
  const detail = cause instanceof Error ? cause.message : String(cause)
  const position = /position (\d+)/.exec(detail)?.[1]
  const offset = position === undefined ? text.length : Number(position)
  const line = text.slice(0, offset).split('\n').length
  const isCut = /end of JSON input|Unterminated/.test(detail)
  return { line, message: isCut ? 'the file ends in the middle of a value' : 'not valid JSON' }
}

interface Frame {
  readonly path: string
  /** Keys seen so far; undefined in an array. */
  readonly keys: Set<string> | undefined
  index: number
  /** The key whose value comes next; undefined while a key is awaited. */
  key: string | undefined
}

interface Scan {
  readonly lines: Map<string, number>
  readonly duplicates: { key: string; line: number }[]
  tooDeepAt: number
  readonly maxValues: number
  tooManyAt: number
}

const codes = {
  newline: 10,
  quote: 34,
  comma: 44,
  colon: 58,
  open: 91,
  backslash: 92,
  close: 93,
  brace: 123,
  unbrace: 125,
}

/** One pass, tolerant of broken text: JSON.parse is the judge of syntax, this only takes notes. */
function scanJson(text: string, maxValues: number): Scan {
  const scan: Scan = { lines: new Map(), duplicates: [], tooDeepAt: 0, maxValues, tooManyAt: 0 }
  const stack: Frame[] = []
  let line = 1
  for (let at = 0; at < text.length && scan.tooManyAt === 0; at++) {
    const code = text.charCodeAt(at)
    if (code === codes.newline) line++
    else if (code === codes.quote) at = scanString(text, at, { stack, scan, line })
    else if (code === codes.brace || code === codes.open) {
      stack.push(openFrame(stack, scan, { line, isObject: code === codes.brace }))
      if (stack.length > limits.nesting) {
        scan.tooDeepAt = line
        return scan
      }
    } else if (code === codes.unbrace || code === codes.close) stack.pop()
    else if (code === codes.comma) nextMember(stack)
  }
  return scan
}

function openFrame(stack: readonly Frame[], scan: Scan, at: { line: number; isObject: boolean }): Frame {
  const keys = at.isObject ? new Set<string>() : undefined
  const parent = stack[stack.length - 1]
  if (parent === undefined) return { path: '', keys, index: 0, key: undefined }
  const own = parent.keys === undefined ? String(parent.index) : (parent.key ?? '')
  const path = stack.length === 1 ? own : `${parent.path}\0${own}`
  noteLine(scan, path, at.line)
  return { path, keys, index: 0, key: undefined }
}

/** Lines of longer paths stay unknown: a huge key above many elements would else be copied for each of them. */
const MAX_PATH_LETTERS = 4096

function noteLine(scan: Scan, path: string, line: number): void {
  if (path.length > MAX_PATH_LETTERS) return
  scan.lines.set(path, line)
  if (scan.lines.size > scan.maxValues) scan.tooManyAt = line
}

function nextMember(stack: readonly Frame[]): void {
  const frame = stack[stack.length - 1]
  if (frame === undefined) return
  frame.index++
  frame.key = undefined
}

/** Returns the offset of the closing quote; notes a key, or the line of an array's string element. */
function scanString(
  text: string,
  start: number,
  notes: { stack: readonly Frame[]; scan: Scan; line: number },
): number {
  const end = endOfString(text, start)
  const frame = notes.stack[notes.stack.length - 1]
  if (frame === undefined) return end
  if (frame.keys === undefined) {
    const path = notes.stack.length === 1 ? String(frame.index) : `${frame.path}\0${frame.index}`
    noteLine(notes.scan, path, notes.line)
    return end
  }
  if (frame.key !== undefined) return end
  const raw = text.slice(start + 1, end)
  const key = raw.includes('\\') ? unescapeKey(raw) : raw
  if (frame.keys.has(key)) notes.scan.duplicates.push({ key, line: notes.line })
  else frame.keys.add(key)
  if (frame.keys.size > notes.scan.maxValues) notes.scan.tooManyAt = notes.line
  frame.key = key
  return end
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0
  while (text.charCodeAt(quote - 1 - slashes) === codes.backslash) slashes++
  return slashes % 2 === 1
}

function unescapeKey(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string
  } catch {
    return raw
  }
}
