/** Names of branches that mean a range of versions, in words or signs (CSAF test 6.1.31). */

const words: ReadonlySet<string> = new Set([
  'after',
  'all',
  'before',
  'earlier',
  'later',
  'prior',
  'versions',
])

/** Only 2.1 says that the words stand alone, but `after-eight` is the name of one version in 2.0, too. */
export function looksLikeRange(name: string): boolean {
  return (
    /[<>]/.test(name) ||
    name
      .toLowerCase()
      .split(/\s+/u)
      .some((word) => words.has(word))
  )
}
