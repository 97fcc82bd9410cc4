/** What an analysis takes and gives: plain data, so that it can run on another thread. */
import type { importReport } from '@occtet/contract/api'
import type { CraStatus, VexReading } from '@occtet/toolkit/cra'
import type { FindingsReport, Inventory } from '@occtet/toolkit/model'
import type { UnidentifiedComponent } from '@occtet/toolkit/sbom'
import type { infer as Infer } from 'zod/mini'
import type { UploadRow } from '../db/tables/products.ts'

export type ImportReport = Infer<typeof importReport>
export type ImportFile = ImportReport['files'][number]

/** One upload; `bytes` undefined for a connected folder, whose absolute path is its name; of an image what was found in it (JSON, packed). */
export interface AnalysisUpload {
  readonly id: string
  readonly kind: UploadRow['kind']
  readonly name: string
  readonly bytes: Uint8Array | undefined
}

export interface AnalysisInput {
  readonly product: { readonly name: string; readonly version: string }
  /** Oldest first. */
  readonly uploads: readonly AnalysisUpload[]
  readonly data: DataPlace
}

/** Where advisories come from, and the time against which they grow old. */
export interface DataPlace {
  readonly feddbDir: string
  /** Whose reviews count: `feddb-review.json` of this server; it need not be there. */
  readonly reviewPolicy: string
  readonly maxAgeDays: number
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface DataFacts {
  readonly root: string
  /** RFC 3339. */
  readonly asOf: string
  /** Only the advisories that ship with the program. */
  readonly isThin: boolean
}

/** The inventory as it is stored: with what was named and could not be identified. */
export interface StoredInventory extends Inventory {
  readonly unidentified: readonly UnidentifiedComponent[]
}

/** The evidence as it is stored: with the VEX statements of the sources, which answer findings that come later. */
export interface StoredEvidence extends CraStatus {
  /** Absent: a pushed check, whose sources were never here. */
  readonly vex?: VexReading
}

export interface AnalysisOutput {
  /** False: no file said what is inside, so that nobody knows; inventory and findings are then empty and mean nothing. */
  readonly isRead: boolean
  readonly inventory: StoredInventory
  /** Searched in the sources where there are any; without decisions and without order. */
  readonly findings: FindingsReport
  /** Undefined: nobody looked at a source tree. */
  readonly evidence: StoredEvidence | undefined
  /** By id of the upload. */
  readonly reports: readonly (readonly [string, ImportReport])[]
  readonly data: DataFacts
  /** What a re-check needs (JSON of `Watched`); undefined for the starter set, which changes with the program only. */
  readonly watch: unknown
}
