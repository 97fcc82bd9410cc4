/** Shape of the data block, shared by the writer and the script in the page. Names are short because they repeat. */
import type { Finding, Reachability, Relation, Scope, SeverityLevel } from '../../model/index.ts'

/** purl, relation, scope, flags (1 version unresolved, 2 first party, 4 the data says nothing), licences, file and line by turns, dependencies, requirement or origin. */
export type ComponentRow =
  | readonly [string, Relation, Scope, number, readonly number[], readonly number[], readonly number[]]
  | readonly [
      string,
      Relation,
      Scope,
      number,
      readonly number[],
      readonly number[],
      readonly number[],
      string,
    ]

/** Words that every row repeats, by their numbers in the block. */
export const relationCodes = ['direct', 'transitive', 'unknown'] as const satisfies readonly Relation[]
export const scopeCodes = [
  'runtime',
  'development',
  'optional',
  'peer',
  'build',
  'unknown',
] as const satisfies readonly Scope[]

/** A row as it is written: relation and scope by number. */
export type PackedRow =
  | readonly [string, number, number, number, readonly number[], readonly number[], readonly number[]]
  | readonly [string, number, number, number, readonly number[], readonly number[], readonly number[], string]

export interface MatchRow {
  /** Source. */
  readonly s: number
  /** Record. */
  readonly r: string
  /** Digest. */
  readonly d: string
  /** Kind. */
  readonly k: 'range' | 'versions'
  /** Range as written. */
  readonly t: string
  readonly i?: string
  readonly f?: string
  readonly l?: string
}

export interface FindingRow {
  /** Component. */
  readonly c: number
  /** Group id. */
  readonly g: string
  /** Other ids. */
  readonly a: readonly string[]
  /** Summary; empty where there is none. */
  readonly t: string
  readonly v: SeverityLevel
  readonly sc: Scope
  readonly re: Relation
  readonly m: readonly MatchRow[]
  /** Source, vector, score. */
  readonly y: readonly (readonly [number, string, number | null])[]
  /** Kind of fix. */
  readonly x: Finding['fix']['kind']
  /** Nearest fixed version. */
  readonly n?: string
  /** Direct dependency to bump. */
  readonly d?: number
  /** Paths. */
  readonly w: readonly (readonly number[])[]
  /** Score. */
  readonly q?: number
  readonly u?: string
  readonly z?: 1
  readonly o?: string
  /** Group of the queue; absent where it was not put in order. */
  readonly k?: string
  /** Decision: its status where it is in force, else its standing; absent where there is none. */
  readonly b?: string
  /** Reachability: state, reason in English, files looked at and not read, file and line by turns. Absent: nobody looked. */
  readonly h?: readonly [Reachability['state'], string, number, number, readonly number[]]
  /** What is known of attacks beyond the row, as lines; absent where there is nothing more. */
  readonly e?: readonly string[]
}

export interface ReportData {
  /** Components; a number elsewhere is an index into this list, continued by `x`. */
  readonly c: readonly ComponentRow[]
  readonly f: readonly FindingRow[]
  /** Roots. */
  readonly r: readonly number[]
  /** Purls that something refers to and that are no component. */
  readonly x: readonly string[]
  readonly l: readonly string[]
  readonly p: readonly string[]
  readonly s: readonly string[]
}

/** What the page hands to its script: data, product, words. */
export interface ReportBlock extends ReportData, BlockHead {}

/** The same as it stands in the page. */
export interface PackedBlock extends Omit<ReportData, 'c'>, BlockHead {
  readonly c: readonly PackedRow[]
}

interface BlockHead {
  readonly language: 'en' | 'de'
  readonly product: string
  readonly words: Readonly<Record<string, string>>
}
