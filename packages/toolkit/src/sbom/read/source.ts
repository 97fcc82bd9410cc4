/** A JSON document as the readers of both formats see it: small members at hand, long lists element by element. */
import type { Issue, JsonPath } from '../../base/index.ts'
import type { OpenedDocument } from './open.ts'
import { type Fields, listOf } from './values.ts'

/** One element of a list of the document. */
export interface SourceItem {
  readonly value: unknown
  readonly index: number
  /** 1-based line of a member of the element; `[]` is the element itself. */
  readonly lineOf: (path: JsonPath) => number
}

export interface SbomSource {
  /** The document; of its long lists only that they are lists, and whether something is in them. */
  readonly root: Fields
  /** Names the document in issues. */
  readonly path: string
  /** 1-based line of a member that is in no list. */
  readonly lineOf: (path: JsonPath) => number
  /** The elements of a list of the document, in order; nothing where the member is no list. */
  readonly each: (list: string, visit: (item: SourceItem) => void) => void
}

/** Lists that may be longer than memory allows to keep. */
export const longLists: ReadonlySet<string> = new Set([
  'components',
  'dependencies',
  'packages',
  'files',
  'snippets',
  'relationships',
])

/** A document that was parsed as a whole. */
export function toSource(document: Pick<OpenedDocument, 'lineOf'>, root: Fields, path: string): SbomSource {
  return {
    root,
    path,
    lineOf: (at) => document.lineOf(at),
    each: (list, visit) => {
      for (const [index, value] of listOf(root, list).entries()) {
        visit({ value, index, lineOf: (at) => document.lineOf([list, index, ...at]) })
      }
    },
  }
}

/** What can be said of the document before it is read. */
export function documentIssues(
  document: Pick<OpenedDocument, 'duplicates' | 'trailingLine'>,
  path: string,
): readonly Issue[] {
  const duplicates = document.duplicates.map(({ key, line }): Issue => {
    const message = `the key ${JSON.stringify(key)} occurs twice in one object; the last one counts`
    return { code: 'DUPLICATE_KEY', level: 'warning', path, line, message }
  })
  if (document.trailingLine === undefined) return duplicates
  const message = 'text follows the end of the document; it is not read'
  return [
    { code: 'SYNTAX_INVALID', level: 'warning', path, line: document.trailingLine, message },
    ...duplicates,
  ]
}
