/** The imports at the head of a Go file, and what its build constraint says (Go specification, "Source file organization"). */

export interface GoHead {
  readonly imports: readonly { readonly path: string; readonly at: number }[]
  /** `ignore` and `tools`: never part of a build of the product. */
  readonly isIgnored: boolean
}

const blank = /\s+|;/y
const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y
const word = /[\p{L}_][\p{L}\p{N}_]*/uy
const string = /"((?:[^"\\\n]|\\.){0,500})"|`([^`]{0,500})`/y
const constraint = /^\/\/(?:go:build|\s*\+build)\s+(.*)$/

/** Total: reading stops at the first declaration that is no import. */
export function readGoHead(text: string): GoHead {
  const reader = createReader(text)
  const imports: { path: string; at: number }[] = []
  if (reader.word() === 'package') reader.word()
  let goesOn = true
  while (goesOn && reader.word() === 'import')
    goesOn = reader.sign('(') ? readGroup(reader, imports) : readSpec(reader, imports)
  return { imports, isIgnored: isIgnored(text) }
}

function readGroup(reader: Reader, imports: { path: string; at: number }[]): boolean {
  while (!reader.sign(')')) if (!readSpec(reader, imports)) return false
  return true
}

interface Reader {
  /** '' where no word stands. */
  word(): string
  sign(char: string): boolean
  string(): { readonly value: string; readonly at: number } | undefined
}

function createReader(text: string): Reader {
  let at = text.startsWith('\uFEFF') ? 1 : 0
  const skip = (): void => {
    for (;;) {
      blank.lastIndex = at
      comment.lastIndex = at
      if (blank.test(text)) at = blank.lastIndex
      else if (comment.test(text)) at = comment.lastIndex
      else return
    }
  }
  return {
    word() {
      skip()
      word.lastIndex = at
      const found = word.exec(text)?.[0] ?? ''
      at += found.length
      return found
    },
    sign(char) {
      skip()
      const isThere = text.charAt(at) === char
      if (isThere) at++
      return isThere
    },
    string() {
      skip()
      string.lastIndex = at
      const found = string.exec(text)
      if (found === null) return undefined
      const start = at
      at = string.lastIndex
      return { value: found[1] ?? found[2] ?? '', at: start }
    },
  }
}

/** `"path"`, `name "path"`, `. "path"`, `_ "path"`. */
function readSpec(reader: Reader, imports: { path: string; at: number }[]): boolean {
  if (!reader.sign('.')) reader.word()
  const found = reader.string()
  if (found === undefined) return false
  imports.push({ path: found.value, at: found.at })
  return true
}

/** Constraints stand before the package clause (cmd/go, "Build constraints"). */
function isIgnored(text: string): boolean {
  for (const line of text.slice(0, 4000).split('\n')) {
    if (/^package\s/.test(line)) return false
    const tags = constraint.exec(line.trim())?.[1]
    if (tags !== undefined && /^(?:ignore|tools|never|none)$/.test(tags.trim())) return true
  }
  return false
}
