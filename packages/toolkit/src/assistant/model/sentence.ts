/** Reads one line of a model's answer; anything that is not the agreed object is no sentence. */

export interface Sentence {
  readonly text: string
  /** Numbers of passages, from 1; not yet checked against how many there are. */
  readonly passages: readonly number[]
}

const longestSentence = 600

/** Undefined: not the agreed shape. Spaces are folded; nothing else of the text is changed. */
export function parseSentence(line: string): Sentence | undefined {
  const value = parseJson(line.trim().replace(/,$/, ''))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { text, passages } = value as { readonly text?: unknown; readonly passages?: unknown }
  if (typeof text !== 'string' || !Array.isArray(passages)) return undefined
  const folded = text.replace(/\s+/g, ' ').trim()
  const numbers = passages.filter((number): number is number => Number.isSafeInteger(number) && number > 0)
  const isWhole = folded !== '' && folded.length <= longestSentence && numbers.length === passages.length
  return isWhole && numbers.length > 0 ? { text: folded, passages: [...new Set(numbers)] } : undefined
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
