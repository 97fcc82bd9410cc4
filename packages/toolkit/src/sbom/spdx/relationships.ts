/** Which SPDX relationships are dependencies, in which direction, and of which scope (SPDX 2.3, clause 11.1). */
import type { Scope } from '../../model/index.ts'
import type { DraftEdge } from '../read/draft.ts'
import { asFields, type Fields, listOf, textOf, textsOf } from '../read/values.ts'

/** Stands for the document in edges: what it describes, where it describes several things. */
export const documentRef = 'SPDXRef-DOCUMENT'

/** A depends on B. */
const forward: ReadonlySet<string> = new Set([
  'DEPENDS_ON',
  'DYNAMIC_LINK',
  'STATIC_LINK',
  'HAS_PREREQUISITE',
])

/** B depends on A, and the relationship says for what. */
const backward: ReadonlyMap<string, Scope> = new Map([
  ['DEPENDENCY_OF', 'unknown'],
  ['PREREQUISITE_FOR', 'unknown'],
  ['RUNTIME_DEPENDENCY_OF', 'runtime'],
  ['DEV_DEPENDENCY_OF', 'development'],
  ['TEST_DEPENDENCY_OF', 'development'],
  ['DEV_TOOL_OF', 'development'],
  ['TEST_TOOL_OF', 'development'],
  ['OPTIONAL_DEPENDENCY_OF', 'optional'],
  ['PROVIDED_DEPENDENCY_OF', 'peer'],
  ['BUILD_DEPENDENCY_OF', 'build'],
  ['BUILD_TOOL_OF', 'build'],
])

/** The elements that the document is about. */
export function readDescribed(root: Fields): ReadonlySet<string> {
  const described = new Set(textsOf(root, 'documentDescribes'))
  for (const item of listOf(root, 'relationships')) {
    const { from, type, to } = readRelationship(item)
    if (type === 'DESCRIBES' && from === documentRef) described.add(to)
    if (type === 'DESCRIBED_BY' && to === documentRef) described.add(from)
  }
  return described
}

/** Edges of the document, and from the document itself to `described` where no single element is the product. */
export function readEdges(
  root: Fields,
  lineOf: (index: number) => number,
  described: Iterable<string>,
): readonly DraftEdge[] {
  const parts = readPartIds(root)
  const edges = listOf(root, 'relationships').flatMap((item, index): readonly DraftEdge[] => {
    const { from, type, to } = readRelationship(item)
    const isNothing = [from, to].some((end) => end === '' || end === 'NONE' || end === 'NOASSERTION')
    if (isNothing || parts.has(from) || parts.has(to)) return []
    if (forward.has(type)) return [{ from, to, line: lineOf(index) }]
    const scope = backward.get(type)
    return scope === undefined ? [] : [{ from: to, to: from, line: lineOf(index), scope }]
  })
  return [...edges, ...[...described].map((to) => ({ from: documentRef, to, line: 1 }))]
}

/** Files and snippets are parts of packages; their relationships say nothing about packages. */
function readPartIds(root: Fields): ReadonlySet<string> {
  const parts = [...listOf(root, 'files'), ...listOf(root, 'snippets')]
  return new Set(parts.flatMap((item) => textOf(asFields(item), 'SPDXID') ?? []))
}

function readRelationship(item: unknown): { from: string; type: string; to: string } {
  const fields = asFields(item)
  return {
    from: textOf(fields, 'spdxElementId') ?? '',
    type: textOf(fields, 'relationshipType') ?? '',
    to: textOf(fields, 'relatedSpdxElement') ?? '',
  }
}
