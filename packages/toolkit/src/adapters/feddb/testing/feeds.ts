/** Small feeds for the tests of the store. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipItem {
  readonly name: string
  readonly data: Buffer | string
  readonly method?: number
  readonly flags?: number
  readonly crc?: number
  readonly size?: number
  /** Offset of the local header that the directory states, instead of the true one. */
  readonly offset?: number
  /** Of the deflate stream. */
  readonly level?: number
}

/** A zip written byte by byte, so that it can lie. */
export function zip(items: readonly ZipItem[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const item of items) {
    const raw = Buffer.from(item.data)
    const method = item.method ?? 8
    const packed = method === 8 ? deflateRawSync(raw, { level: item.level ?? 6 }) : raw
    const name = Buffer.from(item.name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(item.flags ?? 0, 2)
    fields.writeUInt16LE(method, 4)
    fields.writeUInt32LE(item.crc ?? crc32(raw), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(item.size ?? raw.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(item.offset ?? at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, tail, name)
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed)
    at += 30 + name.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(items.length, 4)
  end.writeUInt16LE(items.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06', 'latin1'), end])
}

/** An OSV record about one npm package. */
export function record(id: string, name = 'x', rest: object = {}): string {
  return JSON.stringify({
    id,
    modified: '2020-01-01T00:00:00Z',
    affected: [{ package: { ecosystem: 'npm', name } }],
    ...rest,
  })
}

export function put(path: string, bytes: Buffer | string): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  return path
}
