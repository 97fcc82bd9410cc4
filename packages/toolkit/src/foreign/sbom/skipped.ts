/** Which SBOMs of a tree are not read, and why: those that say again what this reading says, and those of tests. */
import type { Near, SourceFile } from '../../inventory/index.ts'
import { type PathRole, roleOf } from '../../model/index.ts'
import { readSbom } from '../../sbom/index.ts'

const ours = /occtet:(?:file|relation|component|scope)\b|Tool: occtet-/
const unrelated: ReadonlySet<PathRole> = new Set(['test', 'example'])

/**
 * Undefined for one that is read. A user who wants a skipped one reads it by name. An SBOM that OCCTET wrote counts as
 * one of this tree as soon as one of the files that it was made from lies here; a supplier's, in a folder for copies
 * of others (`third_party/`), is read whoever wrote it.
 */
export function whySbomIsSkipped({ path, text }: SourceFile, near: Near): string | undefined {
  if (/(^|\/)\.occtet\//.test(path)) return 'OCCTET keeps it for its own use'
  const role = roleOf(`${path.slice(0, path.lastIndexOf('/') + 1)}x`)
  if (unrelated.has(role))
    return `it lies among ${role === 'test' ? 'tests' : 'examples'}; name it to read it`
  if (role === 'vendored' || !ours.test(text)) return undefined
  const { files } = readSbom(text, path).value
  const up = '../'.repeat(path.split('/').length - 1)
  const isHere = files.length === 0 || files.some((file) => near(`${up}${file.path}`) !== undefined)
  return isHere ? 'OCCTET wrote it, of this tree as it was then; name it to read it' : undefined
}
