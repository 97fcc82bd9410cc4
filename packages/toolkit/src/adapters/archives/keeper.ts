/** Which bytes of streams are kept: those of files that some format recognises, and what its reader asked for later. */
import { err, limits, ok, type Result } from '../../base/index.ts'
import { type Content, magicBytes, type TreeError } from '../../inventory/index.ts'
import type { ByteReader } from './byte-reader.ts'

/** Bytes of files that are kept in memory at a time. */
export const keptBytes = 128 * 1024 * 1024

/** What of a file is worth keeping as it streams by. What is forgotten is asked for again, by reading once more. */
export type Worth = 'whole' | 'head' | 'nothing'

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

export function createKeeper(worthOf: (path: string) => Worth, budget = keptBytes): Keeper {
  let left = budget
  const late = new Map<string, Result<Uint8Array, TreeError>>()
  let wishes = new Map<number, Set<number>>()
  const take = async (size: number, reader: ByteReader): Promise<Result<Uint8Array, TreeError>> => {
    if (size > left) return err(tooMany(budget))
    left -= size
    return await takeAll(size, reader)
  }
  const ask = ({ layer, ordinal }: StreamedFile): Result<Uint8Array, TreeError> => {
    const known = late.get(`${layer}:${ordinal}`)
    if (known !== undefined) return known
    const asked = wishes.get(layer) ?? new Set()
    wishes.set(layer, asked.add(ordinal))
    return err({ code: 'FAILED', message: 'it could not be kept while the archive was read' })
  }
  return {
    keep: (file, reader) => {
      const worth = file.size > limits.fileBytes ? 'head' : worthOf(file.path)
      if (worth === 'nothing' || file.isShadowed === true) return contentOf(() => ask(file))
      if (worth === 'head') {
        return reader.take(Math.min(magicBytes, file.size)).then((bytes) => {
          const head = Uint8Array.from(bytes)
          return { read: () => ask(file), head: () => ok(head) }
        })
      }
      return take(file.size, reader).then((bytes) => contentOf(() => bytes))
    },
    takeWishes: () => {
      const asked = wishes
      wishes = new Map()
      return asked
    },
    fill: async ({ layer, ordinal, size }, reader) => {
      late.set(`${layer}:${ordinal}`, await take(size, reader))
    },
  }
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

async function takeAll(size: number, reader: ByteReader): Promise<Result<Uint8Array, TreeError>> {
  const bytes = new Uint8Array(size)
  let have = 0
  for await (const piece of reader.pieces(size)) {
    bytes.set(piece, have)
    have += piece.length
  }
  return have === size ? ok(bytes) : err({ code: 'FAILED', message: 'the archive ends in the middle of it' })
}

function tooMany(budget: number): TreeError {
  const message = `the files to read in this archive have more than ${budget} bytes together, and it was not kept`
  return { code: 'TOO_LARGE', message }
}
