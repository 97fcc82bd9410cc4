/** Bytes to text, and the one order that we sort by. */
import { err, ok, type Result } from './result.ts'

/** Decodes strict UTF-8 and drops a byte-order mark; the error names the first bad byte's offset. */
export function decodeUtf8(bytes: Uint8Array): Result<string, { readonly offset: number }> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return err({ offset: firstInvalidOffset(bytes) })
  }
}

/** Order by UTF-16 code unit: the same on every machine, unlike localeCompare. */
export function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** 1-based line of an offset in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

function firstInvalidOffset(bytes: Uint8Array): number {
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (isValidPrefix(bytes.subarray(0, middle))) low = middle
    else high = middle - 1
  }
  return low
}

function isValidPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
