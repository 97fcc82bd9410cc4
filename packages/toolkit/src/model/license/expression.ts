/** SPDX licence expressions: text to tree and back (SPDX 2.3 annex D, SPDX 3.0.1 annex B). */
import { err, limits, ok, type Result } from '../../base/index.ts'
import { findExceptionId, findLicenseId } from './ids.ts'

/** A leaf names one licence; a branch holds two or more operands in the order written, grouped as written. */
export type LicenseExpression =
  | {
      readonly kind: 'license'
      /** As the SPDX License List spells it. */
      readonly id: string
      /** Written with `+`: this version or any later one. */
      readonly isOrLater: boolean
      readonly exception?: string
    }
  | {
      readonly kind: 'reference'
      /** `LicenseRef-…`, with `DocumentRef-…:` before it where another document defines it. */
      readonly id: string
      readonly exception?: string
    }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly LicenseExpression[] }

export interface LicenseExpressionError {
  readonly code: 'LICENSE_EXPRESSION_INVALID'
  /** Offset of the first character that does not fit, in UTF-16 units; the length of the text at its end. */
  readonly offset: number
  readonly message: string
}

/** Which grammar to hold to: 3.0 also knows lower-case operators and `AdditionRef-`. */
export type LicenseExpressionEdition = '2.3' | '3.0'

type Parsed = Result<LicenseExpression, LicenseExpressionError>

interface Token {
  readonly text: string
  readonly offset: number
}

interface Cursor {
  readonly tokens: readonly Token[]
  readonly end: number
  readonly edition: LicenseExpressionEdition
  at: number
}

/** Reads an expression; `NONE` and `NOASSERTION` are values of fields, not expressions, and are refused. */
export function parseLicenseExpression(text: string, edition: LicenseExpressionEdition = '3.0'): Parsed {
  const cursor: Cursor = { tokens: tokenize(text), end: text.length, edition, at: 0 }
  const parsed = parseOperation(cursor, 'or', 0)
  const rest = cursor.tokens[cursor.at]
  return parsed.ok && rest !== undefined
    ? refuse(rest.offset, `expected the end, found ${quote(rest.text)}`)
    : parsed
}

/** Canonical text: the list's spelling, operators in upper case, parentheses only where grouping needs them. */
export function formatLicenseExpression(expression: LicenseExpression): string {
  switch (expression.kind) {
    case 'license':
      return `${expression.id}${expression.isOrLater ? '+' : ''}${formatException(expression.exception)}`
    case 'reference':
      return `${expression.id}${formatException(expression.exception)}`
    case 'and':
    case 'or':
      return expression.operands
        .map((operand) => {
          const text = formatLicenseExpression(operand)
          const isTighter = expression.kind === 'or' && operand.kind === 'and'
          return 'operands' in operand && !isTighter ? `(${text})` : text
        })
        .join(expression.kind === 'and' ? ' AND ' : ' OR ')
    default:
      return expression satisfies never
  }
}

function formatException(exception: string | undefined): string {
  return exception === undefined ? '' : ` WITH ${exception}`
}

function tokenize(text: string): Token[] {
  return [...text.matchAll(/[()]|[^\s()]+/g)].map((match) => ({ text: match[0], offset: match.index }))
}

/** AND binds tighter than OR; a run of one operator becomes one branch, so a long list costs no depth. */
function parseOperation(cursor: Cursor, kind: 'and' | 'or', depth: number): Parsed {
  const operands: LicenseExpression[] = []
  do {
    const operand = kind === 'or' ? parseOperation(cursor, 'and', depth) : parseOperand(cursor, depth)
    if (!operand.ok) return operand
    operands.push(operand.value)
  } while (takeOperator(cursor, kind))
  const [only] = operands
  return ok(operands.length === 1 && only !== undefined ? only : { kind, operands })
}

function takeOperator(cursor: Cursor, operator: string): boolean {
  const text = cursor.tokens[cursor.at]?.text
  const isOperator = text === operator.toUpperCase() || (cursor.edition === '3.0' && text === operator)
  if (isOperator) cursor.at++
  return isOperator
}

function parseOperand(cursor: Cursor, depth: number): Parsed {
  const token = cursor.tokens[cursor.at]
  if (token === undefined) return refuse(cursor.end, 'expected a license, found the end')
  if (token.text !== '(') return parseLeaf(cursor, token)
  if (depth >= limits.nesting) return refuse(token.offset, `nested deeper than ${limits.nesting} levels`)
  cursor.at++
  const inner = parseOperation(cursor, 'or', depth + 1)
  if (!inner.ok) return inner
  const close = cursor.tokens[cursor.at]
  if (close?.text !== ')') return refuse(close?.offset ?? cursor.end, 'expected a closing parenthesis')
  cursor.at++
  return inner
}

function parseLeaf(cursor: Cursor, token: Token): Parsed {
  const license = parseSimple(token)
  if (!license.ok) return license
  cursor.at++
  if (!takeOperator(cursor, 'with')) return license
  const addition = cursor.tokens[cursor.at]
  if (addition === undefined) return refuse(cursor.end, 'expected a license exception, found the end')
  const exception = findAddition(addition.text, cursor.edition)
  if (exception === undefined) {
    return refuse(addition.offset, `expected a license exception, found ${quote(addition.text)}`)
  }
  cursor.at++
  return ok({ ...license.value, exception })
}

function parseSimple({ text, offset }: Token): Parsed {
  if (/^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/.test(text))
    return ok({ kind: 'reference', id: text })
  const isOrLater = text.endsWith('+')
  const id = findLicenseId(isOrLater ? text.slice(0, -1) : text)
  if (id !== undefined) return ok({ kind: 'license', id, isOrLater })
  const listed = findLicenseId(text)
  return listed === undefined
    ? refuse(offset, `expected a license of the SPDX list, found ${quote(text)}`)
    : ok({ kind: 'license', id: listed, isOrLater: false })
}

function findAddition(text: string, edition: LicenseExpressionEdition): string | undefined {
  const isReference = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?AdditionRef-[A-Za-z0-9.-]+$/.test(text)
  return isReference && edition === '3.0' ? text : findExceptionId(text)
}

function refuse(offset: number, message: string): Parsed {
  return err({ code: 'LICENSE_EXPRESSION_INVALID', offset, message })
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}
