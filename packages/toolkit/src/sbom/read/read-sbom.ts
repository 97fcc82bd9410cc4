/** The door for SBOMs: says by the content, not by the file's name, what a text is, and reads it. */
import type { Issue, IssueCode, WithIssues } from '../../base/index.ts'
import { xmlVersionIssues } from '../cyclonedx/document/xml-codec.ts'
import { readCycloneDx } from '../cyclonedx/read.ts'
import { readCycloneDxXml } from '../cyclonedx/xml/read-document.ts'
import type { BomLoss } from '../document/bom.ts'
import type { BomSyntax } from '../document/codec.ts'
import { detectSyntax, type ReadBom, readBom } from '../document/codecs.ts'
import type { BomElement } from '../document/element.ts'
import type { Sbom } from '../sbom.ts'
import { readSpdx } from '../spdx/read.ts'
import { readSpdx2Inventory } from '../spdx/read-inventory.ts'
import { detectSpdx2Syntax } from '../spdx/read-syntax.ts'
import { assemble } from './assemble.ts'
import { detectFormat } from './detect.ts'
import { openDocument } from './open.ts'
import { documentIssues, toSource } from './source.ts'
import { throughDocument } from './through-document.ts'

/**
 * Reads whatever a codec reads: CycloneDX JSON and XML, SPDX 2 JSON and tag-value, SPDX 3. `path` is relative to the scanned root and names the
 * document in issues. `value.issues` are those that the document carries, `issues` those of this reading.
 * Untrusted: any text gives a value and issues, never an exception.
 */
export function readSbom(text: string, path: string): WithIssues<Sbom> {
  const spdx2 = detectSpdx2Syntax(text)
  if (spdx2 !== undefined && spdx2 !== 'json') {
    const read = readSpdx2Inventory(text, spdx2, path)
    return read.ok ? read.value : unread(path, read.error.code, read.error)
  }
  const syntax = detectSyntax(text)
  if (syntax === 'cyclonedx-xml') return readXmlSbom(text, path)
  if (syntax !== undefined && !ownReader.has(syntax)) {
    const other = readBom(text, path)
    return other.ok
      ? throughDocument(withoutFiles(other.value), path, readSbom)
      : unread(path, other.error.code, other.error)
  }
  const opened = openDocument(text)
  if (!opened.ok) return unread(path, opened.error.code, opened.error)
  const document = opened.value
  const detected = detectFormat(document.value)
  if (detected.kind === 'unsupported') return unread(path, detected.code, detected)
  const read = detected.kind === 'cyclonedx' ? readCycloneDx : readSpdx
  const { value, issues } = assemble(read(toSource(document, detected.root, path)), path)
  const before = [...documentIssues(document, path), ...versionIssues(detected.versionProblem, path)]
  return { value, issues: [...before, ...issues] }
}

/** As in SPDX 2, files and snippets of SPDX 3 are parts of packages and no components. */
function withoutFiles(read: ReadBom): ReadBom {
  const { document } = read
  if (document.family !== 'spdx3') return read
  const isPart = ({ kind, fileName, purl }: BomElement): boolean =>
    purl === undefined && (kind === 'snippet' || (kind === 'file' && fileName !== undefined))
  const parts = new Set(document.elements.filter(isPart).map(({ ref }) => ref))
  const elements = document.elements.filter(({ ref }) => !parts.has(ref))
  const relationships = document.relationships.flatMap((item) => {
    const to = item.to.filter((ref) => !parts.has(ref))
    return parts.has(item.from) || to.length === 0 ? [] : [{ ...item, to }]
  })
  return { ...read, document: { ...document, elements, relationships } }
}

/** XML keeps its lines too: it is read as the JSON that says the same. */
function readXmlSbom(text: string, path: string): WithIssues<Sbom> {
  const opened = readCycloneDxXml(text)
  if (!opened.ok) return unread(path, opened.error.code, opened.error)
  const { tree, lineOf, losses } = opened.value
  const { value, issues } = assemble(readCycloneDx(toSource({ lineOf }, tree, path)), path)
  return {
    value,
    issues: [...xmlVersionIssues(tree.specVersion, path), ...xmlIssues(losses, path), ...issues],
  }
}

/** Those that keep the lines of the file; all others go through the neutral document. */
const ownReader: ReadonlySet<BomSyntax> = new Set(['cyclonedx-json', 'spdx-json'])

/** Parts of other namespaces and elements that no version has: one issue for all; a warning where components may be missing. */
function xmlIssues(losses: readonly BomLoss[], path: string): readonly Issue[] {
  if (losses.length === 0) return []
  const listed = losses.slice(0, 30).map(({ where, count }) => `${where} (${count})`)
  const more = losses.length > 30 ? `, and ${losses.length - 30} other places` : ''
  const message = `not read, CycloneDX has no such element or attribute: ${listed.join(', ')}${more}`
  const level = losses.some(({ where }) => where.startsWith('components/')) ? 'warning' : 'note'
  return [{ code: 'FORMAT_UNSUPPORTED', level, path, message }]
}

export function versionIssues(problem: string | undefined, path: string): readonly Issue[] {
  return problem === undefined
    ? []
    : [{ code: 'FORMAT_VERSION_UNSUPPORTED', level: 'warning', path, message: problem }]
}

/** Nothing was read, and one issue says why. */
export function unread(
  path: string,
  code: IssueCode,
  { message, line }: { message: string; line?: number },
): WithIssues<Sbom> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return {
    value: {
      format: undefined,
      formatVersion: '',
      name,
      components: [],
      roots: [],
      files: [],
      issues: [],
      unidentified: [],
    },
    issues: [{ code, level: 'error', path, ...(line !== undefined && { line }), message }],
  }
}
