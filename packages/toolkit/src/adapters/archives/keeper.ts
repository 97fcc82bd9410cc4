/** Which bytes of streams are kept: those of files that some format recognises, and what its reader asked for later. */
import { err, limits, ok, type Result } from '../../base/index.ts'
import {
  acceptHead,
  type Content,
  magicBytes,
  type NameClaim,
  parseAhead,
  type TreeError,
} from '../../inventory/index.ts'
import type { ByteReader } from './byte-reader.ts'

/** Bytes of files that are kept in memory at a time. */
export const keptBytes = 128 * 1024 * 1024

/** Files of one stream, by their ordinal. */
export type Wishes = ReadonlyMap<number, ReadonlySet<number>>

export interface Keeper {
  /** The content of a file that streams by: kept now, or asked for when it is read. */
  readonly keep: (file: StreamedFile, reader: ByteReader) => Promise<Content> | Content
  /** What was read and was not there since this was asked last. */
  readonly takeWishes: () => Wishes
  /** Fills in what was asked for. */
  readonly fill: (file: StreamedFile, reader: ByteReader) => Promise<void>
}

export interface StreamedFile {
  /** Number of the stream, unique within the archive. */
  readonly layer: number
  /** Number of the entry in it. */
  readonly ordinal: number
  readonly path: string
  readonly size: number
  /** A newer layer has a file of this name. */
  readonly isShadowed?: boolean
}

interface Store {
  readonly claimOf: (path: string) => NameClaim
  readonly budget: number
  left: number
  readonly late: Map<string, Result<Uint8Array, TreeError>>
  wishes: Map<number, Set<number>>
  /** For files that are parsed as they stream by; each overwrites the one before. */
  scratch: Uint8Array
}

/** What is forgotten is asked for again, by reading once more. */
export function createKeeper(claimOf: (path: string) => NameClaim, budget = keptBytes): Keeper {
  const store: Store = {
    claimOf,
    budget,
    left: budget,
    late: new Map(),
    wishes: new Map(),
    scratch: new Uint8Array(0),
  }
  return {
    keep: (file, reader) => keep(store, file, reader),
    takeWishes: () => {
      const asked = store.wishes
      store.wishes = new Map()
      return asked
    },
    fill: async ({ layer, ordinal, size }, reader) => {
      store.late.set(`${layer}:${ordinal}`, await take(store, size, reader))
    },
  }
}

function keep(store: Store, file: StreamedFile, reader: ByteReader): Promise<Content> | Content {
  const { isText, binaries } = store.claimOf(file.path)
  const isNobodys = !isText && binaries.length === 0
  if (isNobodys || file.isShadowed === true) return contentOf(() => ask(store, file))
  if (isText && file.size <= limits.fileBytes) {
    return take(store, file.size, reader).then((bytes) => contentOf(() => bytes))
  }
  return keepBinary(store, file, { binaries, reader })
}

/** A file that no format accepts by its first bytes is left; one that some do is parsed at once. */
async function keepBinary(
  store: Store,
  file: StreamedFile,
  { binaries, reader }: { readonly binaries: NameClaim['binaries']; readonly reader: ByteReader },
): Promise<Content> {
  const head = Uint8Array.from(await reader.take(Math.min(magicBytes, file.size)))
  const content = { read: () => ask(store, file), head: () => ok(head) }
  const formats = acceptHead(binaries, head)
  if (formats.length === 0 || file.size > limits.fileBytes) return content
  if (store.scratch.length < file.size) store.scratch = new Uint8Array(file.size)
  const bytes = store.scratch.subarray(0, file.size)
  bytes.set(head)
  if ((await fillFrom(reader, bytes, head.length)) < file.size) return content
  const ahead = parseAhead(formats, { path: file.path, bytes })
  if (ahead !== undefined) return { ...content, ahead }
  if (file.size > store.left) return content
  store.left -= file.size
  const kept = ok(Uint8Array.from(bytes))
  return contentOf(() => kept)
}

function ask({ late, wishes }: Store, { layer, ordinal }: StreamedFile): Result<Uint8Array, TreeError> {
  const known = late.get(`${layer}:${ordinal}`)
  if (known !== undefined) return known
  const asked = wishes.get(layer) ?? new Set()
  wishes.set(layer, asked.add(ordinal))
  return err({ code: 'FAILED', message: 'it could not be kept while the archive was read' })
}

async function take(store: Store, size: number, reader: ByteReader): Promise<Result<Uint8Array, TreeError>> {
  if (size > store.left) return err(tooMany(store.budget))
  store.left -= size
  const bytes = new Uint8Array(size)
  const have = await fillFrom(reader, bytes, 0)
  return have === size ? ok(bytes) : err({ code: 'FAILED', message: 'the archive ends in the middle of it' })
}

/** Returns how many bytes there are then. */
async function fillFrom(reader: ByteReader, bytes: Uint8Array, from: number): Promise<number> {
  let have = from
  for await (const piece of reader.pieces(bytes.length - from)) {
    bytes.set(piece, have)
    have += piece.length
  }
  return have
}

function contentOf(read: Content['read']): Content {
  return {
    read,
    head: (most) => {
      const whole = read()
      return whole.ok ? ok(whole.value.subarray(0, most)) : whole
    },
  }
}

function tooMany(budget: number): TreeError {
  const message = `the files to read in this archive have more than ${budget} bytes together, and it was not kept`
  return { code: 'TOO_LARGE', message }
}
