/** Says which license counts for a component and what contradicts it; no fact is overwritten. */
import { formatLicenseExpression, type LicenseExpression, parseLicenseExpression } from '../../model/index.ts'
import { normalizeExpression } from '../expressions/normalize.ts'
import { type LicenseReading, readLicenseText } from '../expressions/propose.ts'
import { isSameExpression } from '../expressions/simplify.ts'
import { type LicenseLeaf, overlaps, toVersionRange } from '../expressions/versions.ts'
import type { DetectedLicense, LicenseFacts } from './facts.ts'

export type LicenseConflict =
  /** Two declarations do not say the same. */
  | { readonly kind: 'declarations-differ'; readonly a: LicenseStatement; readonly b: LicenseStatement }
  /** A text in the package is of a license that the effective expression does not name. */
  | { readonly kind: 'text-not-named'; readonly expression: string; readonly detected: DetectedLicense }
  /** The decision is another one than what is declared; shown, because a person took it. */
  | { readonly kind: 'concluded-differs'; readonly concluded: string; readonly declared: LicenseStatement }
  /** The conclusion on file is no expression; it does not count. */
  | { readonly kind: 'conclusion-unreadable'; readonly text: string; readonly source: string }

interface LicenseStatement {
  readonly text: string
  readonly source: string
}

/** A declaration that is no expression, and what it may mean. */
export interface UnreadDeclaration extends LicenseStatement {
  readonly reading: Exclude<LicenseReading, { readonly kind: 'expression' }>
}

export interface ResolvedLicense {
  /** In current ids; undefined where nobody knows, which is an answer. */
  readonly effective: string | undefined
  readonly basis: 'concluded' | 'declared' | 'detected' | 'unknown'
  readonly conflicts: readonly LicenseConflict[]
  /** Declarations that need a person: names instead of expressions, `SEE LICENSE IN …`, nothing. */
  readonly unread: readonly UnreadDeclaration[]
}

/**
 * A conclusion outranks a declaration, a declaration outranks what texts show; only texts found surely and whole, or
 * tags, stand for themselves. Several declarations that differ, and several texts, all apply (`AND`): the careful
 * reading, since none of them says that one may choose.
 */
export function resolveLicense(facts: LicenseFacts): ResolvedLicense {
  const readings = facts.declared.map((one) => ({ ...one, reading: readLicenseText(one.text) }))
  const declared = readings.flatMap(({ text, source, reading }) =>
    reading.kind === 'expression' ? [{ text, source, expression: parse(reading.normalized) }] : [],
  )
  const concluded = readConclusion(facts)
  const effective =
    concluded.expression ?? joinAll(declared.map((one) => one.expression)) ?? fromTexts(facts.detected)
  return {
    effective: effective === undefined ? undefined : formatLicenseExpression(effective),
    basis: toBasis(concluded.expression, declared.length, effective),
    conflicts: [
      ...concluded.conflicts,
      ...findDifferences(declared),
      ...(concluded.expression === undefined ? [] : againstConclusion(concluded.expression, declared)),
      ...(effective === undefined ? [] : findUnnamed(effective, facts.detected)),
    ],
    unread: readings.flatMap(({ text, source, reading }) =>
      reading.kind === 'expression' ? [] : [{ text, source, reading }],
    ),
  }
}

interface Declared extends LicenseStatement {
  readonly expression: LicenseExpression
}

function parse(text: string): LicenseExpression {
  const parsed = parseLicenseExpression(text)
  if (!parsed.ok) throw new Error(`a normalised expression does not parse: ${text}`)
  return parsed.value
}

function toBasis(
  concluded: LicenseExpression | undefined,
  declared: number,
  effective: LicenseExpression | undefined,
): ResolvedLicense['basis'] {
  if (concluded !== undefined) return 'concluded'
  if (declared > 0) return 'declared'
  return effective === undefined ? 'unknown' : 'detected'
}

function readConclusion({ concluded }: LicenseFacts): {
  readonly expression: LicenseExpression | undefined
  readonly conflicts: readonly LicenseConflict[]
} {
  if (concluded === undefined) return { expression: undefined, conflicts: [] }
  const parsed = parseLicenseExpression(concluded.expression)
  if (parsed.ok) return { expression: normalizeExpression(parsed.value), conflicts: [] }
  const { expression: text, source } = concluded
  return { expression: undefined, conflicts: [{ kind: 'conclusion-unreadable', text, source }] }
}

/** Texts that say for themselves what they are; each once, in the order found. */
function fromTexts(detected: readonly DetectedLicense[]): LicenseExpression | undefined {
  const sure = detected.filter(isSure)
  const tagged = sure.filter((one) => one.expression !== undefined)
  const rest = sure.filter(
    (one) => one.expression === undefined && !tagged.some((tag) => isNamedBy(tag, one)),
  )
  return joinAll([
    ...tagged.map((one) => normalizeExpression(parse(one.expression ?? ''))),
    ...rest.map((one) => normalizeExpression({ kind: 'license', id: one.id, isOrLater: false })),
  ])
}

/** A whole text or a tag, beyond doubt; an exception's text alone is no license. */
function isSure(one: DetectedLicense): boolean {
  const isException = one.expression === undefined && /-exception(?:-|$)/.test(one.id)
  return one.confidence !== 'low' && one.kind !== 'partial' && !isException
}

function isNamedBy(tag: DetectedLicense, text: DetectedLicense): boolean {
  return leavesOf(parse(tag.expression ?? '')).some((leaf) => [text.id, ...text.alsoNamed].includes(leaf.id))
}

function joinAll(expressions: readonly LicenseExpression[]): LicenseExpression | undefined {
  const distinct = expressions.filter(
    (one, index) => !expressions.slice(0, index).some((other) => isSameExpression(one, other) === true),
  )
  const [only] = distinct
  return distinct.length > 1 ? { kind: 'and', operands: distinct } : only
}

function findDifferences(declared: readonly Declared[]): readonly LicenseConflict[] {
  const [first, ...rest] = declared
  if (first === undefined) return []
  return rest
    .filter((other) => isSameExpression(first.expression, other.expression) !== true)
    .map((other) => ({ kind: 'declarations-differ', a: toStatement(first), b: toStatement(other) }))
}

function againstConclusion(
  concluded: LicenseExpression,
  declared: readonly Declared[],
): readonly LicenseConflict[] {
  return declared
    .filter((one) => isSameExpression(concluded, one.expression) !== true)
    .map((one) => ({
      kind: 'concluded-differs',
      concluded: formatLicenseExpression(concluded),
      declared: toStatement(one),
    }))
}

function toStatement({ text, source }: Declared): LicenseStatement {
  return { text, source }
}

/** Texts and clear notices, whatever their confidence, of licenses that the expression does not hold. */
function findUnnamed(
  effective: LicenseExpression,
  detected: readonly DetectedLicense[],
): readonly LicenseConflict[] {
  const leaves = leavesOf(effective)
  const named = new Set(leaves.flatMap((leaf) => [leaf.id, leaf.exception ?? leaf.id]))
  return detected
    .filter((one) => one.kind !== 'partial' && !(one.kind === 'notice' && one.confidence === 'low'))
    .filter(
      (one) =>
        ![one.id, ...one.alsoNamed].some((id) => named.has(id) || leaves.some((leaf) => meets(leaf, id))),
    )
    .map((one) => ({ kind: 'text-not-named', expression: formatLicenseExpression(effective), detected: one }))
}

function meets(leaf: LicenseLeaf, id: string): boolean {
  const other = normalizeExpression({ kind: 'license', id, isOrLater: false })
  if ('operands' in other) return false
  return overlaps(
    { ...toVersionRange(leaf), exception: undefined },
    { ...toVersionRange(other), exception: undefined },
  )
}

function leavesOf(expression: LicenseExpression): readonly LicenseLeaf[] {
  return 'operands' in expression ? expression.operands.flatMap(leavesOf) : [expression]
}
