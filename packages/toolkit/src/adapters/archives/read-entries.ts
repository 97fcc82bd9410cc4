/** The entries of one tar archive or layer: their names made safe, the bytes of files kept or left where they lie. */
import { err, type Issue, ok } from '../../base/index.ts'
import { type ArchiveEntry, type Content, entryPath, shownName } from '../../inventory/index.ts'
import type { ByteFile } from './byte-file.ts'
import type { ByteReader } from './byte-reader.ts'
import type { Keeper, Wishes } from './keeper.ts'
import { type OnEntry, type TarEnd, type TarEntry, walkTar } from './walk-tar.ts'

export interface ReadEntries extends TarEnd {
  readonly entries: readonly ArchiveEntry[]
  readonly issues: readonly Issue[]
}

/** How the bytes of a file are come by, once its header was read. */
export type ContentOf = (
  entry: TarEntry,
  file: { path: string; ordinal: number },
) => Promise<Content> | Content

export interface ContentInFile extends Content {
  readonly range: BlobRange
}

/** Bytes of a file on disk. */
export interface BlobRange {
  readonly file: ByteFile
  readonly from: number
  readonly to: number
}

/** From a file on disk that nothing packs: read where they lie, when they are asked for. `base`: where the archive begins. */
export function contentInFile(file: ByteFile, base: number): ContentOf {
  return (entry): ContentInFile => {
    const from = base + entry.from
    return {
      range: { file, from, to: from + entry.size },
      head: (most) => ok(file.readAt(from, Math.min(most, entry.size))),
      read: () => {
        const bytes = file.readAt(from, entry.size)
        return bytes.length === entry.size
          ? ok(bytes)
          : err({ code: 'FAILED', message: 'the archive ends in the middle of it' })
      },
    }
  }
}

export function rangeOf(content: Content): BlobRange | undefined {
  return 'range' in content ? (content as ContentInFile).range : undefined
}

/** From a stream: only what is wanted is kept. `shadowed`: paths of files in newer layers. */
export function contentInStream(
  keeper: Keeper,
  layer: number,
  { reader, shadowed }: { readonly reader: ByteReader; readonly shadowed?: ReadonlySet<string> },
): ContentOf {
  return ({ size }, { path, ordinal }) =>
    keeper.keep({ layer, ordinal, path, size, isShadowed: shadowed?.has(path) === true }, reader)
}

/** The second time an archive streams by: only what was asked for counts. */
export function contentOnWish(
  keeper: Keeper,
  { layer, wishes, reader }: { readonly layer: number; readonly wishes: Wishes; readonly reader: ByteReader },
): ContentOf {
  const asked = wishes.get(layer)
  return ({ size }, { path, ordinal }) => {
    if (asked?.has(ordinal) !== true) return sparse
    return keeper.fill({ layer, ordinal, path, size }, reader).then(() => sparse)
  }
}

interface Draft {
  readonly entries: ArchiveEntry[]
  readonly issues: Issue[]
  /** Entries that may be read; `limits.archiveEntries` by default. */
  readonly mostEntries?: number
}

/** What could be read before a failure is in `draft`: the failure itself is thrown. */
export async function readEntries(
  reader: ByteReader,
  contentOf: ContentOf,
  draft: Draft = { entries: [], issues: [] },
): Promise<ReadEntries> {
  let ordinal = 0
  const onEntry: OnEntry = (entry) => {
    const own = ordinal++
    const path = entryPath(entry.name)
    if (path === undefined) {
      draft.issues.push(ledOut(entry.name))
      return undefined
    }
    if (entry.kind !== 'file') {
      addOther(draft, entry, path)
      return undefined
    }
    if (entry.isSparse) {
      draft.entries.push({ kind: 'file', path, size: entry.size, content: sparse })
      return undefined
    }
    const content = contentOf(entry, { path, ordinal: own })
    const add = (found: Content): void => {
      draft.entries.push({ kind: 'file', path, size: entry.size, content: found })
    }
    if (content instanceof Promise) return content.then(add)
    add(content)
    return undefined
  }
  const end = await walkTar(reader, onEntry, draft.mostEntries)
  return { entries: draft.entries, issues: draft.issues, ...end }
}

export type { Draft as EntryDraft }

const sparse: Content = {
  read: () => err({ code: 'FAILED', message: 'it is kept as a sparse file, which is not put together' }),
  head: () => ok(new Uint8Array(0)),
}

function addOther({ entries, issues }: Draft, { kind, linkName }: TarEntry, path: string): void {
  if (kind === 'folder' || kind === 'special') entries.push({ kind, path })
  else if (kind === 'symlink') entries.push({ kind, path, target: linkName })
  else {
    const target = entryPath(linkName)
    if (target === undefined) issues.push(ledOut(path))
    else entries.push({ kind: 'hardlink', path, target })
  }
}

function ledOut(name: string): Issue {
  return {
    code: 'ENTRY_UNREADABLE',
    level: 'warning',
    path: shownName(name),
    message: 'its name, or the name it links to, leads out of the archive or is too long: it is left out',
  }
}
