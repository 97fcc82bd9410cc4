/** What an image lies in: a folder, or a tar archive that nothing packs. Its blobs are read where they lie. */
import { realpathSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { type ImageSource, layeredTree, mergePlain } from '../../inventory/index.ts'
import { type ByteFile, openByteFile } from './byte-file.ts'
import { fileReader } from './byte-reader.ts'
import { type ArchiveFailure, toFailure } from './failure.ts'
import { type BlobRange, contentInFile, type EntryDraft, rangeOf, readEntries } from './read-entries.ts'

export interface Outer extends ImageSource {
  /** Where the bytes of a file lie; undefined where there is none. */
  readonly range: (place: string) => BlobRange | undefined
  readonly close: () => void
}

/** Documents of images are small; larger files are none. */
export const documentBytes = 4 * 1024 * 1024

/** Untrusted: names, links and bytes of the folder. Nothing outside it is opened. */
export function folderOuter(folder: string): Outer {
  const root = realpathSync(resolve(folder))
  const opened = new Map<string, ByteFile>()
  const open = (place: string): ByteFile | undefined => {
    try {
      const real = realpathSync(join(root, place))
      const inside = relative(root, real)
      if (inside === '' || inside.startsWith('..') || inside.startsWith(sep)) return undefined
      const file = opened.get(real) ?? openByteFile(real)
      opened.set(real, file)
      return file
    } catch {
      // Not there, or no file: whoever asked says what is missing.
      return undefined
    }
  }
  return {
    read: (place) => readSmall(open(place)),
    resolve: (place) => (open(place) === undefined ? undefined : place),
    range: (place) => {
      const file = open(place)
      return file === undefined ? undefined : { file, from: 0, to: file.size }
    },
    close: () => {
      for (const file of opened.values()) file.close()
    },
  }
}

function readSmall(file: ByteFile | undefined): Uint8Array | undefined {
  return file === undefined || file.size > documentBytes ? undefined : file.readAt(0, file.size)
}

export interface TarOuter extends Outer {
  /** What could be read of it, up to a failure. */
  readonly listed: Listed
}

export interface Listed extends EntryDraft {
  readonly isClosed: boolean
  readonly failure?: ArchiveFailure
}

/** Reads headers only. */
export async function tarOuter(file: ByteFile): Promise<TarOuter> {
  const draft: EntryDraft = { entries: [], issues: [] }
  const listed = await listEntries(draft, async () => {
    return await readEntries(fileReader(file, 0, file.size), contentInFile(file, 0), draft)
  })
  const tree = layeredTree(mergePlain(draft.entries, true).root)
  return {
    listed,
    read: (place) => {
      const found = tree.fileAt(place)
      const bytes = found === undefined || found.size > documentBytes ? undefined : found.content.read()
      return bytes?.ok === true ? bytes.value : undefined
    },
    resolve: (place) => tree.pathOf(place),
    range: (place) => {
      const found = tree.fileAt(place)
      return found === undefined ? undefined : rangeOf(found.content)
    },
    close: () => file.close(),
  }
}

/** The failure is a value: what was read before it counts. */
export async function listEntries(
  draft: EntryDraft,
  read: () => Promise<{ readonly isClosed: boolean }>,
): Promise<Listed> {
  try {
    const { isClosed } = await read()
    return { ...draft, isClosed }
  } catch (cause) {
    return { ...draft, isClosed: true, failure: toFailure(cause, 'it is damaged') }
  }
}
