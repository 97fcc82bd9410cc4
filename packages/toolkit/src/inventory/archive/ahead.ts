/** Programs and archives inside an image are parsed as they stream by: kept together, they would fill any memory. */
import type { ParsedFile } from '../../model/index.ts'
import { type BinaryEcosystem, magicBytes, type Near } from '../ecosystem.ts'

/** What a format of bytes found; `silent` where it says of itself that the file states nothing. */
export type Ahead = ParsedFile | 'silent'

/** Results by the id of the format, for the bytes that came by under this path. */
export interface ParsedAhead {
  readonly path: string
  readonly results: ReadonlyMap<string, Ahead>
}

/** Those of the formats that accept the first bytes. */
export function acceptHead(
  formats: readonly BinaryEcosystem[],
  head: Uint8Array,
): readonly BinaryEcosystem[] {
  return formats.filter((format) => format.magic(head.subarray(0, magicBytes)))
}

/**
 * Undefined where a format asks for a neighbour, which may not have come by yet, or fails: the file is then parsed
 * later, like others. The bytes may be overwritten afterwards.
 */
export function parseAhead(
  formats: readonly BinaryEcosystem[],
  file: { readonly path: string; readonly bytes: Uint8Array },
): ParsedAhead | undefined {
  let hasAsked = false
  const near: Near = () => {
    hasAsked = true
    return undefined
  }
  const results = new Map<string, Ahead>()
  try {
    for (const format of formats) results.set(format.id, format.parseBytes(file, near) ?? 'silent')
  } catch {
    // A fault of ours: the reader of the inventory meets it again and tells it.
    return undefined
  }
  return hasAsked ? undefined : { path: file.path, results }
}

/**
 * For the same bytes in another folder, where a link leads to them. Undefined under another name: formats may read names.
 */
export function aheadAt(found: Ahead, from: string, path: string): Ahead | undefined {
  if (from === path || found === 'silent') return found
  if (nameOf(from) !== nameOf(path)) return undefined
  return { ...found, issues: found.issues.map((issue) => (issue.path === from ? { ...issue, path } : issue)) }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
