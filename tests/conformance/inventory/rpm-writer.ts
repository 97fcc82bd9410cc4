/** Databases of RPM for tests, in memory: headers, NDB as rpmpkg.c lays it out, and hash databases of Berkeley DB. */

/** A header with texts by their tags (1000 name, 1001 version, 1002 release, 1022 architecture). */
export function rpmHeader(texts: Readonly<Record<number, string>>): Buffer {
  const entries: Buffer[] = []
  const parts: Buffer[] = []
  let at = 0
  for (const [tag, text] of Object.entries(texts)) {
    const entry = Buffer.alloc(16)
    for (const [index, value] of [Number(tag), 6, at, 1].entries()) entry.writeUInt32BE(value, 4 * index)
    entries.push(entry)
    const part = Buffer.from(`${text}\0`)
    parts.push(part)
    at += part.length
  }
  const counts = Buffer.alloc(8)
  counts.writeUInt32BE(entries.length, 0)
  counts.writeUInt32BE(at, 4)
  return Buffer.concat([counts, ...entries, ...parts])
}

/** Debian's rpm cannot write this kind of database. One slot in between is empty. */
export function toNdb(headers: readonly Uint8Array[]): Buffer {
  const slots = Buffer.alloc(4096 * Math.ceil((32 + 16 * (headers.length + 1)) / 4096))
  slots.write('RpmP')
  slots.writeUInt32LE(slots.length / 4096, 12)
  for (let at = 32; at < slots.length; at += 16) slots.write('Slot', at)
  const parts = [slots]
  let place = slots.length
  for (const [at, header] of headers.entries()) {
    const blob = Buffer.alloc(Math.ceil((16 + header.length + 12) / 16) * 16)
    blob.write('BlbS')
    blob.writeUInt32LE(at + 1, 4)
    blob.writeUInt32LE(header.length, 12)
    blob.set(header, 16)
    blob.writeUInt32LE(header.length, blob.length - 8)
    blob.write('BlbE', blob.length - 4)
    const slot = 32 + 16 * (at < 2 ? at : at + 1)
    slots.writeUInt32LE(at + 1, slot + 4)
    slots.writeUInt32LE(place / 16, slot + 8)
    slots.writeUInt32LE(blob.length / 16, slot + 12)
    parts.push(blob)
    place += blob.length
  }
  return Buffer.concat(parts)
}

const pageSize = 1024
const pageHeader = 26

/** One page of the hash with a key and a value for each header; those that are too long lie on pages of their own. */
export function toBdb(headers: readonly Uint8Array[]): Buffer {
  const meta = Buffer.alloc(pageSize)
  meta.writeUInt32LE(0x00061561, 12)
  meta.writeUInt32LE(pageSize, 20)
  const hash = Buffer.alloc(pageSize)
  const overflow: Buffer[] = []
  const places: number[] = []
  let end = pageSize
  const put = (item: Uint8Array): void => {
    end -= item.length
    hash.set(item, end)
    places.push(end)
  }
  for (const [index, header] of headers.entries()) {
    put(Buffer.from([1, index + 1, 0, 0, 0]))
    if (header.length < 100) put(Buffer.concat([Buffer.from([1]), header]))
    else put(elsewhere(header, overflow))
  }
  hash[25] = 13
  hash.writeUInt16LE(places.length, 20)
  for (const [index, place] of places.entries()) hash.writeUInt16LE(place, pageHeader + 2 * index)
  meta.writeUInt32LE(1 + overflow.length, 32)
  return Buffer.concat([meta, hash, ...overflow])
}

/** The item that leads to a chain of pages, which are added. */
function elsewhere(header: Uint8Array, overflow: Buffer[]): Buffer {
  const item = Buffer.alloc(12)
  item[0] = 3
  item.writeUInt32LE(2 + overflow.length, 4)
  item.writeUInt32LE(header.length, 8)
  const room = pageSize - pageHeader
  for (let at = 0; at < header.length; at += room) {
    const part = header.subarray(at, at + room)
    const page = Buffer.alloc(pageSize)
    page[25] = 7
    page.writeUInt16LE(part.length, 22)
    page.set(part, pageHeader)
    if (at + room < header.length) page.writeUInt32LE(3 + overflow.length, 16)
    overflow.push(page)
  }
  return item
}
