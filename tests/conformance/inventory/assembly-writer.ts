/** Assemblies of .NET for tests, in memory: as little of ECMA-335 as a reader of names and versions needs. */

export interface AssemblyFacts {
  readonly name: string
  readonly version: readonly [number, number, number, number]
  readonly culture?: string
  /** Texts by the name of the attribute of the assembly. */
  readonly attributes?: Readonly<Record<string, string>>
  /** Indexes into heaps of four bytes, as large assemblies have them. */
  readonly isWide?: boolean
  /** Without an assembly: a module of one (`.netmodule`). */
  readonly isModule?: boolean
}

const metadataAt = 0x48
const sectionAt = 0x400
const address = 0x2000

/** A PE of 32 bits with one section: the header of .NET and its metadata. */
export function assemblyFile(facts: AssemblyFacts): Buffer {
  const metadata = metadataOf(facts)
  const cli = Buffer.alloc(metadataAt)
  cli.writeUInt32LE(metadataAt, 0)
  cli.writeUInt32LE(address + metadataAt, 8)
  cli.writeUInt32LE(metadata.length, 12)
  const section = Buffer.concat([cli, metadata])
  const header = Buffer.alloc(sectionAt)
  header.write('MZ')
  header.writeUInt32LE(0x80, 60)
  header.write('PE\0\0', 0x80)
  header.writeUInt16LE(1, 0x80 + 6)
  header.writeUInt16LE(224, 0x80 + 20)
  header.writeUInt16LE(0x10b, 0x98)
  header.writeUInt32LE(16, 0x98 + 92)
  header.writeUInt32LE(address, 0x98 + 96 + 14 * 8)
  header.writeUInt32LE(metadataAt, 0x98 + 96 + 14 * 8 + 4)
  const row = 0x98 + 224
  header.write('.text', row)
  header.writeUInt32LE(section.length, row + 8)
  header.writeUInt32LE(address, row + 12)
  header.writeUInt32LE(section.length, row + 16)
  header.writeUInt32LE(sectionAt, row + 20)
  return Buffer.concat([header, section])
}

interface Heap {
  readonly parts: Buffer[]
  length: number
}

function add(heap: Heap, part: Buffer): number {
  const at = heap.length
  heap.parts.push(part)
  heap.length += part.length
  return at
}

const counted = (text: string): Buffer => {
  const bytes = Buffer.from(text)
  if (bytes.length < 0x80) return Buffer.concat([Buffer.from([bytes.length]), bytes])
  return Buffer.concat([Buffer.from([0x80 | (bytes.length >> 8), bytes.length & 0xff]), bytes])
}

function metadataOf(facts: AssemblyFacts): Buffer {
  const strings: Heap = { parts: [Buffer.alloc(1)], length: 1 }
  const blobs: Heap = { parts: [Buffer.alloc(1)], length: 1 }
  const tables = tablesOf(facts, strings, blobs)
  const streams: readonly (readonly [string, Buffer])[] = [
    ['#~', tables],
    ['#Strings', Buffer.concat(strings.parts)],
    ['#Blob', Buffer.concat(blobs.parts)],
    ['#GUID', Buffer.alloc(16)],
  ]
  const version = Buffer.alloc(12)
  version.write('v4.0.30319')
  const heads: Buffer[] = []
  const size = streams.reduce((sum, [name]) => sum + 8 + ((name.length + 4) & ~3), 0)
  let at = 16 + version.length + 4 + size
  for (const [name, content] of streams) {
    const head = Buffer.alloc(8 + ((name.length + 4) & ~3))
    head.writeUInt32LE(at, 0)
    head.writeUInt32LE(content.length, 4)
    head.write(name, 8)
    heads.push(head)
    at += content.length
  }
  const root = Buffer.alloc(16)
  root.write('BSJB')
  root.writeUInt16LE(1, 4)
  root.writeUInt16LE(1, 6)
  root.writeUInt32LE(version.length, 12)
  const count = Buffer.from([0, 0, streams.length, 0])
  return Buffer.concat([root, version, count, ...heads, ...streams.map(([, content]) => content)])
}

/** Rows as numbers with their widths; the indexes of tables are narrow, since there are few rows. */
type Cell = readonly [value: number, width: number]

function tablesOf(facts: AssemblyFacts, strings: Heap, blobs: Heap): Buffer {
  const heap = facts.isWide === true ? 4 : 2
  const text = (value: string): Cell => [add(strings, Buffer.from(`${value}\0`)), heap]
  const blob = (value: Buffer): Cell => [add(blobs, Buffer.concat([sizeOf(value), value])), heap]
  const attributes = Object.entries(facts.attributes ?? {})
  const [major, minor, build, revision] = facts.version
  const tables = new Map<number, readonly (readonly Cell[])[]>([
    [0x00, [[[0, 2], text('m.dll'), [1, heap], [0, heap], [0, heap]]]],
    [0x01, attributes.map(([name]) => [[6, 2], text(name), text('System.Reflection')])],
    [0x0a, attributes.map((_, at) => [[((at + 1) << 3) | 1, 2], text('.ctor'), [0, heap]])],
    [
      0x0c,
      attributes.map(([, value], at) => [
        [(1 << 5) | 14, 2],
        [((at + 1) << 3) | 3, 2],
        blob(Buffer.concat([Buffer.from([1, 0]), counted(value), Buffer.alloc(2)])),
      ]),
    ],
    [
      0x20,
      facts.isModule === true
        ? []
        : [
            [
              [0x8004, 4],
              [major, 2],
              [minor, 2],
              [build, 2],
              [revision, 2],
              [0, 4],
              [0, heap],
              text(facts.name),
              text(facts.culture ?? ''),
            ],
          ],
    ],
  ])
  const present = [...tables].filter(([, rows]) => rows.length > 0)
  const head = Buffer.alloc(24)
  head[4] = 2
  head[6] = facts.isWide === true ? 7 : 0
  head.writeBigUInt64LE(
    present.reduce((bits, [table]) => bits | (1n << BigInt(table)), 0n),
    8,
  )
  const cells = present.flatMap(([, rows]) => rows.flat())
  return Buffer.concat([
    head,
    ...present.map(([, rows]) => number(rows.length, 4)),
    ...cells.map(([v, w]) => number(v, w)),
  ])
}

function sizeOf(value: Buffer): Buffer {
  return value.length < 0x80
    ? Buffer.from([value.length])
    : Buffer.from([0x80 | (value.length >> 8), value.length & 0xff])
}

function number(value: number, width: number): Buffer {
  const bytes = Buffer.alloc(width)
  bytes.writeUIntLE(value, 0, width)
  return bytes
}
