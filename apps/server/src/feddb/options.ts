/** What the routes need from whoever starts them: a store, the folder of the snapshot, a clock, a log. */
import type { AdvisoryStore, Clock, StoredRecord } from '@occtet/toolkit/advisories'

/** One line per request. Never a purl, a package name, an id or an address: who asks about what is nobody's business. */
export interface RequestLog {
  readonly at: string
  readonly method: string
  /** The route as it is written in the code, without anything that the client sent. */
  readonly route: string
  readonly status: number
  readonly milliseconds: number
  /** Purl types or OSV families asked about, sorted; only those that we know. */
  readonly types?: readonly string[]
  /** Code of an error of ours; the client is told only that something failed. */
  readonly failure?: string
}

export interface FeddbOptions {
  /** Opens the newest snapshot. Called again when CURRENT changes; may throw, then the old one goes on answering. */
  readonly openStore: () => AdvisoryStore
  /** Folder of the FedDB, for its static files; undefined: none are served, and the store is never reopened. */
  readonly snapshotDir?: string
  readonly clock: Clock
  readonly log?: (entry: RequestLog) => void
  /** Inclusion proof of a record in the open snapshot, as JSON; undefined when it has none. */
  readonly prove?: (store: AdvisoryStore, record: StoredRecord) => unknown
  readonly limits?: Partial<ServerLimits>
}

export interface ServerLimits {
  /** Bytes of a request body on /v1, as OSV.dev allows. */
  readonly osvBodyBytes: number
  /** Bytes of every other request body. */
  readonly bodyBytes: number
  /** Bytes of all request bodies held at one moment. */
  readonly heldBytes: number
  /** Requests at work at one moment; more get 503 and Retry-After. */
  readonly concurrent: number
  /** Purls of one request, outside /v1. */
  readonly purls: number
}

export const defaultLimits: ServerLimits = {
  osvBodyBytes: 32 * 1024 * 1024,
  bodyBytes: 1024 * 1024,
  heldBytes: 128 * 1024 * 1024,
  concurrent: 64,
  purls: 1000,
}
