/** Tar archives written block by block, so that they can lie. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface RawHeader {
  readonly name: string
  readonly type?: string
  readonly linkName?: string
  /** As written in the header; the length of `data` by default. */
  readonly size?: Uint8Array | number
  readonly data?: Uint8Array | string
  readonly isSumWrong?: boolean
}

export function rawEntry({
  name,
  type = '0',
  linkName = '',
  size,
  data = '',
  isSumWrong = false,
}: RawHeader): Buffer {
  const bytes = Buffer.from(data)
  const block = Buffer.alloc(512)
  block.write(name, 0, 100)
  block.write('0000644\u0000', 100)
  const stated = size ?? bytes.length
  if (typeof stated === 'number') block.write(`${stated.toString(8).padStart(11, '0')}\u0000`, 124)
  else block.set(stated, 124)
  block.write(type, 156)
  block.write(linkName, 157, 100)
  block.write('ustar\u000000', 257)
  block.fill(0x20, 148, 156)
  const sum = block.reduce((total, byte) => total + byte, isSumWrong ? 1 : 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148)
  return Buffer.concat([block, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
}

export const tarEnd = Buffer.alloc(1024)

export function rawTar(entries: readonly RawHeader[]): Buffer {
  return Buffer.concat([...entries.map(rawEntry), tarEnd])
}

export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  let length = Buffer.byteLength(rest)
  length += String(length + String(length).length).length
  return `${length}${rest}`
}

export interface RawZipEntry {
  readonly name: string
  readonly data: string
  readonly statedSize?: number
  readonly isEncrypted?: boolean
  readonly method?: number
  /** POSIX mode: 0o120777 for a symbolic link. */
  readonly mode?: number
  readonly isZip64?: boolean
  /** Bytes by which its place in the directory is wrong. */
  readonly shift?: number
}

export function rawZip(entries: readonly RawZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let place = 0
  for (const entry of entries) {
    const { local, central } = zipEntry(entry, place)
    parts.push(local)
    directory.push(central)
    place += local.length
  }
  const headers = Buffer.concat(directory)
  if (entries.length > 0xffff) {
    const end = zip64End({ entries: entries.length, size: headers.length, at: place })
    return Buffer.concat([...parts, headers, end])
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(headers.length, 12)
  end.writeUInt32LE(place, 16)
  return Buffer.concat([...parts, headers, end])
}

/** The end of a directory that lies at `at`, with counts and places of 64 bits (APPNOTE 4.3.14 to 4.3.16). */
export function zip64End({
  entries,
  size,
  at,
}: {
  readonly entries: number
  readonly size: number
  readonly at: number
}): Buffer {
  const bytes = Buffer.alloc(56 + 20 + 22)
  bytes.writeUInt32LE(0x06064b50, 0)
  bytes.writeBigUInt64LE(44n, 4)
  bytes.writeUInt16LE(45, 12)
  bytes.writeUInt16LE(45, 14)
  bytes.writeBigUInt64LE(BigInt(entries), 24)
  bytes.writeBigUInt64LE(BigInt(entries), 32)
  bytes.writeBigUInt64LE(BigInt(size), 40)
  bytes.writeBigUInt64LE(BigInt(at), 48)
  bytes.writeUInt32LE(0x07064b50, 56)
  bytes.writeBigUInt64LE(BigInt(at + size), 64)
  bytes.writeUInt32LE(1, 72)
  bytes.writeUInt32LE(0x06054b50, 76)
  bytes.writeUInt16LE(0xffff, 84)
  bytes.writeUInt16LE(0xffff, 86)
  bytes.fill(0xff, 88, 96)
  return bytes
}

function zipEntry(entry: RawZipEntry, place: number): { local: Buffer; central: Buffer } {
  const { name, data, isEncrypted = false, method = 8, mode = 0o100644, isZip64 = false, shift = 0 } = entry
  const plain = Buffer.from(data)
  const packed = method === 8 ? deflateRawSync(plain) : plain
  const size = entry.statedSize ?? plain.length
  const extra = isZip64 ? zip64Extra(size, packed.length) : Buffer.alloc(0)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(isEncrypted ? 1 : 0, 6)
  local.writeUInt16LE(method, 8)
  local.writeUInt16LE(Buffer.byteLength(name), 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE((3 << 8) | 45, 4)
  central.writeUInt16LE(isEncrypted ? 1 : 0, 8)
  central.writeUInt16LE(method, 10)
  central.writeUInt32LE(crc32(plain), 16)
  central.writeUInt32LE(isZip64 ? 0xffffffff : packed.length, 20)
  central.writeUInt32LE(isZip64 ? 0xffffffff : size, 24)
  central.writeUInt16LE(Buffer.byteLength(name), 28)
  central.writeUInt16LE(extra.length, 30)
  central.writeUInt32LE((mode << 16) >>> 0, 38)
  central.writeUInt32LE(place + shift, 42)
  return {
    local: Buffer.concat([local, Buffer.from(name), packed]),
    central: Buffer.concat([central, Buffer.from(name), extra]),
  }
}

function zip64Extra(size: number, packed: number): Buffer {
  const extra = Buffer.alloc(20)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(16, 2)
  extra.writeBigUInt64LE(BigInt(size), 4)
  extra.writeBigUInt64LE(BigInt(packed), 12)
  return extra
}
