/** The entries of a tar archive, one after the other, with the long names of pax and GNU put in their places. */
import { limits } from '../../base/index.ts'
import {
  isSparseExtended,
  type PaxFacts,
  parseLongName,
  parsePax,
  parseTarHeader,
  tarBlock,
  type TarHeader,
} from '../../inventory/index.ts'
import type { ByteReader } from './byte-reader.ts'
import { ArchiveFailure } from './failure.ts'

export interface TarEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'symlink' | 'hardlink' | 'special'
  /** Bytes of a file; those of a sparse one are not what lies in the archive. */
  readonly size: number
  readonly linkName: string
  readonly isSparse: boolean
  /** Where its bytes begin, counted from the start of the archive. */
  readonly from: number
}

/** Reads the entry's bytes or leaves them: what is left is passed over. A promise only where something is read. */
export type OnEntry = (entry: TarEntry) => Promise<void> | undefined

/** `end`: whether the two empty blocks that close an archive were there. */
export interface TarEnd {
  readonly isClosed: boolean
}

/** Names and pax records longer than this are nobody's. */
const MOST_HEADER = 1024 * 1024

/** Throws an ArchiveFailure where the archive is damaged or cut off, and where it has too many entries. */
export async function walkTar(
  reader: ByteReader,
  onEntry: OnEntry,
  mostEntries: number = limits.archiveEntries,
): Promise<TarEnd> {
  let everywhere: PaxFacts = {}
  let own: PaxFacts = {}
  let count = 0
  for (;;) {
    const block = await reader.take(tarBlock)
    if (block.length === 0) return { isClosed: false }
    const header = readHeader(block, reader.at())
    if (header === 'end') return { isClosed: isEmpty(await reader.take(tarBlock)) }
    if (++count > mostEntries)
      throw new ArchiveFailure('FILE_TOO_LARGE', `it has more than ${mostEntries} entries`)
    if (header.isExtended) await skipSparse(reader)
    if (/^[xgLKN]$/.test(header.type)) {
      const told = readAhead(header, await takeWhole(reader, header.size), own)
      if (header.type === 'g') everywhere = { ...everywhere, ...told }
      else own = told
      continue
    }
    const facts = { ...everywhere, ...own }
    own = {}
    await visit(reader, { header, size: facts.size ?? header.size, facts }, onEntry)
  }
}

function readHeader(block: Uint8Array, at: number): TarHeader | 'end' {
  const header = block.length < tarBlock ? 'damaged' : parseTarHeader(block)
  if (header !== 'damaged') return header
  const place = Math.max(0, at - block.length)
  const what = place === 0 ? 'it is no tar archive' : `the tar header at byte ${place} is damaged or cut off`
  throw new ArchiveFailure('SYNTAX_INVALID', what)
}

function isEmpty(block: Uint8Array): boolean {
  return block.length === tarBlock && block.every((byte) => byte === 0)
}

async function skipSparse(reader: ByteReader): Promise<void> {
  for (let isMore = true; isMore; ) {
    const block = await reader.take(tarBlock)
    if (block.length < tarBlock) throw cutOff()
    isMore = isSparseExtended(block)
  }
}

function readAhead(header: TarHeader, bytes: Uint8Array, before: PaxFacts): PaxFacts {
  if (header.type === 'L') return { ...before, path: parseLongName(bytes) }
  if (header.type === 'K') return { ...before, linkpath: parseLongName(bytes) }
  if (header.type === 'N') return before
  const facts = parsePax(bytes)
  if (facts === undefined) throw new ArchiveFailure('SYNTAX_INVALID', 'one of its pax headers is damaged')
  return header.type === 'g' ? facts : { ...before, ...facts }
}

async function takeWhole(reader: ByteReader, size: number): Promise<Uint8Array> {
  if (size > MOST_HEADER)
    throw new ArchiveFailure(
      'FILE_TOO_LARGE',
      `one of its headers has ${size} bytes; at most ${MOST_HEADER} are read`,
    )
  const bytes = await reader.take(size)
  const copy = Uint8Array.from(bytes)
  if (bytes.length < size) throw cutOff()
  await skipWhole(reader, padding(size))
  return copy
}

interface Visited {
  readonly header: TarHeader
  readonly size: number
  readonly facts: PaxFacts
}

async function visit(reader: ByteReader, { header, size, facts }: Visited, onEntry: OnEntry): Promise<void> {
  const from = reader.at()
  const kind = kindOf(header.type, facts.path ?? header.name)
  const done = onEntry({
    name: facts.sparseName ?? facts.path ?? header.name,
    kind,
    size: kind === 'file' ? size : 0,
    linkName: facts.linkpath ?? header.linkName,
    isSparse: header.type === 'S' || facts.isSparse === true,
    from,
  })
  if (done !== undefined) await done
  // Links, folders and devices are headers alone, whatever size they state.
  const length = /^[1-6]$/.test(header.type) ? 0 : size
  await skipWhole(reader, from + length + padding(length) - reader.at())
}

/** Unknown types are files, as POSIX asks for. Old archives mark folders by a slash at the end of the name. */
function kindOf(type: string, name: string): TarEntry['kind'] {
  switch (type) {
    case '1':
      return 'hardlink'
    case '2':
      return 'symlink'
    case '3':
    case '4':
    case '6':
      return 'special'
    case '5':
    case 'D':
      return 'folder'
    default:
      return type === '0' && name.endsWith('/') ? 'folder' : 'file'
  }
}

async function skipWhole(reader: ByteReader, length: number): Promise<void> {
  if (length > 0 && (await reader.skip(length)) < length) throw cutOff()
}

function padding(size: number): number {
  return (tarBlock - (size % tarBlock)) % tarBlock
}

function cutOff(): ArchiveFailure {
  return new ArchiveFailure('SYNTAX_INVALID', 'it ends in the middle of a file')
}
