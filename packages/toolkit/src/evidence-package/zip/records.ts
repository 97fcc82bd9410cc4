/** The three records of a ZIP archive that we read, field by field (APPNOTE 6.3.10, section 4.3). */

export interface EndRecord {
  readonly entries: number
  readonly start: number
  readonly length: number
}

export interface EntryRecord {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** No extra field gives the file another name, size or content (section 4.5). */
  readonly isPlain: boolean
}

export interface CentralRecord extends EntryRecord {
  /** Upper half of the external attributes: the Unix mode, where one was written. */
  readonly mode: number
  readonly offset: number
  /** Bytes of this record. */
  readonly length: number
}

export interface LocalRecord extends EntryRecord {
  readonly length: number
}

const END_BYTES = 22
const CENTRAL_BYTES = 46
const LOCAL_BYTES = 30
const DESCRIPTOR_BYTES = 16

const signatures = { end: 0x06054b50, central: 0x02014b50, local: 0x04034b50, descriptor: 0x08074b50 }

/** Section 4.3.16. Only at the very end, without a comment, on one disk: anything else is ambiguous. */
export function readEnd(zip: DataView): EndRecord | undefined {
  const at = zip.byteLength - END_BYTES
  if (at < 0 || zip.getUint32(at, true) !== signatures.end) return undefined
  const [disk, startDisk, here, entries, comment] = [4, 6, 8, 10, 20].map((skip) =>
    zip.getUint16(at + skip, true),
  )
  const isOneDisk = disk === 0 && startDisk === 0 && here === entries
  if (!isOneDisk || entries === undefined || comment !== 0) return undefined
  return { entries, length: zip.getUint32(at + 12, true), start: zip.getUint32(at + 16, true) }
}

/** Offset of the end record. */
export function endOffset(zip: DataView): number {
  return zip.byteLength - END_BYTES
}

/** Section 4.3.12. */
export function readCentral(zip: DataView, at: number): CentralRecord | undefined {
  if (at + CENTRAL_BYTES > zip.byteLength || zip.getUint32(at, true) !== signatures.central) return undefined
  const nameBytes = zip.getUint16(at + 28, true)
  const length = CENTRAL_BYTES + nameBytes + zip.getUint16(at + 30, true) + zip.getUint16(at + 32, true)
  if (at + length > zip.byteLength || zip.getUint16(at + 34, true) !== 0) return undefined
  return {
    ...readEntry(zip, at + 8),
    isPlain: isPlain(zip, at + CENTRAL_BYTES + nameBytes, zip.getUint16(at + 30, true)),
    name: readName(zip, at + CENTRAL_BYTES, nameBytes),
    mode: zip.getUint16(at + 40, true),
    offset: zip.getUint32(at + 42, true),
    length,
  }
}

/** Section 4.3.7. */
export function readLocal(zip: DataView, at: number): LocalRecord | undefined {
  if (at + LOCAL_BYTES > zip.byteLength || zip.getUint32(at, true) !== signatures.local) return undefined
  const nameBytes = zip.getUint16(at + 26, true)
  const extraBytes = zip.getUint16(at + 28, true)
  const length = LOCAL_BYTES + nameBytes + extraBytes
  if (at + length > zip.byteLength) return undefined
  return {
    ...readEntry(zip, at + 6),
    isPlain: isPlain(zip, at + LOCAL_BYTES + nameBytes, extraBytes),
    name: readName(zip, at + LOCAL_BYTES, nameBytes),
    length,
  }
}

/** Section 4.3.9, with its signature: what a writer puts behind data whose size it did not know before. */
export function isDescriptor(zip: DataView, at: number, entry: EntryRecord): boolean {
  if (at + DESCRIPTOR_BYTES > zip.byteLength) return false
  const [signature, crc, packed, size] = [0, 4, 8, 12].map((skip) => zip.getUint32(at + skip, true))
  return (
    signature === signatures.descriptor && crc === entry.crc && packed === entry.packed && size === entry.size
  )
}

export { DESCRIPTOR_BYTES }

/** ZIP64, strong encryption, the name in Unicode (Info-ZIP; `unzip` believes it), AES. */
const TELLING = new Set([0x0001, 0x0017, 0x7075, 0x9901])

/** Fields of two bytes of kind, two of length, and so many more; anything else may be read in two ways. */
function isPlain(zip: DataView, start: number, bytes: number): boolean {
  const end = start + bytes
  let at = start
  while (at + 4 <= end) {
    if (TELLING.has(zip.getUint16(at, true))) return false
    at += 4 + zip.getUint16(at + 2, true)
  }
  return at === end
}

/** Flags, method, time (not read), checksum and sizes lie alike in both records. */
function readEntry(zip: DataView, at: number): Omit<EntryRecord, 'name' | 'isPlain'> {
  return {
    flags: zip.getUint16(at, true),
    method: zip.getUint16(at + 2, true),
    crc: zip.getUint32(at + 8, true),
    packed: zip.getUint32(at + 12, true),
    size: zip.getUint32(at + 16, true),
  }
}

/** Byte for byte: names with other letters than those of ASCII have no place in a package, and are refused later. */
function readName(zip: DataView, at: number, length: number): string {
  return String.fromCharCode(...new Uint8Array(zip.buffer, zip.byteOffset + at, length))
}
