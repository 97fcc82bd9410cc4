/** Which modules a Python text imports, imports for types only, computes, or mentions in a string (Python reference, 7.11). */
import { type PythonToken, tokenizePython } from './lexer.ts'

export interface PythonUse {
  /** Dotted, absolute. */
  readonly module: string
  readonly at: number
  readonly kind: 'load' | 'types' | 'string'
}

export interface PythonComputed {
  readonly at: number
  readonly text: string
  /** What the name begins with, where that is literal. */
  readonly prefix: string
}

export interface PythonUses {
  readonly uses: readonly PythonUse[]
  readonly computed: readonly PythonComputed[]
}

interface State {
  readonly text: string
  readonly tokens: readonly PythonToken[]
  readonly uses: PythonUse[]
  readonly computed: PythonComputed[]
  /** Indices of string tokens that name a module of an import. */
  readonly taken: Set<number>
}

/** Total: any text gives an answer. */
export function readPythonImports(text: string): PythonUses {
  const { tokens, isSound } = tokenizePython(text)
  const state: State = { text, tokens, uses: [], computed: [], taken: new Set() }
  visitAll(state)
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'string' || state.taken.has(index)) continue
    const value = valueOf(state, index)
    if (value !== undefined && dottedName.test(value))
      state.uses.push({ module: value.replace(/:.*$/, ''), at: token.start, kind: 'string' })
  }
  if (!isSound) state.uses.push(...looseImports(text))
  return { uses: state.uses, computed: state.computed }
}

/** `package.module`, `package.module:object`. */
const dottedName = /^[A-Za-z_][\w.-]{0,200}(?::[\w.]{1,100})?$/

function visitAll(state: State): void {
  const { tokens, text } = state
  let typesIndent: number | undefined
  let isLine = true
  let isStart = true
  for (const [index, token] of tokens.entries()) {
    if (isLine && token.kind !== 'newline') {
      if (typesIndent !== undefined && token.indent <= typesIndent) typesIndent = undefined
      if (isTypeCheck(state, index)) typesIndent = token.indent
    }
    if (token.kind === 'name')
      visit(state, index, { isStart, kind: typesIndent === undefined ? 'load' : 'types' })
    isLine = token.kind === 'newline'
    isStart = isLine || (token.kind === 'op' && /[:;]/.test(text.charAt(token.start)))
  }
}

interface Context {
  /** A statement begins here. */
  readonly isStart: boolean
  readonly kind: 'load' | 'types'
}

function word({ text, tokens }: State, index: number): string {
  const token = tokens[index]
  return token === undefined || token.kind === 'string' ? '' : text.slice(token.start, token.end)
}

/** `if TYPE_CHECKING:`, `if typing.TYPE_CHECKING:`. */
function isTypeCheck(state: State, index: number): boolean {
  if (word(state, index) !== 'if') return false
  const at = word(state, index + 2) === '.' ? index + 3 : index + 1
  return word(state, at) === 'TYPE_CHECKING' && word(state, at + 1) === ':'
}

const loaders = new Set([
  'import_module',
  '__import__',
  'import_string',
  'import_object',
  'importorskip',
  'load_module',
  'lazy_import',
])

function visit(state: State, index: number, { isStart, kind }: Context): void {
  const text = word(state, index)
  if (text === 'import' && isStart) readPlain(state, index, kind)
  else if (text === 'from' && isStart) readFrom(state, index, kind)
  else if (loaders.has(text) && word(state, index + 1) === '(' && word(state, index - 1) !== 'def')
    readLoader(state, index, kind)
}

/** `import a.b as c, d`. */
function readPlain(state: State, index: number, kind: 'load' | 'types'): void {
  let at = index + 1
  for (;;) {
    const { name, next } = dotted(state, at)
    if (name === '') return
    state.uses.push({ module: name, at: state.tokens[at]?.start ?? 0, kind })
    at = word(state, next) === 'as' ? next + 2 : next
    if (word(state, at) !== ',') return
    at++
  }
}

/** `from a.b import c, d`: each of c and d may be a module as well. Relative ones stay in the product. */
function readFrom(state: State, index: number, kind: 'load' | 'types'): void {
  const { name, next } = dotted(state, index + 1)
  if (name === '' || word(state, next) !== 'import') return
  const at = state.tokens[index]?.start ?? 0
  state.uses.push({ module: name, at, kind })
  for (let item = next + 1; item < next + 2000 && !isClauseEnd(state, item); item++) {
    const text = word(state, item)
    if (text === 'as') item++
    else if (state.tokens[item]?.kind === 'name') state.uses.push({ module: `${name}.${text}`, at, kind })
  }
}

function isClauseEnd(state: State, at: number): boolean {
  const kind = state.tokens[at]?.kind
  return kind === undefined || kind === 'newline' || /^[);]$/.test(word(state, at))
}

function dotted(state: State, from: number): { readonly name: string; readonly next: number } {
  let name = ''
  let at = from
  while (state.tokens[at]?.kind === 'name' && name.length < 400) {
    name += word(state, at)
    at++
    if (word(state, at) !== '.') break
    name += '.'
    at++
  }
  return { name: name.replace(/\.$/, ''), next: at }
}

function readLoader(state: State, index: number, kind: 'load' | 'types'): void {
  const first = index + 2
  const token = state.tokens[first]
  if (token === undefined || word(state, first) === ')') return
  const value = /^[),]$/.test(word(state, first + 1)) ? valueOf(state, first) : undefined
  if (value !== undefined) {
    state.taken.add(first)
    if (!value.startsWith('.')) state.uses.push({ module: value, at: token.start, kind })
  } else if (kind === 'load' && word(state, first) !== '__name__') addComputed(state, first, token.start)
}

function addComputed(state: State, index: number, at: number): void {
  const prefix = state.tokens[index]?.kind === 'string' ? prefixOf(state, index) : ''
  const text = state.text.slice(at, at + 60).split('\n')[0] ?? ''
  if (!prefix.startsWith('.')) state.computed.push({ at, text, prefix })
}

const literal = /^([a-zA-Z]{0,2})("""|'''|"|')([\s\S]*)\2$/

/** Undefined for f-strings with substitutions. */
function valueOf(state: State, index: number): string | undefined {
  const token = state.tokens[index]
  if (token?.kind !== 'string' || token.end - token.start > 220) return undefined
  const found = literal.exec(state.text.slice(token.start, token.end))
  if (found === null) return undefined
  const value = found[3] ?? ''
  return /f/i.test(found[1] ?? '') && value.includes('{') ? undefined : value
}

function prefixOf(state: State, index: number): string {
  const token = state.tokens[index]
  const raw = token === undefined ? '' : state.text.slice(token.start, token.end)
  return (literal.exec(raw)?.[3] ?? '').replace(/[{%][\s\S]*$/, '')
}

/** For texts that the lexer could not follow to the end. */
function looseImports(text: string): readonly PythonUse[] {
  return [...text.matchAll(/^[ \t]{0,200}(?:import|from)[ \t]{1,20}([A-Za-z_][\w.]{0,200})/gm)].map(
    (found) => ({
      module: found[1] ?? '',
      at: found.index,
      kind: 'load',
    }),
  )
}
