/**
 * The entries of a zip archive, read from its directory whenever they are asked for: in memory stays the place of every
 * 64th. Only where the directory is in another order than the entries are all of them held, 37 bytes each.
 */
import { err, limits, ok, type Result } from '../../base/index.ts'
import { createColumns, type EntryColumns, type EntryTable, tableOf } from './entry-table.ts'
import { FeddbError } from './errors.ts'
import { createHeader, type Directory, type Header } from './zip-directory.ts'

export interface ZipError {
  readonly code: 'ZIP_INVALID' | 'ZIP_OVERLAP' | 'ZIP_TOO_LARGE'
  readonly message: string
}

export function fault(code: ZipError['code'], message: string): Result<never, ZipError> {
  return err({ code, message })
}

/** `declared`: number of headers. Refuses archives that lie about themselves. */
export function readEntries(directory: Directory, declared: number): Result<EntryTable, ZipError> {
  const scan = scanEntries(directory, declared)
  if (scan === undefined) return fault('ZIP_INVALID', 'its central directory is damaged')
  if (scan.isSorted) return checkSpace(walkTable(directory, scan), scan.space)
  const table = sortTable(directory, { declared, count: scan.count })
  const space = createSpace()
  const all = table.columns(0, table.count)
  for (let at = 0; at < table.count; at++)
    space.add(all.offset[at] ?? 0, all.packed[at] ?? 0, all.size[at] ?? 0)
  return checkSpace(table, space.finish(directory.from))
}

/** Entries from one whose place is known to the next. */
const STRIDE = 64

interface Scan {
  readonly count: number
  /** Places of entries 0, 64, 128, … */
  readonly marks: readonly number[]
  readonly isSorted: boolean
  readonly space: Space
}

/** Undefined when a header is missing or runs over the end. */
function scanEntries(directory: Directory, declared: number): Scan | undefined {
  const header = createHeader()
  const marks: number[] = []
  const space = createSpace()
  let place = directory.from
  let count = 0
  let before = 0
  let isSorted = true
  for (let at = 0; at < declared; at++) {
    if (!directory.read(place, header)) return undefined
    if (!header.isFolder) {
      if (count % STRIDE === 0) marks.push(place)
      isSorted &&= header.offset >= before
      before = header.offset
      space.add(header.offset, header.packed, header.size)
      count++
    }
    place = header.next
  }
  return { count, marks, isSorted, space: space.finish(directory.from) }
}

function walkTable(directory: Directory, { count, marks }: Scan): EntryTable {
  const walk = createWalk(directory, marks)
  return {
    count,
    columns: (from, to) => {
      const columns = createColumns(to - from)
      for (let at = from; at < to; at++) put(columns, at - from, walk(at).header)
      return { ...columns, end: to < count ? walk(to).header.offset : directory.from }
    },
    nameOf: (at) => directory.nameAt(walk(at).place),
  }
}

interface Step {
  readonly header: Header
  place: number
}

/** Goes to an entry by its number: to the one after the last in one step, to others from the mark before them. */
function createWalk(directory: Directory, marks: readonly number[]): (wanted: number) => Step {
  const step = { header: createHeader(), place: 0 }
  let known = -1
  const goTo = (place: number): void => {
    step.place = place
    while (true) {
      // The directory was whole when it was scanned.
      if (!directory.read(step.place, step.header))
        throw new FeddbError('INPUT_CHANGED', 'an archive changed while it was read; import again')
      if (!step.header.isFolder) return
      step.place = step.header.next
    }
  }
  return (wanted) => {
    const mark = Math.floor(wanted / STRIDE)
    if (wanted < known || wanted > known + STRIDE || known < 0) {
      known = STRIDE * mark
      goTo(marks[mark] ?? -1)
    }
    for (; known < wanted; known++) goTo(step.header.next)
    return step
  }
}

function put(columns: Omit<EntryColumns, 'end'>, at: number, header: Header): void {
  columns.offset[at] = header.offset
  columns.packed[at] = header.packed
  columns.size[at] = header.size
  columns.crc[at] = header.crc
  columns.flags[at] = header.flags
}

/** All of them, in the order in which they lie in the file. */
function sortTable(
  directory: Directory,
  { declared, count }: { readonly declared: number; readonly count: number },
): EntryTable {
  const read = createColumns(count)
  const places = new Float64Array(count)
  const header = createHeader()
  let place = directory.from
  for (let at = 0, entry = 0; entry < declared; entry++, place = header.next) {
    if (!directory.read(place, header) || header.isFolder) continue
    places[at] = place
    put(read, at++, header)
  }
  const order = Uint32Array.from({ length: count }, (_, at) => at)
  order.sort((a, b) => (read.offset[a] ?? 0) - (read.offset[b] ?? 0))
  const pick = (column: Float64Array): Float64Array => Float64Array.from(order, (at) => column[at] ?? 0)
  const sorted = {
    offset: pick(read.offset),
    packed: pick(read.packed),
    size: pick(read.size),
    crc: Uint32Array.from(order, (at) => read.crc[at] ?? 0),
    flags: Uint8Array.from(order, (at) => read.flags[at] ?? 0),
    end: directory.from,
  }
  return tableOf(sorted, (at) => directory.nameAt(places[order[at] ?? 0] ?? 0))
}

interface Space {
  /** Number of the first entry that overlaps what follows it. */
  readonly overlap: number | undefined
  readonly packed: number
  readonly size: number
}

/** Bytes of a local header without its name. */
const LOCAL_HEAD = 30

/** Entries are added in the order in which they lie in the file. */
function createSpace(): {
  readonly add: (offset: number, packed: number, size: number) => void
  /** `end`: where the space of the last entry ends. */
  readonly finish: (end: number) => Space
} {
  let overlap: number | undefined
  let count = 0
  let used = 0
  const sum = { packed: 0, size: 0 }
  const follow = (offset: number): void => {
    if (used > offset) overlap ??= count - 1
  }
  return {
    add: (offset, packed, size) => {
      follow(offset)
      used = offset + LOCAL_HEAD + packed
      sum.packed += packed
      sum.size += size
      count++
    },
    finish: (end) => {
      follow(end)
      return { overlap, ...sum }
    },
  }
}

/** Overlapping entries let a small file unpack to anything; so does a lie about the whole. */
function checkSpace(table: EntryTable, { overlap, packed, size }: Space): Result<EntryTable, ZipError> {
  if (overlap !== undefined) {
    const name = JSON.stringify(table.nameOf(overlap).slice(0, 100))
    return fault('ZIP_OVERLAP', `the entry ${name} overlaps what follows it`)
  }
  if (size > limits.expansion * packed + 1024 * 1024) {
    return fault(
      'ZIP_TOO_LARGE',
      `it would unpack to ${size} bytes, more than ${limits.expansion} times its ${packed} bytes`,
    )
  }
  return ok(table)
}
