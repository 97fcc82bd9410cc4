/** What the world may see of a product, what it downloads, what it reports; and uploads that wait to be taken over. */
import type { InstantText } from './core.ts'

export interface PublicPageRow {
  readonly org_id: string
  readonly product_id: string
  /** 0: everything below answers like a product that does not exist. */
  readonly is_on: number
  /** JSON of `publicWishes`. */
  readonly wishes: string
  readonly version: number
  readonly updated_at: InstantText
}

/** Exactly what was handed out, by a person, after it was looked at. Its bytes lie in `blob`. Rows are never removed. */
export interface PublicFileRow {
  readonly org_id: string
  readonly id: string
  readonly product_id: string
  /** Version; null: of no release alone. */
  readonly release: string | null
  readonly kind: 'csaf' | 'vex' | 'sbom' | 'attestation' | 'package'
  /** Unique in product and kind among those that are not withdrawn; for CSAF with its year folder. */
  readonly path: string
  readonly media: string
  readonly size: number
  /** SHA-256, lower-case hex. */
  readonly digest: string
  /** SHA-512, lower-case hex. */
  readonly sha512: string
  /** Of a CSAF document: its id, title and dates, as JSON; null for the others. */
  readonly about: string | null
  readonly published_at: InstantText
  readonly withdrawn_at: InstantText | null
}

export interface PublicPreviewRow {
  readonly org_id: string
  readonly product_id: string
  /** SHA-256 of the token, lower-case hex. */
  readonly token_hash: string
  readonly until: InstantText
}

/** A report of a flaw that somebody outside sent. Private; hostile text. */
export interface VulnReportRow {
  readonly org_id: string
  readonly product_id: string
  /** What its sender was told. Cannot be guessed, unique in the organisation. */
  readonly reference: string
  readonly state: 'new' | 'acknowledged' | 'closed'
  readonly received_at: InstantText
  readonly acknowledge_by: InstantText
  readonly acknowledged_at: InstantText | null
  readonly closed_at: InstantText | null
  /** JSON: title, text, version, contact, wantsCredit. */
  readonly body: string
  readonly case_id: string | null
  readonly note: string | null
}

/** An archive that was uploaded and looked at, until it is taken over or its day is over. */
export interface ExchangeImportRow {
  readonly org_id: string
  readonly id: string
  readonly product_id: string
  /** In `blob`. */
  readonly digest: string
  /** 1: whoever uploaded it may read private files. */
  readonly has_private: number
  readonly received_at: InstantText
  readonly until: InstantText
}

/** A key that signs CSAF documents. Rows are never removed: what was signed once stays checkable. */
export interface OpenpgpKeyRow {
  readonly org_id: string
  /** Lower-case hex, of the primary key. */
  readonly fingerprint: string
  /** Armoured. */
  readonly public_key: string
  /** Armoured, sealed (`kernel/vault.ts`); null: it signs no more. */
  readonly private_key: string | null
  readonly origin: 'made' | 'brought'
  /** Whom the key names. */
  readonly user_id: string
  readonly added_at: InstantText
  /** Null: never. */
  readonly expires_at: InstantText | null
  /** When another one took its place. Of one organisation at most one row has null here. */
  readonly retired_at: InstantText | null
}

export interface CsafSignatureRow {
  readonly org_id: string
  /** Of `public_file`. */
  readonly file_id: string
  readonly fingerprint: string
  /** Armoured, detached. */
  readonly signature: string
  readonly signed_at: InstantText
}

export interface PublicTables {
  public_page: PublicPageRow
  public_file: PublicFileRow
  public_preview: PublicPreviewRow
  openpgp_key: OpenpgpKeyRow
  csaf_signature: CsafSignatureRow
  vuln_report: VulnReportRow
  exchange_import: ExchangeImportRow
}
