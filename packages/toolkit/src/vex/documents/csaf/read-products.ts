/** Products of a CSAF document as the paths that statements speak about. */
import {
  type CsafDocument,
  type CsafProduct,
  type ProductId,
  type ProductIdentification,
  versionOf,
} from '../../../csaf/index.ts'
import { present } from '../fields.ts'
import { fillVersion, type NamedPurl, readPurl, toHashId } from '../identifiers.ts'
import { vexLimits } from '../limits.ts'
import { type Issues, shown } from '../reading.ts'
import { splitPurl } from '../../../model/index.ts'
import type { VexItem, VexPath } from '../statements.ts'

/** Several paths for a product with several purls; undefined for a circle or a depth that nobody needs. */
export type FindPaths = (id: ProductId) => readonly VexPath[]

/** Several purls inside several products multiply; more than this are cut, with an issue. */
const MAX_PATHS = 64

export function createPathFinder(document: CsafDocument, issues: Issues): FindPaths {
  const known = new Map<ProductId, readonly VexPath[]>()
  const find: FindPaths = (id) => {
    const before = known.get(id)
    if (before !== undefined) return before
    // A circle meets its own start here and gets nothing, so it gives nothing.
    known.set(id, [])
    const product = document.products.get(id)
    const paths =
      product === undefined
        ? [[{ ids: [id] }]]
        : product.kind === 'named'
          ? toItems(product, product.helper, issues).map((item) => [item])
          : toPaths(product, find, issues)
    if (paths.length === 0)
      issues.add('SHAPE_UNEXPECTED', `${shown(id)} is made of itself, or of too many products`)
    known.set(id, paths)
    return paths
  }
  return find
}

/** Outermost first; each step may itself be a product inside another. */
function toPaths(
  product: Extract<CsafProduct, { kind: 'component' }>,
  find: FindPaths,
  issues: Issues,
): readonly VexPath[] {
  let paths: readonly VexPath[] = [[]]
  for (const { within } of product.steps.toReversed()) paths = joinPaths(paths, find(within), issues)
  const inner = joinPaths(paths, find(product.component), issues)
  for (const { category } of product.steps)
    if (category !== 'default_component_of') issues.unkept(`the kind of relationship ${shown(category)}`)
  const isNamed = inner.some((path) => path.at(-1)?.purl !== undefined)
  if (isNamed || product.helper.purls.length === 0) return inner
  // Some writers name the component only where it stands inside the product.
  return inner.flatMap((path) =>
    toItems(product, product.helper, issues).map((item) => [...path.slice(0, -1), item]),
  )
}

function joinPaths(outer: readonly VexPath[], inner: readonly VexPath[], issues: Issues): readonly VexPath[] {
  const joined = outer.flatMap((before) => inner.map((after) => [...before, ...after]))
  const kept = joined.filter((path) => path.length <= vexLimits.depth).slice(0, MAX_PATHS)
  if (kept.length < joined.length)
    issues.add('NESTING_TOO_DEEP', `${joined.length - kept.length} combinations of products are not read`)
  return kept
}

/** One for each purl; the document's own id counts only where nothing names the product elsewhere. */
function toItems(product: CsafProduct, helper: ProductIdentification, issues: Issues): readonly VexItem[] {
  const ids = readIds(helper, issues)
  const named: NamedPurl[] = []
  for (const text of helper.purls) {
    const found = readPurl(text)
    if (found !== undefined) named.push(found)
    else issues.add('PURL_INVALID', `${shown(text)} is no package URL`)
  }
  if (named.length === 0) {
    const own = ids.length > 0 ? ids : [product.id]
    return [{ ids: own, ...rangeOf(product, issues), ...nameOf(product, own) }]
  }
  return named.map((one): VexItem => {
    const versioned = withVersion(one, product, issues)
    return { ids, ...versioned, ...nameOf(product, [one.purl, ...ids]) }
  })
}

/** The name of a product that has none is its id, here as in the writer. */
function nameOf(product: CsafProduct, ids: readonly string[]): { readonly name?: string } {
  return product.name === '' || ids.includes(product.name) ? {} : { name: product.name }
}

/** A branch may say the version that the purl leaves open; without it, the purl would mean every version. */
function withVersion(
  { purl, versions }: NamedPurl,
  product: CsafProduct,
  issues: Issues,
): Pick<VexItem, 'purl' | 'versions'> {
  const version = versionOf(product)
  if (version?.kind === 'exact' && versions === undefined) return { purl: fillVersion(purl, version.version) }
  if (splitPurl(purl).version !== undefined) {
    if (version?.kind === 'range') issues.unkept('version ranges beside a package URL with version')
    return { purl }
  }
  return { purl, ...present({ versions }), ...rangeOf(product, issues) }
}

/** A range that no order belongs to is kept as text: it then matches no version at all. */
function rangeOf(product: CsafProduct, issues: Issues): { readonly versions?: string } {
  const version = versionOf(product)
  if (version?.kind !== 'range') return {}
  if (version.notation !== 'vers')
    issues.add('RANGE_INVALID', `the range ${shown(version.text)} is not in VERS and matches no version`)
  return { versions: version.text }
}

function readIds(helper: ProductIdentification, issues: Issues): readonly string[] {
  const hashes = helper.hashes.flatMap(({ algorithm, value }) => {
    const id = toHashId('openvex', algorithm, value)
    if (id === undefined) issues.unkept(`hashes of ${shown(algorithm)}`)
    return id ?? []
  })
  issues.unkept('file names of hashes', helper.hashes.length)
  const others = [helper.modelNumbers, helper.serialNumbers, helper.skus, helper.sbomUrls]
  issues.unkept(
    'model numbers, serial numbers, stock keeping units, SBOM addresses',
    others.reduce((sum, list) => sum + list.length, 0),
  )
  return [...(helper.cpe === undefined ? [] : [helper.cpe]), ...hashes, ...helper.genericUris]
}
