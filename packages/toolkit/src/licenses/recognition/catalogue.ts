/** The SPDX license list as templates to match, unpacked once at the first question (about 30 ms). */
import { unpackData } from '../../base/index.ts'
import { templates as packedTemplates } from './generated/templates.ts'
import { shingleHash } from './shingles.ts'
import { toWordFlags } from './word-flags.ts'

/** One license or exception of the list. */
export interface ListedLicense {
  readonly id: string
  readonly name: string
  readonly isException: boolean
  readonly isDeprecated: boolean
  readonly isOsiApproved: boolean
  readonly isFsfLibre: boolean
}

export interface Template {
  readonly index: number
  /** Licenses that have this text, the one to name first. */
  readonly ids: readonly string[]
  readonly kind: 'text' | 'notice'
  /** All its ids are kept for old documents only. */
  readonly isDeprecated: boolean
  readonly cells: Uint16Array
  /** Words that every text under it has, outside options and choices. */
  readonly shingles: number
}

export interface Catalogue {
  readonly licenses: ReadonlyMap<string, ListedLicense>
  readonly templates: readonly Template[]
  /** Number of a word, from 1. */
  readonly vocabulary: ReadonlyMap<string, number>
  /** Per word number: what it may stand for. */
  readonly wordFlags: Uint8Array
  readonly index: ShingleIndex
}

/** Open addressing from the hash of a shingle to the chain of places that have it. */
export interface ShingleIndex {
  readonly mask: number
  readonly keys: Uint32Array
  /** Place plus one; 0 where the slot is free. */
  readonly first: Int32Array
  /** Per place: the next place plus one of the same shingle, or 0. */
  readonly next: Int32Array
  readonly template: Uint16Array
  readonly cell: Uint16Array
  /** Per place: which of its template's shingles it is. */
  readonly order: Uint8Array
}

interface Head {
  readonly entries: readonly (readonly [string, string, number])[]
  readonly templates: readonly (readonly [number[], number, number, number[]])[]
  readonly words: string
}

let loaded: Catalogue | undefined

export function openCatalogue(): Catalogue {
  loaded ??= readCatalogue()
  return loaded
}

/** What the list says of an id, as it spells it; undefined where it has none of that name. */
export function findListedLicense(id: string): ListedLicense | undefined {
  return openCatalogue().licenses.get(id)
}

function readCatalogue(): Catalogue {
  const bytes = unpackData(packedTemplates)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = view.getUint32(0, true)
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size))) as Head
  const licenses = head.entries.map(([id, name, flags]) => toListed(id, name, flags))
  const cells = toCells(bytes.slice(4 + size))
  const words = head.words.split(' ')
  let at = 0
  const templates = head.templates.map(([ids, kind, length, shingles], index): Template => {
    const own = cells.subarray(at, at + length)
    at += length
    const named = ids.flatMap((id) => licenses[id] ?? [])
    return {
      index,
      ids: orderIds(named),
      isDeprecated: named.every((license) => license.isDeprecated),
      kind: kind === 0 ? 'text' : 'notice',
      cells: own,
      shingles: shingles.length,
    }
  })
  return {
    licenses: new Map(licenses.map((license) => [license.id, license])),
    templates,
    vocabulary: new Map(words.map((word, order) => [word, order + 1])),
    wordFlags: Uint8Array.from(['', ...words], toWordFlags),
    index: buildIndex(
      templates,
      head.templates.map((template) => template[3]),
    ),
  }
}

function toListed(id: string, name: string, flags: number): ListedLicense {
  return {
    id,
    name,
    isException: (flags & 1) !== 0,
    isDeprecated: (flags & 2) !== 0,
    isOsiApproved: (flags & 4) !== 0,
    isFsfLibre: (flags & 8) !== 0,
  }
}

/** Little-endian whatever the machine. */
function toCells(bytes: Uint8Array): Uint16Array {
  const cells = new Uint16Array(bytes.length >> 1)
  for (let at = 0; at < cells.length; at++) cells[at] = (bytes[2 * at] ?? 0) | ((bytes[2 * at + 1] ?? 0) << 8)
  return cells
}

/** A current id before a deprecated one, `-only` before `-or-later` (a text alone grants no later version). */
function orderIds(licenses: readonly ListedLicense[]): readonly string[] {
  const rank = (license: ListedLicense): number =>
    (license.isDeprecated ? 4 : 0) + (license.id.endsWith('-or-later') ? 2 : 0)
  return [...licenses]
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
    .map((license) => license.id)
}

function buildIndex(templates: readonly Template[], shingles: readonly (readonly number[])[]): ShingleIndex {
  const places = shingles.reduce((sum, own) => sum + own.length, 0)
  const slots = 1 << Math.ceil(Math.log2(places * 2 + 1))
  const index: ShingleIndex = {
    mask: slots - 1,
    keys: new Uint32Array(slots),
    first: new Int32Array(slots),
    next: new Int32Array(places),
    template: new Uint16Array(places),
    cell: new Uint16Array(places),
    order: new Uint8Array(places),
  }
  let place = 0
  for (const { index: number, cells } of templates) {
    let cell = 0
    for (const [order, step] of (shingles[number] ?? []).entries()) {
      cell += step
      addPlace(index, shingleHash(cells, cell), { place, template: number, cell, order })
      place++
    }
  }
  return index
}

function addPlace(
  index: ShingleIndex,
  hash: number,
  at: { readonly place: number; readonly template: number; readonly cell: number; readonly order: number },
): void {
  const slot = findSlot(index, hash)
  index.keys[slot] = hash
  index.next[at.place] = index.first[slot] ?? 0
  index.first[slot] = at.place + 1
  index.template[at.place] = at.template
  index.cell[at.place] = at.cell
  index.order[at.place] = at.order
}

/** The slot of a hash, or the free one where it would stand. */
export function findSlot(index: ShingleIndex, hash: number): number {
  let slot = Math.imul(hash, 0x9e3779b1) & index.mask
  while (index.first[slot] !== 0 && index.keys[slot] !== hash) slot = (slot + 1) & index.mask
  return slot
}
