/** Opens an archive by what its bytes are, not by its name. */
import { existsSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import {
  createClaims,
  type Ecosystem,
  imageIn,
  type ImageSource,
  type ImageWish,
  isTar,
  layeredTree,
  mergePlain,
  onlyFolder,
} from '../../inventory/index.ts'
import { type ByteFile, openByteFile, readRange } from './byte-file.ts'
import { ArchiveFailure } from './failure.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { OpenedTree } from './opened.ts'
import { folderOuter, type Listed, listEntries, type Outer, tarOuter } from './outer.ts'
import { readPackedOuter, refillPackedOuter } from './packed-outer.ts'
import { bareName, noImage, plainTree, withFailure } from './plain-tree.ts'
import {
  describeImage,
  imageTree,
  isImage,
  type OnLayer,
  placeLayers,
  readLayersIn,
  refillLayersIn,
} from './read-image.ts'
import { type Packing, packingOf, type Pieces, unpack } from './unpack.ts'
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

/** Throws the system's error where it cannot be opened. Nothing is unpacked to disk. */
export async function openArchive(path: string, options: ArchiveOptions): Promise<Opened | undefined> {
  return isClaimed(basename(path), options)
    ? undefined
    : await openArchiveFile(openByteFile(path), basename(path), options)
}

/** Undefined: no archive, or a file that a format of the inventory reads as it is (a jar); it is closed then. */
export async function openArchiveFile(
  file: ByteFile,
  name: string,
  options: ArchiveOptions,
): Promise<Opened | undefined> {
  const opening = startOpening(name, options)
  const start = file.readAt(0, 512)
  const kind = kindOf(start)
  if (kind === 'plain' || isClaimed(name, options)) {
    file.close()
    return undefined
  }
  const tree = await openKind(file, kind, opening)
  return { tree, keeper: opening.keeper }
}

/** What the first 512 bytes say; `plain`: no archive. */
export function kindOf(start: Uint8Array): 'zip' | 'tar' | Packing {
  return isZip(start) ? 'zip' : isTar(start) ? 'tar' : packingOf(start)
}

export interface Opened {
  readonly tree: OpenedTree
  readonly keeper: Keeper
}

/** An image that lies in a folder: undefined where there is none. Without its index it is one all the same, and unreadable. */
export async function openLayout(folder: string, options: ArchiveOptions): Promise<Opened | undefined> {
  const has = (name: string): boolean => existsSync(join(folder, name))
  if (!has('oci-layout') || !(has('index.json') || has('blobs'))) return undefined
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
      const image = findImage(outer, outer.listed)
      return image === undefined
        ? plainTree(outer.listed, file, opening)
        : await openImage(image, opening, outer.listed)
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

/** The archive itself, or the one folder in it that everything lies in: whichever holds an image. */
function findImage<T extends ImageSource>(source: T, { entries }: Listed): T | undefined {
  if (isImage(source)) return source
  const folder = onlyFolder(entries)
  const inside = folder === undefined ? undefined : imageIn(source, folder)
  return inside !== undefined && isImage(inside) ? inside : undefined
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
  const found = findImage(source, listed)
  keeper.takeWishes()
  if (found === undefined) return { ...plainTree(listed, file, opening), ...around }
  const image = describeImage(found, opening)
  keeper.takeWishes()
  if (!image.ok) return { ...noImage(image.error, opening, around), ...around }
  return {
    name: bareName(opening.fileName),
    ...withFailure(imageTree(image.value, placeLayers(image.value, layers), opening), listed, opening),
    ...around,
  }
}
