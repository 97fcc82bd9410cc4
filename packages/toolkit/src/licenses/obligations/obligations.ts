/** What a license asks for, with the section that says so; orientation, not advice. */
import { type LicenseExpression, parseLicenseExpression } from '../../model/index.ts'
import { normalizeExpression } from '../expressions/normalize.ts'
import type { LicenseLeaf } from '../expressions/versions.ts'
import { type CompatibilityFact, compatibilityFacts } from './compatibility.ts'
import { type LicenseClass, table } from './table.ts'
import { type TermCode, type TermKind, terms } from './terms.ts'

export interface LicenseTerm {
  readonly code: TermCode
  readonly kind: TermKind
  /** In our own words. */
  readonly text: string
  /** Section of the license: `§4(d)`, `¶2`, `"Notices"`. */
  readonly section: string
}

export type LicenseObligations =
  | {
      readonly kind: 'known'
      readonly id: string
      readonly class: LicenseClass
      readonly terms: readonly LicenseTerm[]
      /** An exception adds permissions that we have not read: the terms may be milder than listed. */
      readonly exception?: string
    }
  /** Not in our table: never "no obligations". */
  | { readonly kind: 'unknown'; readonly id: string }

const byId = new Map(Object.entries(table))

/** Obligations of one id of the list, deprecated ids included. */
export function obligationsOf(id: string): LicenseObligations {
  const parsed = parseLicenseExpression(id)
  const leaf = parsed.ok ? normalizeExpression(parsed.value) : undefined
  return leaf === undefined || 'operands' in leaf ? { kind: 'unknown', id } : ofLeaf(leaf)
}

/** Obligations of each license of an expression, each once, in order; which apply together the expression says. */
export function obligationsIn(expression: LicenseExpression): readonly LicenseObligations[] {
  const all = leavesOf(normalizeExpression(expression)).map(ofLeaf)
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
}

function leavesOf(expression: LicenseExpression): readonly LicenseLeaf[] {
  return 'operands' in expression ? expression.operands.flatMap(leavesOf) : [expression]
}

function ofLeaf({ id, exception }: LicenseLeaf): LicenseObligations {
  const row = byId.get(id)
  if (row === undefined) return { kind: 'unknown', id }
  return {
    kind: 'known',
    id,
    class: row.class,
    terms: row.terms.map(toTerm),
    ...(exception !== undefined && { exception }),
  }
}

function toTerm(row: string): LicenseTerm {
  const space = row.indexOf(' ')
  const code = row.slice(0, space)
  if (!isTermCode(code)) throw new Error(`the table of obligations has an unknown term: ${row}`)
  const [kind, text] = terms[code]
  return { code, kind, text, section: row.slice(space + 1) }
}

function isTermCode(code: string): code is TermCode {
  return Object.hasOwn(terms, code)
}

/** What published sources say of a part under `id` in a whole under `within`; empty is unknown, not compatible. */
export function compatibilityOf(id: string, within: string): readonly CompatibilityFact[] {
  const [part, whole] = [id, within].map(toBase)
  return compatibilityFacts.filter((fact) => toBase(fact.id) === part && toBase(fact.within) === whole)
}

/** The facts speak of versions; `-or-later` includes the version it starts from. */
function toBase(id: string): string {
  return id.replace(/-(?:only|or-later)$/, '')
}
