/** JSON texts of records, parsed without surprises. */

/** Undefined for text that is no JSON; a byte-order mark is allowed. */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text.codePointAt(0) === 0xfeff ? text.slice(1) : text) as unknown
  } catch (cause) {
    // Only syntax: out of memory and the like must not look like a bad record.
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
