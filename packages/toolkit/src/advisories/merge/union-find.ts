/** Sets that grow together: which keys hang together through any chain of links. */

export interface UnionFind {
  readonly link: (a: string, b: string) => void
  /** A name of the set that holds the key; the same for all of its keys until the next link. */
  readonly find: (key: string) => string
}

/** Smaller sets hang themselves below larger ones, so chains stay short whatever the order of the links. */
export function createUnionFind(): UnionFind {
  const parents = new Map<string, string>()
  const sizes = new Map<string, number>()
  const find = (key: string): string => {
    let root = key
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up
    return root
  }
  const link = (a: string, b: string): void => {
    const left = find(a)
    const right = find(b)
    if (left === right) return
    const [small, large] = (sizes.get(left) ?? 1) < (sizes.get(right) ?? 1) ? [left, right] : [right, left]
    parents.set(small, large)
    sizes.set(large, (sizes.get(large) ?? 1) + (sizes.get(small) ?? 1))
  }
  return { link, find }
}
