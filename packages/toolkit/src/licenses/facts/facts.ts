/** What is declared, detected and concluded about a component's license: three kinds of fact, kept apart. */
import type { Confidence, LicenseMatch } from '../recognition/match.ts'

/** What a manifest, lock file or SBOM says. */
export interface DeclaredLicense {
  /** As written. */
  readonly text: string
  /** Where it stands: a file, or the name of a document. */
  readonly source: string
}

/** A license found in a file. */
export interface DetectedLicense {
  readonly id: string
  /** Ids that the text fits just as well. */
  readonly alsoNamed: readonly string[]
  readonly kind: LicenseMatch['kind']
  readonly confidence: Confidence
  readonly path: string
  /** 1-based, inclusive. */
  readonly lines: { readonly start: number; readonly end: number }
  /** The expression of a tag, where the file gives one. */
  readonly expression?: string
}

/** What a person decided, and why. */
export interface ConcludedLicense {
  readonly expression: string
  readonly by: string
  /** RFC 3339, UTC. */
  readonly at: string
  readonly reason: string
  /** What the decision rests on: a file, an address, a letter. */
  readonly source: string
}

export interface LicenseFacts {
  readonly declared: readonly DeclaredLicense[]
  readonly detected: readonly DetectedLicense[]
  readonly concluded?: ConcludedLicense
}
