/** The port through which license files of packages reach us. */
import type { Purl } from '../model/index.ts'

/** One file of a package that may hold a license, a notice or copyright lines. */
export interface PackageText {
  /** Path within the package, with forward slashes: `LICENSE`, `licenses/NOTICE.txt`. */
  readonly path: string
  /** Decoded; an adapter leaves out what is no text. */
  readonly text: string
}

/**
 * Texts of installed packages. Untrusted: whoever publishes a package writes them. An adapter reads what is there
 * (node_modules, site-packages, vendor folders), never fetches, and returns files sorted by path; a package that
 * is not installed has none, which is not the same as a package without a license.
 */
export interface PackageTexts {
  textsOf(purl: Purl): readonly PackageText[]
}

/** Texts held in memory, for tests and for callers that have them. */
export function createPackageTexts(texts: Readonly<Record<string, readonly PackageText[]>>): PackageTexts {
  return {
    textsOf: (purl) =>
      [...(texts[purl] ?? [])].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  }
}
