/** License expressions as CSAF allows them, and which of their identifiers the two license lists know. */
import { findLicenseId, isDeprecatedLicenseId, parseLicenseExpression } from '../../../model/index.ts'
import table from '../data/scancode-licenses.json' with { type: 'json' }

const scancode: ReadonlySet<string> = new Set(table.current.split(' '))
const scancodeDeprecated: ReadonlySet<string> = new Set(table.deprecated.split(' '))
const scancodePrefix = 'LicenseRef-scancode-'

export interface LicenseToken {
  readonly id: string
  readonly kind: 'license' | 'exception'
}

export type LicenseReading =
  | { readonly kind: 'read'; readonly tokens: readonly LicenseToken[] }
  | { readonly kind: 'wrong'; readonly reason: string }

/** Far above any real expression. */
const maxLength = 10_000

/**
 * SPDX 3.0.1, annex B, with the limits of CSAF 2.1, "License Expression": no `DocumentRef`, and own identifiers name
 * who keeps them, `LicenseRef-<entity>-<id>`. Whether a plain identifier exists is not asked here.
 */
export function readLicenseExpression(text: string): LicenseReading {
  if (text.length > maxLength) return { kind: 'wrong', reason: `longer than ${maxLength} characters` }
  const state: State = { next: 'operand', depth: 0, canHaveException: false, tokens: [] }
  for (const word of text.match(/[()]|[^\s()]+/g) ?? []) {
    const reason = readWord(word, state)
    if (reason !== undefined) return { kind: 'wrong', reason }
  }
  if (state.next !== 'operator')
    return { kind: 'wrong', reason: 'the expression ends where an identifier is expected' }
  return state.depth === 0
    ? { kind: 'read', tokens: state.tokens }
    : { kind: 'wrong', reason: 'a bracket is not closed' }
}

interface State {
  /** What may come next: an operand, an operator, or the exception after WITH. */
  next: 'operand' | 'operator' | 'exception'
  depth: number
  canHaveException: boolean
  readonly tokens: LicenseToken[]
}

/** Undefined when the word fits. */
function readWord(word: string, state: State): string | undefined {
  if (state.next === 'operand' && word === '(') {
    state.depth += 1
    return undefined
  }
  return state.next === 'operator' ? readOperator(word, state) : readIdentifier(word, state)
}

function readOperator(word: string, state: State): string | undefined {
  if (word === ')') {
    state.depth -= 1
    state.canHaveException = false
    return state.depth < 0 ? 'a closing bracket too many' : undefined
  }
  if (!/^(?:AND|OR|WITH|and|or|with)$/.test(word)) return `expected an operator, found ${word.slice(0, 80)}`
  const isWith = word.toUpperCase() === 'WITH'
  if (isWith && !state.canHaveException) return 'an exception belongs to a single license'
  state.next = isWith ? 'exception' : 'operand'
  return undefined
}

function readIdentifier(word: string, state: State): string | undefined {
  const kind: LicenseToken['kind'] = state.next === 'exception' ? 'exception' : 'license'
  const fault = findIdFault(word, kind)
  if (fault !== undefined) return fault
  state.tokens.push({ id: word, kind })
  state.canHaveException = kind === 'license'
  state.next = 'operator'
  return undefined
}

function findIdFault(word: string, kind: LicenseToken['kind']): string | undefined {
  if (/^documentref-/i.test(word)) return 'DocumentRef is not allowed in CSAF'
  const prefix = kind === 'license' ? 'LicenseRef-' : 'AdditionRef-'
  if (/^(?:licenseref|additionref)-/i.test(word)) {
    if (!word.startsWith(prefix)) return `expected ${prefix} in this spelling, found ${word}`
    return /^[A-Za-z]+-[A-Za-z0-9.]+-[A-Za-z0-9.-]+$/.test(word)
      ? undefined
      : `expected ${prefix}<entity>-<identifier> of letters, digits, dots and hyphens, found ${word}`
  }
  const isPlain = kind === 'license' ? /^[A-Za-z0-9.-]+\+?$/ : /^[A-Za-z0-9.-]+$/
  return isPlain.test(word) ? undefined : `expected a license identifier, found ${word}`
}

/** Whether the SPDX list or ScanCode LicenseDB has the identifier; deprecated ones count. */
export function isListed(token: LicenseToken): boolean {
  if (!token.id.startsWith(scancodePrefix)) return findInSpdx(token) !== undefined
  const key = token.id.slice(scancodePrefix.length)
  return scancode.has(key) || scancodeDeprecated.has(key)
}

export function isDeprecated(token: LicenseToken): boolean {
  if (token.id.startsWith(scancodePrefix))
    return scancodeDeprecated.has(token.id.slice(scancodePrefix.length))
  const listed = findInSpdx(token)
  return listed !== undefined && isDeprecatedLicenseId(listed)
}

/** As the list spells it; identifiers such as `GPL-2.0+` are listed with their plus sign. */
function findInSpdx({ id, kind }: LicenseToken): string | undefined {
  if (kind === 'license') return findLicenseId(id) ?? findLicenseId(id.replace(/\+$/, ''))
  const parsed = parseLicenseExpression(`MIT WITH ${id}`)
  return parsed.ok && parsed.value.kind === 'license' ? parsed.value.exception : undefined
}

/** Says by its form that one of the two lists has it: it is no `LicenseRef-` or `AdditionRef-` of somebody else. */
export function claimsToBeListed({ id }: LicenseToken): boolean {
  return id.startsWith(scancodePrefix) || !/^(?:LicenseRef|AdditionRef)-/.test(id)
}
