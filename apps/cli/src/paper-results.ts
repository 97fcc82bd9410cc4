/** What the commands of `occtet documents` find and make; printed as JSON or told on the terminal. */
import type { MissingPart, PaperCheck, PaperRefusal } from '@occtet/toolkit/documents'

export type PaperStanding =
  | { readonly kind: 'paper'; readonly id: string; readonly article: string; readonly check: PaperCheck }
  | {
      readonly kind: 'refused'
      readonly id: string
      readonly article: string
      readonly refusal: PaperRefusal
    }

export interface WrittenFile {
  readonly path: string
  readonly format: string
  readonly bytes: number
  readonly sha256: string
}

export interface CreatedPaper {
  readonly id: string
  readonly title: string
  readonly state: 'draft' | 'released'
  readonly isComplete: boolean
  readonly missing: readonly MissingPart[]
  readonly files: readonly WrittenFile[]
}

export interface RefusedPaper {
  readonly id: string
  readonly code: string
  readonly reason: string
  readonly article: string
}
