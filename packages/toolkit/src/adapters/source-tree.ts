/** The sources of a product for reachability, over the files that evidence reads too: listed and read once for both. */
import type { RepoFiles } from '../cra/index.ts'
import type { SourceTree } from '../reachability/index.ts'

/**
 * Folders that tools fill or that version control ignores hold no product code and are left out; links are named as
 * skipped. Installed packages are not listed: what a parent loads is then unknown, and said so.
 */
export function toSourceTree(files: RepoFiles): SourceTree {
  const { files: paths, skipped, incomplete } = files.listAll()
  const open = skipped.map(({ path }) => path).filter((path) => !path.endsWith('/'))
  return {
    list: () => paths,
    read: (path) => files.read(path),
    skipped: incomplete === undefined ? open : [...open, '/'],
  }
}
