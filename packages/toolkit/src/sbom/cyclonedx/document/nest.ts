/** Puts elements into each other where `contains` relationships allow it: one parent each, no circle, not too deep. */
import type { BomDocument, BomRelationship } from '../../document/bom.ts'
import type { BomRef } from '../../document/parts.ts'
import type { BomElement } from '../../document/element.ts'

export interface Nesting {
  /** Elements that stand in no other, in the order of the document, without the subject. */
  readonly roots: readonly BomElement[]
  readonly subject: BomElement | undefined
  readonly childrenOf: (ref: BomRef) => readonly BomElement[]
  /** `contains` that nesting does not say. */
  readonly unsaid: readonly BomRelationship[]
  /** `contains` that nesting says, at least of one part. */
  readonly said: readonly BomRelationship[]
}

/** Far below the limit of every reader: each level is two levels of JSON and more of XML. */
const maxLevels = 40

export function toNesting(document: BomDocument): Nesting {
  const byRef = new Map(document.elements.map((element) => [element.ref, element]))
  const subject = byRef.get(document.subjects[0] ?? '')
  const top = subject?.kind === 'service' ? undefined : subject
  const parents = new Map<BomRef, BomRef>()
  const children = new Map<BomRef, BomElement[]>()
  const unsaid: BomRelationship[] = []
  const said: BomRelationship[] = []
  for (const relationship of document.relationships) {
    if (relationship.type !== 'contains') continue
    const left = relationship.to.filter((to) => !place(relationship.from, to))
    const isEmpty = relationship.to.length === 0
    if (left.length > 0 || isEmpty) unsaid.push({ ...relationship, to: left })
    if (left.length < relationship.to.length) said.push(relationship)
  }
  function place(from: BomRef, to: BomRef): boolean {
    if (parents.get(to) === from) return true
    const parent = byRef.get(from)
    const child = byRef.get(to)
    if (parent === undefined || child === undefined || child === top || parents.has(to)) return false
    const isAlike = (parent.kind === 'service') === (child.kind === 'service')
    if (!isAlike || !isOpen(parents, from, to)) return false
    parents.set(to, from)
    const list = children.get(from)
    if (list === undefined) children.set(from, [child])
    else list.push(child)
    return true
  }
  return {
    roots: document.elements.filter((element) => element !== top && !parents.has(element.ref)),
    subject: top,
    childrenOf: (ref) => children.get(ref) ?? [],
    unsaid,
    said,
  }
}

/** Neither a circle nor too many levels above `from`. Levels below `to` are bounded when they are placed. */
function isOpen(parents: ReadonlyMap<BomRef, BomRef>, from: BomRef, to: BomRef): boolean {
  let levels = 0
  for (let at: BomRef | undefined = from; at !== undefined; at = parents.get(at)) {
    levels++
    if (at === to || levels > maxLevels) return false
  }
  return true
}
