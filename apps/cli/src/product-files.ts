/** The files that say how one product of a tree is made: its own, and those of the tree that no other product has to itself. */
import type { RepoFiles } from '@occtet/toolkit/cra'

export interface ProductFiles {
  /** Its folder relative to the tree, `.` for the root; undefined where none is known. */
  readonly home: string | undefined
  /** Folders of other products, relative to the tree. */
  readonly others: readonly string[]
}

const records = '.occtet/'

/**
 * `.occtet/` is the product's own wherever its folder lies: what another product states of itself is no statement about
 * this one. A product without a folder has none.
 */
export function filesOfProduct(tree: RepoFiles, { home, others }: ProductFiles): RepoFiles {
  const isOwn = home === '.'
  const isShown = (path: string): boolean =>
    (isOwn || !path.startsWith(records)) && !others.some((folder) => path.startsWith(`${folder}/`))
  const placeOf = (path: string): string | undefined => {
    if (!isOwn && path.startsWith(records)) return home === undefined ? undefined : `${home}/${path}`
    return isShown(path) ? path : undefined
  }
  return {
    list: () => tree.list().filter(isShown),
    listAll: () => {
      const { files, skipped, ...rest } = tree.listAll()
      return {
        ...rest,
        files: files.filter(isShown),
        skipped: skipped.filter(({ path }) => isShown(path)),
      }
    },
    read: (path) => {
      const place = placeOf(path)
      return place === undefined ? undefined : tree.read(place)
    },
    readStart: (path, limit) => {
      const place = placeOf(path)
      return place === undefined ? undefined : tree.readStart(place, limit)
    },
  }
}
