/** Shape of one thing to look for in a line of source, and of what was found. */
import type { PathRole } from '../../model/index.ts'
import type { Language } from './languages.ts'

/** Patterns of one group are asked for together, by the signals that use them. */
export type PatternGroup =
  | 'auth'
  | 'build-flags'
  | 'certificate-checks'
  | 'debug-default'
  | 'default-creds'
  | 'delete-api'
  | 'fuzz'
  | 'license-key'
  | 'log-secrets'
  | 'logging'
  | 'net-backoff'
  | 'net-behaviour'
  | 'rate-limit'
  | 'secrets'
  | 'structure'
  | 'traits'
  | 'update-mech'
  | 'weak-crypto'
  | 'weak-transport'

export interface CodePattern {
  readonly group: PatternGroup
  /** What it is, in the facts: `certificate-check-off`. */
  readonly kind: string
  /** Languages in which it means that; all of them if absent. */
  readonly languages?: readonly Language[]
  /** Lower case ASCII; one of them stands on every line that can match. Rare words keep the sweep fast. */
  readonly words: readonly string[]
  /** Asked of the line without comments, and without what strings hold if `ignoresStrings`. No nested repeats. */
  readonly test: RegExp
  readonly ignoresStrings?: true
  /** A line on which this matches too is none. */
  readonly unless?: RegExp
  /** Where it counts; product code alone if absent. */
  readonly roles?: readonly PathRole[]
  /** What stands under a condition is an option, no default, and is left out. */
  readonly skipsGuarded?: true
}

export interface PatternHit {
  readonly group: PatternGroup
  readonly kind: string
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly role: PathRole
  readonly language: Language
  /** First capture of the pattern, or all of the match: the tree's own text, at most 200 characters. */
  readonly text: string
  /** The line as it was looked at; for further checks, never for people. */
  readonly code: string
}
