/** A stored record as its source format reads it: the same words as when it was imported. */
import type { SourceRecord } from './source-format.ts'
import { findFormat } from './sources/registry.ts'
import type { StoredRecord } from './store.ts'

/** Undefined where no format of this build reads the text. */
export function readAgain({
  source,
  id,
  format,
  digest,
  text,
  path,
}: StoredRecord): SourceRecord | undefined {
  // `now` only decides which date is the newest credible one, and nobody asks that of a stored record.
  const file = { path: path ?? `${source}/${id}`, text }
  const read = findFormat(format)?.read(file, { source, digest, now: 0 })
  return read?.ok === true ? read.value : undefined
}
