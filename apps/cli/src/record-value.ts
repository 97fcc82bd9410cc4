/** A record of the FedDB as a value: JSON where it is JSON, else its text. */

export function recordValue(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (cause) {
    // YAML and other texts stay texts; anything else is no matter of the record.
    if (cause instanceof SyntaxError) return text
    throw cause
  }
}
