/** Which modules a JavaScript or TypeScript text loads, names for their types only, computes, or mentions in a string. */
import { tokenize } from './lexer.ts'
import { looseImports } from './loose-imports.ts'
import { argumentOf } from './load-call.ts'
import { createCursor, type Cursor } from './cursor.ts'
import type { ComputedUse, ModuleUse, ModuleUses } from './module-use.ts'

export interface ScriptKind {
  /** Tags may stand in expressions. */
  readonly jsx: boolean
  /** TypeScript: `import('x')` may stand in a type. */
  readonly types: boolean
}

/** Total: any text gives an answer. */
export function readImports(text: string, kind: ScriptKind): ModuleUses {
  const { tokens, pragmas, isSound } = tokenize(text, kind.jsx)
  const cursor = createCursor(text, tokens)
  const uses: ModuleUse[] = pragmas.map(({ name, start }) => ({ specifier: name, at: start, kind: 'types' }))
  const reader: Reader = { cursor, kind, uses, computed: [], taken: new Set(), steps: 4 * tokens.length + 1 }
  for (let index = 0; index < tokens.length; index++) visit(reader, index)
  for (const [index, token] of tokens.entries()) {
    if ((token.kind !== 'string' && token.kind !== 'template') || reader.taken.has(index)) continue
    if (token.end - token.start < 220)
      uses.push({ specifier: cursor.literal(index), at: token.start, kind: 'string' })
  }
  const isRead = isSound && reader.steps > 0
  if (!isRead) uses.push(...looseImports(text))
  return { uses, computed: reader.computed, isSound: isRead }
}

interface Reader {
  readonly cursor: Cursor
  readonly kind: ScriptKind
  readonly uses: ModuleUse[]
  readonly computed: ComputedUse[]
  /** Tokens that are specifiers of imports, and so no mere strings. */
  readonly taken: Set<number>
  /** Tokens that may still be looked at within clauses: lists that never end do not cost more. */
  steps: number
}

/** Functions that load what their first argument names. */
const loaders = new Set(['__non_webpack_require__', 'requireActual', 'importActual', 'createMockFromModule'])

function visit(reader: Reader, index: number): void {
  const { cursor } = reader
  const token = cursor.tokens[index]
  if (token?.kind !== 'word' || token.end - token.start > 23) return
  const text = cursor.text(index)
  const isMember = cursor.text(index - 1) === '.'
  if (text === 'import' && !isMember) readImport(reader, index)
  else if (text === 'export' && /^(?:\*|\{|type)$/.test(cursor.text(index + 1))) readClause(reader, index)
  else if (text === 'require') readRequire(reader, index)
  else if (loaders.has(text) && cursor.text(index + 1) === '(') readCall(reader, index + 1, 'load')
}

function readImport(reader: Reader, index: number): void {
  const { cursor, kind } = reader
  const next = cursor.text(index + 1)
  if (next === '(') readCall(reader, index + 1, kind.types && isInType(cursor, index) ? 'types' : 'load')
  else if (next === '.') {
    const bracket = bracketOfMember(cursor, index)
    if (bracket !== undefined) readCall(reader, bracket, 'load')
  } else if (cursor.isLiteral(index + 1)) take(reader, index + 1, 'load')
  else readClause(reader, index)
}

/** `import.defer(…)`, `import.source(…)`, `import.meta.resolve(…)`. */
function bracketOfMember(cursor: Cursor, index: number): number | undefined {
  const member = cursor.text(index + 2)
  if (member === 'defer' || member === 'source') return cursor.text(index + 3) === '(' ? index + 3 : undefined
  const isResolve = member === 'meta' && cursor.text(index + 4) === 'resolve'
  return isResolve && cursor.text(index + 5) === '(' ? index + 5 : undefined
}

/** `typeof import('x')`, `a: import('x').T`: a type, where what follows is a name that begins with a capital. */
function isInType(cursor: Cursor, index: number): boolean {
  const before = cursor.text(index - 1)
  if (before === 'typeof') return true
  if (!/^(?:[:<|&,]|as|extends|satisfies)$/.test(before)) return false
  const isMember = cursor.text(index + 3) === ')' && cursor.text(index + 4) === '.'
  return isMember && /^[A-Z]/.test(cursor.text(index + 5))
}

/** `import … from 'x'`, `export … from 'x'`; what stands between may only be a list of names. */
function readClause(reader: Reader, index: number): void {
  const { cursor } = reader
  const isTypes = isTypeClause(cursor, index)
  for (let at = index + 1; reader.steps > 0; at++) {
    reader.steps--
    const text = cursor.text(at)
    if (text === 'from' && cursor.isLiteral(at + 1)) {
      const inline = hasOnlyTypes(cursor, index + 1, at) ? 'inline-types' : 'load'
      take(reader, at + 1, isTypes ? 'types' : inline)
      return
    }
    if (text === '=' && isTypes && cursor.text(at + 1) === 'require') readCall(reader, at + 2, 'types')
    if (!isInClause(cursor, at)) return
  }
}

function isInClause(cursor: Cursor, at: number): boolean {
  return cursor.tokens[at]?.kind === 'word' || cursor.isLiteral(at) || /^[{},*]$/.test(cursor.text(at))
}

/** `import type X from`, `export type { X } from`; but `import type from` names a default export so. */
function isTypeClause(cursor: Cursor, index: number): boolean {
  const first = cursor.text(index + 1)
  if (first !== 'type' && first !== 'typeof') return false
  const second = cursor.text(index + 2)
  return second === 'from' ? cursor.text(index + 3) === 'from' : second !== ','
}

/** `{ type A, type B }`: nothing of it is left at run time. */
function hasOnlyTypes(cursor: Cursor, from: number, to: number): boolean {
  if (cursor.text(from) !== '{' || to - from < 4) return false
  for (let at = from; at < to - 1; at++) {
    if (!/^[{,]$/.test(cursor.text(at)) || cursor.text(at + 1) === '}') continue
    if (cursor.text(at + 1) !== 'type' || /^[,}]$/.test(cursor.text(at + 2))) return false
  }
  return true
}

function readRequire(reader: Reader, index: number): void {
  const { cursor, taken } = reader
  const before = cursor.text(index - 1)
  if (before === 'function' || (before === '.' && cursor.text(index - 2) !== 'module')) return
  let at = index + 1
  if (cursor.text(at) === '?' && cursor.text(at + 1) === '.') at += 2
  if (cursor.text(at) === '.' && cursor.text(at + 1) === 'resolve') at += 2
  if (cursor.text(at) === '(' && !taken.has(at + 1)) readCall(reader, at, 'load')
}

/** From the opening bracket of a call that loads its argument. */
function readCall(reader: Reader, bracket: number, kind: 'load' | 'types'): void {
  const argument = argumentOf(reader.cursor, bracket)
  if (argument?.kind === 'literals') for (const index of argument.literals) take(reader, index, kind)
  else if (argument?.kind === 'computed' && kind === 'load') {
    const { at, text, prefix, suffix } = argument
    reader.computed.push({ at, text, prefix, suffix })
  }
}

function take({ cursor, uses, taken }: Reader, index: number, kind: ModuleUse['kind']): void {
  if (taken.has(index)) return
  taken.add(index)
  uses.push({ specifier: cursor.literal(index), at: cursor.tokens[index]?.start ?? 0, kind })
}
