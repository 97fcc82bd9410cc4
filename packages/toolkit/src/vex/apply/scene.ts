/** The product that statements are laid over: itself, its components, and who depends on whom. */
import { type Hash, type Inventory, type Purl, splitPurl } from '../../model/index.ts'
import { isBomLink, isHash, purlOfBomLink } from '../documents/identifiers.ts'
import type { VexItem } from '../documents/statements.ts'
import type { VexSubject } from '../model.ts'
import { isInRange, matchPurl, type VersionGrade } from './match-purl.ts'

export interface VexScene {
  readonly subject: VexSubject
  /** Serial numbers of SBOMs of this very product, as `urn:uuid:…`; what a BOM-Link names must be one of them. */
  readonly serials: readonly string[]
  /** bom-ref of the product itself in those SBOMs. */
  readonly subjectRefs: readonly string[]
  /** Purls that the product asks for itself. */
  readonly roots: readonly Purl[]
  readonly components: readonly {
    readonly purl: Purl
    readonly dependsOn: readonly Purl[]
    readonly hashes: readonly Hash[]
  }[]
}

/** The product at hand. Serial numbers of our own SBOMs are not kept, so a BOM-Link names nothing here. */
export function sceneOf({
  inventory,
  subject,
}: {
  readonly inventory: Inventory
  readonly subject: VexSubject
}): VexScene {
  return {
    subject,
    serials: [],
    subjectRefs: [],
    roots: inventory.roots,
    components: inventory.components
      .filter(({ isFirstParty }) => !isFirstParty)
      .map(({ purl, dependsOn, hashes }) => ({ purl, dependsOn, hashes })),
  }
}

/** The product itself in the graph; no purl is an empty text. */
export const SUBJECT = ''

export interface SceneGraph {
  readonly scene: VexScene
  /** Purls that depend on a component; `SUBJECT` where the product holds it directly. */
  readonly parentsOf: (purl: Purl) => readonly string[]
  /** Undefined: the item is another thing than the component (or the product, for `SUBJECT`). */
  readonly match: (item: VexItem, node: string) => VersionGrade | undefined
}

/**
 * A component that nothing depends on is in the product itself. One that only a circle depends on hangs from nothing:
 * no path leads from the product to it, and so no path can be covered.
 */
export function toGraph(scene: VexScene): SceneGraph {
  const parents = new Map<string, Set<string>>()
  const add = (child: string, parent: string): void => {
    const known = parents.get(child) ?? new Set()
    known.add(parent)
    parents.set(child, known)
  }
  for (const { purl, dependsOn } of scene.components)
    for (const child of dependsOn) if (child !== purl) add(child, purl)
  for (const root of scene.roots) add(root, SUBJECT)
  const hashes = new Map(scene.components.map(({ purl, hashes: own }) => [purl as string, own]))
  const lists = new Map([...parents].map(([child, known]) => [child, [...known]]))
  return {
    scene,
    parentsOf: (purl) => lists.get(purl) ?? [SUBJECT],
    match: (item, node) =>
      node === SUBJECT
        ? matchSubject(item, scene)
        : matchComponent(item, node as Purl, { hashes: hashes.get(node) ?? [], scene }),
  }
}

/** `urn:uuid:X` and `urn:cdx:X/1#…` name one document where X is the same. */
function isOwnLink(id: string, { serials }: VexScene): boolean {
  const serial = /^urn:cdx:([^/#]+)/.exec(id)?.[1]?.toLowerCase()
  return serials.some((own) => own.toLowerCase().replace(/^urn:uuid:/, '') === serial)
}

function refOf(link: string): string {
  const ref = link.slice(link.indexOf('#') + 1)
  try {
    return decodeURIComponent(ref)
  } catch {
    return ref
  }
}

/** A BOM-Link decides alone: it means what one SBOM lists, not every package of that name. */
function matchComponent(
  item: VexItem,
  node: Purl,
  { hashes, scene }: { readonly hashes: readonly Hash[]; readonly scene: VexScene },
): VersionGrade | undefined {
  const links = item.ids.filter(isBomLink)
  if (links.length > 0) {
    const isListed = links.some((link) => isOwnLink(link, scene) && isComponentLink(link, node))
    if (!isListed) return undefined
  }
  const { purl, versions } = item
  if (purl !== undefined) return matchPurl({ purl, ...(versions === undefined ? {} : { versions }) }, node)
  const version = splitPurl(node).version
  const isMet = versions === undefined || (version !== undefined && isInRange(versions, version))
  if (links.length > 0) return isMet ? 'exact' : undefined
  const own = new Set(
    hashes.map(({ algorithm, value }) => `${algorithm.toLowerCase().replace('sha-', 'sha')}:${value}`),
  )
  return item.ids.some((id) => isHash(id) && own.has(id)) && isMet ? 'exact' : undefined
}

function isComponentLink(link: string, node: Purl): boolean {
  const purl = purlOfBomLink(link)
  return purl === undefined ? refOf(link) === node : matchPurl({ purl }, node) !== undefined
}

/** By purl, by the SBOM's own reference, by the profile's id, or by name and version where nothing else names it. */
function matchSubject(item: VexItem, scene: VexScene): VersionGrade | undefined {
  const { subject, subjectRefs } = scene
  const links = item.ids.filter(isBomLink)
  if (
    links.some((link) => isOwnLink(link, scene) && (!link.includes('#') || subjectRefs.includes(refOf(link))))
  )
    return isInRange(item.versions, subject.version ?? '') ? 'exact' : undefined
  if (item.purl !== undefined) {
    if (links.length > 0) return undefined
    const { purl, versions } = item
    return matchPurl({ purl, ...(versions === undefined ? {} : { versions }) }, subject.purl)
  }
  if (!isInRange(item.versions, subject.version ?? '')) return undefined
  if (item.ids.includes(subject.id)) return 'exact'
  const full = subject.version === undefined ? subject.name : `${subject.name} ${subject.version}`
  return item.name === full ? 'exact' : undefined
}
