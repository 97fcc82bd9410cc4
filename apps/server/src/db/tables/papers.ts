/** Versions of papers that were made, and their files. What a paper says lies in the files; rows are for lists. */
import type { InstantText } from './core.ts'

export interface PaperVersionRow {
  readonly org_id: string
  readonly id: string
  readonly product_id: string
  readonly release_id: string
  /** Kind of paper, such as `declaration-of-conformity`. */
  readonly paper: string
  /** 1, 2, 3 … of this paper in this release. */
  readonly number: number
  readonly language: string
  readonly title: string
  readonly state: 'draft' | 'final'
  readonly created_at: InstantText
  /** As they name themselves: a final paper names them too. */
  readonly created_by: string
  /** Mandatory gaps at that time. */
  readonly missing: number
  /** SHA-256 of the PDF. */
  readonly digest: string
  /** Characters that the fonts of the PDF lack. */
  readonly replaced: number
  /** JSON: what changed against the version before; null for the first in its language. */
  readonly changes: string | null
  readonly signed_at: InstantText | null
  readonly signed_by: string | null
}

export interface PaperFileRow {
  readonly org_id: string
  readonly version_id: string
  readonly format: 'html' | 'pdf' | 'docx' | 'md' | 'json' | 'publication'
  readonly name: string
  /** In `blob`. */
  readonly digest: string
  readonly size: number
}

export interface PaperTables {
  paper_version: PaperVersionRow
  paper_file: PaperFileRow
}
