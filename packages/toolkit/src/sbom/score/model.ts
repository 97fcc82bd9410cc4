/** What a score is made of: standards and their rules as data, and what became of each for one document. */
import type { BomElement } from '../document/element.ts'

export const standardIds = ['bsi-2.1', 'bsi-2.0', 'ntia-2021', 'cisa-2026', 'cra'] as const
export type StandardId = (typeof standardIds)[number]

/** `cannot-tell`: the document does not decide it, so neither yes nor no would be true. */
export type Verdict = 'met' | 'not-met' | 'cannot-tell'

export interface Answer {
  readonly verdict: Verdict
  /** Why, where it is not met or cannot be told. */
  readonly reason?: string
}

/**
 * `required` by the text; `if-exists`: required where the fact exists at all, so silence decides nothing; `optional` by
 * the text; `practice`: the text does not ask for it.
 */
export type Need = 'required' | 'if-exists' | 'optional' | 'practice'

export interface ScoreRule {
  /** Unique within the standard; stable. */
  readonly id: string
  /** The field in the words of the standard. */
  readonly field: string
  /** Where the standard says so. */
  readonly section: string
  readonly need: Need
  /** How much it counts in the order of repairs; 3 for what is required. */
  readonly weight: 1 | 2 | 3
  /** Name of the check in `checks.ts`. */
  readonly check: CheckName
}

export interface Standard {
  readonly id: StandardId
  readonly title: string
  /** Version and date of the text that was implemented. */
  readonly edition: string
  /** `law`, `guidance` of a national authority. */
  readonly rank: 'law' | 'guidance'
  /** Which clauses were implemented, and what of the text no file can show. */
  readonly note: string
  readonly rules: readonly ScoreRule[]
}

/** How to mend it. */
export interface Repair {
  /** A command of ours that may mend it; absent where only a person knows. */
  readonly command?: string
  readonly how: string
  /** The field, by family of formats; absent where the format has none. */
  readonly fields: { readonly cyclonedx?: string; readonly spdx?: string; readonly spdx3?: string }
}

export const documentChecks = [
  'format-bsi-2.1',
  'format-bsi-2.0',
  'format-known',
  'no-vulnerabilities',
  'creator-contact',
  'author-name',
  'author-not-a-tool',
  'signature',
  'timestamp',
  'document-id',
  'document-version',
  'lifecycle',
  'tool-name',
  'tool-version',
  'top-level',
  'known-unknowns',
] as const
export type DocumentCheck = (typeof documentChecks)[number]

export const componentChecks = [
  'name',
  'version',
  'creator',
  'producer-name',
  'filename',
  'dependencies',
  'dependencies-complete',
  'related',
  'license-distribution',
  'license-associated',
  'license-original',
  'license-concluded',
  'license-declared',
  'license-any',
  'license-effective',
  'hash-distribution',
  'hash-sha512',
  'hash-any',
  'hash-source',
  'executable',
  'archive',
  'structured',
  'source-uri',
  'deployable-uri',
  'identifier',
  'purl',
  'security-txt',
] as const
export type ComponentCheck = (typeof componentChecks)[number]

export type CheckName = DocumentCheck | ComponentCheck

/** What of a component stands in the list of those that miss something. */
export type NamedElement = Pick<BomElement, 'ref' | 'name' | 'version' | 'purl'>

export interface RuleResult {
  readonly rule: ScoreRule
  readonly scope: 'document' | 'component'
  /** Of all components together: not met as soon as one misses it. */
  readonly verdict: Verdict
  readonly reason?: string
  /** Components; of a rule for the document, the document is the one. */
  readonly met: number
  readonly notMet: number
  readonly cannotTell: number
  /** Components for which it is not met, in the order of the document. */
  readonly missing: readonly (NamedElement & { readonly reason?: string })[]
  readonly repair: Repair
}

export interface StandardScore {
  readonly standard: Standard
  /** Rules by verdict. */
  readonly met: number
  readonly notMet: number
  readonly cannotTell: number
  readonly results: readonly RuleResult[]
  /** Ids of rules that are not met; what is required and misses most components first. */
  readonly repairFirst: readonly string[]
}

export interface ScoreReport {
  readonly components: number
  /** Elements that no rule for components was asked of. */
  readonly leftOut: { readonly files: number; readonly services: number; readonly snippets: number }
  readonly standards: readonly StandardScore[]
}

/** What the document alone does not say. */
export interface ScoreFacts {
  /** `json`, `xml` or `tag-value`, as it was read. */
  readonly encoding: 'json' | 'xml' | 'tag-value'
  /** What the official schema says; `unknown` where it was not asked. */
  readonly validity: 'valid' | 'invalid' | 'unknown'
  /** Purls without version that the product asks for itself, from its lock files; absent where no tree was given. */
  readonly direct?: readonly string[]
}
