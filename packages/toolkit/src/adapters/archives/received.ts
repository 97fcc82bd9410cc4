/** Archives that somebody sent: bytes in memory, or a file that they were put aside in. Nothing is unpacked to disk. */
import { err, limits, ok, type Result } from '../../base/index.ts'
import { foreignFormats } from '../../foreign/index.ts'
import { memoryTree, readInventory, type TreeError } from '../../inventory/index.ts'
import type { Inventory } from '../../model/index.ts'
import { type ByteFile, bytesFile, openByteFile, readRange } from './byte-file.ts'
import { ArchiveFailure } from './failure.ts'
import { kindOf, openArchiveFile } from './open-archive.ts'
import type { OpenedFailure, OpenedTree } from './opened.ts'
import { readOpened, toArchiveOptions } from './read-archive.ts'
import { unpack } from './unpack.ts'

/** In memory, or the absolute path of a file. */
export type ReceivedBytes = Uint8Array | { readonly path: string }

/** Untrusted: every byte. */
export interface ReceivedArchive {
  readonly isImage: boolean
  /** Why the archive as a whole cannot be read, or not to its end. */
  readonly failure?: OpenedFailure
  /** Bytes of its files, as it states them; of an image 0. */
  readonly unpacked: number
  /** What `readPath` would say of it. */
  readonly inventory: () => Promise<Inventory>
  readonly close: () => void
}

/** By the first 512 bytes; one that is packed in a way that is not read is an archive too. */
export function isArchive(start: Uint8Array): boolean {
  return kindOf(start.subarray(0, 512)) !== 'plain'
}

/** Undefined: no archive, or a package that a format reads as it is. Throws the system's error where a file cannot be opened. */
export async function openReceived(
  source: ReceivedBytes,
  name: string,
): Promise<ReceivedArchive | undefined> {
  const opened = await openArchiveFile(openSource(source), name, toArchiveOptions({}))
  if (opened === undefined) return undefined
  const { isImage, unpacked, failure, close } = opened.tree
  return {
    isImage,
    unpacked,
    ...(failure === undefined ? {} : { failure }),
    inventory: async () => await readOpened(opened, {}),
    close,
  }
}

/** The inventory of one file that somebody sent, whatever it is: as `readPath` reads it from disk. */
export async function readReceived(bytes: Uint8Array, name: string): Promise<Inventory> {
  const archive = await openReceived(bytes, name)
  if (archive !== undefined) return await archive.inventory()
  const tree = memoryTree({ [name]: bytes })
  return readInventory(tree, { name, files: [name], extra: foreignFormats })
}

export interface UnpackedFile {
  /** Relative, with forward slashes; one folder around everything is taken off. */
  readonly path: string
  readonly size: number
  readonly read: () => Result<Uint8Array, TreeError>
}

export interface UnpackedArchive {
  readonly files: readonly UnpackedFile[]
  /** What is in the archive and was left out, with the reason in words. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
}

/**
 * The files of a packed tree, each to be read at any time. What packs it as a whole is taken off in memory, up to `most`
 * bytes; a zip archive may hold no more than 200 times its bytes. An image is no tree.
 */
export async function unpackReceived(
  bytes: Uint8Array,
  most: number,
): Promise<Result<UnpackedArchive, OpenedFailure>> {
  const plain = await unpackWhole(bytes, most)
  if (!plain.ok) return plain
  // Under a name that no format claims: jars are looked into as well.
  const opened = await openArchiveFile(bytesFile(plain.value), 'archive', toArchiveOptions({}))
  if (opened === undefined) return refuse('FORMAT_UNSUPPORTED', 'expected zip, tar, tar.gz or tar.zst')
  const { isImage, failure, unpacked } = opened.tree
  if (isImage) return refuse('FORMAT_UNSUPPORTED', 'it holds an image, and no sources')
  if (failure !== undefined) return err(failure)
  if (unpacked > limits.expansion * bytes.length + HEADROOM)
    return refuse('FILE_TOO_LARGE', `it unpacks to more than ${limits.expansion} times its size`)
  return ok(listFiles(opened.tree))
}

/** Small files of nothing but one letter pack better than the limit. */
const HEADROOM = 1024 * 1024

function openSource(source: ReceivedBytes): ByteFile {
  return source instanceof Uint8Array ? bytesFile(source) : openByteFile(source.path)
}

async function unpackWhole(bytes: Uint8Array, most: number): Promise<Result<Uint8Array, OpenedFailure>> {
  const kind = kindOf(bytes.subarray(0, 512))
  if (kind !== 'gzip' && kind !== 'zstd') return ok(bytes)
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    const file = bytesFile(bytes)
    for await (const piece of unpack(readRange(file, 0, file.size), kind)) {
      pieces.push(piece)
      size += piece.length
      if (size > most) return refuse('FILE_TOO_LARGE', `it unpacks to more than ${most} bytes`)
    }
  } catch (cause) {
    if (!(cause instanceof ArchiveFailure)) throw cause
    return refuse(cause.code, cause.message)
  }
  return ok(Buffer.concat(pieces, size))
}

function refuse(code: OpenedFailure['code'], message: string): Result<never, OpenedFailure> {
  return err({ code, message })
}

function listFiles({ tree, issues }: OpenedTree): UnpackedArchive {
  const files: UnpackedFile[] = []
  const skipped = issues.map(({ path, message }) => ({ path, reason: message }))
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const listed = tree.list(folder)
    for (const { name, kind } of listed.ok ? listed.value : []) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (kind === 'folder') pending.push(path)
      else if (kind === 'file')
        files.push({ path, size: tree.fileAt(path)?.size ?? 0, read: () => tree.read(path) })
      else skipped.push({ path, reason: kind === 'link' ? 'a link, which is not followed' : 'no plain file' })
    }
  }
  return { files, skipped }
}
