/** Files that are read all over: at once, as long as they are of a bearable size. */
import type { OpenFile } from './files.ts'

/** Files up to this size are read at once: the order of the records is not that of the archive. */
const WHOLE_FILE = 32 * 1024 * 1024

/** For reads all over the file. */
export function createReader(file: OpenFile): (offset: number, length: number) => Buffer {
  if (file.size > WHOLE_FILE) return file.readAt
  let bytes: Buffer | undefined
  return (offset, length) => {
    bytes ??= file.readAt(0, file.size)
    return bytes.subarray(offset, offset + length)
  }
}
