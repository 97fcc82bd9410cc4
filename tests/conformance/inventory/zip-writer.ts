/** ZIP archives for tests, in memory: stored or deflated, without any cleverness (APPNOTE 6.3). */
import { crc32, deflateRawSync } from 'node:zlib'

type Entries = readonly (readonly [name: string, content: string | Uint8Array])[]

export function storedZip(entries: Entries): Buffer {
  return writeZip(entries, 0)
}

export function deflatedZip(entries: Entries): Buffer {
  return writeZip(entries, 8)
}

function writeZip(entries: Entries, method: 0 | 8): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of entries) {
    const plain = Buffer.from(content)
    const data = method === 0 ? plain : deflateRawSync(plain)
    const nameBytes = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(method, 4)
    facts.writeUInt32LE(crc32(plain), 10)
    facts.writeUInt32LE(data.length, 14)
    facts.writeUInt32LE(plain.length, 18)
    facts.writeUInt16LE(nameBytes.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, nameBytes, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), facts, tail, nameBytes]))
    locals.push(local)
    at += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, list, Buffer.from('PK\x05\x06'), end])
}
