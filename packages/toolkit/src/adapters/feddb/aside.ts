/** Bytes that are written now and read back once: a table that comes after what it is the table of. */
import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import type { Aside } from '../../advisories/index.ts'
import { guard, writeAll } from './files.ts'

/** Bytes that stay in memory, and that are read back at once. */
const BUFFER = 256 * 1024
/** Most tables are small. */
const FIRST = 4096

/** `path` is a temporary file, made only when needed. */
export function createAside(path: string): Aside {
  let buffer = Buffer.allocUnsafe(FIRST)
  let used = 0
  let fd: number | undefined
  const makeRoom = (length: number): void => {
    if (used + length <= buffer.length) return
    if (used + length <= BUFFER) {
      const larger = Buffer.allocUnsafe(Math.min(BUFFER, Math.max(4 * buffer.length, used + length)))
      buffer.copy(larger, 0, 0, used)
      buffer = larger
      return
    }
    fd ??= openSync(path, 'w+', 0o600)
    writeAll(fd, buffer.subarray(0, used))
    used = 0
  }
  const put = (bytes: Uint8Array): void => {
    makeRoom(bytes.length)
    if (bytes.length > buffer.length) writeAll(fd ?? -1, bytes)
    else {
      buffer.set(bytes, used)
      used += bytes.length
    }
  }
  return {
    write: (bytes) => guard(path, () => put(bytes)),
    drain: (emit) => {
      if (fd !== undefined) guard(path, () => readBack(fd ?? -1, emit))
      emit(buffer.subarray(0, used))
      if (fd === undefined) return
      closeSync(fd)
      rmSync(path, { force: true })
    },
  }
}

function readBack(fd: number, emit: (bytes: Uint8Array) => void): void {
  const piece = Buffer.allocUnsafe(BUFFER)
  let at = 0
  for (;;) {
    const count = readSync(fd, piece, 0, piece.length, at)
    if (count === 0) return
    emit(piece.subarray(0, count))
    at += count
  }
}
