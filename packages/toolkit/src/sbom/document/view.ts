/** Questions that everything above a document asks: who is in it, and what leads from whom to whom. */
import type { BomDocument, BomRelationship } from './bom.ts'
import type { BomRef } from './parts.ts'
import type { BomElement } from './element.ts'

export interface BomView {
  readonly document: BomDocument
  readonly find: (ref: BomRef) => BomElement | undefined
  /** What the document says of `ref` as the one that depends, contains, …; in the order of the document. */
  readonly from: (ref: BomRef) => readonly BomRelationship[]
  /** True where another element depends on it or contains it. */
  readonly isReached: (ref: BomRef) => boolean
  /** What the document is about. */
  readonly subjects: readonly BomElement[]
  /** What counts as a component: see `isComponent`. In the order of the document. */
  readonly components: readonly BomElement[]
}

/** The two that say what a thing is made of. */
export const structural: ReadonlySet<string> = new Set(['dependsOn', 'contains'])

export function viewBom(document: BomDocument): BomView {
  const elements = new Map(document.elements.map((element) => [element.ref, element]))
  const from = new Map<BomRef, BomRelationship[]>()
  const reached = new Set<BomRef>()
  for (const relationship of document.relationships) {
    const known = from.get(relationship.from)
    if (known === undefined) from.set(relationship.from, [relationship])
    else known.push(relationship)
    if (structural.has(relationship.type)) for (const to of relationship.to) reached.add(to)
  }
  const hasPackages = document.elements.some((element) => isPackage(element))
  return {
    document,
    find: (ref) => elements.get(ref),
    from: (ref) => from.get(ref) ?? [],
    isReached: (ref) => reached.has(ref),
    subjects: document.subjects.flatMap((ref) => elements.get(ref) ?? []),
    components: document.elements.filter((element) => isComponent(element, document, hasPackages)),
  }
}

/**
 * Services and snippets are none. SPDX lists the files of a package one by one beside it: they count only where the
 * document names nothing else; a CycloneDX component of type `file` is listed on purpose and counts.
 */
function isComponent(element: BomElement, { family }: BomDocument, hasPackages: boolean): boolean {
  if (!isPackage(element)) return element.kind === 'file' && (family === 'cyclonedx' || !hasPackages)
  return true
}

function isPackage({ kind }: BomElement): boolean {
  return kind !== 'file' && kind !== 'snippet' && kind !== 'service'
}

/** SPDX writes these words where nothing is said. */
export function isStated(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '' && text !== 'NOASSERTION' && text !== 'NONE'
}

/** One line that tells an element from others in a list for people. */
export function nameElement({
  purl,
  group,
  name,
  version,
  ref,
}: Pick<BomElement, 'ref' | 'name' | 'group' | 'version' | 'purl'>): string {
  if (isStated(purl)) return purl
  const full = group === undefined ? name : `${group}/${name}`
  return `${full === '' ? ref : full}${version === undefined ? '' : ` ${version}`}`
}
