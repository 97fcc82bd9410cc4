/** The records of a layer as raw deflate streams, by record id: copied where upstream sent such a stream, else stored blocks. */
import { createSegmentFile, type OpenFile, type PublishedSegment } from './files.ts'
import type { Container, LayerInput } from './layer-input.ts'
import { entryFlags } from './zip.ts'

export interface PackedRecords {
  readonly segment: PublishedSegment
  /** By position in the order given. */
  readonly offset: Float64Array
  readonly packed: Float64Array
  readonly size: Float64Array
}

const MAGIC = 'OCTPACK1'
/** Bytes of a stored block (RFC 1951, section 3.2.4). */
const STORED_BLOCK = 65_535

/** `order`: positions of the records to write. */
export function writeRecordPack(input: LayerInput, order: readonly number[]): PackedRecords {
  const offset = new Float64Array(order.length)
  const packed = new Float64Array(order.length)
  const size = new Float64Array(order.length)
  const file = createSegmentFile(input.dir, `${input.label}-records`)
  file.write(Buffer.from(MAGIC))
  const readers = input.containers.map((container) => createReader(container.file))
  for (const [rank, at] of order.entries()) {
    const ordinal = input.records.ordinal[at] ?? 0
    const index = input.containers.findLastIndex((container) => container.first <= ordinal)
    const stream = readStream(input.containers[index], readers[index], {
      ordinal,
      data: input.records.data[at] ?? 0,
    })
    offset[rank] = file.size()
    packed[rank] = stream.bytes.length
    size[rank] = stream.size
    file.write(stream.bytes)
  }
  return { segment: file.publish(), offset, packed, size }
}

type Read = (offset: number, length: number) => Buffer

function readStream(
  container: Container | undefined,
  read: Read | undefined,
  entry: { readonly ordinal: number; readonly data: number },
): { readonly bytes: Buffer; readonly size: number } {
  if (container === undefined || read === undefined) throw new Error(`no file holds entry ${entry.ordinal}`)
  const { table, first } = container
  const at = entry.ordinal - first
  const bytes = read(entry.data, table.packed[at] ?? 0)
  const isDeflated = ((table.flags[at] ?? 0) & entryFlags.deflated) !== 0
  return { bytes: isDeflated ? bytes : toStoredBlocks(bytes), size: table.size[at] ?? 0 }
}

/**
 * Stored, not compressed: what a compressor makes of the same bytes differs between processors and versions of zlib,
 * and then so would the root.
 */
export function toStoredBlocks(bytes: Uint8Array): Buffer {
  const blocks: Uint8Array[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += STORED_BLOCK) {
    const part = bytes.subarray(at, at + STORED_BLOCK)
    const head = Buffer.alloc(5)
    head[0] = at + STORED_BLOCK >= bytes.length ? 1 : 0
    head.writeUInt16LE(part.length, 1)
    head.writeUInt16LE(part.length ^ 0xffff, 3)
    blocks.push(head, part)
  }
  return Buffer.concat(blocks)
}

const WINDOW = 1 << 18

/** Reads ahead while ids and offsets ascend together, as they do in most archives; else just what is asked. */
function createReader(file: OpenFile): Read {
  let start = 0
  let bytes: Buffer = Buffer.alloc(0)
  return (offset, length) => {
    const end = start + bytes.length
    if (offset < start || offset + length > end) {
      const isAhead = offset >= start && offset < end + WINDOW
      const wanted = isAhead || bytes.length === 0 ? Math.min(WINDOW, file.size - offset) : length
      start = offset
      bytes = file.readAt(offset, Math.max(length, wanted))
    }
    return bytes.subarray(offset - start, offset - start + length)
  }
}
