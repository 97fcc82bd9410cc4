/** Package.swift (SwiftPM, "PackageDescription") where no Package.resolved states the same: literal calls of a program. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { parseRepositoryAddress } from '../read/forge.ts'
import { indexLines } from '../read/line-index.ts'
import { finishDraft, startDraft } from '../read/package.ts'
import { findCalls, namedText, withoutComments } from '../read/program.ts'
import { type LooseParts, splitPath } from '../read/purl-parts.ts'

export const swiftPackage: Ecosystem = {
  id: 'swift-package',
  purlType: 'swift',
  versions: 'swift',
  files: ['Package.swift'],
  title: 'Package.swift without a lock file',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  yieldsTo: ['Package.resolved', '.package.resolved'],
  parse: parsePackageSwift,
}

function parsePackageSwift(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const text = withoutComments(file.text, 'slashes', '"')
  const { lineAt } = indexLines(file.text)
  const declared = findCalls(text, /(?<![\w)])\.package\s*\(/g).flatMap(({ body, offset }): Declared[] => {
    const one = readPackage(body)
    return one === undefined ? [] : [{ ...one, line: lineAt(offset), scope: 'unknown' }]
  })
  addDeclared(draft, declared, 'commit Package.resolved')
  return finishDraft(draft)
}

/** `exact:` and `.exact(…)` pin, and so does a revision; `path:` is of this tree. */
function readPackage(body: string): Pick<Declared, 'purl' | 'requirement' | 'origin'> | undefined {
  const url = namedText(body, 'url')
  const id = namedText(body, 'id')
  const name = url === undefined ? registryName(id) : repositoryName(url)
  if (name === undefined) return undefined
  const exact = argumentOf(body, 'exact')
  const revision = argumentOf(body, 'revision')
  const version = exact ?? revision
  if (version !== undefined) {
    return { purl: { ...name, version }, origin: exact === undefined ? 'git' : 'registry' }
  }
  const range = body.slice(body.indexOf('"', body.indexOf(url ?? id ?? '')) + 1)
  return { purl: name, requirement: tidy(range), origin: 'registry' }
}

/** `name: "…"` or `.name("…")`. */
function argumentOf(body: string, name: 'exact' | 'revision'): string | undefined {
  return namedText(body, name) ?? new RegExp(`\\.${name}\\(\\s*"([^"\\n]+)"`).exec(body)?.[1]
}

function tidy(range: string): string {
  return range
    .replace(/^[\s,]+/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}

function repositoryName(url: string): LooseParts | undefined {
  const address = parseRepositoryAddress(url)
  return address === undefined
    ? undefined
    : { type: 'swift', ...splitPath(`${address.host}/${address.path}`) }
}

/** `scope.name` (SE-0292). */
function registryName(id: string | undefined): LooseParts | undefined {
  const [namespace, name] = (id ?? '').split('.')
  return name === undefined ? undefined : { type: 'swift', namespace, name }
}
