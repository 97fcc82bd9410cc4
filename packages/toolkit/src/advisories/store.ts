/** What matching, the command line and the server ask of a store of advisories: the port and its words. */
import { compareCodeUnits } from '../base/index.ts'
import type { AdvisoryClaim, Purl, Signal, SourceStatus } from '../model/index.ts'

/** Milliseconds since 1970 UTC. Passed in, so that an answer can be repeated. */
export type Clock = () => number

export interface StoredRecord {
  readonly source: string
  readonly id: string
  /** Id of the source format that reads it. */
  readonly format: string
  /** SHA-256 of the record's bytes, lowercase hex. */
  readonly digest: string
  /** The record as upstream sent it. */
  readonly text: string
  /** Of the file inside the feed, where the format takes a part of what it says from there. */
  readonly path?: string
}

/**
 * Everything that was imported, as one immutable snapshot: later imports do not change an open store.
 * Answers are synchronous and repeatable; an adapter throws its own error when the disk fails.
 * Trusted: whoever can write the store's folder decides which advisories exist.
 */
export interface AdvisoryStore {
  readonly snapshot: {
    /** Root hash over the content, lowercase hex; independent of the order of imports and of all times. */
    readonly root: string
    /** Records kept, summed over the layers. */
    readonly size: number
  }
  /** RFC 3339: the newest `asOf` among the sources; when empty, 1970-01-01T00:00:00Z. */
  readonly asOf: string
  /** Sorted by name. */
  readonly sources: readonly SourceStatus[]
  /** Claims about the package, whatever its version, withdrawn ones included; sorted by source, record, entry. */
  claimsFor(purl: Purl): readonly AdvisoryClaim[]
  /** Sources that declare to know all advisories of the purl's ecosystem, stale ones included. */
  covering(purl: Purl): readonly SourceStatus[]
  /** Records whose id or alias is exactly this, each version of a record; sorted by source, id, text. */
  recordsOf(id: string): readonly StoredRecord[]
  /** What sources say about the vulnerability of exactly this id (EPSS, KEV, SSVC); sorted by kind, source, record. */
  signalsOf(id: string): readonly Signal[]
  close(): void
}

/** The order of `recordsOf`; versions of one record by their text. */
export function compareRecords(a: StoredRecord, b: StoredRecord): number {
  return (
    compareCodeUnits(a.source, b.source) || compareCodeUnits(a.id, b.id) || compareCodeUnits(a.text, b.text)
  )
}

/** Days after which a source no longer proves absence. */
export const DEFAULT_MAX_AGE_DAYS = 30
