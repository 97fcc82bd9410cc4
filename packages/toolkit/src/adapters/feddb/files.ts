/** Files of the store: read at an offset, written once, made durable before anything names them. */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fstatSync,
  fsync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { SegmentRef } from '../../advisories/index.ts'
import type { Buffers } from './buffers.ts'
import { FeddbError, hasCode, reasonOf } from './errors.ts'

/** Names inside the store's folder. */
export const names = {
  current: 'CURRENT',
  /** Name of the manifest that followers may be fetching. */
  published: 'PUBLISHED',
  lock: 'LOCK',
  manifests: 'manifests',
  segments: 'segments',
  temporary: 'tmp',
}

export interface OpenFile {
  readonly size: number
  readonly readAt: (offset: number, length: number) => Buffer
  /** Fills the buffer. */
  readonly readInto: (buffer: Buffer, offset: number) => void
  readonly close: () => void
}

/** Reads beyond the end, and everything else that the disk refuses, throw FeddbError. */
export function openFile(path: string): OpenFile {
  const fd = guard(path, () => openSync(path, 'r'))
  const { size } = guard(path, () => fstatSync(fd))
  const assertInside = (offset: number, length: number): void => {
    if (offset >= 0 && length >= 0 && offset + length <= size) return
    throw new FeddbError('CORRUPT', `${path}: expected ${length} bytes at ${offset}, the file has ${size}`)
  }
  const readInto = (buffer: Buffer, offset: number): void => {
    const { length } = buffer
    assertInside(offset, length)
    let done = 0
    while (done < length) {
      const count = guard(path, () => readSync(fd, buffer, done, length - done, offset + done))
      if (count === 0) throw new FeddbError('CORRUPT', `${path}: ends before ${offset + length}`)
      done += count
    }
  }
  return {
    size,
    readAt: (offset, length) => {
      assertInside(offset, length)
      const buffer = Buffer.allocUnsafe(length)
      readInto(buffer, offset)
      return buffer
    },
    readInto,
    close: () => closeSync(fd),
  }
}

export function segmentPath(dir: string, digest: string): string {
  return join(dir, names.segments, digest.slice(0, 2), digest)
}

/** The text of CURRENT's manifest name; undefined where there is no store yet. */
export function readCurrent(dir: string): string | undefined {
  const path = join(dir, names.current)
  try {
    const name = readFileSync(path, 'utf8').trim()
    if (/^[0-9a-f]{64}-[0-9a-f]{16}\.json$/.test(name)) return name
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined
    throw new FeddbError('DISK_FAILED', `${path}: ${reasonOf(cause)}`, cause)
  }
  throw new FeddbError('NOT_A_FEDDB', `${path}: expected the name of a manifest; import into another folder`)
}

/** Durable when it returns: written aside, synced, renamed, folder synced. */
export function writeDurably(dir: string, path: string, content: string | Uint8Array): void {
  const aside = join(dir, names.temporary, `${process.pid}-${path.slice(path.lastIndexOf('/') + 1)}`)
  guard(path, () => {
    mkdirSync(dirname(aside), { recursive: true })
    mkdirSync(dirname(path), { recursive: true })
    const fd = openSync(aside, 'w', 0o644)
    writeAll(fd, typeof content === 'string' ? Buffer.from(content) : content)
    fsyncSync(fd)
    closeSync(fd)
    renameSync(aside, path)
    syncFolder(dirname(path))
  })
}

export interface SegmentFile {
  readonly write: (bytes: Uint8Array) => void
  /** Bytes written so far. */
  readonly size: () => number
  /** Names the file by its digest. */
  readonly publish: () => PublishedSegment
}

export interface PublishedSegment {
  readonly ref: SegmentRef
  /** Resolves when the bytes are on the disk and the file has its name; the name is durable after syncFolders. */
  readonly settled: Promise<void>
}

const BUFFER_BYTES = 256 * 1024

/** Of a file of this process, in the folder that the next import empties. */
export function temporaryPath(dir: string, label: string): string {
  return join(dir, names.temporary, `${process.pid}-${label}`)
}

/** A new segment, written aside. */
export function createSegmentFile(dir: string, label: string, buffers: Buffers): SegmentFile {
  const aside = temporaryPath(dir, label)
  const fd = guard(aside, () => openSync(aside, 'w', 0o644))
  const hash = createHash('sha256')
  const buffer = buffers.take(BUFFER_BYTES)
  let used = 0
  let size = 0
  const flush = (bytes: Uint8Array): void => {
    hash.update(bytes)
    guard(aside, () => writeAll(fd, bytes))
  }
  const drain = (): void => {
    if (used > 0) flush(buffer.subarray(0, used))
    used = 0
  }
  return {
    size: () => size,
    write: (bytes) => {
      size += bytes.length
      if (used + bytes.length > BUFFER_BYTES) drain()
      if (bytes.length >= BUFFER_BYTES) flush(bytes)
      else {
        buffer.set(bytes, used)
        used += bytes.length
      }
    },
    publish: () => {
      drain()
      buffers.give(buffer)
      const digest = hash.digest('hex')
      const settled = settle(aside, fd, { path: segmentPath(dir, digest), size })
      // Awaited before anything names the segment; until then a failure is not an unhandled one.
      settled.catch(() => undefined)
      return { ref: { digest, size }, settled }
    },
  }
}

/** The disk works on it while the next segment is being written. */
async function settle(
  aside: string,
  fd: number,
  target: { readonly path: string; readonly size: number },
): Promise<void> {
  try {
    await promisify(fsync)(fd)
    closeSync(fd)
    replace(aside, target)
  } catch (cause) {
    throw new FeddbError('DISK_FAILED', `${target.path}: ${reasonOf(cause)}`, cause)
  }
}

/** A file of this name holds these very bytes, or it is damaged: either way the new one may take its place. */
function replace(aside: string, target: { readonly path: string; readonly size: number }): void {
  try {
    renameSync(aside, target.path)
  } catch (cause) {
    // One of the 256 folders, the first time.
    if (hasCode(cause, 'ENOENT')) {
      mkdirSync(dirname(target.path), { recursive: true })
      renameSync(aside, target.path)
      return
    }
    // Windows refuses while a reader has the old file open.
    if (!isWhole(target.path, target.size)) throw cause
    rmSync(aside)
  }
}

/** Makes the names of all published segments durable. */
export function syncFolders(dir: string, refs: readonly SegmentRef[]): void {
  const folders = new Set(refs.map((ref) => dirname(segmentPath(dir, ref.digest))))
  guard(dir, () => {
    for (const folder of [...folders, join(dir, names.segments), dir]) syncFolder(folder)
  })
}

function isWhole(path: string, size: number): boolean {
  return existsSync(path) && statSync(path).size === size
}

export function writeAll(fd: number, bytes: Uint8Array): void {
  let done = 0
  while (done < bytes.length) done += writeSync(fd, bytes, done)
}

function syncFolder(path: string): void {
  // Windows has no such call for folders; its renames are ordered by the file system's journal.
  if (process.platform === 'win32') return
  const fd = openSync(path, 'r')
  fsyncSync(fd)
  closeSync(fd)
}

/** Runs a disk operation; what the disk says becomes a FeddbError with the file's name. */
export function guard<T>(path: string, operation: () => T): T {
  try {
    return operation()
  } catch (cause) {
    if (cause instanceof FeddbError) throw cause
    throw new FeddbError('DISK_FAILED', `${path}: ${reasonOf(cause)}`, cause)
  }
}
