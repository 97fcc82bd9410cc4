/**
 * The index of git (gitformat-index(5), versions 2 to 4): which commit stands at which path, for repositories inside the
 * repository. Nothing is executed. Untrusted: sizes and counts are those of the file at most, and its digest must fit.
 */
import { decodeUtf8, err, ok, type Result, sha1Hex, sha256Hex } from '../../base/index.ts'
import { type ByteView, viewBytes } from './byte-view.ts'

/** Bytes of an object name: SHA-1, or SHA-256 where the configuration of the repository says so. */
export type HashSize = 20 | 32

/** Entries of this mode are commits of other repositories. */
const gitLink = 0o160000
/** What stands before the object name. */
const statSize = 40
/** Longer paths exist on no disk. */
const maxPath = 4_096

interface Cursor {
  readonly view: ByteView
  readonly hashSize: HashSize
  readonly version: number
  at: number
  /** Path of the entry before, one character for each byte: version 4 shortens by it. */
  path: string
}

/** Commits by path with forward slashes; the text says why there are none. */
export function readGitLinks(
  bytes: Uint8Array,
  hashSize: HashSize,
): Result<ReadonlyMap<string, string>, string> {
  const view = viewBytes(bytes, false)
  const version = view.u32(4)
  if (view.text(0, 4) !== 'DIRC') return err('it is no index of git')
  if (version < 2 || version > 4) return err(`its version ${version} is not known`)
  if (!hasOwnDigest(bytes, hashSize)) return err('its digest does not fit what it holds')
  const links = new Map<string, string>()
  const cursor: Cursor = { view, hashSize, version, at: 12, path: '' }
  for (let left = view.u32(8); left > 0; left--) {
    if (!takeEntry(cursor, links)) return err('an entry goes beyond its end')
  }
  return hasExtension(cursor, 'link') ? err('it is split into two files') : ok(links)
}

/** Zeros stand there where git was told to leave the digest out (`index.skipHash`). */
function hasOwnDigest(bytes: Uint8Array, hashSize: HashSize): boolean {
  const end = bytes.length - hashSize
  if (end < 12) return false
  const stated = hexOf(bytes.subarray(end))
  if (/^0+$/.test(stated)) return true
  const held = bytes.subarray(0, end)
  return stated === (hashSize === 20 ? sha1Hex(held) : sha256Hex(held))
}

function takeEntry(cursor: Cursor, links: Map<string, string>): boolean {
  const { view, hashSize, version, at } = cursor
  const flagsAt = at + statSize + hashSize
  const flags = view.u16(flagsAt)
  const isExtended = version >= 3 && (flags & 0x4000) !== 0
  const nameAt = flagsAt + (isExtended ? 4 : 2)
  const name = version === 4 ? shortName(cursor, nameAt) : plainName(cursor, nameAt)
  if (name === undefined || name.end > view.bytes.length - hashSize) return false
  cursor.path = name.path
  cursor.at = version === 4 ? name.end : at + ((name.end - 1 - at + 8) & ~7)
  const isMerged = (flags & 0x3000) === 0
  if (view.u32(at + 24) === gitLink && isMerged) {
    const path = textOf(name.path)
    if (path !== undefined) links.set(path, hexOf(view.slice(at + statSize, hashSize)))
  }
  return true
}

interface Name {
  readonly path: string
  /** Offset behind its closing zero. */
  readonly end: number
}

function plainName({ view }: Cursor, start: number): Name | undefined {
  const end = view.bytes.indexOf(0, start)
  if (start >= view.bytes.length || end < 0 || end - start > maxPath) return undefined
  return { path: view.text(start, end - start), end: end + 1 }
}

/** How many bytes of the path before are dropped, and what takes their place. */
function shortName(cursor: Cursor, start: number): Name | undefined {
  const { view, path } = cursor
  let at = start
  let byte = view.u8(at++)
  let dropped = byte & 0x7f
  while ((byte & 0x80) !== 0) {
    byte = view.u8(at++)
    dropped = (dropped + 1) * 128 + (byte & 0x7f)
    if (dropped > maxPath) return undefined
  }
  const rest = plainName(cursor, at)
  if (rest === undefined || dropped > path.length) return undefined
  const whole = path.slice(0, path.length - dropped) + rest.path
  return whole.length > maxPath ? undefined : { path: whole, end: rest.end }
}

/** Extensions stand between the entries and the digest, each with its name and size. */
function hasExtension({ view, hashSize, at }: Cursor, wanted: string): boolean {
  for (let place = at; place + 8 <= view.bytes.length - hashSize; place += 8 + view.u32(place + 4)) {
    if (view.text(place, 4) === wanted) return true
  }
  return false
}

function textOf(latin1: string): string | undefined {
  const text = decodeUtf8(Uint8Array.from(latin1, (letter) => letter.charCodeAt(0)))
  return text.ok ? text.value : undefined
}

function hexOf(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}
