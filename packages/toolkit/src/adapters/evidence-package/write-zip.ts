/** Packs the files of an evidence package: sorted, uncompressed, one fixed time, so that the same files give the same bytes. */
import { ZipFile } from 'yazl'
import type { PackageFiles } from '../../evidence-package/index.ts'

/** The first day that ZIP can name. By its local parts: ZIP has no time zone, and the bytes must not depend on ours. */
const FIXED_TIME = new Date(1980, 0, 1, 0, 0, 0)
const PLAIN_FILE = 0o100644

/** Uncompressed, because deflate's output differs between builds of zlib. */
export async function packEvidence(files: PackageFiles): Promise<Uint8Array> {
  const zip = new ZipFile()
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    zip.addBuffer(Buffer.from(bytes), path, {
      compress: false,
      mtime: FIXED_TIME,
      mode: PLAIN_FILE,
      forceDosTimestamp: true,
    })
  }
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Uint8Array))
  return new Uint8Array(Buffer.concat(chunks))
}
