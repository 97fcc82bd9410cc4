/** Relationships in the words of SPDX 2 (clause 11), those of the document to its subjects first. */
import { type BomDocument, type BomRelationship } from '../../document/bom.ts'
import { type BomRef, documentRef } from '../../document/parts.ts'
import { type Encoding, leadsNowhere } from './encoding.ts'
import { findTypeByMeaning } from './relationship-types.ts'

export function writeRelationships(encoding: Encoding, document: BomDocument): readonly object[] {
  const { idOf } = encoding
  const described = new Set<string>()
  const rows: object[] = []
  for (const relationship of document.relationships) {
    for (const row of writeRelationship(encoding, relationship)) rows.push(row)
    if (relationship.type === 'describes' && relationship.from === documentRef)
      for (const to of relationship.to) described.add(to)
  }
  const subjects = document.subjects
    .filter((subject) => !described.has(subject) && isReached(encoding, subject, 'subjects'))
    .map((subject) => toRow(idOf(documentRef), 'DESCRIBES', idOf(subject)))
  return [...subjects, ...rows]
}

function isReached({ reach, tally }: Encoding, ref: BomRef, where: string): boolean {
  if (reach(ref)) return true
  tally.add(where, 'left-out', leadsNowhere)
  return false
}

/** Undefined where no end is left, which is not the same as an empty list. */
function findEnds(encoding: Encoding, { from, to }: BomRelationship): readonly BomRef[] | undefined {
  const where = 'relationships[]'
  const reached = to.filter((ref) => isReached(encoding, ref, where))
  const isLeft = reached.length > 0 || to.length === 0
  return isReached(encoding, from, where) && isLeft ? reached : undefined
}

function writeRelationship(encoding: Encoding, relationship: BomRelationship): readonly object[] {
  const { idOf, tally, version } = encoding
  const { from, completeness } = relationship
  const to = findEnds(encoding, relationship)
  if (to === undefined) return []
  const found = findTypeByMeaning(relationship, version)
  const comment = found === undefined ? toOtherComment(relationship) : relationship.comment
  if (found === undefined)
    tally.add('relationships[].type', 'reduced', 'SPDX 2 has no such type; it is OTHER with a comment')
  const row = found ?? { word: 'OTHER', isTurned: false }
  if (found?.word === 'OTHER' && relationship.original !== undefined && relationship.original !== 'OTHER')
    tally.add('relationships[].original', 'reduced', 'SPDX 2 has no such word; it is OTHER')
  const note = comment === undefined ? {} : { comment }
  if (to.length === 0) return [{ ...writeOpenEnd(encoding, relationship, row), ...note }]
  if (completeness !== undefined)
    tally.add('relationships[].completeness', 'left-out', 'SPDX 2 says this of empty lists only')
  return to.map((target) => {
    const [left, right] = row.isTurned ? [target, from] : [from, target]
    return { ...toRow(idOf(left), row.word, idOf(right)), ...note }
  })
}

/** NONE and NOASSERTION may stand on the right only, so the word that does not turn is used. */
function writeOpenEnd(
  { idOf, tally }: Encoding,
  { from, type, scope, completeness }: BomRelationship,
  row: { readonly word: string; readonly isTurned: boolean },
): object {
  const end = completeness === 'complete' ? 'NONE' : 'NOASSERTION'
  if (completeness === undefined || completeness === 'incomplete')
    tally.add('relationships[].to', 'reduced', 'an empty list is written as NOASSERTION')
  if (!row.isTurned) return toRow(idOf(from), row.word, end)
  if (scope !== undefined)
    tally.add('relationships[].scope', 'left-out', 'SPDX 2 cannot say it of an empty list')
  const plain = type === 'dependsOn' ? 'DEPENDS_ON' : 'OTHER'
  return toRow(idOf(from), plain, end)
}

function toRow(spdxElementId: string, relationshipType: string, relatedSpdxElement: string): object {
  return { spdxElementId, relationshipType, relatedSpdxElement }
}

/** OTHER must say what it is (clause 11.1). */
function toOtherComment({ type, scope, original, comment }: BomRelationship): string {
  const name = [original ?? type, ...(scope === undefined ? [] : [scope])].join(' ')
  return comment === undefined ? name : `${name}: ${comment}`
}
