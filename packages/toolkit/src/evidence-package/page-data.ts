/** The data that `verify.html` carries, so that it answers on a double click: a page opened from disk can read no neighbour. */
import { formatCanonicalJson } from '../base/index.ts'
import { formatBase64, parseBase64 } from '../translog/index.ts'
import { parsePath } from './layout.ts'
import type { PackageFiles } from './model.ts'

/** Stands in the page exactly once. A script element of this type is data, and never runs (HTML, 4.12.1). */
const EMPTY = '<script type="application/json" id="package">null</script>'

export const emptyPageData = EMPTY

/** All files but the documents, whose fingerprints stand in the manifest, and the page itself. */
export function embedPackage(page: string, files: PackageFiles): string | undefined {
  const [before, after, ...more] = page.split(EMPTY)
  if (before === undefined || after === undefined || more.length > 0) return undefined
  const held = [...files].filter(([path]) => !['artefact', 'page', undefined].includes(parsePath(path)?.kind))
  const data = Object.fromEntries(held.map(([path, bytes]) => [path, formatBase64(bytes)]))
  // Base64 and the paths of the layout hold nothing that could end the element.
  return `${before}${EMPTY.replace('null', formatCanonicalJson(data))}${after}`
}

/** Undefined for a page without data, or with data that is none of ours. */
export function readPageData(value: unknown): PackageFiles | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const files = new Map<string, Uint8Array>()
  for (const [path, text] of Object.entries(value)) {
    const bytes = typeof text === 'string' ? parseBase64(text) : undefined
    if (bytes === undefined || parsePath(path) === undefined) return undefined
    files.set(path, bytes)
  }
  return files
}
