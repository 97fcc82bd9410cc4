/** What SPDX 3 demands and its schema cannot see: references that lead somewhere, one object for each id. */
import { asFields, type Fields, listOf, member, textOf } from '../read/values.ts'
import type { ContentProblem } from '../validate/content.ts'
import { type Node, openGraph } from './graph.ts'
import { individuals } from './words.ts'

const quote = (text: string): string => JSON.stringify(text.slice(0, 120))

/** Members whose values are ids. */
const references = [
  'creationInfo',
  'createdBy',
  'createdUsing',
  'from',
  'to',
  'rootElement',
  'element',
  'subject',
  'suppliedBy',
  'originatedBy',
  'dataLicense',
  'security_assessedElement',
  'software_snippetFromFile',
  'expandedlicensing_member',
]

/** Addresses that every document may use without bringing them along. */
const wellKnown = /^https?:\/\/spdx\.org\/(?:licenses\/|rdf\/3\.)/

/** The schema has said yes. */
export function checkSpdx3(root: Fields): readonly ContentProblem[] {
  const problems: ContentProblem[] = []
  const lineOf = (path: readonly (string | number)[]): number => Number(path[1] ?? 0)
  const opened = openGraph({ lineOf }, root, '')
  if (!opened.ok) return [{ path: [], message: opened.error.message }]
  const { nodes, byId, issues } = opened.value
  for (const { message, line = 0, level } of issues)
    if (level === 'error') problems.push({ path: ['@graph', line], message })
  const imported = new Set(
    nodes.flatMap(({ fields }) =>
      listOf(fields, 'import').map((item) => textOf(asFields(item), 'externalSpdxId') ?? ''),
    ),
  )
  const isKnown = (id: string): boolean =>
    byId.has(id) || imported.has(id) || individuals.has(id) || id === 'SpdxOrganization' || wellKnown.test(id)
  for (const node of nodes) {
    const path = ['@graph', node.line]
    const first = byId.get(node.id)
    if (first !== undefined && first !== node && first.type !== node.type)
      problems.push({ path, message: `the id ${quote(node.id)} names objects of two classes` })
    for (const { key, id } of referencesOf(node)) {
      if (!isKnown(id))
        problems.push({ path, message: `${key} leads to ${quote(id)}, which the document does not have` })
    }
  }
  return problems
}

function referencesOf({ fields }: Node): readonly { readonly key: string; readonly id: string }[] {
  return references.flatMap((key) => {
    const value = member(fields, key)
    const ids: readonly unknown[] = Array.isArray(value) ? value : [value]
    return ids.flatMap((id) => (typeof id === 'string' ? [{ key, id }] : []))
  })
}
