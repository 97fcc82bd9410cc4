/** The line format of Yarn 1: two levels of indentation, names and values bare or in double quotes. */

export interface YarnEntry {
  /** `name@range`, as many as share the package. */
  readonly descriptors: readonly string[]
  /** 1-based. */
  readonly line: number
  /** `version`, `resolved`, `integrity`. */
  readonly fields: ReadonlyMap<string, string>
  readonly dependencies: readonly (readonly [string, string])[]
  readonly optionalDependencies: readonly (readonly [string, string])[]
}

interface OpenEntry {
  readonly descriptors: readonly string[]
  readonly line: number
  readonly fields: Map<string, string>
  readonly dependencies: [string, string][]
  readonly optionalDependencies: [string, string][]
}

export interface YarnLines {
  readonly entries: readonly YarnEntry[]
  /** Lines that are none of the format. */
  readonly problems: readonly { readonly line: number; readonly message: string }[]
}

const lists = ['dependencies', 'optionalDependencies'] as const

/** At most this many problems are told one by one. */
const toldProblems = 20

/** Untrusted text; one pass, no line is looked at twice. */
export function readYarnLines(text: string): YarnLines {
  const entries: OpenEntry[] = []
  const problems: { line: number; message: string }[] = []
  let list: [string, string][] | undefined
  let line = 0
  for (const raw of text.split('\n')) {
    line++
    const content = raw.trim()
    if (content === '' || content.startsWith('#')) continue
    const indent = raw.length - raw.trimStart().length
    const entry = entries[entries.length - 1]
    if (indent === 0) {
      const descriptors = readHead(content)
      if (descriptors === undefined)
        problems.push({ line, message: `expected "name@range:", found ${content.slice(0, 80)}` })
      else entries.push({ descriptors, line, fields: new Map(), dependencies: [], optionalDependencies: [] })
      list = undefined
    } else if (entry === undefined) problems.push({ line, message: 'an indented line belongs to no package' })
    else if (indent < 4) list = readField(entry, content, (message) => problems.push({ line, message }))
    else readItem(list, content, (message) => problems.push({ line, message }))
  }
  return { entries, problems: summarise(problems) }
}

function summarise(problems: YarnLines['problems']): YarnLines['problems'] {
  const rest = problems[toldProblems]
  if (rest === undefined) return problems
  const message = `${problems.length - toldProblems} more lines are none of the format`
  return [...problems.slice(0, toldProblems), { line: rest.line, message }]
}

function readHead(content: string): readonly string[] | undefined {
  if (!content.endsWith(':')) return undefined
  const words = splitWords(content.slice(0, -1), ',')
  return words === undefined || words.length === 0 || words.some((word) => !word.includes('@', 1))
    ? undefined
    : words
}

function readField(
  entry: OpenEntry,
  content: string,
  complain: (message: string) => void,
): [string, string][] | undefined {
  const name = lists.find((one) => content === `${one}:`)
  if (name !== undefined) return entry[name]
  if (content.endsWith(':')) return []
  const [key, value, ...more] = splitWords(content, ' ') ?? []
  if (key === undefined || value === undefined || more.length > 0)
    complain(`expected a name and a value, found ${content.slice(0, 80)}`)
  else entry.fields.set(key, value)
  return undefined
}

function readItem(
  list: [string, string][] | undefined,
  content: string,
  complain: (message: string) => void,
): void {
  const [name, range, ...more] = splitWords(content, ' ') ?? []
  if (list === undefined || name === undefined || range === undefined || more.length > 0)
    complain(`expected a dependency and its range, found ${content.slice(0, 80)}`)
  else list.push([name, range])
}

/** Words between separators; a word in double quotes may hold the separator. Undefined when a quote stays open. */
function splitWords(text: string, separator: ',' | ' '): readonly string[] | undefined {
  const words: string[] = []
  let at = 0
  while (at < text.length) {
    const char = text.charAt(at)
    if (char === ' ' || char === separator) at++
    else if (char === '"') {
      const end = endOfQuoted(text, at)
      if (end < 0) return undefined
      words.push(unquote(text.slice(at, end + 1)))
      at = end + 1
    } else {
      const end = text.indexOf(separator, at)
      const stop = end < 0 ? text.length : end
      words.push(text.slice(at, stop).trim())
      at = stop
    }
  }
  return words
}

function endOfQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++
    else if (text.charAt(at) === '"') return at
  }
  return -1
}

function unquote(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted.slice(1, -1)
  }
}
