/** The files of a `.tar.gz` of the shared data, for suites over real samples. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import tar from 'tar-stream'
import { sharedPath } from '../../../shared.ts'

export interface ArchiveFile {
  readonly path: string
  readonly text: string
}

/** `archive` below shared/data/other, such as `csaf/oasis-csaf-examples.tar.gz`; sorted as stored. */
export async function readArchive(archive: string): Promise<readonly ArchiveFile[]> {
  const files: ArchiveFile[] = []
  const extract = tar.extract()
  extract.end(gunzipSync(readFileSync(sharedPath(`data/other/${archive}`))))
  for await (const entry of extract) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(Buffer.from(chunk as Uint8Array))
    if (entry.header.type === 'file')
      files.push({ path: entry.header.name, text: Buffer.concat(chunks).toString('utf8') })
  }
  return files
}
