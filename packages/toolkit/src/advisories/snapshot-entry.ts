/** One entry of a node's snapshot log: which manifest it published, and when. The log's tree holds nothing else. */
import { err, formatCanonicalJson, ok, type Result } from '../base/index.ts'

export interface SnapshotEntry {
  /** File name of the manifest. */
  readonly manifest: string
  /** SHA-256 of the manifest's text, lowercase hex. */
  readonly digest: string
  /** Root and number of records of the snapshot. */
  readonly root: string
  readonly size: number
  /** RFC 3339: when it was published, as the node says. */
  readonly time: string
}

export interface SnapshotEntryError {
  readonly code: 'ENTRY_MALFORMED'
  readonly message: string
}

const KIND = 'occtet-feddb-snapshot/1'

/** Canonical JSON (RFC 8785). */
export function formatSnapshotEntry(entry: SnapshotEntry): string {
  return formatCanonicalJson({ kind: KIND, ...entry })
}

/** Untrusted until a checkpoint proves it; only the canonical form is accepted. */
export function parseSnapshotEntry(text: string): Result<SnapshotEntry, SnapshotEntryError> {
  const value = parseText(text)
  if (!isEntry(value)) return fault('expected a snapshot entry with manifest, digest, root, size and time')
  const { manifest, digest, root, size, time } = value
  const entry = { manifest, digest, root, size, time }
  return formatSnapshotEntry(entry) === text ? ok(entry) : fault('expected canonical JSON and nothing else')
}

function isEntry(value: unknown): value is SnapshotEntry {
  if (typeof value !== 'object' || value === null) return false
  const entry = value as Readonly<Record<string, unknown>>
  return (
    entry['kind'] === KIND &&
    isText(entry['manifest'], /^[0-9a-f]{64}-[0-9a-f]{16}\.json$/) &&
    isText(entry['digest'], /^[0-9a-f]{64}$/) &&
    isText(entry['root'], /^[0-9a-f]{64}$/) &&
    isText(entry['time'], /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/) &&
    Number.isSafeInteger(entry['size'])
  )
}

function isText(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value)
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fault(message: string): Result<never, SnapshotEntryError> {
  return err({ code: 'ENTRY_MALFORMED', message })
}
