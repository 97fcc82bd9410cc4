/** Packs the files of an evidence package: sorted, uncompressed, one fixed time, so that the same files give the same bytes. */
import { zipSync, type Zippable } from 'fflate'
import type { PackageFiles } from '../../evidence-package/index.ts'

/** The first day that ZIP can name. By its local parts: ZIP has no time zone, and the bytes must not depend on ours. */
const FIXED_TIME = new Date(1980, 0, 1, 0, 0, 0)
/** Unix; a plain file that all may read. */
const UNIX = 3
const PLAIN_FILE = 0o100644

/** Uncompressed, because deflate's output differs between programs that write it. */
export function packEvidence(files: PackageFiles): Uint8Array {
  const entries = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  const zip: Zippable = Object.fromEntries(
    entries.map(([path, bytes]) => [
      path,
      [bytes, { level: 0, mtime: FIXED_TIME, os: UNIX, attrs: PLAIN_FILE << 16 }],
    ]),
  )
  return zipSync(zip)
}
