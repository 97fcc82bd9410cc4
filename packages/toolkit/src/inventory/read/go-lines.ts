/** go.mod as directives, one for each line or each line of a block (Go Modules Reference, "go.mod files"). */

export interface GoDirective {
  /** `require`, `replace` and so on. */
  readonly verb: string
  /** Tokens after the verb, unquoted. */
  readonly words: readonly string[]
  /** Text of the `//` comment, without the slashes. */
  readonly comment: string
  /** 1-based. */
  readonly line: number
}

export interface GoModSyntax {
  readonly directives: readonly GoDirective[]
  /** Lines of blocks that the end of the file cut off, and of closing brackets without a block. */
  readonly unbalanced: readonly number[]
}

/** Untrusted text; linear in its length; whatever cannot be understood stays a directive with a strange verb. */
export function readGoLines(text: string): GoModSyntax {
  const directives: GoDirective[] = []
  const unbalanced: number[] = []
  let block: { verb: string; line: number } | undefined
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1
    const { words, comment } = tokenize(raw)
    const [first] = words
    if (first === undefined) continue
    if (first === ')') {
      if (block === undefined) unbalanced.push(line)
      block = undefined
    } else if (block !== undefined) directives.push({ verb: block.verb, words, comment, line })
    else if (words[1] === '(' && words.length === 2) block = { verb: first, line }
    else if (words[1] !== '(' || words[2] !== ')')
      directives.push({ verb: first, words: words.slice(1), comment, line })
  }
  if (block !== undefined) unbalanced.push(block.line)
  return { directives, unbalanced }
}

const token = /\s*(?:(\/\/.*)|"((?:[^"\\]|\\.)*)"|`([^`]*)`|([()])|((?:(?!\/\/)[^\s()"`])+)|(.))/gy

/** Longer lines are no directive of Go's; cutting them keeps the tokenizer linear on quotes that never end. */
const maxLine = 8_192

function tokenize(raw: string): { words: string[]; comment: string } {
  if (raw.length > maxLine) return { words: [raw.slice(0, 80), 'a line that is too long'], comment: '' }
  const words: string[] = []
  token.lastIndex = 0
  for (let match = token.exec(raw); match !== null; match = token.exec(raw)) {
    const [, comment, quoted, verbatim, bracket, word, other] = match
    if (comment !== undefined) return { words, comment: comment.slice(2).trim() }
    const found = quoted ?? verbatim ?? bracket ?? word ?? other
    if (found !== undefined && found.trim() !== '') words.push(found)
  }
  return { words, comment: '' }
}
