/** The inventory of whatever PATH is: a folder, a file, an archive, an image. Nothing is ever unpacked to disk. */
import { statSync } from 'node:fs'
import { compareCodeUnits } from '../../base/index.ts'
import { foreignFormats } from '../../foreign/index.ts'
import { readInventory } from '../../inventory/index.ts'
import type { FileReport, Inventory } from '../../model/index.ts'
import { type ReadOptions, readFileTree } from '../file-tree.ts'
import { explainNoArchive } from './no-archive.ts'
import { type ArchiveOptions, type Opened, openArchive, openLayout } from './open-archive.ts'
import type { OpenedTree } from './opened.ts'

export interface ReadPathOptions extends ReadOptions {
  /** Of an image for several: `linux/arm64`. */
  readonly platform?: string | undefined
}

/** Untrusted: every byte. Whatever cannot be read is a file report and an issue. */
export async function readPath(path: string, options: ReadPathOptions = {}): Promise<Inventory> {
  const opened = await open(path, options)
  if (opened === undefined) return explainNoArchive(path, readFileTree(path, options))
  try {
    return await readOpened(opened, options)
  } finally {
    opened.tree.close()
  }
}

export function toArchiveOptions({ platform, onProgress }: ReadPathOptions): ArchiveOptions {
  return { platform, onLayer: onProgress ?? (() => undefined), extra: foreignFormats }
}

/** Whatever cannot be opened is left to the reader of folders, which says so. */
async function open(path: string, options: ReadPathOptions): Promise<Opened | undefined> {
  const archive = toArchiveOptions(options)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isDirectory() === true) return await openLayout(path, archive)
  return stat?.isFile() === true ? await openArchive(path, archive) : undefined
}

/** Readers ask for neighbours that nobody could foresee: the archive is read again for them, a few times at most. */
const MOST_RUNS = 5

/** Reads what was opened; it is left open. */
export async function readOpened(
  { tree: opened, keeper }: Opened,
  options: ReadPathOptions,
): Promise<Inventory> {
  for (let run = 1; ; run++) {
    const inventory = readInventory(opened.tree, {
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      name: opened.name ?? 'image',
      view: opened.view,
      ahead: (path, format) => opened.tree.aheadOf(path, format),
      extra: foreignFormats,
    })
    const wishes = keeper.takeWishes()
    if (wishes.size === 0) return complete(inventory, opened)
    if (run === MOST_RUNS) return complete(unfinished(inventory), opened)
    await opened.refill(wishes)
  }
}

function unfinished(inventory: Inventory): Inventory {
  const message = 'some files were asked for and could not be kept while the archive was read'
  return {
    ...inventory,
    issues: [...inventory.issues, { code: 'FILE_UNREADABLE', level: 'warning', path: '.', message }],
    files: [
      ...inventory.files,
      { path: '.', ecosystem: 'archive', status: 'partial', packages: 0, reason: message },
    ],
  }
}

function complete(inventory: Inventory, opened: OpenedTree): Inventory {
  const files = [...inventory.files.map((file) => inLayer(file, opened)), ...opened.reports]
  const isImage = opened.layerNames !== undefined
  return {
    ...inventory,
    ...(isImage ? { name: opened.name ?? inventory.name, ...versionOf(opened) } : {}),
    files: files.sort((a, b) => compareCodeUnits(a.path, b.path)),
    issues: [...withoutMissing(inventory, opened), ...opened.issues].sort(
      (a, b) =>
        compareCodeUnits(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || compareCodeUnits(a.code, b.code),
    ),
  }
}

/** Where the archive was not read whole, nobody can say that it holds no lock file. */
function withoutMissing({ issues }: Inventory, { reports }: OpenedTree): Inventory['issues'] {
  return reports.length === 0
    ? issues
    : issues.filter(({ code, path }) => code !== 'LOCK_MISSING' || path !== '.')
}

function versionOf({ version }: OpenedTree): { readonly version?: string } {
  return version === undefined ? {} : { version }
}

/** Which layer of an image a file comes from is said in its report. */
function inLayer(file: FileReport, { tree, layerNames }: OpenedTree): FileReport {
  const layer = tree.fileAt(file.path)?.layer
  const name = layer === undefined ? undefined : layerNames?.[layer - 1]
  if (name === undefined) return file
  return { ...file, reason: file.reason === undefined ? name : `${file.reason} (${name})` }
}
