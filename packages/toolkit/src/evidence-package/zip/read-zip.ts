/** Opens the `.zip` of an evidence package: one reading of the bytes, or none. Runs in a browser and in Node alike. */
import { err, ok, type Result } from '../../base/index.ts'
import { packageLimits, parsePath } from '../layout.ts'
import type { PackageFiles } from '../model.ts'
import { crc32 } from './crc32.ts'
import { inflateExactly } from './inflate.ts'
import {
  type CentralRecord,
  DESCRIPTOR_BYTES,
  endOffset,
  type EntryRecord,
  isDescriptor,
  readCentral,
  readEnd,
  readLocal,
} from './records.ts'

export interface ZipError {
  readonly code:
    | 'ZIP_TOO_LARGE'
    | 'ZIP_MALFORMED'
    | 'ZIP_ENTRY_REFUSED'
    | 'ZIP_NAME_REFUSED'
    | 'ZIP_NAME_TWICE'
    | 'ZIP_DATA_DAMAGED'
  readonly message: string
}

const STORED = 0
const DEFLATED = 8
/** Size known later (3), names in UTF-8 (11), and two hints of deflate (1, 2): all that we accept. */
const HARMLESS_FLAGS = 0b1000_0000_1110
const LATER = 0b1000
/** Of an archive above 4 GB, or one that pretends to be. */
const ZIP64 = 0xffffffff
const FILE_TYPE = 0o170000
const PLAIN_FILE = 0o100000
const FOLDER = 0o040000

/**
 * Stricter than other readers: no gap, no overlap, no comment, no second place for a name, both headers alike, nothing
 * encrypted, no link. What two programs could read in two ways is refused. Untrusted: anybody may have made the file.
 */
export function readPackageZip(bytes: Uint8Array): Result<PackageFiles, ZipError> {
  if (bytes.length > packageLimits.zipBytes)
    return fault('ZIP_TOO_LARGE', `expected at most ${packageLimits.zipBytes} bytes, found ${bytes.length}`)
  const zip = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const directory = readDirectory(zip)
  if (!directory.ok) return directory
  const refused = directory.value.map(checkEntry).find((error) => error !== undefined)
  if (refused !== undefined) return err(refused)
  const twice = findTwice(directory.value)
  if (twice !== undefined) return fault('ZIP_NAME_TWICE', `${twice} is in the archive twice`)
  const total = directory.value.reduce((sum, { size }) => sum + size, 0)
  if (total > packageLimits.totalBytes)
    return fault(
      'ZIP_TOO_LARGE',
      `expected at most ${packageLimits.totalBytes} bytes unpacked, found ${total}`,
    )
  return readFiles(bytes, zip, directory.value)
}

function readDirectory(zip: DataView): Result<readonly CentralRecord[], ZipError> {
  const end = readEnd(zip)
  if (end === undefined) return malformed('an archive that ends with its directory and has no comment')
  if (end.start === ZIP64 || end.length === ZIP64 || end.entries === 0xffff)
    return fault('ZIP_ENTRY_REFUSED', 'ZIP64 is not needed at this size, and refused')
  if (end.start + end.length !== endOffset(zip)) return malformed('a directory right before the end')
  if (end.entries > packageLimits.files)
    return fault('ZIP_TOO_LARGE', `expected at most ${packageLimits.files} files, found ${end.entries}`)
  const records: CentralRecord[] = []
  let at = end.start
  while (at < endOffset(zip) && records.length <= end.entries) {
    const record = readCentral(zip, at)
    if (record === undefined) return malformed('whole records in the directory')
    records.push(record)
    at += record.length
  }
  return records.length === end.entries && at === endOffset(zip)
    ? ok(records)
    : malformed(`${end.entries} files in the directory`)
}

/** Why this entry is refused before one byte of it is unpacked. */
function checkEntry(entry: CentralRecord): ZipError | undefined {
  const kind = findKindFault(entry)
  if (kind !== undefined) return { code: 'ZIP_ENTRY_REFUSED', message: `${show(entry.name)}: ${kind}` }
  if (isFolder(entry)) return undefined
  if (parsePath(entry.name) === undefined)
    return { code: 'ZIP_NAME_REFUSED', message: `${show(entry.name)} is no file of an evidence package` }
  const { name, size, packed } = entry
  if (size > packageLimits.fileBytes)
    return { code: 'ZIP_TOO_LARGE', message: `${name}: more than ${packageLimits.fileBytes} bytes` }
  return size > packed * packageLimits.expansion
    ? {
        code: 'ZIP_TOO_LARGE',
        message: `${name}: unpacks to more than ${packageLimits.expansion} times its size`,
      }
    : undefined
}

function findKindFault(entry: CentralRecord): string | undefined {
  const { flags, method, packed, size, offset, mode } = entry
  const type = mode & FILE_TYPE
  const rows: readonly (readonly [boolean, string])[] = [
    [!entry.isPlain, 'another name or size beside its own'],
    [(flags & ~HARMLESS_FLAGS) !== 0, 'encrypted or of an unknown kind'],
    [method !== STORED && method !== DEFLATED, 'packed in an unknown way'],
    [[packed, size, offset].includes(ZIP64), 'ZIP64 is not needed at this size, and refused'],
    [isFolder(entry) && (size !== 0 || ![0, FOLDER].includes(type)), 'a folder with content, or a link'],
    [!isFolder(entry) && ![0, PLAIN_FILE].includes(type), 'a link or a device, not a file'],
    [method === STORED && packed !== size, 'two sizes'],
  ]
  return rows.find(([isWrong]) => isWrong)?.[1]
}

const FOLDERS =
  /^(?:events|keys|log|attestations|timestamps|artefacts(?:\/[A-Za-z0-9_][A-Za-z0-9._+-]{0,119}){0,4})\/$/

/** Made by programs that pack a folder again; nothing of it is kept. */
function isFolder({ name }: EntryRecord): boolean {
  return FOLDERS.test(name)
}

/** Two names that differ in letter case alone are one file on many disks. */
function findTwice(entries: readonly EntryRecord[]): string | undefined {
  const seen = new Set<string>()
  for (const { name } of entries) {
    const key = name.toLowerCase()
    if (seen.has(key)) return show(name)
    seen.add(key)
  }
  return undefined
}

function readFiles(
  bytes: Uint8Array,
  zip: DataView,
  entries: readonly CentralRecord[],
): Result<PackageFiles, ZipError> {
  const files = new Map<string, Uint8Array>()
  let at = 0
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    const start = entry.offset === at ? readStart(zip, entry) : undefined
    if (start === undefined)
      return malformed(`${show(entry.name)} right behind the file before it, with two headers alike`)
    const packed = bytes.subarray(start, start + entry.packed)
    at = start + entry.packed + ((entry.flags & LATER) === 0 ? 0 : DESCRIPTOR_BYTES)
    if (isFolder(entry)) continue
    const data = entry.method === STORED ? packed.slice() : inflateExactly(packed, entry.size)
    if (data === undefined || data.length !== entry.size || crc32(data) !== entry.crc)
      return fault('ZIP_DATA_DAMAGED', `${entry.name}: damaged, it does not unpack to what the archive says`)
    files.set(entry.name, data)
  }
  const end = readEnd(zip)
  return at === end?.start ? ok(files) : malformed('nothing between the last file and the directory')
}

/** Where the data begins; undefined where the header beside it tells another story than the directory. */
function readStart(zip: DataView, entry: CentralRecord): number | undefined {
  const local = readLocal(zip, entry.offset)
  if (local?.isPlain !== true || !isAlike(local, entry)) return undefined
  const start = entry.offset + local.length
  const end = start + entry.packed
  if (end > zip.byteLength) return undefined
  return (entry.flags & LATER) === 0 || isDescriptor(zip, end, entry) ? start : undefined
}

/** Checksum and sizes may be empty in front of the data only where they stand behind it. */
function isAlike(local: EntryRecord, { name, flags, method, crc, packed, size }: EntryRecord): boolean {
  const isSame = local.name === name && local.flags === flags && local.method === method
  const numbers = [local.crc, local.packed, local.size].join()
  const isEmpty = (flags & LATER) !== 0 && numbers === '0,0,0'
  return isSame && (isEmpty || numbers === [crc, packed, size].join())
}

/** A name for a message: printable ASCII, and not long. */
function show(name: string): string {
  return JSON.stringify(name.slice(0, 80).replace(/[^\x20-\x7e]/g, '?'))
}

function malformed(expected: string): Result<never, ZipError> {
  return fault('ZIP_MALFORMED', `expected ${expected}`)
}

function fault(code: ZipError['code'], message: string): Result<never, ZipError> {
  return err({ code, message })
}
