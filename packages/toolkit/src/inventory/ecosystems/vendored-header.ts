/**
 * C and C++ libraries that were copied into a tree, by the version that a header of theirs states. A header that says
 * nothing known is no file of ours, and none found means nothing: most libraries have no such header.
 */
import { lineAt } from '../../base/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addIssue, addPackage, finishDraft, startDraft } from '../read/package.ts'
import { type HeaderFact, headerFacts } from '../vendored/headers.ts'

export const vendoredHeader: Ecosystem = {
  id: 'vendored-header',
  purlType: 'generic',
  versions: 'generic',
  files: [...new Set(headerFacts.map(({ file }) => file))],
  title: 'Copied library of C or C++ (its version header)',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  recognised: 'by-content',
  accepts: (text) => headerFacts.some((fact) => findVersion(fact, text) !== undefined),
  parse: parseHeader,
}

function parseHeader({ path, text }: SourceFile): ParsedFile {
  const draft = startDraft(path)
  const facts = headerFacts.filter(({ file }) => path === file || path.endsWith(`/${file}`))
  for (const fact of facts) {
    const found = findVersion(fact, text)
    if (found === undefined) continue
    const purl = { type: 'generic', name: fact.name, version: found.version }
    addPackage(draft, { purl, line: lineAt(text, found.at), origin: 'path' })
    return finishDraft(draft)
  }
  addIssue(draft, {
    code: 'VERSION_UNRESOLVED',
    line: 1,
    message: 'the header states a version that belongs to a header of another name',
  })
  return finishDraft(draft)
}

interface Found {
  readonly version: string
  /** Offset of the first statement. */
  readonly at: number
}

function findVersion({ version }: HeaderFact, text: string): Found | undefined {
  const parts = version.map((expression) => expression.exec(text))
  const numbers = parts.flatMap((part) => part?.[1] ?? [])
  if (numbers.length !== version.length) return undefined
  return { version: numbers.join('.').replace(/[.-]+$/, ''), at: parts[0]?.index ?? 0 }
}
