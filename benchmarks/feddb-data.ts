/** Real OSV archives multiplied: new ids and package names, same distribution (design 10.15). Kept in the temporary folder. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { seededRandom } from '../tests/conformance/advisories/plain-reader.ts'
import { readArchive } from './feddb-floor.ts'

/** Paths of all zip archives below a folder, sorted. */
export function listArchives(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.zip'))
    .sort()
    .map((name) => join(folder, name))
}

/** Folder with `times` copies of every record; the first copy is the record itself. Made once, then found again. */
export function multiplyArchives(from: string, times: number): string {
  const folder = join(tmpdir(), `occtet-bench-feddb-${times}-2`)
  if (existsSync(folder)) return folder
  const aside = `${folder}.${process.pid}`
  for (const path of listArchives(from)) {
    const to = join(aside, relative(from, path))
    multiplyArchive(path, to, times)
    const { mtime } = statSync(path)
    utimesSync(to, mtime, mtime)
  }
  renameSync(aside, folder)
  return folder
}

/** The same archives with a share of the records changed, gone or new, in seeded order; the others keep their bytes. Records changed. */
export function changeArchives(from: string, to: string, share: number): number {
  const random = seededRandom(20261122)
  let changed = 0
  for (const path of listArchives(from)) {
    const target = join(to, relative(from, path))
    mkdirSync(dirname(target), { recursive: true })
    const zip = createZip(target)
    for (const entry of readArchive(path)) {
      const size = Buffer.byteLength(entry.text)
      if (random() >= share) {
        zip.add({ ...entry, size })
        continue
      }
      changed++
      const kind = random()
      if (kind < 0.1) continue
      if (kind < 0.2) zip.add({ ...entry, size })
      zip.add(packEntry(entry.name, kind < 0.2 ? renameRecord(entry.text, '-new') : editRecord(entry.text)))
    }
    zip.close()
  }
  return changed
}

function editRecord(text: string): string {
  const value = JSON.parse(text) as { summary?: string; modified?: string }
  value.summary = `${value.summary ?? ''} (reviewed)`
  value.modified = '2026-11-20T00:00:00Z'
  return JSON.stringify(value, null, text.includes('\n  "') ? 2 : 0)
}

function packEntry(name: string, text: string): PackedEntry {
  const bytes = Buffer.from(text)
  const { id } = JSON.parse(text) as { id: string }
  const path = name.endsWith(`${id}.json`) ? name : `${id}.json`
  return { name: path, packed: deflateRawSync(bytes), method: 8, crc: crc32(bytes), size: bytes.length }
}

/** The first copy keeps its deflate stream; the others are packed anew, lightly, because that costs the most. */
function multiplyArchive(from: string, to: string, times: number): void {
  mkdirSync(dirname(to), { recursive: true })
  const zip = createZip(to)
  for (const { name, text, packed, method, crc } of readArchive(from)) {
    zip.add({ name, packed, method, crc, size: Buffer.byteLength(text) })
    for (let copy = 1; copy < times; copy++) {
      const bytes = Buffer.from(renameRecord(text, `-x${copy}`))
      zip.add({
        name: `${name.replace(/\.json$/, '')}-x${copy}.json`,
        packed: deflateRawSync(bytes, { level: 1, windowBits: 13, memLevel: 6 }),
        method: 8,
        crc: crc32(bytes),
        size: bytes.length,
      })
    }
  }
  zip.close()
}

interface PackedEntry {
  readonly name: string
  readonly packed: Buffer
  readonly method: number
  readonly crc: number
  readonly size: number
}

/** Writes a zip of less than 4 GiB; zip64 only for the number of entries (PKWARE APPNOTE 6.3.10). */
export function createZip(path: string): {
  readonly add: (entry: PackedEntry) => void
  readonly close: () => void
} {
  const fd = openSync(path, 'w')
  const directory: Buffer[] = []
  let waiting: Buffer[] = []
  let held = 0
  let offset = 0
  const put = (bytes: Buffer): void => {
    waiting.push(bytes)
    held += bytes.length
    offset += bytes.length
    if (held < 1 << 22) return
    writeSync(fd, Buffer.concat(waiting))
    waiting = []
    held = 0
  }
  return {
    add: ({ name, packed, method, crc, size }) => {
      const nameBytes = Buffer.from(name)
      const fields = fieldsOf({ packed, method, crc, size }, nameBytes.length)
      const tail = Buffer.alloc(14)
      tail.writeUInt32LE(offset, 10)
      directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, nameBytes)
      put(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, nameBytes, packed]))
    },
    close: () => {
      const start = offset
      const count = directory.length / 4
      put(Buffer.concat(directory))
      put(endOf(count, start, offset - start))
      writeSync(fd, Buffer.concat(waiting))
      closeSync(fd)
    },
  }
}

/** What a local header and its copy in the directory have in common. */
function fieldsOf(entry: Omit<PackedEntry, 'name'>, nameLength: number): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(0x800, 2)
  fields.writeUInt16LE(entry.method, 4)
  fields.writeUInt32LE(entry.crc, 10)
  fields.writeUInt32LE(entry.packed.length, 14)
  fields.writeUInt32LE(entry.size, 18)
  fields.writeUInt16LE(nameLength, 22)
  return fields
}

function endOf(count: number, start: number, size: number): Buffer {
  const end64 = Buffer.alloc(56 + 20)
  end64.write('PK\x06\x06', 0, 'latin1')
  end64.writeBigUInt64LE(44n, 4)
  for (const at of [24, 32]) end64.writeBigUInt64LE(BigInt(count), at)
  end64.writeBigUInt64LE(BigInt(size), 40)
  end64.writeBigUInt64LE(BigInt(start), 48)
  end64.write('PK\x06\x07', 56, 'latin1')
  end64.writeBigUInt64LE(BigInt(start + size), 64)
  end64.writeUInt32LE(1, 72)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  for (const at of [8, 10]) end.writeUInt16LE(Math.min(count, 0xffff), at)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(start, 16)
  return count < 0xffff ? end : Buffer.concat([end64, end])
}

/** Same layout of the text, other id, aliases and package names. */
function renameRecord(text: string, mark: string): string {
  const record = JSON.parse(text) as {
    id: string
    aliases?: string[]
    affected?: { package?: { name: string; purl?: string } }[]
  }
  record.id += mark
  if (record.aliases !== undefined && record.aliases !== null)
    record.aliases = record.aliases.map((alias) => alias + mark)
  for (const entry of record.affected ?? []) {
    if (entry.package === undefined) continue
    entry.package.name += mark
    delete entry.package.purl
  }
  return JSON.stringify(record, null, text.includes('\n  "') ? 2 : 0)
}
