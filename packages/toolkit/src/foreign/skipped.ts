/** Which results of other tools are not read where the walk finds them. */
import type { SourceFile } from '../inventory/index.ts'
import { type PathRole, roleOf } from '../model/index.ts'

const unrelated: ReadonlySet<PathRole> = new Set(['test', 'example'])

/** By the folder alone: tests and examples hold results about something else, and `.occtet` is ours. */
export function whyResultIsSkipped({ path }: SourceFile): string | undefined {
  if (/(^|\/)\.occtet\//.test(path)) return 'OCCTET keeps it for its own use'
  const role = roleOf(`${path.slice(0, path.lastIndexOf('/') + 1)}x`)
  if (unrelated.has(role))
    return `it lies among ${role === 'test' ? 'tests' : 'examples'}; name it to read it`
  return undefined
}
