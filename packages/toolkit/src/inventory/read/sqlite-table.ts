/**
 * Rows of a table in the bytes of an SQLite database (sqlite.org, "Database File Format"): enough to read one table of
 * a stranger's file without an engine, without disk, and in bounded time. No page is visited twice.
 */

export type SqliteValue = number | bigint | string | Uint8Array | null

export interface SqliteTable {
  readonly rows: readonly (readonly SqliteValue[])[]
  /** In words: pages or cells that cannot be read. */
  readonly losses: readonly string[]
}

const MAGIC = 'SQLite format 3\u0000'
const HEADER = 100

interface Pages {
  readonly view: DataView
  readonly bytes: Uint8Array
  readonly pageSize: number
  readonly usable: number
  readonly count: number
  readonly visited: Set<number>
  readonly losses: string[]
}

export function isSqlite(head: Uint8Array): boolean {
  return (
    head.length >= MAGIC.length && Array.from(MAGIC).every((letter, at) => head[at] === letter.charCodeAt(0))
  )
}

/** Undefined where there is no such table; a text says why the file is no database that can be read. */
export function readSqliteTable(bytes: Uint8Array, name: string): SqliteTable | string | undefined {
  const pages = openPages(bytes)
  if (typeof pages === 'string') return pages
  const schema = readTree(pages, 1)
  const found = schema.find((row) => row[0] === 'table' && row[1] === name)
  const root = found?.[3]
  if (typeof root !== 'number') {
    return pages.losses.length > 0 ? `its list of tables is damaged: ${pages.losses[0]}` : undefined
  }
  const rows = readTree(pages, root)
  return { rows, losses: pages.losses }
}

function openPages(bytes: Uint8Array): Pages | string {
  if (!isSqlite(bytes) || bytes.length < HEADER) return 'expected an SQLite database, found something else'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const stated = view.getUint16(16)
  const pageSize = stated === 1 ? 65_536 : stated
  const usable = pageSize - view.getUint8(20)
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || usable < 480)
    return `its page size of ${pageSize} bytes is none of SQLite`
  if (view.getUint32(56) > 1) return 'its texts are not UTF-8'
  const count = Math.floor(bytes.length / pageSize)
  const stale = view.getUint32(28) > count ? ['it is cut off: pages are missing at its end'] : []
  return { view, bytes, pageSize, usable, count, visited: new Set(), losses: stale }
}

const kinds = { interior: 5, leaf: 13 } as const

/** Depth first, without recursion: the order of rows is that of their ids. */
function readTree(pages: Pages, root: number): readonly (readonly SqliteValue[])[] {
  const rows: (readonly SqliteValue[])[] = []
  const waiting = [root]
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    if (page < 1 || page > pages.count || pages.visited.has(page)) {
      pages.losses.push(`page ${page} is missing or used twice`)
      continue
    }
    pages.visited.add(page)
    const kind = pages.view.getUint8(startOf(pages, page))
    if (kind === kinds.leaf) readLeaf(pages, page, rows)
    else if (kind === kinds.interior) waiting.push(...childrenOf(pages, page).reverse())
    else pages.losses.push(`page ${page} is no page of a table`)
  }
  return rows
}

/** The first page begins with the header of the file. */
function startOf({ pageSize }: Pages, page: number): number {
  return page === 1 ? HEADER : (page - 1) * pageSize
}

/** Places of cells, counted from the start of the file. */
function cellsOf(pages: Pages, page: number, headerSize: number): readonly number[] {
  const start = startOf(pages, page)
  const base = (page - 1) * pages.pageSize
  const most = Math.floor((base + pages.pageSize - start - headerSize) / 2)
  const count = Math.min(pages.view.getUint16(start + 3), most)
  const cells: number[] = []
  for (let at = 0; at < count; at++) cells.push(base + pages.view.getUint16(start + headerSize + 2 * at))
  return cells
}

function childrenOf(pages: Pages, page: number): number[] {
  const children = cellsOf(pages, page, 12)
    .filter((cell) => cell + 4 <= page * pages.pageSize)
    .map((cell) => pages.view.getUint32(cell))
  return [...children, pages.view.getUint32(startOf(pages, page) + 8)]
}

function readLeaf(pages: Pages, page: number, rows: (readonly SqliteValue[])[]): void {
  const end = (page - 1) * pages.pageSize + pages.usable
  for (const cell of cellsOf(pages, page, 8)) {
    const size = readVarint(pages.bytes, cell, end)
    const id = readVarint(pages.bytes, size.next, end)
    const payload = readPayload(pages, { at: id.next, size: size.value, end })
    const row = payload === undefined ? undefined : parseRecord(payload)
    if (row === undefined) pages.losses.push(`a row on page ${page} cannot be read`)
    else rows.push(row)
  }
}

/** A large payload goes on in a chain of pages of its own ("B-tree Pages", "Cell Payload Overflow Pages"). */
function readPayload(
  pages: Pages,
  { at, size, end }: { readonly at: number; readonly size: number; readonly end: number },
): Uint8Array | undefined {
  const { usable, bytes, view } = pages
  if (size > bytes.length) return undefined
  const local = localSize(size, usable)
  if (at + local + (local < size ? 4 : 0) > end) return undefined
  if (local === size) return bytes.subarray(at, at + size)
  const whole = new Uint8Array(size)
  whole.set(bytes.subarray(at, at + local))
  let have = local
  for (let page = view.getUint32(at + local); have < size; ) {
    if (page < 2 || page > pages.count || pages.visited.has(page)) return undefined
    pages.visited.add(page)
    const start = (page - 1) * pages.pageSize
    const part = bytes.subarray(start + 4, start + Math.min(usable, 4 + size - have))
    whole.set(part, have)
    have += part.length
    page = view.getUint32(start)
  }
  return whole
}

function localSize(size: number, usable: number): number {
  const most = usable - 35
  if (size <= most) return size
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const wanted = least + ((size - least) % (usable - 4))
  return wanted <= most ? wanted : least
}

/** "Record Format": the types of the columns, then their values. */
function parseRecord(payload: Uint8Array): readonly SqliteValue[] | undefined {
  const header = readVarint(payload, 0, payload.length)
  if (header.value > payload.length) return undefined
  const values: SqliteValue[] = []
  let body = header.value
  for (let at = header.next; at < header.value; ) {
    const type = readVarint(payload, at, header.value)
    const size = sizeOf(type.value)
    if (type.next <= at || body + size > payload.length) return undefined
    values.push(valueOf(type.value, payload.subarray(body, body + size)))
    body += size
    at = type.next
  }
  return values
}

function sizeOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2)
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function valueOf(type: number, bytes: Uint8Array): SqliteValue {
  if (type >= 12) return type % 2 === 0 ? bytes : decoder.decode(bytes)
  if (type === 8 || type === 9) return type - 8
  if (type === 7) return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0)
  return type === 0 || type > 7 ? null : integerOf(bytes)
}

/** Big-endian, two's complement. */
function integerOf(bytes: Uint8Array): number | bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  const signed = BigInt.asIntN(8 * bytes.length, value)
  const small = Number(signed)
  return Number.isSafeInteger(small) ? small : signed
}

/** Up to nine bytes, seven bits in each but the last; beyond the end it is one that no file can hold. */
function readVarint(
  bytes: Uint8Array,
  from: number,
  end: number,
): { readonly value: number; readonly next: number } {
  let value = 0
  for (let at = from; at < Math.min(end, from + 8); at++) {
    const byte = bytes[at] ?? 0
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return { value, next: at + 1 }
  }
  if (from + 8 >= end) return { value: Number.MAX_SAFE_INTEGER, next: end }
  return { value: value * 256 + (bytes[from + 8] ?? 0), next: from + 9 }
}
