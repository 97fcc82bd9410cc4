/** What recognition answers. */
import type { Difference } from './differences.ts'

export type Confidence = 'exact' | 'high' | 'low'

export interface LicenseMatch {
  /** Id of the SPDX list; the first of those whose text this is. */
  readonly id: string
  /** Other ids whose text is the same: the text cannot tell them apart. */
  readonly alsoNamed: readonly string[]
  /**
   * `exact`: word for word under the SPDX matching guidelines. `high`: differs in spelling or numbering only.
   * `low`: words differ, a person has to read `differences`.
   */
  readonly confidence: Confidence
  /** `notice`: says which license applies, without its text. `partial`: much of the text is not there. */
  readonly kind: 'full-text' | 'notice' | 'partial'
  /** 1-based, inclusive. */
  readonly lines: { readonly start: number; readonly end: number }
  /** Part of the license's required words that stand here, 0 to 1; 0 for a license that is only named. */
  readonly coverage: number
  /** At most ten; empty for `exact`. */
  readonly differences: readonly Difference[]
  /** For a license that may be granted "or any later version" where this text does not say whether it is. */
  readonly laterVersions?: 'not-stated'
  /** The expression as written, where the notice gives one. */
  readonly expression?: string
}

export interface Recognition {
  /** Sorted by line; texts do not overlap. */
  readonly matches: readonly LicenseMatch[]
  /** Names of licenses that fit more than one of them ("BSD", "GPL"): never a match. */
  readonly ambiguous: readonly AmbiguousName[]
  /** Words in no match: where there are many, the file says more than the matches tell. */
  readonly unmatchedWords: number
  /** The text is longer, or holds more that is nearly a license, than we compare: not all of it was looked at. */
  readonly isCut: boolean
}

export interface AmbiguousName {
  readonly text: string
  readonly candidates: readonly string[]
  readonly line: number
}
