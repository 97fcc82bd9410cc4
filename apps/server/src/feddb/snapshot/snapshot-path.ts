/** Which file of the snapshot a URL path names. The only door from a request to the disk. */

export interface SnapshotPath {
  /** Folders and file name, each a plain name. */
  readonly parts: readonly string[]
  /** Its content never changes: the name is that of the bytes, or the tree is append-only. */
  readonly isImmutable: boolean
}

/** What a snapshot consists of; locks, temporary files and downloads lie in the same folder and are nobody's business. */
const tops = ['checkpoint', 'CURRENT', 'manifests', 'segments', 'tile']

const MAX_PARTS = 12

/**
 * `path` is that of the URL behind `/feddb/`, undecoded. Nothing is decoded: every name of a snapshot is plain, so a
 * percent sign, a backslash, an empty part or one that begins with a dot cannot be one (threats 12 and feddb.md 7.17).
 */
export function parseSnapshotPath(path: string): SnapshotPath | undefined {
  const parts = path.split('/')
  const [top = ''] = parts
  const isPlain = parts.every(
    (part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/.test(part) && !part.endsWith('.'),
  )
  if (!isPlain || parts.length > MAX_PARTS || !tops.includes(top)) return undefined
  const isFile = top === 'checkpoint' || top === 'CURRENT'
  if (isFile !== (parts.length === 1)) return undefined
  return { parts, isImmutable: !isFile }
}
