/** Tar archives, plain or gzipped: their files one after the other, sizes bounded before anything is kept. */
import { createReadStream, statSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { limits } from '../../base/index.ts'
import { TarFailure } from './tar-failure.ts'

export interface TarFile {
  /** Untrusted: never used as a path on this machine. */
  readonly name: string
  /** Undefined when the file is larger than what is read of one. */
  readonly bytes: Buffer | undefined
}

/** Links, folders and devices are passed over. Throws a TarFailure when the archive cannot be read to its end. */
export async function* readTar(path: string, maxFile: number): AsyncGenerator<TarFile> {
  const packed = createReadStream(path)
  const archive = extract()
  const source = /\.t?gz$/i.test(path) ? packed.pipe(createGunzip()) : packed
  const fail = (cause: Error): void => archive.destroy(cause)
  packed.on('error', fail)
  source.on('error', fail)
  source.pipe(archive)
  let entries = 0
  let total = 0
  const allowed = limits.expansion * statSync(path).size + HEADROOM
  try {
    for await (const entry of archive) {
      if (++entries > limits.archiveEntries) throw tooLarge(`more than ${limits.archiveEntries} entries`)
      const { name, size, type } = entry.header
      total += size
      if (total > allowed) throw tooLarge(`more than ${allowed} bytes when unpacked`)
      const isWanted = type === 'file' && size <= maxFile
      if (!isWanted) entry.resume()
      if (type === 'file') yield { name, bytes: isWanted ? await readEntry(entry) : undefined }
    }
  } catch (cause) {
    throw cause instanceof TarFailure ? cause : new TarFailure('TAR_INVALID', messageOf(cause), cause)
  } finally {
    packed.destroy()
    source.destroy()
  }
}

async function readEntry(entry: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of entry) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Small archives of many like files pack better than any limit per byte allows for. */
const HEADROOM = 64 * 1024 * 1024

function tooLarge(what: string): TarFailure {
  return new TarFailure('TAR_TOO_LARGE', what)
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
