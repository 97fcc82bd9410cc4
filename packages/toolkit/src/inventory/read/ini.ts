/** Files of sections and keys whose values may go on in indented lines (Python, "configparser"). */

export interface IniEntry {
  readonly section: string
  /** Lowercase. */
  readonly key: string
  /** The value line by line, without blanks around and comments; the first may be empty. */
  readonly lines: readonly string[]
  /** 1-based line of the key. */
  readonly line: number
}

interface Open {
  readonly section: string
  readonly key: string
  readonly lines: string[]
  readonly line: number
}

/** Untrusted; what is neither a section nor a key is passed over. */
export function readIni(text: string): readonly IniEntry[] {
  const entries: Open[] = []
  let section = ''
  let open: Open | undefined
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '' || /^[#;]/.test(line)) continue
    if (/^[ \t]/.test(raw)) {
      open?.lines.push(line.replace(/\s#.*$/, '').trim())
      continue
    }
    open = undefined
    const header = /^\[([^\]]*)\]/.exec(line)?.[1]
    if (header !== undefined) section = header.trim()
    const at = line.search(/[=:]/)
    if (header !== undefined || at <= 0) continue
    const value = line.slice(at + 1).trim()
    open = { section, key: line.slice(0, at).trim().toLowerCase(), lines: [value], line: index + 1 }
    entries.push(open)
  }
  return entries
}
