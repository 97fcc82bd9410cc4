/** What the routes need from whoever starts them: a store, the folder of the snapshot, a clock, a log. */
import type { AdvisoryStore, Clock } from '@occtet/toolkit/advisories'
import type { Result } from '@occtet/toolkit/base'
import type { AdvisoryClaim, Purl } from '@occtet/toolkit/model'

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
  /** What the newest published snapshot says about a package, in a form that can be checked with the node's key alone. */
  readonly prove?: (purl: Purl) => Result<PackageProof, 'PROOF_UNPUBLISHED'>
  /**
   * Claims of each package, one package after another, of the newest snapshot. Read at the pace of the client and perhaps
   * not to its end; releases what it holds either way. Undefined: lists of all packages are refused.
   */
  readonly listPackages?: () => Iterable<readonly AdvisoryClaim[]>
  readonly limits?: Partial<ServerLimits>
}

/** Plain JSON, sent as it is. */
export interface PackageProof {
  /** Root of the snapshot that is proved: it has to be the one that answers. */
  readonly entry: { readonly root: string }
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
  /** Purls of one request that asks for proofs; each is many times larger than its answer. */
  readonly proofs: number
}

export const defaultLimits: ServerLimits = {
  osvBodyBytes: 32 * 1024 * 1024,
  bodyBytes: 1024 * 1024,
  heldBytes: 128 * 1024 * 1024,
  concurrent: 64,
  purls: 1000,
  proofs: 10,
}
