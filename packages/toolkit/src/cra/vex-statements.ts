/** VEX statements that lie in the tree (OpenVEX, CycloneDX, CSAF, SPDX 3): enough of them to see which findings they speak about. */
import type { VexStatus } from '../model/index.ts'
import { readVex, type VexProduct, type VexStatement as DocumentStatement } from '../vex/index.ts'
import type { RepoFiles } from './repo-files.ts'

export interface VexStatement {
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** All names of the vulnerability. */
  readonly vulnerabilities: readonly string[]
  /** Purls and other names of what it is about, parts of products included. */
  readonly products: readonly string[]
  readonly status: VexStatus
  /** `not_affected` with a reason, or `affected` with what to do: VEX minimum requirements (CISA, 2023). */
  readonly isJustified: boolean
}

export interface VexReading {
  /** Files that were read as VEX, whatever they say. */
  readonly documents: readonly string[]
  readonly statements: readonly VexStatement[]
  readonly unread: readonly { readonly path: string; readonly reason: string }[]
}

const bounds = { documents: 50, bytes: 16 * 1024 * 1024, statements: 20_000 } as const
const namesVex =
  /(^|[-_.])(open)?vex([-_.][^/]*)?\.json$|\.cdx\.json$|(^|[-_.])s?bom([-_.][^/]*)?\.json$|(^|[-_.])csaf([-_.][^/]*)?\.json$/i
const inVexFolder = /(^|\/)\.?(vex|openvex|csaf)\/[^/]+\.json$/i
const foreignFolder =
  /(^|\/)(node_modules|vendor|third[-_]party|tests?|__tests__|test[-_]?data|fixtures?|examples?|samples?|golden)\//i

/** At most fifty files; a file of another kind under such a name is passed over. */
export function readVexStatements(tree: RepoFiles): VexReading {
  const paths = tree
    .listAll()
    .files.filter(
      (path) =>
        (namesVex.test(path.slice(path.lastIndexOf('/') + 1)) || inVexFolder.test(path)) &&
        !foreignFolder.test(path),
    )
    .slice(0, bounds.documents)
  const documents: string[] = []
  const statements: VexStatement[] = []
  const unread: { path: string; reason: string }[] = []
  for (const path of paths) {
    const read = readFile(tree, path)
    if (typeof read === 'string') unread.push({ path, reason: read })
    else if (read !== undefined) {
      documents.push(path)
      statements.push(...read.slice(0, Math.max(0, bounds.statements - statements.length)))
    }
  }
  return { documents, statements, unread }
}

/** A text is the reason why it cannot be read; undefined: something else. */
function readFile(tree: RepoFiles, path: string): readonly VexStatement[] | string | undefined {
  const start = tree.readStart(path, bounds.bytes)
  if (start === undefined) return 'the file cannot be opened'
  if (start.size > bounds.bytes) return `it has ${start.size} bytes; at most ${bounds.bytes} are read`
  const read = readVex(start.bytes, path)
  if (!read.ok) return read.error.code === 'FORMAT_UNSUPPORTED' ? undefined : read.error.message
  const { document, lines } = read.value
  // A bill of materials without any analysis is no VEX.
  if (document.format === 'cyclonedx' && document.statements.length === 0) return undefined
  return document.statements.map((statement, at) => toStatement(statement, { path, line: lines[at] ?? 1 }))
}

function toStatement(
  statement: DocumentStatement,
  place: { readonly path: string; readonly line: number },
): VexStatement {
  const { vulnerability, status, justification, impact, action, responses } = statement
  const reason = status === 'affected' ? action : (justification ?? impact)
  return {
    ...place,
    vulnerabilities: [vulnerability.id, ...vulnerability.aliases],
    products: statement.products.flatMap(innermost),
    status,
    isJustified: reason !== undefined || responses.length > 0,
  }
}

/** Of a component in a product the component is what a finding names. */
function innermost({ purl, ids, subcomponents }: VexProduct): readonly string[] {
  if (subcomponents.length > 0) return subcomponents.flatMap(innermost)
  return purl === undefined ? ids : [purl]
}
