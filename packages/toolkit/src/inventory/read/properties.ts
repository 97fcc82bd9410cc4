/** Files of `key=value` lines, as Arduino has them (Arduino library specification, "library.properties file format"). */

export interface Property {
  readonly value: string
  /** 1-based. */
  readonly line: number
}

/** By key; of several the last counts. Lines that are none and comments (`#`) are passed over. */
export function readProperties(text: string): ReadonlyMap<string, Property> {
  const found = new Map<string, Property>()
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    const at = line.indexOf('=')
    if (at <= 0 || line.startsWith('#')) continue
    found.set(line.slice(0, at).trim(), { value: line.slice(at + 1).trim(), line: index + 1 })
  }
  return found
}
