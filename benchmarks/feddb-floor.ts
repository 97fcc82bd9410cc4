/** The floor that the import is measured against: inflate every entry and JSON.parse it, on one core, and nothing else. */
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

export interface ArchiveEntry {
  readonly name: string
  readonly text: string
  /** As it lies in the archive, with its method and CRC-32. */
  readonly packed: Buffer
  readonly method: number
  readonly crc: number
}

/** Plain and trusting: for archives that we know. */
export function* readArchive(path: string): Generator<ArchiveEntry> {
  const bytes = readFileSync(path)
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count === 0xffff || at === 0xffffffff) {
    const end64 = Number(bytes.readBigUInt64LE(end - 20 + 8))
    count = Number(bytes.readBigUInt64LE(end64 + 32))
    at = Number(bytes.readBigUInt64LE(end64 + 48))
  }
  for (let entry = 0; entry < count; entry++) {
    const nameLength = bytes.readUInt16LE(at + 28)
    const local = bytes.readUInt32LE(at + 42)
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const packed = bytes.subarray(data, data + bytes.readUInt32LE(at + 20))
    const size = bytes.readUInt32LE(at + 24)
    const method = bytes.readUInt16LE(at + 10)
    const raw = method === 0 ? packed : inflateRawSync(packed, { chunkSize: Math.max(64, size) })
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    yield { name, text: raw.toString('utf8'), packed, method, crc: bytes.readUInt32LE(at + 16) }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
}

/** Records parsed, and milliseconds taken. */
export function measureFloor(paths: readonly string[]): { readonly records: number; readonly ms: number } {
  const start = performance.now()
  let records = 0
  let seen = 0
  for (const path of paths) {
    for (const { text } of readArchive(path)) {
      const value = JSON.parse(text) as { id?: string }
      // Consumed, so that nothing can be optimised away.
      seen += value.id?.length ?? 0
      records++
    }
  }
  if (seen === 0) throw new Error('nothing was parsed')
  return { records, ms: performance.now() - start }
}
