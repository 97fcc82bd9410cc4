/** The revision history of a document, in the order in which its versions came out. */
import { compareDocumentVersions, type DocumentVersion, parseDocumentVersion } from './document-version.ts'
import { compareInstants, type Instant, parseInstant } from './instant.ts'
import { children, type Node, text } from './node.ts'

export interface Revision {
  readonly node: Node
  readonly number: string
  /** Undefined when the number is no version; the schema says so. */
  readonly version: DocumentVersion | undefined
  /** Undefined when the date cannot be read; the schema or test 6.1.37 says so. */
  readonly time: Instant | undefined
}

export interface Revisions {
  /** As they stand in the document. */
  readonly all: readonly Revision[]
  /** Those with date and number, by date and then by number. */
  readonly sorted: readonly Revision[]
  readonly oldest: Instant | undefined
  readonly newest: Instant | undefined
}

export function readRevisions(tracking: Node): Revisions {
  const all = children(tracking, 'revision_history').map((node): Revision => {
    const number = text(node, 'number') ?? ''
    return {
      node,
      number,
      version: parseDocumentVersion(number),
      time: parseInstant(text(node, 'date') ?? ''),
    }
  })
  const sorted = all
    .filter(({ version, time }) => version !== undefined && time !== undefined)
    .toSorted(compareRevisions)
  return { all, sorted, oldest: sorted[0]?.time, newest: sorted.at(-1)?.time }
}

function compareRevisions(a: Revision, b: Revision): number {
  const byTime = a.time !== undefined && b.time !== undefined ? compareInstants(a.time, b.time) : 0
  if (byTime !== 0) return byTime
  return a.version !== undefined && b.version !== undefined
    ? compareDocumentVersions(a.version, b.version)
    : 0
}
