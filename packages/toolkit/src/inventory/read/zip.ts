/**
 * The entries of a ZIP archive that is in memory (PKWARE APPNOTE 6.3). Untrusted: offsets are cut to the bytes that
 * exist, and what entries unpack to is bounded one by one and in sum, for all archives that lie in it too.
 */
import { decodeUtf8, err, inflate, limits, ok, type Result } from '../../base/index.ts'
import { type ByteView, viewBytes } from './byte-view.ts'

export interface ZipEntry {
  readonly name: string
  /** Unpacked bytes, as the directory states them. */
  readonly size: number
  /** Unpacks it, on account of the budget. */
  read(budget: UnpackBudget): Result<Uint8Array, string>
}

/** Bytes that may still be unpacked; shared by an archive and all that lie in it. */
export interface UnpackBudget {
  left: number
}

/** Small texts are packed better than the house limit allows. */
const allowance = 64 * 1024
const stored = 0
const deflated = 8

/** In the order of the directory; the error says what is wrong with the archive. */
export function readZip(bytes: Uint8Array): Result<readonly ZipEntry[], string> {
  const view = viewBytes(bytes, true)
  const end = findEnd(view)
  if (end === undefined) return err('the end of the archive is missing: it is cut off or no ZIP archive')
  const { count, at: start, shift } = end
  if (count > limits.archiveEntries)
    return err(`it has ${count} entries; at most ${limits.archiveEntries} are read`)
  const entries: ZipEntry[] = []
  let at = start
  for (let index = 0; index < count; index++) {
    if (view.u32(at) !== 0x02014b50)
      return err(`entry ${index + 1} of ${count} is missing from the directory`)
    const nameSize = view.u16(at + 28)
    entries.push(readEntry(view, at, { nameSize, shift }))
    at += 46 + nameSize + view.u16(at + 30) + view.u16(at + 32)
  }
  return ok(entries)
}

interface End {
  readonly count: number
  /** Where the directory begins. */
  readonly at: number
  /** Bytes before the archive, such as the script of a jar that starts itself. */
  readonly shift: number
}

/** The last 64 KiB may be a comment. */
function findEnd(view: ByteView): End | undefined {
  const { length } = view.bytes
  for (let at = length - 22; at >= 0 && at >= length - 22 - 0xffff; at--) {
    if (view.u8(at) !== 0x50 || view.u32(at) !== 0x06054b50) continue
    const count = view.u16(at + 10)
    const size = view.u32(at + 12)
    const offset = view.u32(at + 16)
    if (count === 0xffff || offset === 0xffffffff) return findLargeEnd(view, at)
    const start = at - size
    return start < 0 ? undefined : { count, at: start, shift: start - offset }
  }
  return undefined
}

/** ZIP64: a locator of twenty bytes before the end. */
function findLargeEnd(view: ByteView, end: number): End | undefined {
  if (view.u32(end - 20) !== 0x07064b50) return undefined
  const at = view.u64(end - 20 + 8)
  if (view.u32(at) !== 0x06064b50) return undefined
  return { count: view.u64(at + 32), at: view.u64(at + 48), shift: 0 }
}

function readEntry(
  view: ByteView,
  at: number,
  { nameSize, shift }: { readonly nameSize: number; readonly shift: number },
): ZipEntry {
  const flags = view.u16(at + 8)
  const method = view.u16(at + 10)
  const packed = view.u32(at + 20)
  const size = view.u32(at + 24)
  const local = view.u32(at + 42) + shift
  const name = decodeUtf8(view.slice(at + 46, nameSize))
  return {
    name: name.ok ? name.value : view.text(at + 46, nameSize),
    size,
    read: (budget) => {
      if ((flags & 1) !== 0) return err('it is encrypted')
      if (method !== stored && method !== deflated) return err(`it is packed by method ${method}`)
      const data = local + 30 + view.u16(local + 26) + view.u16(local + 28)
      const bytes = view.slice(data, packed)
      if (view.u32(local) !== 0x04034b50 || bytes.length !== packed) return err('it lies outside the archive')
      return unpack(bytes, { method, size }, budget)
    },
  }
}

function unpack(
  bytes: Uint8Array,
  { method, size }: { readonly method: number; readonly size: number },
  budget: UnpackBudget,
): Result<Uint8Array, string> {
  if (method === stored) {
    if (size !== bytes.length) return err('its sizes contradict each other')
    return ok(bytes)
  }
  const most = Math.min(bytes.length * limits.expansion + allowance, budget.left)
  const unpacked = inflate({ bytes, format: 'raw', most })
  if (!unpacked.ok) {
    return err(
      most === budget.left ? 'all that lies in the archive unpacks to too much' : unpacked.error.message,
    )
  }
  budget.left -= unpacked.value.length
  return unpacked.value.length === size ? ok(unpacked.value) : err('it is not as long as the directory says')
}
