/** What SPDX 2 demands and its schema cannot see: unique ids, relationships that lead somewhere, licence expressions. */
import type { JsonPath } from '../../base/index.ts'
import { parseLicenseExpression } from '../../model/index.ts'
import { asFields, type Fields, listOf, member, textOf } from '../read/values.ts'
import type { ContentProblem } from '../validate/content.ts'

/** The document, and its lists element by element: they may be longer than memory. */
export interface ContentSource {
  readonly root: Fields
  readonly each: (
    list: string,
    visit: (item: { readonly value: unknown; readonly index: number }) => void,
  ) => void
}

interface Checking {
  readonly ids: Set<string>
  /** Called while the element that the problem is in is visited. */
  readonly report: (problem: ContentProblem) => void
}

const quote = (text: string): string => JSON.stringify(text.slice(0, 120))

/** The schema has said yes. In the order of the document's parts; linear in its size. */
export function checkSpdx2(root: Fields): readonly ContentProblem[] {
  const problems: ContentProblem[] = []
  const each: ContentSource['each'] = (list, visit) => {
    for (const [index, value] of listOf(root, list).entries()) visit({ value, index })
  }
  checkSpdx2Parts({ root, each }, (problem) => void problems.push(problem))
  return problems
}

/** The same, one problem after the other. */
export function checkSpdx2Parts(source: ContentSource, report: Checking['report']): void {
  const checking: Checking = { ids: new Set(), report }
  addId(checking, source.root, [])
  for (const list of ['packages', 'files', 'snippets']) {
    source.each(list, ({ value, index }) => {
      const fields = asFields(value)
      if (fields === undefined) return
      addId(checking, fields, [list, index])
      checkLicenses(checking, fields, [list, index])
    })
  }
  checkRelationships(checking, source)
}

/** Clauses 6.3, 7.2, 8.2 and 9.1: a fixed beginning, then letters, digits, dots and hyphens; unique. */
function addId({ ids, report }: Checking, fields: Fields, path: JsonPath): void {
  const id = textOf(fields, 'SPDXID') ?? ''
  if (!/^SPDXRef-[A-Za-z0-9.-]+$/.test(id))
    report({
      path,
      message: `expected an SPDXID of SPDXRef- and letters, digits, dots or hyphens, found ${quote(id)}`,
    })
  if (ids.has(id)) report({ path, message: `the SPDXID ${quote(id)} is there twice` })
  ids.add(id)
}

const licenseMembers = ['licenseConcluded', 'licenseDeclared']

/** Clauses 7.13, 7.15, 8.5 and 9.5: an expression, NONE or NOASSERTION. */
function checkLicenses({ report }: Checking, fields: Fields, path: JsonPath): void {
  for (const key of licenseMembers) {
    const text = textOf(fields, key)
    if (text === undefined || text === 'NONE' || text === 'NOASSERTION') continue
    const parsed = parseLicenseExpression(text, '2.3')
    if (!parsed.ok) report({ path: [...path, key], message: `${key}: ${parsed.error.message}` })
  }
}

/** Clause 11.1: both ends are elements of this document, or of one that it names. */
function checkRelationships({ ids, report }: Checking, source: ContentSource): void {
  const externals = new Set(
    listOf(source.root, 'externalDocumentRefs').map(
      (item) => textOf(asFields(item), 'externalDocumentId') ?? '',
    ),
  )
  const isKnown = (id: string): boolean => {
    const colon = id.indexOf(':')
    return ids.has(id) || (colon > 0 && externals.has(id.slice(0, colon)))
  }
  const check = (id: unknown, path: JsonPath): void => {
    if (typeof id === 'string' && !isKnown(id))
      report({ path, message: `${quote(id)} is no element of the document` })
  }
  source.each('relationships', ({ value, index }) => {
    const fields = asFields(value)
    check(member(fields, 'spdxElementId'), ['relationships', index])
    const right = member(fields, 'relatedSpdxElement')
    if (right !== 'NONE' && right !== 'NOASSERTION') check(right, ['relationships', index])
  })
  for (const [index, id] of listOf(source.root, 'documentDescribes').entries())
    check(id, ['documentDescribes', index])
}
