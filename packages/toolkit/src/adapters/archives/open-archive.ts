/** Opens an archive by what its bytes are, not by its name. */
import { existsSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import {
  createClaims,
  type Ecosystem,
  type ImageError,
  type ImageWish,
  isPackedPackage,
  isSystem,
  isTar,
  layeredTree,
  mergePlain,
  topFolder,
} from '../../inventory/index.ts'
import { type ByteFile, openByteFile, readRange } from './byte-file.ts'
import { ArchiveFailure } from './failure.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { OpenedTree } from './opened.ts'
import { folderOuter, type Listed, listEntries, type Outer, tarOuter } from './outer.ts'
import { readPackedOuter, refillPackedOuter } from './packed-outer.ts'
import {
  describeImage,
  imageTree,
  isImage,
  type OnLayer,
  placeLayers,
  readLayersIn,
  refillLayersIn,
} from './read-image.ts'
import { packingOf, type Pieces, unpack } from './unpack.ts'
import type { EntryDraft } from './read-entries.ts'
import { isZip, readZip } from './zip.ts'

export interface ArchiveOptions extends ImageWish {
  readonly onLayer: OnLayer
  /** Formats of modules above the inventory, as in `readInventory`. */
  readonly extra: readonly Ecosystem[]
}

/** An archive that is open, and what it is kept with. */
export interface Opening extends ArchiveOptions {
  readonly keeper: Keeper
  /** Of the file or folder. */
  readonly fileName: string
}

/**
 * Undefined: no archive, or a file that a format of the inventory reads as it is (a jar). Throws the system's error
 * where it cannot be opened. Nothing is unpacked to disk.
 */
export async function openArchive(path: string, options: ArchiveOptions): Promise<Opened | undefined> {
  const opening = startOpening(path, options)
  if (isClaimed(basename(path), options)) return undefined
  const file = openByteFile(path)
  const start = file.readAt(0, 512)
  const kind = isZip(start) ? 'zip' : isTar(start) ? 'tar' : packingOf(start)
  if (kind === 'plain') {
    file.close()
    return undefined
  }
  const tree = await openKind(file, kind, opening)
  return { tree, keeper: opening.keeper }
}

export interface Opened {
  readonly tree: OpenedTree
  readonly keeper: Keeper
}

/** An image that lies in a folder: undefined where there is none. */
export async function openLayout(folder: string, options: ArchiveOptions): Promise<Opened | undefined> {
  if (!existsSync(join(folder, 'oci-layout')) || !existsSync(join(folder, 'index.json'))) return undefined
  const opening = startOpening(folder, options)
  return { tree: await openImage(folderOuter(folder), opening), keeper: opening.keeper }
}

function startOpening(path: string, options: ArchiveOptions): Opening {
  return { ...options, fileName: basename(path), keeper: createKeeper(createClaims(options.extra)) }
}

/** Files that a format reads by their name, a lock file or a jar, are no archives to look into here. */
function isClaimed(name: string, { extra }: ArchiveOptions): boolean {
  const { isText, binaries } = createClaims(extra)(name)
  return (
    isText ||
    binaries.some(({ files }) => files.some((pattern) => pattern === name || pattern === `*${extname(name)}`))
  )
}

async function openKind(
  file: ByteFile,
  kind: 'zip' | 'tar' | 'gzip' | 'zstd' | 'foreign',
  opening: Opening,
): Promise<OpenedTree> {
  switch (kind) {
    case 'zip':
      return await openZip(file, opening)
    case 'tar': {
      const outer = await tarOuter(file)
      return isImage(outer)
        ? await openImage(outer, opening, outer.listed)
        : plainTree(outer.listed, file, opening)
    }
    case 'gzip':
    case 'zstd':
      return await openPacked(file, kind, opening)
    case 'foreign': {
      const message = 'it is packed in a way that is not read: expected tar, tar.gz, tar.zst or zip'
      const failure = new ArchiveFailure('FORMAT_UNSUPPORTED', message)
      return plainTree({ entries: [], issues: [], isClosed: true, failure }, file, opening)
    }
    default:
      return kind satisfies never
  }
}

async function openZip(file: ByteFile, opening: Opening): Promise<OpenedTree> {
  const draft: EntryDraft = { entries: [], issues: [] }
  return plainTree(await listEntries(draft, async () => await readZip(file, draft)), file, opening)
}

async function openImage(outer: Outer, opening: Opening, listed?: Listed): Promise<OpenedTree> {
  const { keeper } = opening
  const image = describeImage(outer, opening)
  if (!image.ok) return noImage(image.error, opening, outer)
  const layers = await readLayersIn(outer, image.value, opening)
  return {
    name: bareName(opening.fileName),
    ...withFailure(imageTree(image.value, layers, opening), listed, opening),
    refill: async (wishes) => await refillLayersIn(outer, image.value, { keeper, wishes }),
    close: () => outer.close(),
  }
}

async function openPacked(file: ByteFile, packing: 'gzip' | 'zstd', opening: Opening): Promise<OpenedTree> {
  const { keeper } = opening
  const unpacked = (): Pieces => unpack(readRange(file, 0, file.size), packing)
  const { listed, layers } = await readPackedOuter(unpacked(), keeper)
  const around = {
    refill: async (wishes: Parameters<OpenedTree['refill']>[0]) =>
      await refillPackedOuter(unpacked(), keeper, wishes),
    close: () => file.close(),
  }
  const tree = layeredTree(mergePlain(listed.entries, true).root)
  const source = {
    read: (place: string) => {
      const bytes = tree.fileAt(place)?.content.read()
      return bytes?.ok === true ? bytes.value : undefined
    },
    resolve: (place: string) => tree.pathOf(place),
  }
  // Documents of an image were kept; asking for them wishes for nothing.
  const isOfImage = isImage(source)
  keeper.takeWishes()
  if (!isOfImage) return { ...plainTree(listed, file, opening), ...around }
  const image = describeImage(source, opening)
  keeper.takeWishes()
  if (!image.ok) return { ...noImage(image.error, opening, around), ...around }
  return {
    name: bareName(opening.fileName),
    ...withFailure(imageTree(image.value, placeLayers(image.value, layers), opening), listed, opening),
    ...around,
  }
}

/** A folder that somebody packed, a package, or a system without layers. */
function plainTree(listed: Listed, { close }: Pick<ByteFile, 'close'>, opening: Opening): OpenedTree {
  const first = mergePlain(listed.entries, false)
  const isWhole = isSystem(first.root)
  const { root, issues } = isWhole ? mergePlain(listed.entries, true) : first
  const isPackage = isPackedPackage(opening.fileName)
  const top = isWhole || isPackage ? undefined : topFolder(root)
  return withFailure(
    {
      tree: layeredTree(top?.root ?? root),
      name: top?.name ?? bareName(opening.fileName),
      view: isWhole || isPackage ? 'installed' : 'source',
      issues: [...listed.issues, ...issues],
      reports: [],
      refill: async () => await Promise.resolve(),
      close,
    },
    listed,
    opening,
  )
}

/** What was read before the failure counts; the archive itself is called unreadable. */
function withFailure<T extends Pick<OpenedTree, 'issues' | 'reports'>>(
  opened: T,
  listed: Listed | undefined,
  { fileName: path }: Opening,
): T {
  if (listed === undefined) return opened
  const unclosed = listed.isClosed ? undefined : 'it ends without the blocks that close a tar archive'
  const message = listed.failure?.message ?? unclosed
  if (message === undefined) return opened
  const isWhole = listed.failure === undefined
  const status = isWhole || listed.entries.length > 0 ? 'partial' : 'unreadable'
  const level = isWhole ? 'warning' : 'error'
  const hint = 'pack it again, or unpack it and scan the folder'
  return {
    ...opened,
    issues: [
      ...opened.issues,
      { code: listed.failure?.code ?? 'SYNTAX_INVALID', level, path, message, hint },
    ],
    reports: [...opened.reports, { path, ecosystem: 'archive', status, packages: 0, reason: message }],
  }
}

function noImage(error: ImageError, opening: Opening, { close }: Pick<Outer, 'close'>): OpenedTree {
  const { code, path, message } = error
  return {
    tree: layeredTree(mergePlain([], true).root),
    name: bareName(opening.fileName),
    view: 'installed',
    issues: [{ code, level: 'error', path, message }],
    reports: [{ path, ecosystem: 'image', status: 'unreadable', packages: 0, reason: message }],
    refill: async () => await Promise.resolve(),
    close,
  }
}

/** The name of an archive without what says how it is packed. */
export function bareName(name: string): string {
  const bare = name.replace(/\.(?:tar|tgz|tzst|zip|oci)$|(?:\.tar)?\.(?:gz|zst|zstd)$/i, '')
  return bare === '' ? name : bare
}
