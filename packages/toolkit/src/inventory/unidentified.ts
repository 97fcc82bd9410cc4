/** Components without a purl, of all files together. */
import type { UnidentifiedComponent } from '../model/index.ts'

/** Adds those of one file: references count on over all files, so that edges stay within their own. */
export function addUnidentified(
  all: UnidentifiedComponent[],
  found: readonly UnidentifiedComponent[],
  path: string,
): void {
  const start = all.length
  const names = new Map(found.map(({ ref }, at) => [ref, `unidentified:${start + at + 1}`]))
  const rename = (refs: readonly string[]): string[] => refs.map((ref) => names.get(ref) ?? ref)
  for (const one of found) {
    const ref = names.get(one.ref) ?? one.ref
    const place = one.path?.startsWith(`${path}!/`) === true ? one.path : path
    all.push({
      ...one,
      ref,
      path: place,
      dependsOn: rename(one.dependsOn),
      dependents: rename(one.dependents),
    })
  }
}
