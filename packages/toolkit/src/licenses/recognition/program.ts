/** The language that license templates are compiled to: numbers below `firstCode` are words of the vocabulary. */

export const firstCode = 65_000

/** Codes; the operand of each stands in the cell after it. */
export const code = {
  /** Skip operand cells, or not: optional text. */
  option: 65_001,
  /** Skip operand cells, or not: the first of several alternatives. */
  either: 65_002,
  /** Skip operand cells: the end of an alternative. */
  jump: 65_003,
  /** Up to operand words of any kind: names, addresses. */
  gap: 65_004,
  /** Up to operand words that number a list: `1.2`, `a)`, `iv.`. */
  bullet: 65_005,
  /** Up to operand words of copyright lines. */
  copyright: 65_006,
} as const

/** True for codes that stand for words we do not compare. */
export function isGap(cell: number): boolean {
  return cell === code.gap || cell === code.bullet || cell === code.copyright
}
