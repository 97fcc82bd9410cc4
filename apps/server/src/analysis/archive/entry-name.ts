/** Names in archives are what somebody wrote: only those that stay inside become paths. */
import { compareCodeUnits } from '@occtet/toolkit/base'
import { type Archive, type ArchiveEntry, archiveLimits } from './model.ts'

/** Undefined where the name leads out of the archive, is none, or is deeper than anything real. */
export function safePath(name: string): string | undefined {
  const path = name.replaceAll('\\', '/')
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || /\p{Cc}/u.test(path) || path.length > 1000)
    return undefined
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.length === 0 || parts.length > archiveLimits.depth || parts.includes('..')) return undefined
  return parts.join('/')
}

/** For messages: what a hostile name may not do to a page or a log. */
export function shownName(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cs}]/gu, '\uFFFD')
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain
}

/** Sorted, the last of equal names wins as it does when unpacked, and one folder around everything is taken off. */
export function toArchive(entries: readonly ArchiveEntry[], skipped: Archive['skipped']): Archive {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]))
  const top = commonTop([...byPath.keys()])
  const cut = (path: string): string => (path.startsWith(top) ? path.slice(top.length) : path)
  return {
    entries: [...byPath.values()]
      .map((entry) => ({ ...entry, path: cut(entry.path) }))
      .sort((a, b) => compareCodeUnits(a.path, b.path)),
    skipped: skipped.map(({ path, reason }) => ({ path: cut(path), reason })),
  }
}

/** `name-1.2/` where every file lies in it, as in archives that forges make; else empty. */
function commonTop(paths: readonly string[]): string {
  const first = paths[0]
  const end = first?.indexOf('/') ?? -1
  if (first === undefined || end < 0) return ''
  const top = first.slice(0, end + 1)
  return paths.every((path) => path.startsWith(top)) ? top : ''
}
