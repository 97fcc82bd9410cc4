/** Writes a zip archive entry by entry (PKWARE APPNOTE 6.3.10), with the 64-bit forms where they are needed. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'
import { guard } from './files.ts'

export interface ZipWriter {
  /** Names with `/` between parts; each once. */
  readonly add: (name: string, text: string) => void
  /** Writes the directory; nothing may be added afterwards. */
  readonly finish: () => void
  /** Leaves an unfinished file behind without its directory. */
  readonly abort: () => void
}

const U16 = 0xffff
const U32 = 0xffffffff
/** Entries carry no time of their own: 1980-01-01, the first day that the format knows. */
const FIRST_DAY = 0x0021
/** Version 4.5 of the format: 64-bit forms. */
const VERSION = 45
const DEFLATED = 8
/** Names are UTF-8. */
const FLAGS = 0x0800
const FLUSH = 1 << 20

/** The file must not exist. Throws FeddbError. How small the entries get depends on the machine's zlib. */
export function createZipWriter(path: string): ZipWriter {
  const { put, at, close } = openAppended(path)
  const directory: Buffer[] = []
  return {
    add: (name, text) => {
      const plain = Buffer.from(text, 'utf8')
      const packed = deflateRawSync(plain)
      const facts = {
        name: Buffer.from(name, 'utf8'),
        crc: crc32(plain),
        packed: packed.length,
        size: plain.length,
      }
      directory.push(formatCentral(facts, at()))
      put(formatLocal(facts))
      put(packed)
    },
    finish: () => {
      const start = at()
      for (const entry of directory) put(entry)
      put(formatEnd(directory.length, { start, size: at() - start, end: at() }))
      close(true)
    },
    abort: () => close(false),
  }
}

interface Appended {
  readonly put: (bytes: Buffer) => void
  /** Bytes so far. */
  readonly at: () => number
  readonly close: (isWhole: boolean) => void
}

/** Gathers small pieces before it writes. */
function openAppended(path: string): Appended {
  const file = guard(path, () => openSync(path, 'wx', 0o644))
  let waiting: Buffer[] = []
  let held = 0
  let offset = 0
  const flush = (): void => {
    const bytes = Buffer.concat(waiting)
    waiting = []
    held = 0
    guard(path, () => {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
    })
  }
  return {
    put: (bytes) => {
      waiting.push(bytes)
      held += bytes.length
      offset += bytes.length
      if (held >= FLUSH) flush()
    },
    at: () => offset,
    close: (isWhole) => {
      if (isWhole) flush()
      closeSync(file)
    },
  }
}

interface EntryFacts {
  readonly name: Buffer
  readonly crc: number
  readonly packed: number
  readonly size: number
}

/** From "version needed" to "extra field length", which both headers have in common (4.3.7, 4.3.12). */
function formatCommon({ name, crc, packed, size }: EntryFacts, extra: number): Buffer {
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(VERSION, 0)
  bytes.writeUInt16LE(FLAGS, 2)
  bytes.writeUInt16LE(DEFLATED, 4)
  bytes.writeUInt16LE(FIRST_DAY, 8)
  bytes.writeUInt32LE(crc, 10)
  bytes.writeUInt32LE(packed, 14)
  bytes.writeUInt32LE(size, 18)
  bytes.writeUInt16LE(name.length, 22)
  bytes.writeUInt16LE(extra, 24)
  return bytes
}

function formatLocal(facts: EntryFacts): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), formatCommon(facts, 0), facts.name])
}

function formatCentral(facts: EntryFacts, offset: number): Buffer {
  const isFar = offset >= U32
  const extra = Buffer.alloc(isFar ? 12 : 0)
  if (isFar) {
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(8, 2)
    extra.writeBigUInt64LE(BigInt(offset), 4)
  }
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(Math.min(offset, U32), 10)
  const made = Buffer.from([VERSION, 0])
  const head = Buffer.from('PK\x01\x02', 'latin1')
  return Buffer.concat([head, made, formatCommon(facts, extra.length), tail, facts.name, extra])
}

interface Extent {
  readonly start: number
  readonly size: number
  readonly end: number
}

function formatEnd(count: number, { start, size, end }: Extent): Buffer {
  const last = Buffer.alloc(22)
  last.write('PK\x05\x06', 0, 'latin1')
  last.writeUInt16LE(Math.min(count, U16), 8)
  last.writeUInt16LE(Math.min(count, U16), 10)
  last.writeUInt32LE(Math.min(size, U32), 12)
  last.writeUInt32LE(Math.min(start, U32), 16)
  if (count < U16 && start < U32 && size < U32) return last
  const wide = Buffer.alloc(76)
  wide.write('PK\x06\x06', 0, 'latin1')
  wide.writeBigUInt64LE(44n, 4)
  wide.writeUInt16LE(VERSION, 12)
  wide.writeUInt16LE(VERSION, 14)
  wide.writeBigUInt64LE(BigInt(count), 24)
  wide.writeBigUInt64LE(BigInt(count), 32)
  wide.writeBigUInt64LE(BigInt(size), 40)
  wide.writeBigUInt64LE(BigInt(start), 48)
  wide.write('PK\x06\x07', 56, 'latin1')
  wide.writeBigUInt64LE(BigInt(end), 64)
  wide.writeUInt32LE(1, 72)
  return Buffer.concat([wide, last])
}
