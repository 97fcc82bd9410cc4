/**
 * The metadata of .NET in a PE file (ECMA-335, partition II, sections 24 and 25): where its heaps and tables lie.
 * Untrusted: every number may lie, so parts are cut to what the file has, and what does not fit is told.
 */
import { err, ok, type Result } from '../../base/index.ts'
import { type ByteView, viewBytes } from './byte-view.ts'
import { type CliColumn, type CodedIndex, cliTables, codedIndexes } from './cli-schema.ts'

export interface CliMetadata {
  readonly rowCount: (table: number) => number
  /** A number of a row counted from 1; zero beyond the table. */
  readonly cell: (table: number, row: number, column: number) => number
  /** UTF-8 from the heap of texts. */
  readonly text: (index: number) => string
  readonly blob: (index: number) => Uint8Array
}

/** Undefined: a program without metadata of .NET. The text says what is wrong with the metadata. */
export function readCliMetadata(bytes: Uint8Array): Result<CliMetadata | undefined, string> {
  const view = viewBytes(bytes, true)
  const header = view.u32(60)
  if (view.u16(0) !== 0x5a4d || view.u32(header) !== 0x4550) return ok(undefined)
  const optional = header + 24
  const isWide = view.u16(optional) === 0x20b
  const directories = optional + (isWide ? 112 : 96)
  const place = view.u32(directories + 14 * 8)
  if (view.u32(directories - 4) <= 14 || place === 0) return ok(undefined)
  const sections = { view, table: optional + view.u16(header + 20), count: view.u16(header + 6) }
  const cli = offsetOf(sections, place)
  const root = cli === undefined ? undefined : offsetOf(sections, view.u32(cli + 8))
  if (cli === undefined || root === undefined || view.u32(root) !== 0x424a5342) {
    return err('its header of .NET leads to no metadata')
  }
  const metadata = view.slice(root, view.u32(cli + 12))
  return metadata.length < view.u32(cli + 12)
    ? err('its metadata is cut off')
    : readRoot(viewBytes(metadata, true))
}

/** The format allows no more (Microsoft, "PE Format", "COFF File Header"). */
const mostSections = 96

interface Sections {
  readonly view: ByteView
  readonly table: number
  readonly count: number
}

/** Where in the file lies what the program would find at that address. */
function offsetOf({ view, table, count }: Sections, address: number): number | undefined {
  for (let index = 0; index < Math.min(count, mostSections); index++) {
    const at = table + index * 40
    const start = view.u32(at + 12)
    if (address >= start && address < start + view.u32(at + 16)) return view.u32(at + 20) + address - start
  }
  return undefined
}

/** More streams than compilers write. */
const mostStreams = 32

function readRoot(root: ByteView): Result<CliMetadata, string> {
  const streams = new Map<string, Uint8Array>()
  const afterVersion = 16 + ((Math.min(root.u32(12), 255) + 3) & ~3)
  let at = afterVersion + 4
  for (let index = 0; index < Math.min(root.u16(afterVersion + 2), mostStreams); index++) {
    const name = root.text(at + 8, 32)
    const stream = root.slice(root.u32(at), root.u32(at + 4))
    if (stream.length < root.u32(at + 4)) return err('its metadata is cut off')
    if (!streams.has(name)) streams.set(name, stream)
    at += 8 + ((name.length + 4) & ~3)
  }
  const tables = streams.get('#~') ?? streams.get('#-')
  const strings = streams.get('#Strings')
  if (tables === undefined || strings === undefined) return err('its metadata has no tables')
  const layout = readLayout(viewBytes(tables, true))
  if (layout === undefined) return err('its tables go beyond their end')
  const blobs = streams.get('#Blob') ?? new Uint8Array()
  const rows = viewBytes(tables, true)
  return ok({
    rowCount: (table) => layout[table]?.rows ?? 0,
    cell: (table, row, column) => cellOf(rows, layout[table], { row, column }),
    text: (index) => textAt(strings, index),
    blob: (index) => blobAt(blobs, index),
  })
}

interface Table {
  readonly rows: number
  /** Offset of its first row in the stream. */
  readonly start: number
  /** Of the columns: bytes, and where they begin in a row. */
  readonly widths: readonly number[]
  readonly offsets: readonly number[]
  readonly width: number
}

/** Of the tables up to `Assembly`; undefined where they do not fit into the stream. */
function readLayout(view: ByteView): readonly Table[] | undefined {
  const heaps = view.u8(6)
  const counts: number[] = []
  let at = 24
  for (let table = 0; table < 64; table++) {
    const isThere = ((table < 32 ? view.u32(8) : view.u32(12)) >>> (table % 32)) % 2 === 1
    counts.push(isThere ? view.u32(at) : 0)
    if (isThere) at += 4
  }
  if ((heaps & 0x40) !== 0) at += 4
  const layout: Table[] = []
  for (const [table, columns] of cliTables.entries()) {
    const widths = columns.map((column) => widthOf(column, heaps, counts))
    const offsets = widths.map((_, column) => sum(widths.slice(0, column)))
    const width = sum(widths)
    const rows = counts[table] ?? 0
    layout.push({ rows, start: at, widths, offsets, width })
    at += rows * width
  }
  return at > view.bytes.length ? undefined : layout
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

function widthOf(column: CliColumn, heaps: number, counts: readonly number[]): number {
  if (typeof column === 'number') return column
  if (column === 'S') return (heaps & 1) === 0 ? 2 : 4
  if (column === 'G') return (heaps & 2) === 0 ? 2 : 4
  if (column === 'B') return (heaps & 4) === 0 ? 2 : 4
  if (typeof column === 'string') return codedWidth(column, counts)
  return (counts[column[0]] ?? 0) < 0x10000 ? 2 : 4
}

function codedWidth(name: CodedIndex, counts: readonly number[]): number {
  const { bits, tables } = codedIndexes[name]
  return tables.every((table) => (counts[table] ?? 0) < 2 ** (16 - bits)) ? 2 : 4
}

function cellOf(
  view: ByteView,
  table: Table | undefined,
  { row, column }: { readonly row: number; readonly column: number },
): number {
  if (table === undefined || row < 1 || row > table.rows) return 0
  const at = table.start + (row - 1) * table.width + (table.offsets[column] ?? 0)
  return table.widths[column] === 4 ? view.u32(at) : view.u16(at)
}

/** Longer names and versions nobody gives. */
const maxText = 1_000
const decoder = new TextDecoder()

/** Empty where no zero ends it: a part of a name is another name. */
function textAt(strings: Uint8Array, index: number): string {
  const part = strings.subarray(Math.min(index, strings.length), index + maxText)
  return decoder.decode(part.subarray(0, Math.max(part.indexOf(0), 0)))
}

/** Its length stands before it in one, two or four bytes (section 24.2.4). */
function blobAt(blobs: Uint8Array, index: number): Uint8Array {
  const { size, next } = readCompressed(blobs, index)
  return blobs.subarray(Math.min(next, blobs.length), next + size)
}

/** A compressed number (section 23.2), and where it ends. */
export function readCompressed(
  bytes: Uint8Array,
  at: number,
): { readonly size: number; readonly next: number } {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(Math.min(at, bytes.length), at + 4)
  if (a < 0x80) return { size: a, next: at + 1 }
  if (a < 0xc0) return { size: (a & 0x3f) * 256 + b, next: at + 2 }
  return { size: (((a & 0x1f) * 256 + b) * 256 + c) * 256 + d, next: at + 4 }
}
