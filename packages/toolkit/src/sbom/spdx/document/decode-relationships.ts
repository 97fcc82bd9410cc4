/** SPDX 2 relationships (clause 11) in the words of SPDX 3, and what the document describes. */
import { type BomRelationship } from '../../document/bom.ts'
import { type BomRef, documentRef } from '../../document/parts.ts'
import { type Decoding, toRef } from './decoding.ts'
import { findTypeByWord, isSaidByType } from './relationship-types.ts'
import { takeList, takeText, takeTexts, type Taking } from './take.ts'

export interface Relationships {
  readonly subjects: readonly BomRef[]
  readonly relationships: readonly BomRelationship[]
}

export function takeRelationships(from: Taking, { edges }: Decoding): Relationships {
  const subjects = new Set<BomRef>()
  const relationships: BomRelationship[] = []
  for (const relationship of takeList(from, 'relationships', toRelationship)) {
    const [to] = relationship.to
    const isSubject =
      relationship.type === 'describes' && relationship.from === documentRef && to !== undefined
    if (isSubject) subjects.add(to)
    if (!isSubject || relationship.comment !== undefined) relationships.push(relationship)
  }
  for (const id of takeTexts(from, 'documentDescribes')) subjects.add(toRef(id))
  return { subjects: [...subjects], relationships: [...relationships, ...newOnes(edges, relationships)] }
}

/** `hasFiles` and CONTAINS often say the same. */
function newOnes(
  edges: readonly BomRelationship[],
  relationships: readonly BomRelationship[],
): readonly BomRelationship[] {
  if (edges.length === 0) return edges
  const keyOf = ({ from, type, to, scope }: BomRelationship): string =>
    `${type}\0${scope ?? ''}\0${from}\0${to.join('\0')}`
  const known = new Set(relationships.map(keyOf))
  return edges.filter((edge) => {
    const key = keyOf(edge)
    return known.size < known.add(key).size
  })
}

function toRelationship(item: Taking): BomRelationship | undefined {
  const word = takeText(item, 'relationshipType') ?? ''
  const left = toRef(takeText(item, 'spdxElementId') ?? '')
  const right = toRef(takeText(item, 'relatedSpdxElement') ?? '')
  const comment = takeText(item, 'comment')
  return {
    ...toStatement(word, left, right),
    ...(comment !== undefined && { comment }),
  }
}

/** A word that SPDX 2 does not know is kept as it is, as is one that would have to turn around nothing. */
function toStatement(word: string, left: BomRef, right: BomRef): BomRelationship {
  const row = findTypeByWord(word)
  const isOpenEnd = right === 'NONE' || right === 'NOASSERTION'
  if (row === undefined || (isOpenEnd && row.isTurned))
    return { from: left, type: 'other', ...toEnd(right), original: word }
  return {
    from: row.isTurned ? right : left,
    type: row.type,
    ...toEnd(row.isTurned ? left : right),
    ...(row.scope !== undefined && { scope: row.scope }),
    ...(!isSaidByType(row) && { original: word }),
  }
}

/** NONE: known to be nothing. NOASSERTION: not known. */
function toEnd(ref: BomRef): Pick<BomRelationship, 'to' | 'completeness'> {
  if (ref === 'NONE') return { to: [], completeness: 'complete' }
  if (ref === 'NOASSERTION') return { to: [], completeness: 'noAssertion' }
  return { to: [ref] }
}
