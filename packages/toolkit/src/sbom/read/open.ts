/** From text to a JSON document: strict first, and once more without what follows the end of the document. */
import { err, type JsonDocument, type JsonError, ok, parseJson, type Result } from '../../base/index.ts'

export interface OpenedDocument extends JsonDocument {
  /** 1-based line where text begins that does not belong to the document; undefined when there is none. */
  readonly trailingLine?: number
}

/** Untrusted: any text. A byte-order mark is dropped. */
export function openDocument(text: string): Result<OpenedDocument, JsonError> {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text
  const whole = parseJson(plain)
  if (whole.ok || whole.error.code !== 'SYNTAX_INVALID') return whole
  const end = firstValueEnd(plain)
  if (end === undefined) return whole
  const first = parseJson(plain.slice(0, end))
  return first.ok ? ok({ ...first.value, trailingLine: whole.error.line }) : err(whole.error)
}

/** Offset behind the object or array that the text begins with, if it ends. */
function firstValueEnd(text: string): number | undefined {
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (isInString) {
      if (char === '\\') at++
      else if (char === '"') isInString = false
    } else if (char === '"') isInString = true
    else if (char === '{' || char === '[') depth++
    else if ((char === '}' || char === ']') && --depth <= 0) return depth === 0 ? at + 1 : undefined
  }
  return undefined
}
