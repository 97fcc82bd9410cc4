/** Reads the regular expressions of SPDX license templates into finite alternatives of text and gaps. */

/** Stands for words that are not compared; the number is how many at most. */
export interface Gap {
  readonly gap: number
  readonly kind: 'any' | 'number'
}

/** Text and gaps in order. */
export type Alternative = readonly (string | Gap)[]

interface Cursor {
  readonly source: string
  at: number
}

const mostAlternatives = 256

/** Throws where the pattern uses more of the language than the templates are known to use. */
export function readPattern(source: string): readonly Alternative[] {
  const cursor = { source, at: 0 }
  const alternatives = readChoice(cursor)
  if (cursor.at !== source.length) throw new Error(`pattern not read to its end: ${source}`)
  return alternatives
}

function readChoice(cursor: Cursor): Alternative[] {
  const all = readSequence(cursor)
  while (cursor.source[cursor.at] === '|') {
    cursor.at++
    all.push(...readSequence(cursor))
  }
  return all
}

function readSequence(cursor: Cursor): Alternative[] {
  let all: Alternative[] = [[]]
  while (cursor.at < cursor.source.length && !'|)'.includes(cursor.source.charAt(cursor.at))) {
    const piece = repeat(readAtom(cursor), readQuantifier(cursor))
    all = distinct(all.flatMap((before) => piece.map((after) => join(before, after))))
    if (all.length > mostAlternatives) throw new Error(`too many alternatives: ${cursor.source}`)
  }
  return all
}

function distinct(all: readonly Alternative[]): Alternative[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
}

function join(before: Alternative, after: Alternative): Alternative {
  const last = before.at(-1)
  const first = after[0]
  return typeof last === 'string' && typeof first === 'string'
    ? [...before.slice(0, -1), last + first, ...after.slice(1)]
    : [...before, ...after]
}

type Atom = { readonly texts: readonly Alternative[] } | { readonly wild: 'any' | 'number' | 'space' }

function readAtom(cursor: Cursor): Atom {
  const char = cursor.source.charAt(cursor.at++)
  if (char === '(') {
    const texts = readChoice(cursor)
    if (cursor.source[cursor.at++] !== ')') throw new Error(`group not closed: ${cursor.source}`)
    return { texts }
  }
  if (char === '[') return readClass(cursor)
  if (char === '.') return { wild: 'any' }
  if (char !== '\\') return { texts: [[char]] }
  const escaped = cursor.source.charAt(cursor.at++)
  return escaped === 's' ? { wild: 'space' } : { texts: [[escaped]] }
}

function readClass(cursor: Cursor): Atom {
  const end = /(?:\\.|[^\]\\])*\]/y
  end.lastIndex = cursor.at
  const body = end.exec(cursor.source)?.[0].slice(0, -1)
  if (body === undefined) throw new Error(`class not closed: ${cursor.source}`)
  cursor.at += body.length + 1
  if (body.startsWith('^')) return { wild: 'any' }
  if (body.startsWith('0-9')) return { wild: 'number' }
  if (/^[ \\trnf]+$/.test(body) && body.includes('\\t')) return { wild: 'space' }
  const chars = Array.from(body.replaceAll(/\\(.)/g, '$1'), (char) =>
    /[\p{L}\p{N}]/u.test(char) ? char : ' ',
  )
  return { texts: distinct(chars.map((char) => [char])) }
}

interface Quantifier {
  readonly min: number
  readonly max: number
}

function readQuantifier(cursor: Cursor): Quantifier {
  const found = /[?*+]|\{(\d+),?(\d*)\}/y
  found.lastIndex = cursor.at
  const match = found.exec(cursor.source)
  if (match === null) return { min: 1, max: 1 }
  cursor.at += match[0].length
  if (match[0] === '?') return { min: 0, max: 1 }
  if (match[0] === '*') return { min: 0, max: Number.POSITIVE_INFINITY }
  if (match[0] === '+') return { min: 1, max: Number.POSITIVE_INFINITY }
  return { min: Number(match[1]), max: Number(match[2] || match[1]) }
}

/** Words of a gap with no stated end: a list of copyright holders. */
const longName = 60

function repeat(atom: Atom, { min, max }: Quantifier): readonly Alternative[] {
  if ('texts' in atom) {
    const hasGap = atom.texts.some((text) => text.some((part) => typeof part !== 'string'))
    if (max > 1 && hasGap) return [[{ gap: 80, kind: 'number' }]]
    return min === 0 ? [[], ...atom.texts] : atom.texts
  }
  if (atom.wild === 'space' || max === 1) return [[' ']]
  if (atom.wild === 'number') return [[{ gap: 3, kind: 'number' }]]
  return [
    [{ gap: max === Number.POSITIVE_INFINITY ? longName : Math.max(1, Math.ceil(max / 5)), kind: 'any' }],
  ]
}
