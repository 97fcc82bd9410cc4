/** How complete the SBOM is, stated in the SBOM itself: one composition for the subject, those of the products of a tree, one for each file. */
import type { Component, FileReport, TreeProduct } from '../../model/index.ts'
import type { SbomGraph } from '../graph.ts'
import { productRef, type SbomInput } from '../sbom.ts'

export interface Composition {
  readonly 'bom-ref': string
  readonly aggregate: 'complete' | 'incomplete' | 'unknown'
  readonly assemblies?: readonly string[]
  readonly dependencies?: readonly string[]
}

/**
 * A file that was read whole is `complete`, one that was not is `incomplete`. Dependencies are claimed only for files
 * that state edges at all: a list without edges says nothing about them. The product is complete when all files are
 * and nothing else was lost; without any file nothing is known.
 */
export function toCompositions(input: SbomInput, graph: SbomGraph): readonly Composition[] {
  const byPath = componentsByPath(graph.components, new Set(input.files.map(({ path }) => path)))
  const refs = uniqueRefs(input.files)
  const files = input.files.map((file, index): Composition => {
    const found = byPath.get(file.path) ?? []
    const purls = found.map(({ purl }) => purl)
    const hasEdges = found.some(({ purl }) => graph.dependenciesOf(purl).length > 0)
    return {
      'bom-ref': refs[index] ?? '',
      aggregate: file.status === 'parsed' ? 'complete' : 'incomplete',
      ...(purls.length === 0 ? { assemblies: [productRef] } : { assemblies: purls }),
      ...(hasEdges ? { dependencies: purls } : {}),
    }
  })
  return [
    { 'bom-ref': 'composition:product', aggregate: toAggregate(input), assemblies: [productRef] },
    ...productCompositions(input, graph),
    ...files,
  ]
}

/** Where nothing says what depends on what, nobody knows all that a product depends on. */
function productCompositions(input: SbomInput, { products }: SbomGraph): readonly Composition[] {
  const ofBasis = (basis: TreeProduct['basis']): readonly string[] =>
    products.flatMap(({ ref, product }) => (product.basis === basis ? ref : []))
  const all: readonly Composition[] = [
    { 'bom-ref': 'composition:graph', aggregate: toAggregate(input), dependencies: ofBasis('graph') },
    { 'bom-ref': 'composition:folder', aggregate: 'incomplete', dependencies: ofBasis('folder') },
  ]
  return all.filter(({ dependencies = [] }) => dependencies.length > 0)
}

function toAggregate(input: SbomInput): Composition['aggregate'] {
  if (input.files.length === 0) return 'unknown'
  const isWhole = input.files.every(({ status }) => status === 'parsed')
  const hasLosses =
    input.issues.some(({ level }) => level !== 'note') || (input.unidentified ?? []).length > 0
  return isWhole && !hasLosses ? 'complete' : 'incomplete'
}

function componentsByPath(
  components: readonly Component[],
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, readonly Component[]> {
  const byPath = new Map<string, Component[]>()
  for (const component of components) {
    for (const path of new Set(component.evidence.map((place) => place.path))) {
      if (!wanted.has(path)) continue
      const list = byPath.get(path)
      if (list === undefined) byPath.set(path, [component])
      else list.push(component)
    }
  }
  return byPath
}

/** `file:STATUS:PATH`, numbered where two ecosystems read one file: references must be unique in the document. */
function uniqueRefs(files: readonly FileReport[]): readonly string[] {
  const seen = new Map<string, number>()
  return files.map(({ path, status }) => {
    const ref = `file:${status}:${path}`
    const count = (seen.get(ref) ?? 0) + 1
    seen.set(ref, count)
    return count === 1 ? ref : `${ref}#${count}`
  })
}
