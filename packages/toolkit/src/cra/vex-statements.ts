/** VEX statements that lie in the tree (OpenVEX, CycloneDX, CSAF, SPDX 3): enough of them to see which findings they speak about. */
import type { VexStatus } from '../model/index.ts'
import { readVex, type VexDocument, type VexStatement as DocumentStatement } from '../vex/index.ts'
import type { RepoFiles } from './repo-files.ts'

export interface VexStatement {
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** One value for all statements of a document. */
  readonly document: Omit<VexDocument, 'statements'>
  /** As the document says it, with the products that it is about. */
  readonly stated: DocumentStatement
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
  const { statements, ...head } = document
  // A bill of materials without any analysis is no VEX.
  if (document.format === 'cyclonedx' && statements.length === 0) return undefined
  return statements.map((statement, at) =>
    toStatement(statement, { path, line: lines[at] ?? 1, document: head }),
  )
}

function toStatement(
  stated: DocumentStatement,
  place: Pick<VexStatement, 'path' | 'line' | 'document'>,
): VexStatement {
  const { status, justification, impact, action, responses } = stated
  const reason = status === 'affected' ? action : (justification ?? impact)
  return { ...place, stated, status, isJustified: reason !== undefined || responses.length > 0 }
}
