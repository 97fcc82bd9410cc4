/** Package headers in the database of newer SUSE systems, `Packages.db` (rpm, lib/backend/ndb/rpmpkg.c). */
import { viewBytes } from './byte-view.ts'
import type { RpmBlobs } from './rpm-packages.ts'

/** `RpmP`, `Slot`, `BlbS`, `BlbE`, as little-endian numbers. */
const magic = { file: 0x506d7052, slot: 0x746f6c53, start: 0x53626c42, end: 0x45626c42 } as const
const PAGE = 4096
const SLOT = 16
/** Blobs begin at multiples of this. */
const BLOCK = 16

export function isRpmNdb(head: Uint8Array): boolean {
  return viewBytes(head, true).u32(0) === magic.file
}

/** Untrusted. The slots at the beginning name the blobs that count; others are what was deleted. */
export function readRpmNdb(bytes: Uint8Array): RpmBlobs {
  const view = viewBytes(bytes, true)
  const failed = (failure: string): RpmBlobs => ({ blobs: [], losses: [], failure })
  if (view.u32(0) !== magic.file) return failed('expected an NDB database of RPM, found something else')
  if (view.u32(4) !== 0) return failed(`its version ${view.u32(4)} is not known`)
  const end = view.u32(12) * PAGE
  if (end > bytes.length) return failed('it is cut off: its list of packages is not whole')
  const blobs: Uint8Array[] = []
  const losses: string[] = []
  const used = new Set<number>()
  for (let at = 2 * SLOT; at < end; at += SLOT) {
    const place = view.u32(at + 8) * BLOCK
    if (view.u32(at) !== magic.slot) losses.push('one of its slots is damaged')
    else if (place !== 0) {
      const blob = used.has(place) ? undefined : readBlob(bytes, { place, index: view.u32(at + 4) })
      used.add(place)
      if (blob === undefined) losses.push('one of its packages is damaged')
      else blobs.push(blob)
    }
  }
  return { blobs, losses }
}

function readBlob(
  bytes: Uint8Array,
  { place, index }: { readonly place: number; readonly index: number },
): Uint8Array | undefined {
  const view = viewBytes(bytes, true)
  const length = view.u32(place + 12)
  const tail = Math.ceil((place + 16 + length + 12) / BLOCK) * BLOCK - 12
  const isWhole =
    view.u32(place) === magic.start &&
    view.u32(place + 4) === index &&
    tail + 12 <= bytes.length &&
    view.u32(tail + 4) === length &&
    view.u32(tail + 8) === magic.end
  return isWhole ? bytes.subarray(place + 16, place + 16 + length) : undefined
}
