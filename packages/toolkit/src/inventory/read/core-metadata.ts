/** Core metadata of Python (packaging.python.org, "Core metadata specifications"): header fields, then a description. */

/** Larger than any list of requirements; the description behind it may be a book. */
const mostLines = 20_000
const mostValue = 10_000

export interface CoreMetadata {
  readonly fields: ReadonlyMap<string, readonly string[]>
  /** 1-based line of the first field of each name. */
  readonly lines: ReadonlyMap<string, number>
}

/** By lowercase name. Indented lines go on with the field before; an empty line ends the header. */
export function parseCoreMetadata(text: string): CoreMetadata {
  const fields = new Map<string, string[]>()
  const lines = new Map<string, number>()
  let values: string[] = []
  for (const [index, line] of text.split(/\r?\n/, mostLines).entries()) {
    if (line.trim() === '') break
    const last = values.at(-1)
    if (/^[ \t]/.test(line)) {
      if (last !== undefined && last.length < mostValue) values[values.length - 1] = `${last} ${line.trim()}`
      continue
    }
    const [, name, value = ''] = /^([A-Za-z][A-Za-z-]*):[ \t]*(.*)$/.exec(line) ?? []
    if (name === undefined) continue
    const key = name.toLowerCase()
    values = fields.get(key) ?? []
    values.push(value.trim())
    fields.set(key, values)
    if (!lines.has(key)) lines.set(key, index + 1)
  }
  return { fields, lines }
}
