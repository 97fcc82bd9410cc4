/** Lines of one file's bytes: their place, their text without comments, and whether a condition guards them. */
import { spans } from './comments.ts'

const newline = 10

/** One character for each byte, so that offsets are the same in bytes and text. */
const decoder = new TextDecoder('latin1')

export interface LineSpan {
  readonly start: number
  /** Offset of the line break, or of the end. */
  readonly end: number
}

export function lineAround(bytes: Uint8Array, offset: number): LineSpan {
  const start = offset === 0 ? 0 : bytes.lastIndexOf(newline, offset - 1) + 1
  const end = bytes.indexOf(newline, offset)
  return { start, end: end < 0 ? bytes.length : end }
}

export function rawText(bytes: Uint8Array, line: LineSpan): string {
  return decoder.decode(bytes.subarray(line.start, line.end))
}

/** Comments become spaces; so do the insides of strings if told. */
export function codeText(
  bytes: Uint8Array,
  line: LineSpan,
  look: { readonly kinds: Uint8Array; readonly ignoresStrings: boolean },
): string {
  const copy = bytes.slice(line.start, line.end)
  for (let at = 0; at < copy.length; at++) {
    const kind = look.kinds[line.start + at]
    if (kind === spans.comment || (look.ignoresStrings && kind === spans.string && !isQuoteMark(copy[at])))
      copy[at] = 32
  }
  return decoder.decode(copy)
}

function isQuoteMark(byte: number | undefined): boolean {
  return byte === 34 || byte === 39 || byte === 96
}

const climb = { lines: 25, levels: 4 } as const
const condition =
  /^[\s}]*(else\b|(else\s+)?if\b|elif\b|elsif\b|unless\b|when\b|case\b|default:|switch\b|match\b|#\s*if|#\s*elif|except\b|while\b)/
const ownCondition = /\bif\b|\bunless\b|\?[^.?:]{1,80}:|\|\||&&/
const definition = /\b(func|function|def|fn|class|fun|sub)\b/

/** Whether the line, or a block that it lies in, hangs on a condition; the way up ends at a function. */
export function isGuarded(bytes: Uint8Array, line: LineSpan): boolean {
  const own = rawText(bytes, line).slice(0, 1000)
  if (ownCondition.test(own)) return true
  let indent = indentOf(own)
  let start = line.start
  let levels = 0
  for (let up = 0; up < climb.lines && start > 0 && levels < climb.levels; up++) {
    const above = lineAround(bytes, start - 1)
    start = above.start
    const text = rawText(bytes, above).slice(0, 400)
    if (text.trim() === '' || indentOf(text) >= indent) continue
    if (condition.test(text) || ownCondition.test(text)) return true
    if (definition.test(text)) return false
    // A brace alone belongs to a header on the same level above it.
    indent = indentOf(text) + (text.trim() === '{' ? 1 : 0)
    levels++
  }
  return false
}

function indentOf(text: string): number {
  let at = 0
  while (at < text.length && text.charCodeAt(at) <= 32) at++
  return at
}
