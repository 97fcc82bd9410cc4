/** Package headers in a hash database of Berkeley DB, the file `Packages` of older RPM (Berkeley DB 4 to 6, db_page.h and hash.h). */
import { type ByteView, viewBytes } from './byte-view.ts'
import type { RpmBlobs } from './rpm-packages.ts'

const MAGIC = 0x00061561
const pageTypes = { hashUnsorted: 2, overflow: 7, hash: 13 } as const
const itemTypes = { here: 1, elsewhere: 3 } as const
const PAGE_HEADER = 26

interface Pages {
  readonly view: ByteView
  readonly pageSize: number
  readonly count: number
  readonly visited: Set<number>
  readonly losses: string[]
}

export function isBdbHash(head: Uint8Array): boolean {
  return viewBytes(head, true).u32(12) === MAGIC || viewBytes(head, false).u32(12) === MAGIC
}

/** Numbers are in the order of the machine that wrote them; headers in it are not. Untrusted. */
export function readRpmBdb(bytes: Uint8Array): RpmBlobs {
  const view = viewBytes(bytes, viewBytes(bytes, true).u32(12) === MAGIC)
  const pageSize = view.u32(20)
  const isUsual = view.u32(12) === MAGIC && pageSize >= 512 && pageSize <= 65_536
  if (!isUsual || (pageSize & (pageSize - 1)) !== 0)
    return { blobs: [], losses: [], failure: 'expected a hash database of Berkeley DB, found something else' }
  if (view.u8(24) !== 0) return { blobs: [], losses: [], failure: 'the database is encrypted' }
  const count = Math.floor(bytes.length / pageSize)
  const pages: Pages = { view, pageSize, count, visited: new Set(), losses: [] }
  if (view.u32(32) + 1 > count) pages.losses.push('it is cut off: pages are missing at its end')
  const blobs: Uint8Array[] = []
  for (let page = 1; page < count; page++) {
    const type = view.u8(page * pageSize + 25)
    if (type === pageTypes.hash || type === pageTypes.hashUnsorted) readPage(pages, page, blobs)
  }
  return { blobs, losses: pages.losses }
}

/** Keys and values take turns; the value of key 0 is the number of the last package. */
function readPage(pages: Pages, page: number, blobs: Uint8Array[]): void {
  const { view, pageSize } = pages
  const start = page * pageSize
  const entries = view.u16(start + 20)
  if (PAGE_HEADER + 2 * entries > pageSize) {
    pages.losses.push(`page ${page} is damaged`)
    return
  }
  const placeOf = (at: number): number => view.u16(start + PAGE_HEADER + 2 * at)
  for (let at = 1; at < entries; at += 2) {
    const place = placeOf(at)
    const end = placeOf(at - 1)
    if (place < PAGE_HEADER || place >= end || end > pageSize) {
      pages.losses.push(`a record on page ${page} is damaged`)
      continue
    }
    const type = view.u8(start + place)
    if (type === itemTypes.here) takeHere(view.slice(start + place + 1, end - place - 1), blobs)
    else if (type === itemTypes.elsewhere) takeElsewhere(pages, start + place, blobs)
    else pages.losses.push(`a record on page ${page} is of a kind that RPM does not write`)
  }
}

/** A number of four bytes is no package. */
function takeHere(blob: Uint8Array, blobs: Uint8Array[]): void {
  if (blob.length > 4) blobs.push(blob)
}

/** A chain of overflow pages. */
function takeElsewhere(pages: Pages, item: number, blobs: Uint8Array[]): void {
  const { view, pageSize, count, visited } = pages
  const size = view.u32(item + 8)
  if (size > view.bytes.length) {
    pages.losses.push('a record is longer than the database')
    return
  }
  const blob = new Uint8Array(size)
  let have = 0
  for (let page = view.u32(item + 4); have < size; page = view.u32(page * pageSize + 16)) {
    const start = page * pageSize
    const isGood =
      page > 0 && page < count && !visited.has(page) && view.u8(start + 25) === pageTypes.overflow
    const used = view.u16(start + 22)
    if (!isGood || used === 0 || PAGE_HEADER + used > pageSize || have + used > size) {
      pages.losses.push(`page ${page} of a record is missing or damaged`)
      return
    }
    visited.add(page)
    blob.set(view.slice(start + PAGE_HEADER, used), have)
    have += used
  }
  blobs.push(blob)
}
