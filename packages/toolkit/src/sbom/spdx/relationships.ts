/** Which SPDX relationships are dependencies, in which direction, and of which scope (SPDX 2.3, clause 11.1). */
import type { Scope } from '../../model/index.ts'
import type { DraftEdge } from '../read/draft.ts'
import type { SbomSource } from '../read/source.ts'
import { asFields, textOf, textsOf } from '../read/values.ts'

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
export function readDescribed(source: SbomSource): ReadonlySet<string> {
  const described = new Set(textsOf(source.root, 'documentDescribes'))
  source.each('relationships', ({ value }) => {
    const { from, type, to } = readRelationship(value)
    if (type === 'DESCRIBES' && from === documentRef) described.add(to)
    if (type === 'DESCRIBED_BY' && to === documentRef) described.add(from)
  })
  return described
}

export function readEdges(source: SbomSource, visit: (edge: DraftEdge) => void): void {
  const parts = readPartIds(source)
  source.each('relationships', ({ value, lineOf }) => {
    const { from, type, to } = readRelationship(value)
    const isNothing = [from, to].some((end) => end === '' || end === 'NONE' || end === 'NOASSERTION')
    if (isNothing || parts.has(from) || parts.has(to)) return
    if (forward.has(type)) visit({ from, to, line: lineOf([]) })
    const scope = backward.get(type)
    if (scope !== undefined) visit({ from: to, to: from, line: lineOf([]), scope })
  })
}

/** Files and snippets are parts of packages; their relationships say nothing about packages. */
function readPartIds(source: SbomSource): ReadonlySet<string> {
  const parts = new Set<string>()
  for (const list of ['files', 'snippets']) {
    source.each(list, ({ value }) => {
      const id = textOf(asFields(value), 'SPDXID')
      if (id !== undefined) parts.add(id)
    })
  }
  return parts
}

function readRelationship(item: unknown): { from: string; type: string; to: string } {
  const fields = asFields(item)
  return {
    from: textOf(fields, 'spdxElementId') ?? '',
    type: textOf(fields, 'relationshipType') ?? '',
    to: textOf(fields, 'relatedSpdxElement') ?? '',
  }
}
