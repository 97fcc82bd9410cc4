/** Which sources declare to know everything about a package's ecosystem; asked once per ecosystem, not per package. */
import type { Purl, SourceStatus } from '../model/index.ts'
import { isCovered } from './package-key.ts'

/** The purl with everything that decides about its ecosystem; the package's own name does not. */
const namedByNamespace = /^pkg:(?:alpm|apk|deb|generic|rpm)\//

export function createCoverage(sources: readonly SourceStatus[]): (purl: Purl) => readonly SourceStatus[] {
  const covering = sources.filter((source) => source.covers.length > 0)
  const known = new Map<string, readonly SourceStatus[]>()
  const decide = (purl: Purl): readonly SourceStatus[] =>
    covering.filter((source) => isCovered(purl, source.covers))
  return (purl) => {
    if (purl.includes('?') || namedByNamespace.test(purl)) return decide(purl)
    const type = purl.slice(0, purl.indexOf('/'))
    const found = known.get(type) ?? decide(purl)
    known.set(type, found)
    return found
  }
}
