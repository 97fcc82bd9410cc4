/** Writes archives byte by byte, so that a test can write what no program would. */
import { deflateRawSync } from 'node:zlib'
import { crc32 } from '../zip/crc32.ts'

interface Header {
  readonly name?: string
  readonly crc?: number
  readonly packed?: number
  readonly size?: number
  readonly offset?: number
  /** Extra fields, as they stand there. */
  readonly extra?: Uint8Array
}

export interface ZipPart {
  readonly name: string
  readonly data: Uint8Array
  readonly method?: number
  readonly flags?: number
  readonly mode?: number
  /** Sizes behind the data. */
  readonly isLater?: boolean
  /** What the directory says instead of the truth. */
  readonly central?: Header
  /** What the header beside the data says instead. */
  readonly local?: Header
}

export function makeZip(parts: readonly ZipPart[], { gap = 0 } = {}): Uint8Array {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const part of parts) {
    const data = part.method === 8 ? deflateRawSync(part.data) : Buffer.from(part.data)
    const truth = {
      name: part.name,
      crc: crc32(part.data),
      packed: data.length,
      size: part.data.length,
      offset: at,
      extra: new Uint8Array(),
    }
    const flags = (part.flags ?? 0) | (part.isLater === true ? 8 : 0)
    const kind = { flags, method: part.method ?? 0 }
    const empty = part.isLater === true ? { crc: 0, packed: 0, size: 0 } : {}
    const tail = part.isLater === true ? descriptor(truth) : Buffer.alloc(0)
    const file = Buffer.concat([
      local({ ...truth, ...empty, ...part.local }, kind),
      data,
      tail,
      Buffer.alloc(gap),
    ])
    files.push(file)
    directory.push(central({ ...truth, ...part.central }, { ...kind, mode: part.mode ?? 0 }))
    at += file.length
  }
  const length = directory.reduce((sum, entry) => sum + entry.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...files, ...directory, end]))
}

type Truth = Required<Header>
interface Kind {
  readonly flags: number
  readonly method: number
}

function local(header: Truth, kind: Kind): Buffer {
  const name = Buffer.from(header.name, 'latin1')
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  writeEntry(head, 6, { header, kind })
  head.writeUInt16LE(name.length, 26)
  head.writeUInt16LE(header.extra.length, 28)
  return Buffer.concat([head, name, header.extra])
}

function central(header: Truth, kind: Kind & { readonly mode: number }): Buffer {
  const name = Buffer.from(header.name, 'latin1')
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  writeEntry(head, 8, { header, kind })
  head.writeUInt16LE(name.length, 28)
  head.writeUInt16LE(header.extra.length, 30)
  head.writeUInt16LE(kind.mode, 40)
  head.writeUInt32LE(header.offset, 42)
  return Buffer.concat([head, name, header.extra])
}

function writeEntry(
  head: Buffer,
  at: number,
  { header, kind }: { readonly header: Truth; readonly kind: Kind },
): void {
  head.writeUInt16LE(kind.flags, at)
  head.writeUInt16LE(kind.method, at + 2)
  head.writeUInt32LE(header.crc, at + 8)
  head.writeUInt32LE(header.packed, at + 12)
  head.writeUInt32LE(header.size, at + 16)
}

function descriptor({ crc, packed, size }: Truth): Buffer {
  const record = Buffer.alloc(16)
  record.writeUInt32LE(0x08074b50, 0)
  record.writeUInt32LE(crc, 4)
  record.writeUInt32LE(packed, 8)
  record.writeUInt32LE(size, 12)
  return record
}
