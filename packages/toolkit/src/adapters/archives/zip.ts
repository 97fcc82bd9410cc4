/** Zip archives: the directory by yauzl, the bytes of entries from their places when they are asked for. */
import { crc32, inflateRawSync } from 'node:zlib'
import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type ZipFile,
} from 'yauzl'
import { Readable } from 'node:stream'
import { err, limits, ok, type Result } from '../../base/index.ts'
import {
  type ArchiveEntry,
  type Content,
  entryPath,
  shownName,
  type TreeError,
} from '../../inventory/index.ts'
import type { ByteFile } from './byte-file.ts'
import { ArchiveFailure, toFailure } from './failure.ts'
import type { EntryDraft } from './read-entries.ts'

/** Whether the bytes begin like a zip archive, an empty or a damaged one too. */
export function isZip(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && (start[2] ?? 0xff) < 0x10 && (start[3] ?? 0xff) < 0x10
}

/** What is kept of an entry: those of the library hold its headers, too much for a million of them. */
interface Listed {
  readonly path: string
  readonly isFolder: boolean
  readonly isLink: boolean
  readonly flags: number
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly crc: number
  /** Of its local header. */
  readonly offset: number
}

/** Throws an ArchiveFailure where its directory is damaged or lies about itself. */
export async function readZip(file: ByteFile, draft: EntryDraft): Promise<{ readonly isClosed: boolean }> {
  const listed: Listed[] = []
  const { mostEntries = limits.archiveEntries } = draft
  let count = 0
  try {
    const zip = await openZip(file)
    for await (const entry of zip.eachEntry()) {
      if (++count > mostEntries)
        throw new ArchiveFailure('FILE_TOO_LARGE', `it has more than ${mostEntries} entries`)
      const name = nameOf(entry)
      const path = entryPath(name)
      if (path === undefined) draft.issues.push(ledOut(name))
      else listed.push(toListed(path, entry))
    }
  } catch (cause) {
    throw toFailure(cause, `its directory is damaged or cut off${detailOf(cause)}`)
  }
  refuseOverlap(listed, file.size)
  for (const one of listed) draft.entries.push(toEntry(file, one))
  return { isClosed: true }
}

function detailOf(cause: unknown): string {
  return cause instanceof Error ? `: ${shownName(cause.message)}` : ''
}

async function openZip(file: ByteFile): Promise<ZipFile> {
  return await fromRandomAccessReaderPromise(new DirectoryReader(file), file.size, {
    lazyEntries: true,
    decodeStrings: false,
    validateEntrySizes: false,
    autoClose: false,
  })
}

const WINDOW = 256 * 1024

/** The directory is read entry by entry, in two small pieces each: they are cut from larger ones. */
class DirectoryReader extends RandomAccessReader {
  private window = Buffer.alloc(0)
  private start = 0
  private readonly file: ByteFile

  constructor(file: ByteFile) {
    super()
    this.file = file
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from([this.file.readAt(start, end - start)])
  }

  override read(...[target, offset, length, position, done]: Parameters<RandomAccessReader['read']>): void {
    if (position < this.start || position + length > this.start + this.window.length) {
      this.start = position
      this.window = Buffer.from(this.file.readAt(position, Math.max(WINDOW, length)))
    }
    const from = position - this.start
    const have = this.window.copy(target, offset, from, from + length)
    queueMicrotask(() => done(have === length ? null : new Error('unexpected EOF')))
  }
}

/** In the words of the archive: UTF-8, or the old code page of MS-DOS. Packers of Windows write backslashes. */
function nameOf(entry: Entry): string {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
  return name.replaceAll('\\', '/')
}

function ledOut(name: string): EntryDraft['issues'][number] {
  return {
    code: 'ENTRY_UNREADABLE',
    level: 'warning',
    path: shownName(name),
    message: 'its name leads out of the archive or is too long: it is left out',
  }
}

const LOCAL_HEAD = 30

/** Entries that overlap let a small archive unpack to anything. */
function refuseOverlap(listed: readonly Listed[], size: number): void {
  const places = listed.map(({ offset, packed }) => [offset, packed] as const).sort((a, b) => a[0] - b[0])
  let end = 0
  for (const [from, packed] of places) {
    if (from < end) throw new ArchiveFailure('SYNTAX_INVALID', 'its entries overlap')
    end = from + LOCAL_HEAD + packed
  }
  if (end > size) throw new ArchiveFailure('SYNTAX_INVALID', 'its directory names bytes beyond its end')
}

/** POSIX file types in the upper half of the external attributes, where a packer of Unix wrote them (APPNOTE 4.4.15). */
function toListed(path: string, entry: Entry): Listed {
  const mode = entry.versionMadeBy >> 8 === 3 ? (entry.externalFileAttributes >>> 16) & 0o170_000 : 0
  return {
    path,
    isFolder: entry.fileNameRaw.at(-1) === 0x2f || mode === 0o040_000,
    isLink: mode === 0o120_000,
    flags: entry.generalPurposeBitFlag,
    method: entry.compressionMethod,
    packed: entry.compressedSize,
    size: entry.uncompressedSize,
    crc: entry.crc32,
    offset: entry.relativeOffsetOfLocalHeader,
  }
}

function toEntry(file: ByteFile, entry: Listed): ArchiveEntry {
  const { path, size } = entry
  if (entry.isFolder) return { kind: 'folder', path }
  const content = contentOf(file, entry)
  if (entry.isLink) {
    const target = size > 4096 ? undefined : content.read()
    if (target?.ok === true)
      return { kind: 'symlink', path, target: Buffer.from(target.value).toString('utf8') }
  }
  return { kind: 'file', path, size, content }
}

function contentOf(file: ByteFile, entry: Listed): Content {
  const read = (): Result<Uint8Array, TreeError> => unpack(file, entry)
  return {
    read,
    head: (most) => {
      if (entry.method === 0 && (entry.flags & 1) === 0) {
        const from = dataOf(file, entry)
        if (from !== undefined) return ok(file.readAt(from, Math.min(most, entry.packed)))
      }
      const whole = read()
      return whole.ok ? ok(whole.value.subarray(0, most)) : whole
    },
  }
}

/** Small files of nothing but one letter pack better than the limit. */
const HEADROOM = 1024 * 1024

function unpack(file: ByteFile, entry: Listed): Result<Uint8Array, TreeError> {
  const { method, packed, size } = entry
  if ((entry.flags & 0x2041) !== 0) return failed('it is encrypted')
  if (method !== 0 && method !== 8) return failed(`it is packed by method ${method}, which is not read`)
  if (size > limits.fileBytes)
    return err({ code: 'TOO_LARGE', message: `it has ${size} bytes; at most ${limits.fileBytes} are read` })
  if (size > limits.expansion * packed + HEADROOM)
    return err({ code: 'TOO_LARGE', message: `it unpacks to more than ${limits.expansion} times its size` })
  const from = dataOf(file, entry)
  const bytes = from === undefined ? undefined : file.readAt(from, packed)
  const plain = bytes?.length === packed ? inflate(bytes, method, size) : undefined
  if (plain?.length !== size) return failed('its bytes are damaged or not as many as the archive says')
  return crc32(plain) === entry.crc ? ok(plain) : failed('its checksum is wrong')
}

function inflate(bytes: Buffer, method: number, size: number): Buffer | undefined {
  if (method === 0) return bytes
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(size, 1) })
  } catch {
    // Damaged, or more than the archive says: the caller tells which file.
    return undefined
  }
}

/** The local header's own name and extra field decide where the bytes begin. */
function dataOf(file: ByteFile, { offset }: Listed): number | undefined {
  const header = file.readAt(offset, LOCAL_HEAD)
  if (header.length < LOCAL_HEAD || header.readUInt32LE(0) !== 0x04034b50) return undefined
  return offset + LOCAL_HEAD + header.readUInt16LE(26) + header.readUInt16LE(28)
}

function failed(message: string): Result<never, TreeError> {
  return err({ code: 'FAILED', message })
}
