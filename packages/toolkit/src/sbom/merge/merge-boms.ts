/** Several documents as one: a product of parts. Deterministic; the order of the inputs does not matter. */
import { compareCodeUnits, formatCanonicalJson, sha256Hex } from '../../base/index.ts'
import type { BomDocument } from '../document/bom.ts'
import type { BomProperty, BomRef } from '../document/parts.ts'
import { isStated } from '../document/view.ts'
import { mergeElements, type SourcedElement, toText, union } from './merge-element.ts'
import {
  type MergeConflict,
  type MergeInput,
  type MergeOptions,
  mergeProperties,
  type MergeReport,
} from './model.ts'
import { productOf, mapDocument, uniteDocuments } from './rename.ts'

/** What stands for the new product. */
const productRef: BomRef = 'merged-product'

/**
 * Components with the same purl become one, with all their origins; what has no purl is kept once for each document,
 * because nothing proves that two of the same name are the same. What a document says of its own product stays in the
 * hierarchical mode, and is left out of a flat one, where the new product takes its place.
 */
export function mergeBoms(inputs: readonly MergeInput[], options: MergeOptions): MergeReport {
  const sources = inputs.map((input) => ({ ...input, id: idOf(input) }))
  const parts = sources.map(({ document, id }) => ({
    id,
    document: mapDocument(document, toRefs(document, id, options)),
  }))
  const byRef = new Map<BomRef, SourcedElement[]>()
  for (const { id, document } of parts) {
    for (const element of document.elements) {
      if (element.ref === productRef) continue
      byRef.set(element.ref, [...(byRef.get(element.ref) ?? []), { element, origin: id }])
    }
  }
  const merged = [...byRef]
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .map(([ref, all]) => mergeElements(ref, all))
  const elements = merged.map(({ element }) => element)
  const documents = parts.map(({ document }) => document)
  return {
    document: toDocument(documents, { elements, sources: sources.flatMap(toSource) }, options),
    conflicts: sortConflicts(merged.flatMap(({ conflicts }) => conflicts)),
    origins: sources.map(({ name, id }) => ({ name, id })),
    components: {
      before: inputs.reduce((sum, { document }) => sum + countParts(document), 0),
      after: elements.length,
    },
  }
}

function countParts({ elements }: BomDocument): number {
  return elements.filter(({ ref }) => ref !== productRef).length
}

/** The id of a document is its own; one without is known by its content, so that two of them are never taken for one. */
function idOf({ document }: MergeInput): string {
  if (document.id !== undefined && document.id !== '') {
    const { revision } = document
    return revision === undefined || revision === 1 ? document.id : `${document.id}/${revision}`
  }
  return `urn:sha256:${sha256Hex(toText(document))}`
}

/** New references: the purl where there is one, else that of the document within its id; of a merge as they are. */
function toRefs(document: BomDocument, id: string, { mode }: MergeOptions): (ref: BomRef) => BomRef {
  const isStep = isMerge(document)
  const subjects = new Set(mode === 'flat' || isStep ? document.subjects : [])
  const refs = new Map<BomRef, BomRef>()
  for (const { ref, purl } of document.elements) {
    if (subjects.has(ref)) refs.set(ref, productRef)
    else if (isStated(purl)) refs.set(ref, purl)
    else refs.set(ref, isStep ? ref : `${id}#${ref}`)
  }
  return (ref) => refs.get(ref) ?? (isStep ? ref : `${id}#${ref}`)
}

function toDocument(
  parts: readonly BomDocument[],
  { elements, sources }: Pick<BomDocument, 'elements'> & { readonly sources: readonly BomProperty[] },
  { mode, name, version, created }: MergeOptions,
): BomDocument {
  const united = uniteDocuments(parts)
  const tops =
    mode === 'flat'
      ? []
      : union(parts.flatMap(({ subjects }) => subjects)).filter((ref) => ref !== productRef)
  const contains = tops.length === 0 ? [] : [{ from: productRef, type: 'contains', to: tops }]
  const product = {
    ...productOf(productRef, name),
    ...(version === undefined ? {} : { version }),
  }
  return {
    ...united,
    created,
    name,
    subjects: [productRef],
    elements: [product, ...elements],
    relationships: uniteRelationships([...contains, ...united.relationships]),
    properties: [...union([...united.properties.filter(isForeign), ...sources]), toMark(mode)],
  }
}

/** What a document says of itself and the merge cannot say of the whole; a merge brings those of its own sources along. */
function toSource({ id, document }: MergeInput & { readonly id: string }): readonly BomProperty[] {
  if (isMerge(document)) return []
  const {
    family,
    specVersion,
    name,
    created,
    manufacturer,
    supplier,
    dataLicense,
    comment,
    creationComment,
  } = document
  const said = {
    family,
    specVersion,
    name,
    created,
    manufacturer,
    supplier,
    dataLicense,
    comment,
    creationComment,
  }
  return [{ name: mergeProperties.source, value: toText({ id, ...said }) }]
}

function isMerge({ properties }: BomDocument): boolean {
  return properties.some(({ name }) => name === mergeProperties.merged)
}

function isForeign({ name }: BomProperty): boolean {
  return name !== mergeProperties.merged
}

function toMark(mode: MergeOptions['mode']): BomProperty {
  return { name: mergeProperties.merged, value: formatCanonicalJson({ mode }) }
}

/** One for each kind of statement, with all that it leads to: what two documents list is listed together. */
function uniteRelationships(all: BomDocument['relationships']): BomDocument['relationships'] {
  const groups = new Map<
    string,
    { readonly head: BomDocument['relationships'][number]; readonly to: Set<BomRef> }
  >()
  for (const relationship of all) {
    const { to, ...head } = relationship
    const key = toText(head)
    const group = groups.get(key) ?? { head: relationship, to: new Set<BomRef>() }
    groups.set(key, group)
    for (const ref of to) if (ref !== relationship.from) group.to.add(ref)
  }
  return [...groups]
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .map(([, { head, to }]) => ({ ...head, to: [...to].sort() }))
}

function sortConflicts(conflicts: readonly MergeConflict[]): readonly MergeConflict[] {
  return [...conflicts].sort((a, b) => compareCodeUnits(a.purl, b.purl) || compareCodeUnits(a.field, b.field))
}
