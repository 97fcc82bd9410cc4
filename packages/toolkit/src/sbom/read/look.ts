/** What a text is, by a look at its beginning and at the names of its outermost members: nothing is parsed for it. */

/** Where the text itself begins: behind a byte-order mark, white space, and what XML, tag-value and YAML may say before. */
export function contentStart(text: string): number {
  let at = text.startsWith('\uFEFF') ? 1 : 0
  for (;;) {
    at = spaceEnd(text, at)
    const end = asideEnd(text, at)
    if (end === undefined) return at
    at = end
  }
}

function spaceEnd(text: string, from: number): number {
  const space = /\s*/y
  space.lastIndex = from
  space.test(text)
  return space.lastIndex
}

/** Behind a comment, a declaration or a document type that begins here. */
function asideEnd(text: string, at: number): number | undefined {
  if (text.startsWith('#', at)) return behind(text, '\n', at)
  if (text.startsWith('<?', at)) return behind(text, '?>', at)
  if (text.startsWith('<!--', at)) return behind(text, '-->', at + 4)
  if (!text.startsWith('<!', at)) return undefined
  const end = behind(text, '>', at)
  return text.slice(at, end).includes('[') ? behind(text, ']>', at) : end
}

function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at + mark.length
}

/** Members that say what a document is; of any other value only its beginning is looked at. */
const telling: ReadonlySet<string> = new Set(['bomFormat', 'specVersion', 'spdxVersion', '@context'])

/**
 * For `detectFormat`: the same answer as the whole document would give. `at` is where an object begins. Text that is no JSON
 * gives what stands before its fault.
 */
export function lookAtObject(
  text: string,
  at: number,
  isOutermost = true,
): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  let next = spaceEnd(text, at + 1)
  while (text[next] === '"') {
    const keyEnd = valueEnd(text, next)
    const start = spaceEnd(text, spaceEnd(text, keyEnd) + 1)
    const key = parse(text.slice(next, keyEnd))
    const end = valueEnd(text, start)
    if (key === 'sbom' && isOutermost)
      found[key] = text[start] === '{' ? lookAtObject(text, start, false) : null
    else if (key === 'components') found[key] = text[start] === '[' ? [] : null
    else if (typeof key === 'string' && telling.has(key)) found[key] = parse(text.slice(start, end))
    next = spaceEnd(text, end)
    if (text[next] !== ',') break
    next = spaceEnd(text, next + 1)
  }
  return found
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function valueEnd(text: string, start: number): number {
  const first = text[start]
  if (first === '"') return stringEnd(text, start)
  if (first === '{' || first === '[') return nestedEnd(text, start)
  const scalar = /[^\s,\]}]*/y
  scalar.lastIndex = start
  scalar.test(text)
  return scalar.lastIndex
}

const code = { quote: 34, backslash: 92, open: 91, close: 93, brace: 123, unbrace: 125 } as const

function nestedEnd(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const letter = text.charCodeAt(at)
    if (letter === code.quote) at = stringEnd(text, at) - 1
    else if (letter === code.brace || letter === code.open) depth++
    else if ((letter === code.unbrace || letter === code.close) && --depth === 0) return at + 1
  }
  return text.length
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charCodeAt(at)
    if (letter === code.backslash) at++
    else if (letter === code.quote) return at + 1
  }
  return text.length
}
