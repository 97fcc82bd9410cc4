/** Products, their releases, what is inside and what is known to be wrong with it. */
import type { InstantText } from './core.ts'

export interface ProductRow {
  readonly org_id: string
  readonly id: string
  /** In URLs; unique in the organisation; also the id of its profile. */
  readonly slug: string
  readonly name: string
  readonly created_at: InstantText
  readonly archived_at: InstantText | null
}

export interface ReleaseRow {
  readonly org_id: string
  readonly id: string
  readonly product_id: string
  /** As the maker writes it; unique in the product. */
  readonly version: string
  readonly released_at: InstantText | null
  readonly created_at: InstantText
  /** 1: what triage, papers and the home page speak of. One per product. */
  readonly is_current: number
  /** Digest of the canonical inventory (JSON) in `blob`; null until something was uploaded and read. */
  readonly inventory_digest: string | null
  /** Digest of the findings report (JSON, without decisions) in `blob`. */
  readonly findings_digest: string | null
  /** Digest of the CRA status (evidence signals, JSON) in `blob`; null: nobody looked at a source tree. */
  readonly evidence_digest: string | null
  readonly analysed_at: InstantText | null
  /** Root of the FedDB snapshot that findings rest on, and how old its data was. */
  readonly feddb_root: string | null
  readonly feddb_as_of: InstantText | null
}

export interface UploadRow {
  readonly org_id: string
  readonly id: string
  readonly release_id: string
  readonly kind: 'sbom' | 'vex' | 'lockfile' | 'archive' | 'image' | 'folder' | 'check'
  readonly name: string
  /** Of the bytes that were sent. */
  readonly digest: string
  readonly size: number
  readonly created_at: InstantText
  /** JSON: parsed | partial | skipped | unsupported, with issues. */
  readonly report: string | null
  /** Of an image: what was found in it (JSON, packed) in `blob`. Null: what was sent is kept itself. */
  readonly kept_digest: string | null
}

export interface ComponentRow {
  readonly org_id: string
  readonly release_id: string
  /** Position in the canonical order of the inventory, from 0. */
  readonly position: number
  readonly purl: string
  readonly type: string
  readonly name: string
  readonly version: string | null
  readonly scope: string
  readonly is_direct: number
  /** SPDX expression that counts, and where it comes from; null: unknown. */
  readonly license: string | null
  readonly finding_count: number
  /** 0 none … 5 critical; as `toRank` of `inventory/levels.ts`. */
  readonly worst: number
  /** 1: part of the product itself; in no list of third-party components. */
  readonly is_first_party: number
  /** Why the data can say nothing about it (`UnknownReason`); null: it can, or there is a finding. */
  readonly unknown: string | null
  /** JSON of the component without what stands in the columns and edges. */
  readonly body: string
}

/** Who asks for whom, by position. */
export interface ComponentEdgeRow {
  readonly org_id: string
  readonly release_id: string
  /** −1: the product itself. */
  readonly parent: number
  readonly child: number
}

/** What one analysis counted (JSON, `inventory/summary.ts`), so that no list is counted for a page. */
export interface ReleaseSummaryRow {
  readonly org_id: string
  readonly release_id: string
  readonly body: string
}

/** Grows whenever findings of a release are written (`db/findings-stamp.ts`); no row: they never were. */
export interface FindingStampRow {
  readonly org_id: string
  readonly release_id: string
  readonly stamp: number
}

/** What people wrote down about the step from one release to another: is it a substantial modification? */
export interface ReleaseNoteRow {
  readonly org_id: string
  readonly id: string
  readonly product_id: string
  readonly from_version: string
  readonly to_version: string
  readonly answer: 'substantial' | 'not-substantial' | 'unsure'
  readonly reason: string
  readonly by_name: string
  readonly at: InstantText
}

export interface FindingRow {
  readonly org_id: string
  readonly release_id: string
  /** Of the findings report; unique in the release. */
  readonly key: string
  readonly product_id: string
  readonly purl: string
  /** Name of the merged record (`group`), and every alias, space-separated with a space at both ends. */
  readonly advisory: string
  readonly aliases: string
  /** Group of the queue (`priorityGroups`) and the place in the whole order of the release. */
  readonly queue_group: string
  readonly position: number
  readonly level: string
  readonly scope: string
  readonly is_direct: number
  readonly is_exploited: number
  /** EPSS probability in millionths; null: unknown. */
  readonly epss: number | null
  readonly fixed_in: string | null
  /** `open` or the standing of the decision that speaks: in-force, waiting, stale, expired. */
  readonly state: string
  /** VEX status of the decision that speaks; null while open. */
  readonly status: string | null
  readonly decision_id: string | null
  readonly first_seen_at: InstantText
  /** JSON of the finding (`model/finding.ts`). */
  readonly body: string
}

export interface ProductTables {
  product: ProductRow
  release: ReleaseRow
  upload: UploadRow
  component: ComponentRow
  component_edge: ComponentEdgeRow
  release_summary: ReleaseSummaryRow
  finding_stamp: FindingStampRow
  release_note: ReleaseNoteRow
  finding: FindingRow
}
