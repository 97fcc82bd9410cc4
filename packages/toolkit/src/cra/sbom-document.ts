/** An SBOM that lies in the tree, read and checked once for all signals. */
import { decodeSbom, readSbom, type Sbom, type SbomValidation, validateSbom } from '../sbom/index.ts'
import type { RepoFiles } from './repo-files.ts'
import { readSbomHeader, type SbomHeader } from './sbom-header.ts'

export interface SbomDocument {
  /** Relative to the scanned root, with forward slashes. */
  readonly path: string
  /** `format` undefined: looks like an SBOM by its name, and cannot be read; the first issue says why. */
  readonly sbom: Sbom
  readonly problem?: string
  readonly validation: SbomValidation
  readonly header: SbomHeader
}

const bounds = { documents: 20, bytes: 64 * 1024 * 1024 } as const

/** `bom.json`, `sbom.spdx.json`, `product-1.2.cdx.json`, `product_sbom.xml`, `product.spdx`. */
const namesSbom = /(^|[-_.])s?bom([-_.][^/]*)?\.(json|xml)$|\.(cdx|spdx)\.(json|xml)$|\.spdx$/i
/** Somebody else's: samples, tests, installed packages. */
const foreignFolder =
  /(^|\/)(node_modules|vendor|third[-_]party|tests?|__tests__|test[-_]?data|fixtures?|examples?|samples?|spec|mocks?|golden)\//i

/** Which files of a tree are taken for SBOMs of the product, the shallowest first. */
export function findSbomPaths(paths: readonly string[]): readonly string[] {
  const depth = (path: string): number => path.split('/').length
  return paths
    .filter((path) => namesSbom.test(path.slice(path.lastIndexOf('/') + 1)) && !foreignFolder.test(path))
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
    .slice(0, bounds.documents)
}

/** Reads and checks every SBOM of the tree, at most twenty; untrusted as all of it. */
export async function readSbomDocuments(tree: RepoFiles): Promise<readonly SbomDocument[]> {
  const found = findSbomPaths(tree.listAll().files)
  const documents = await Promise.all(found.map((path) => readDocument(tree, path)))
  return documents.filter((document) => document !== undefined)
}

/** Undefined for a file whose content is something else, such as a lock file named bom.json. */
async function readDocument(tree: RepoFiles, path: string): Promise<SbomDocument | undefined> {
  const start = tree.readStart(path, bounds.bytes)
  if (start === undefined) return unread(path, 'the file cannot be opened')
  if (start.size > bounds.bytes)
    return unread(path, `it has ${start.size} bytes; at most ${bounds.bytes} are read`)
  const text = decodeSbom(start.bytes)
  if (!text.ok) return unread(path, 'it is not UTF-8 text')
  return toSbomDocument(path, text.value)
}

/** Undefined where the text is JSON of another kind. */
export async function toSbomDocument(path: string, text: string): Promise<SbomDocument | undefined> {
  const { value: sbom, issues } = readSbom(text, path)
  if (sbom.format === undefined) {
    const isOther = /^\s*[[{]/.test(text) && !/"(bomFormat|spdxVersion|SPDXID|spdxId)"\s*:/.test(text)
    return isOther ? undefined : unread(path, issues[0]?.message ?? 'it is no SBOM in a form that is read')
  }
  return { path, sbom, validation: await validateSbom(text), header: readSbomHeader(text) }
}

function unread(path: string, problem: string): SbomDocument {
  const empty = { components: [], roots: [], files: [], issues: [], unidentified: [] }
  return {
    path,
    problem,
    sbom: { format: undefined, formatVersion: '', name: path, ...empty },
    validation: { isValid: false, schema: undefined, violations: [] },
    header: { tools: [], creators: [], subject: {}, components: [], hasUri: false },
  }
}
