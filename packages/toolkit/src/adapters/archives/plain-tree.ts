/** An archive that is no image: a packed folder, a package, a system without layers, or nothing that can be used. */
import type { Issue } from '../../base/index.ts'
import {
  findImagePart,
  type ImageError,
  isPackedPackage,
  isSystem,
  layeredTree,
  mergePlain,
  topFolder,
} from '../../inventory/index.ts'
import type { ByteFile } from './byte-file.ts'
import type { OpenedTree } from './opened.ts'
import type { Listed } from './outer.ts'

interface Named {
  /** Of the file or folder. */
  readonly fileName: string
}

type Closing = Pick<ByteFile, 'close'>

export function plainTree(listed: Listed, { close }: Closing, { fileName }: Named): OpenedTree {
  const first = mergePlain(listed.entries, false)
  const isWhole = isSystem(first.root)
  const { root, issues } = isWhole ? mergePlain(listed.entries, true) : first
  const isPackage = isPackedPackage(fileName)
  const top = isWhole || isPackage ? undefined : topFolder(root)
  const opened: OpenedTree = {
    tree: layeredTree(top?.root ?? root),
    name: top?.name ?? bareName(fileName),
    view: isWhole || isPackage ? 'installed' : 'source',
    isImage: false,
    unpacked: listed.entries.reduce((sum, entry) => sum + (entry.kind === 'file' ? entry.size : 0), 0),
    issues: [...listed.issues, ...issues],
    reports: [],
    refill: async () => await Promise.resolve(),
    close,
  }
  return withLoss(opened, findLoss(listed, findImagePart(listed.entries)), { fileName })
}

/** What was read of an image before a failure of the archive around it counts. */
export function withFailure<T extends Told>(opened: T, listed: Listed | undefined, named: Named): T {
  return listed === undefined ? opened : withLoss(opened, findLoss(listed, undefined), named)
}

type Told = Pick<OpenedTree, 'issues' | 'reports' | 'failure'>

function withLoss<T extends Told>(opened: T, loss: Loss | undefined, { fileName: path }: Named): T {
  if (loss === undefined) return opened
  const { code, level, message, hint, ecosystem, status } = loss
  const isFailure = ecosystem === 'archive' && level === 'error'
  return {
    ...opened,
    ...(isFailure ? { failure: { code, message } } : {}),
    issues: [...opened.issues, { code, level, path, message, hint }],
    reports: [...opened.reports, { path, ecosystem, status, packages: 0, reason: message }],
  }
}

interface Loss extends Pick<Issue, 'code' | 'level' | 'message'> {
  readonly hint: string
  readonly ecosystem: 'archive' | 'image'
  readonly status: 'partial' | 'unreadable'
}

/**
 * An archive with nothing in it was not what somebody wanted to be read, and layers that nothing puts together hold
 * packages that nobody sees: neither may pass for a product without components. `part`: path of such a layer.
 */
function findLoss(
  { entries, issues, isClosed, failure }: Listed,
  part: string | undefined,
): Loss | undefined {
  const isUseless = entries.length === 0 || part !== undefined
  const status = isUseless ? 'unreadable' : 'partial'
  const archive = { ecosystem: 'archive', status, level: 'error', hint: packAgain } as const
  if (failure !== undefined) return { ...archive, code: failure.code, message: failure.message }
  if (entries.length === 0) {
    const found =
      issues.length > 0 ? 'nothing of what is in it can be used' : 'it is empty: there are no files in it'
    const hint = 'pack it again, and look whether that ended without an error'
    return { ...archive, code: 'SHAPE_UNEXPECTED', message: found, hint }
  }
  if (!isClosed) {
    const message = 'it ends without the blocks that close a tar archive'
    return { ...archive, code: 'SYNTAX_INVALID', message, level: isUseless ? 'error' : 'warning' }
  }
  if (part === undefined) return undefined
  const message = `it holds a part of an image (${part}), and nothing that says how its parts belong together: expected index.json and oci-layout, or manifest.json, in a tar archive`
  const hint = 'save the image again, or name its OCI layout as a folder'
  return { ...archive, ecosystem: 'image', code: 'REFERENCE_MISSING', message, hint }
}

const packAgain = 'pack it again, or unpack it and scan the folder'

/** It is an image, and cannot be read as one. */
export function noImage(error: ImageError, { fileName: path }: Named, { close }: Closing): OpenedTree {
  const { code, path: place, message: what, hint = 'save the image again' } = error
  const message = `${place}: ${what}`
  return {
    tree: layeredTree(mergePlain([], true).root),
    name: bareName(path),
    view: 'installed',
    isImage: true,
    failure: { code, message },
    unpacked: 0,
    issues: [{ code, level: 'error', path, message, hint }],
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
