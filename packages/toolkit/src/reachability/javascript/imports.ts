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
  const found: Found = { uses: [], computed: [], taken: new Set() }
  for (const { name, start } of pragmas) found.uses.push({ specifier: name, at: start, kind: 'types' })
  for (let index = 0; index < tokens.length; index++) visit(cursor, index, kind, found)
  for (const [index, token] of tokens.entries()) {
    if ((token.kind !== 'string' && token.kind !== 'template') || found.taken.has(index)) continue
    if (token.end - token.start < 220)
      found.uses.push({ specifier: cursor.literal(index), at: token.start, kind: 'string' })
  }
  if (!isSound) found.uses.push(...looseImports(text))
  return { uses: found.uses, computed: found.computed, isSound }
}

interface Found {
  readonly uses: ModuleUse[]
  readonly computed: ComputedUse[]
  /** Tokens that are specifiers of imports, and so no mere strings. */
  readonly taken: Set<number>
}

function visit(cursor: Cursor, index: number, kind: ScriptKind, found: Found): void {
  const token = cursor.tokens[index]
  if (token?.kind !== 'word' || token.end - token.start > 23) return
  switch (cursor.text(index)) {
    case 'import':
      if (cursor.text(index - 1) !== '.') readImport(cursor, index, kind, found)
      return
    case 'export':
      if (cursor.text(index - 1) !== '.') readClause(cursor, index, found)
      return
    case 'require':
      readRequire(cursor, index, found)
      return
    case '__non_webpack_require__':
    case 'requireActual':
    case 'importActual':
    case 'createMockFromModule':
      if (cursor.text(index + 1) === '(') readCall(cursor, index + 1, 'load', found)
      return
    default:
  }
}

function readImport(cursor: Cursor, index: number, kind: ScriptKind, found: Found): void {
  const next = cursor.text(index + 1)
  if (next === '(')
    readCall(cursor, index + 1, kind.types && isInType(cursor, index) ? 'types' : 'load', found)
  else if (next === '.') {
    const member = cursor.text(index + 2)
    if ((member === 'defer' || member === 'source') && cursor.text(index + 3) === '(')
      readCall(cursor, index + 3, 'load', found)
    else if (member === 'meta' && cursor.text(index + 4) === 'resolve' && cursor.text(index + 5) === '(')
      readCall(cursor, index + 5, 'load', found)
  } else if (cursor.isLiteral(index + 1)) take(cursor, index + 1, 'load', found)
  else readClause(cursor, index, found)
}

/** `typeof import('x')`, `a: import('x').T`: a type, where what follows is a name that begins with a capital. */
function isInType(cursor: Cursor, index: number): boolean {
  const before = cursor.text(index - 1)
  if (before === 'typeof') return true
  if (!/^(?:[:<|&,=]|as|extends|satisfies)$/.test(before)) return false
  const isMember = cursor.text(index + 3) === ')' && cursor.text(index + 4) === '.'
  return isMember && before !== '=' && /^[A-Z]/.test(cursor.text(index + 5))
}

/** Tokens between `import` and `from`; more than any real list of names. */
const longestClause = 20_000

/** `import … from 'x'`, `export … from 'x'`; what stands between may only be a list of names. */
function readClause(cursor: Cursor, index: number, found: Found): void {
  const first = cursor.text(index + 1)
  const isExport = cursor.text(index) === 'export'
  if (isExport && first !== '*' && first !== '{' && first !== 'type') return
  const isTypes = isTypeClause(cursor, index)
  for (let at = index + 1; at < index + longestClause; at++) {
    const text = cursor.text(at)
    if (text === 'from' && cursor.isLiteral(at + 1)) {
      const isInline = !isTypes && hasOnlyTypes(cursor, index + 1, at)
      take(cursor, at + 1, isTypes ? 'types' : isInline ? 'inline-types' : 'load', found)
      return
    }
    if (text === '=' && cursor.text(at + 1) === 'require') {
      if (isTypes) readCall(cursor, at + 2, 'types', found)
      return
    }
    const isName = cursor.tokens[at]?.kind === 'word' || cursor.isLiteral(at)
    if (!isName && text !== '{' && text !== '}' && text !== ',' && text !== '*') return
  }
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
    const text = cursor.text(at)
    const next = cursor.text(at + 1)
    if ((text === '{' || text === ',') && next !== 'type' && next !== '}') return false
    if ((text === '{' || text === ',') && next === 'type' && /^[,}]$/.test(cursor.text(at + 2))) return false
  }
  return true
}

function readRequire(cursor: Cursor, index: number, found: Found): void {
  const before = cursor.text(index - 1)
  if (before === 'function' || (before === '.' && cursor.text(index - 2) !== 'module')) return
  let at = index + 1
  if (cursor.text(at) === '?' && cursor.text(at + 1) === '.') at += 2
  if (cursor.text(at) === '.' && cursor.text(at + 1) === 'resolve') at += 2
  if (cursor.text(at) !== '(') return
  const isTyped = cursor.text(index - 1) === '=' && isTypeImport(cursor, index - 1)
  if (!found.taken.has(at + 1)) readCall(cursor, at, isTyped ? 'types' : 'load', found)
}

/** `import type x = require('y')`. */
function isTypeImport(cursor: Cursor, equals: number): boolean {
  return cursor.text(equals - 2) === 'type' && cursor.text(equals - 3) === 'import'
}

/** From the opening bracket of a call that loads its argument. */
function readCall(cursor: Cursor, bracket: number, kind: 'load' | 'types', found: Found): void {
  const argument = argumentOf(cursor, bracket)
  if (argument === undefined) return
  if (argument.kind === 'computed') {
    const { at, text, prefix, suffix } = argument
    if (kind === 'load') found.computed.push({ at, text, prefix, suffix })
    return
  }
  for (const index of argument.literals) take(cursor, index, kind, found)
}

function take(cursor: Cursor, index: number, kind: ModuleUse['kind'], found: Found): void {
  if (found.taken.has(index)) return
  found.taken.add(index)
  found.uses.push({ specifier: cursor.literal(index), at: cursor.tokens[index]?.start ?? 0, kind })
}
