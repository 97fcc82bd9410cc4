/** Organisations, the files of products, jobs and the outbox of the ledger. */
import type { Generated } from 'kysely'

/** RFC 3339, UTC. Sorts as text. */
export type InstantText = string

export interface OrgRow {
  readonly id: string
  readonly slug: string
  readonly name: string
  /** Origin of its transparency log; null: nothing is recorded. */
  readonly ledger_origin: string | null
  /** 1: the read-only sample. */
  readonly is_sample: number
  /** Grows by one with each change (`db/until-change.ts`). */
  readonly revision: Generated<number>
  readonly created_at: InstantText
}

/**
 * The small files that a product is exchanged as (`.occtet/…` and its private folder), as the command line writes them.
 * They are the truth about profile, answers, decisions, policy, risk, plan and cases; other tables are made from them.
 */
export interface ProductFileRow {
  readonly org_id: string
  /** Empty: a file of the whole organisation. */
  readonly product_id: string
  /** `tracked`: public by default, goes into the repository; `private`: never leaves the server unasked. */
  readonly place: 'tracked' | 'private'
  /** `product.yaml`, `decisions/2026-….yaml`, `cases/C-2026-001.json`; `/` between names. */
  readonly path: string
  readonly text: string
  /** Grows by one with each change; for optimistic locking. */
  readonly version: number
  readonly updated_at: InstantText
}

export interface JobRow {
  readonly id: string
  readonly org_id: string
  /** Slug; null: of the whole organisation. */
  readonly product: string | null
  readonly kind: string
  readonly key: string | null
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly step: string | null
  readonly done: number
  readonly total: number
  /** JSON. */
  readonly input: string
  readonly result: string | null
  readonly error_code: string | null
  readonly error_message: string | null
  readonly attempts: number
  readonly lease_until: InstantText | null
  readonly worker: string | null
  readonly created_at: InstantText
  readonly started_at: InstantText | null
  readonly ended_at: InstantText | null
}

export interface OutboxRow {
  /** Order of commits within the database. */
  readonly seq: Generated<number>
  readonly org_id: string
  /** Id of the event (ULID): the key under which a repeated append is harmless. */
  readonly event_id: string
  /** JSON of the draft. */
  readonly draft: string
  /** Index in the log, once recorded. */
  readonly log_index: number | null
  readonly created_at: InstantText
}

/**
 * What the database knows of an organisation's log. The key keeps a second log from being started elsewhere; the newest
 * checkpoint lets an older copy of the log be noticed.
 */
export interface LedgerStateRow {
  readonly org_id: string
  readonly verifier_key: string
  /** Signed note of the newest checkpoint. */
  readonly checkpoint: string
  /** Of the last whole check; null: nobody looked yet. */
  readonly checked_at: InstantText | null
  /** Entries that it looked at. */
  readonly checked_size: number | null
  /** JSON list of faults; `[]`: none. */
  readonly faults: string | null
  /** When a check found it broken first; null: it verified, or nobody looked. */
  readonly broken_since: InstantText | null
}

/** Bytes by their digest: uploads, SBOMs, papers. Tenants do not share bytes. */
export interface BlobRow {
  readonly org_id: string
  /** SHA-256, lower-case hex. */
  readonly digest: string
  readonly bytes: Uint8Array
  readonly created_at: InstantText
}

export interface CoreTables {
  org: OrgRow
  product_file: ProductFileRow
  job: JobRow
  outbox: OutboxRow
  ledger_state: LedgerStateRow
  blob: BlobRow
}
