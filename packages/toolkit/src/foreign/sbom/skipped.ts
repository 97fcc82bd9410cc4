/** Which SBOMs of a tree are not read, and why: those that say again what this reading says, and those of tests. */
import { type Near, ownOutput, type SourceFile } from '../../inventory/index.ts'
import { roleOf } from '../../model/index.ts'
import { whyResultIsSkipped } from '../skipped.ts'

/** SBOMs and VEX documents of ours; a VEX document lists only what it judges. */
const ours = /occtet:(?:file|relation|component|scope|vex)\b|Tool: occtet-/

/**
 * Undefined for one that is read. A user who wants a skipped one reads it by name. An SBOM that OCCTET wrote counts as
 * one of this tree as soon as one of the files that it was made from lies here; a supplier's, in a folder for copies
 * of others (`third_party/`), is read whoever wrote it.
 */
export function whySbomIsSkipped(
  { path, text }: SourceFile,
  near: Near,
): string | typeof ownOutput | undefined {
  const place = whyResultIsSkipped({ path, text })
  if (place !== undefined) return place
  const isSupplied = roleOf(`${path.slice(0, path.lastIndexOf('/') + 1)}x`) === 'vendored'
  if (isSupplied || !ours.test(text)) return undefined
  const up = '../'.repeat(path.split('/').length - 1)
  const named = pathsIn(text)
  const isHere = named.length === 0 || named.some((file) => near(`${up}${file}`) !== undefined)
  return isHere ? ownOutput : undefined
}

/** Enough to know the tree by. */
const mostPaths = 200

/** Reports of files and issues are JSON within a text of JSON (README of sbom), so their quotes are escaped. */
function pathsIn(text: string): readonly string[] {
  const paths: string[] = []
  for (const [, path = ''] of text.matchAll(/\\"path\\":\\"([^"\\]{1,500})\\"/g)) {
    if (paths.push(path) >= mostPaths) break
  }
  return paths
}
