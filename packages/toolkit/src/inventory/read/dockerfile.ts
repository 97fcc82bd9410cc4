/** Instructions of a Dockerfile (Dockerfile reference, "Format"): continued lines joined, comments and here-documents left out. */

export interface Instruction {
  /** Uppercase. */
  readonly name: string
  readonly rest: string
  /** 1-based line on which it begins. */
  readonly line: number
}

interface Open {
  readonly parts: string[]
  readonly line: number
}

/** Untrusted. A line `# escape=` at the top may name the backtick instead of the backslash. */
export function readInstructions(text: string): readonly Instruction[] {
  const escape = /^#\s*escape\s*=\s*`/im.test(text.slice(0, 1_000)) ? '`' : '\\'
  const found: Instruction[] = []
  let open: Open | undefined
  let ends: readonly string[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (ends.length > 0) {
      if (line === ends[0]) ends = ends.slice(1)
      continue
    }
    if (line.startsWith('#') || (line === '' && open !== undefined)) continue
    const isContinued = line.endsWith(escape)
    open ??= { parts: [], line: index + 1 }
    open.parts.push(isContinued ? line.slice(0, -1).trim() : line)
    if (isContinued) continue
    ends = finish(found, open)
    open = undefined
  }
  if (open !== undefined) finish(found, open)
  return found
}

/** The words that end the here-documents which begin in this instruction. */
function finish(found: Instruction[], { parts, line }: Open): readonly string[] {
  const whole = parts.join(' ').trim()
  const name = /^[A-Za-z]+(?=\s)/.exec(whole)?.[0].toUpperCase()
  if (name === undefined) return []
  const rest = whole.slice(name.length).trim()
  found.push({ name, rest, line })
  if (!['RUN', 'COPY', 'ADD'].includes(name)) return []
  return [...rest.matchAll(/<<-?(["']?)(\w+)\1/g)].map((match) => match[2] ?? '')
}

/** The image that parses the file itself, of a line `# syntax=` at the top. */
export function readSyntaxImage(text: string): string | undefined {
  for (const raw of text.slice(0, 1_000).split('\n')) {
    const directive = /^#\s*(\w+)\s*=\s*(\S+)\s*$/.exec(raw)
    if (directive === null) return undefined
    if (directive[1]?.toLowerCase() === 'syntax') return directive[2]
  }
  return undefined
}
