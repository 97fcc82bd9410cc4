/** Scripts and style sheets for browsers that were copied into a tree, by the banner in their first lines. */
import { lineAt } from '../../base/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { npmPurl } from '../read/npm.ts'
import { addPackage, finishDraft, startDraft } from '../read/package.ts'
import { scriptFacts } from '../vendored/scripts.ts'

export const vendoredScript: Ecosystem = {
  id: 'vendored-script',
  purlType: 'npm',
  versions: 'npm',
  files: [...new Set(scriptFacts.flatMap(({ files }) => files))],
  title: 'Copied script or style sheet (its banner)',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  recognised: 'by-content',
  accepts: (text) => findBanner(text) !== undefined,
  parse: parseScript,
}

/** A banner stands at the top; the same words further down are somebody's prose. */
const bannerLength = 1000

function parseScript({ path, text }: SourceFile): ParsedFile {
  const draft = startDraft(path)
  const found = findBanner(text)
  if (found !== undefined) {
    const purl = npmPurl(found.name, found.version)
    addPackage(draft, { purl, line: lineAt(text, found.at), origin: 'path' })
  }
  return finishDraft(draft)
}

/** The banner that stands first: that of jQuery UI names jQuery too. */
function findBanner(text: string): { name: string; version: string; at: number } | undefined {
  const top = text.slice(0, bannerLength)
  const found = scriptFacts.flatMap(({ name, banner }) => {
    const match = banner.exec(top)
    return match?.[1] === undefined ? [] : [{ name, version: match[1], at: match.index }]
  })
  return found.sort((a, b) => a.at - b.at)[0]
}
