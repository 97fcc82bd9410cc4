/** The product tree of a CSAF VEX document: branches by vendor, product and version; components inside products. */
import { compareCodeUnits, type Json } from '../../../base/index.ts'
import { splitPurl } from '../../../model/index.ts'
import { isBomLink, isCpe, plainIds } from '../identifiers.ts'
import { digestOf } from '../identity.ts'
import type { ReducedItem } from '../reduce.ts'
import { keyOfItem, keyOfPath, type VexItem, type VexPath } from '../statements.ts'

export interface WrittenTree {
  readonly tree: Json
  /** Product id of a path that was given. */
  readonly idOf: (path: VexPath) => string
}

/** What a product tree keeps of an item: purl, one CPE, addresses, or else its own id, and its name. */
export function reduceItem(item: VexItem): ReducedItem {
  const named = [toCpe(item), ...toUris(item).map(({ uri }) => uri)].filter((id) => id !== undefined)
  const own = named.length === 0 && item.purl === undefined ? plainIds(item).slice(0, 1) : []
  const ids = [...named, ...own.map((id) => withRange(id, item.versions))].sort(compareCodeUnits)
  if (item.purl === undefined && ids.length === 0) return { reason: 'CSAF has no place for what names it' }
  const gone = item.ids.filter((id) => !ids.includes(id))
  const { name, ...rest } = item
  const isTelling = name !== undefined && name !== item.purl && !ids.includes(name)
  return {
    item: { ...rest, ids, ...(isTelling ? { name } : {}) },
    lost:
      gone.length === 0
        ? []
        : [{ field: 'products.ids', message: `CSAF has no place for another id: ${gone.join(', ')}` }],
  }
}

/** A product id means one range of versions, while one id of another format may stand with several. */
function withRange(id: string, versions: string | undefined): string {
  return versions === undefined || id.endsWith(` ${versions}`) ? id : `${id} ${versions}`
}

/** `relationships` in 2.0, `product_paths` in 2.1. `paths` is not empty. */
export function writeTree(paths: readonly VexPath[], version: '2.0' | '2.1'): WrittenTree {
  const items = new Map(paths.flat().map((item) => [keyOfItem(item), item]))
  const ids = nameItems([...items.values()])
  const idOfItem = (item: VexItem): string => ids.get(keyOfItem(item)) ?? ''
  const idOf = (path: VexPath): string =>
    path.length === 1 && path[0] !== undefined ? idOfItem(path[0]) : hashed(keyOfPath(path))
  const products = [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
  const deep = [...new Map(paths.map((path) => [keyOfPath(path), path])).values()].filter(
    ({ length }) => length > 1,
  )
  const write = version === '2.0' ? writeRelationships : writePaths
  const flat = products
    .filter((item) => !hasBranch(item))
    .map((item) => writeProduct(item, idOfItem(item), version))
  const branches = writeBranches(products.filter(hasBranch), (item) =>
    writeProduct(item, idOfItem(item), version),
  )
  return {
    tree: {
      ...(branches.length === 0 ? {} : { branches }),
      ...(flat.length === 0 ? {} : { full_product_names: flat }),
      ...(deep.length === 0 ? {} : write(deep, idOf)),
    },
    idOf,
  }
}

function hashed(content: string): string {
  return `CSAFPID-${digestOf(content).slice(0, 24)}`
}

/** A product that nothing else names keeps the id it has; two of one id are told apart by their content. */
function nameItems(items: readonly VexItem[]): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  const named = items.map((item): readonly [string, string] => {
    const key = keyOfItem(item)
    const own = isNamedElsewhere(item) ? undefined : plainIds(item)[0]
    const id = own === undefined || taken.has(own) ? hashed(key) : own
    taken.add(id)
    return [key, id]
  })
  return new Map(named)
}

function isNamedElsewhere(item: VexItem): boolean {
  return item.purl !== undefined || toCpe(item) !== undefined || toUris(item).length > 0
}

function hasBranch(item: VexItem): boolean {
  return item.purl !== undefined || item.versions !== undefined
}

function writeProduct(item: VexItem, id: string, version: '2.0' | '2.1'): Json {
  const cpe = toCpe(item)
  const uris = toUris(item)
  const purl =
    version === '2.0' ? { purl: item.purl } : { purls: item.purl === undefined ? undefined : [item.purl] }
  const helper = {
    ...(cpe === undefined ? {} : { cpe }),
    ...(item.purl === undefined ? {} : purl),
    ...(uris.length === 0 ? {} : { x_generic_uris: uris }),
  }
  return {
    name: item.name ?? item.purl ?? item.ids[0] ?? id,
    product_id: id,
    ...(Object.keys(helper).length === 0 ? {} : { product_identification_helper: helper }),
  }
}

/** Pattern of the CSAF schema (2.0 section 3.1.3.3.2): others would make the whole document invalid. */
const cpePattern =
  /^(?:cpe:2\.3:[aho*-](?::(?:(?:\?*|\*?)(?:[\w.-]|\\[\\*?!"#$%&'()+,/:;<=>@[\]^`{|}~])+(?:\?*|\*?)|[*-])){5}(?::(?:[a-zA-Z]{2,3}(?:-(?:[a-zA-Z]{2}|\d{3}))?|[*-]))(?::(?:(?:\?*|\*?)(?:[\w.-]|\\[\\*?!"#$%&'()+,/:;<=>@[\]^`{|}~])+(?:\?*|\*?)|[*-])){4}|[cC][pP][eE]:\/[AHOaho]?(?::[\w.~%-]*){0,6})$/

function toCpe(item: VexItem): string | undefined {
  return item.ids.find((id) => isCpe(id) && id.length <= 500 && cpePattern.test(id))
}

/** An address is its own namespace, and so is the scheme of BOM-Links. */
function toUris(item: VexItem): readonly { readonly namespace: string; readonly uri: string }[] {
  return plainIds(item).flatMap((id) => {
    if (isBomLink(id) && /^\S+$/.test(id))
      return [{ namespace: 'https://cyclonedx.org/capabilities/bomlink/', uri: id }]
    const origin = /^https?:\/\/[A-Za-z0-9.-]+/.exec(id)?.[0]
    return origin === undefined || !/^[\w:/?#[\]@!$&'()*+,;=.~%-]+$/.test(id)
      ? []
      : [{ namespace: origin, uri: id }]
  })
}

/** Words that a `product_version` must not hold (2.0 test 6.1.31): a purl has them all the same. */
const saysRange = /[<>]|\b(?:after|all|before|earlier|first|last|later|prior|versions?)\b/i

function writeBranches(items: readonly VexItem[], write: (item: VexItem) => Json): readonly Json[] {
  const vendors = new Map<string, Map<string, VexItem[]>>()
  for (const item of items) {
    const [vendor, product] = namesOf(item)
    const products = vendors.get(vendor) ?? new Map<string, VexItem[]>()
    const own = products.get(product) ?? []
    own.push(item)
    products.set(product, own)
    vendors.set(vendor, products)
  }
  return [...vendors].map(([vendor, products]) => ({
    category: 'vendor',
    name: vendor,
    branches: [...products].flatMap(([name, own]) => writeProductBranches(name, own, write)),
  }))
}

function namesOf(item: VexItem): readonly [string, string] {
  const parts = item.purl === undefined ? undefined : splitPurl(item.purl)
  const name = parts?.name ?? item.name ?? item.ids[0] ?? 'product'
  return [parts?.namespace ?? name, name]
}

/** A product without version stands in a branch of its own, beside the one with the versions. */
function writeProductBranches(
  name: string,
  items: readonly VexItem[],
  write: (item: VexItem) => Json,
): readonly Json[] {
  const versioned = items.flatMap((item): readonly Json[] => {
    const branch = versionBranchOf(item)
    return branch === undefined ? [] : [{ ...branch, product: write(item) }]
  })
  const bare = items.filter((item) => versionBranchOf(item) === undefined)
  const branch = { category: 'product_name', name }
  return [
    ...bare.map((item) => ({ ...branch, product: write(item) })),
    ...(versioned.length === 0 ? [] : [{ ...branch, branches: versioned }]),
  ]
}

function versionBranchOf(item: VexItem): { readonly category: string; readonly name: string } | undefined {
  if (item.versions !== undefined) return { category: 'product_version_range', name: item.versions }
  const version = item.purl === undefined ? undefined : splitPurl(item.purl).version
  return version === undefined || saysRange.test(version)
    ? undefined
    : { category: 'product_version', name: version }
}

function nameOfPath(path: VexPath): string {
  const names = path.map((item) => item.name ?? item.purl ?? item.ids[0] ?? 'product')
  return names.toReversed().join(' in ')
}

/** Each relationship adds one level: the component in the product that the levels before it make. */
function writeRelationships(
  paths: readonly VexPath[],
  idOf: WrittenTree['idOf'],
): { readonly relationships: Json } {
  const levels = paths.flatMap((path) => path.slice(1).map((_, at) => path.slice(0, at + 2)))
  const unique = new Map(levels.map((path) => [keyOfPath(path), path]))
  const relationships = [...unique.values()].map((path) => ({
    category: 'default_component_of',
    full_product_name: { name: nameOfPath(path), product_id: idOf(path) },
    product_reference: idOf(path.slice(-1)),
    relates_to_product_reference: idOf(path.slice(0, -1)),
  }))
  return { relationships: sortById(relationships) }
}

function writePaths(paths: readonly VexPath[], idOf: WrittenTree['idOf']): { readonly product_paths: Json } {
  const written = paths.map((path) => ({
    beginning_product_reference: idOf(path.slice(-1)),
    full_product_name: { name: nameOfPath(path), product_id: idOf(path) },
    subpaths: path
      .slice(0, -1)
      .reverse()
      .map((item) => ({ category: 'default_component_of', next_product_reference: idOf([item]) })),
  }))
  return { product_paths: sortById(written) }
}

function sortById<T extends { readonly full_product_name: { readonly product_id: string } }>(
  items: readonly T[],
): readonly T[] {
  return items.toSorted((a, b) => (a.full_product_name.product_id < b.full_product_name.product_id ? -1 : 1))
}
