/** The product tree: branches, full product names, relationships and paths, all by product id (CSAF 2.0 section 3.2.2). */
import { limits } from '../base/index.ts'
import { type Losses, shown } from './losses.ts'
import type { Branch, CsafProduct, ProductIdentification, PathStep, ProductId } from './model.ts'
import { elements, members, objects, type Shape, wordList, words } from './shape.ts'

export interface ProductTree {
  readonly products: ReadonlyMap<ProductId, CsafProduct>
  readonly groups: ReadonlyMap<string, readonly ProductId[]>
}

export function readProductTree(value: unknown, losses: Losses): ProductTree {
  const tree = members(value)
  const products = new Map<ProductId, CsafProduct>()
  const add = (product: CsafProduct | undefined): void => {
    if (product === undefined) losses.add('SHAPE_UNEXPECTED', 'a product without the ids that it needs')
    else if (products.has(product.id))
      losses.add('DUPLICATE_KEY', `the product id ${shown(product.id)} is given twice; the first one counts`)
    else products.set(product.id, product)
  }
  readBranches(tree['branches'], add, losses)
  for (const item of elements(tree['full_product_names'])) add(readNamed(item, undefined))
  for (const item of objects(tree['relationships'])) add(readRelationship(item))
  for (const item of objects(tree['product_paths'])) add(readPath(item))
  checkComponents(products, losses)
  return { products, groups: readGroups(tree['product_groups'], { products, losses }) }
}

interface Pending {
  readonly value: unknown
  readonly parent: Branch | undefined
  readonly depth: number
}

/** A stack instead of recursion, in the order of the document. */
function readBranches(value: unknown, add: (product: CsafProduct | undefined) => void, losses: Losses): void {
  const pending = toPending(value, undefined, 1)
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value: item, parent, depth } = next
    const from = members(item)
    const branch: Branch = {
      category: words(from['category']) ?? '',
      name: words(from['name']) ?? '',
      ...(parent === undefined ? {} : { parent }),
    }
    if (from['product'] !== undefined) add(readNamed(from['product'], branch))
    const below = elements(from['branches'])
    if (below.length === 0) continue
    if (depth >= limits.nesting)
      losses.add('NESTING_TOO_DEEP', `branches deeper than ${limits.nesting} levels are not read`)
    // Not spread into push: a level may hold more branches than a call takes arguments.
    else for (const child of toPending(below, branch, depth + 1)) pending.push(child)
  }
}

/** Reversed, because the stack gives the last one first. */
function toPending(value: unknown, parent: Branch | undefined, depth: number): Pending[] {
  return elements(value)
    .map((item) => ({ value: item, parent, depth }))
    .reverse()
}

function readNamed(value: unknown, branch: Branch | undefined): CsafProduct | undefined {
  const from = members(value)
  const id = words(from['product_id'])
  if (id === undefined) return undefined
  return { kind: 'named', id, ...readFacts(from), ...(branch === undefined ? {} : { branch }) }
}

function readRelationship(from: Shape): CsafProduct | undefined {
  return toComponent(from['full_product_name'], from['product_reference'], [
    { category: from['category'], within: from['relates_to_product_reference'] },
  ])
}

function readPath(from: Shape): CsafProduct | undefined {
  const steps = objects(from['subpaths']).map((item) => ({
    category: item['category'],
    within: item['next_product_reference'],
  }))
  return toComponent(from['full_product_name'], from['beginning_product_reference'], steps)
}

/** Undefined where one of the ids is missing: half a path would say more than its author did. */
function toComponent(
  fullName: unknown,
  component: unknown,
  path: readonly { readonly category: unknown; readonly within: unknown }[],
): CsafProduct | undefined {
  const named = members(fullName)
  const id = words(named['product_id'])
  const start = words(component)
  const steps = path.flatMap(({ category, within }): readonly PathStep[] => {
    const to = words(within)
    return to === undefined ? [] : [{ category: words(category) ?? '', within: to }]
  })
  if (id === undefined || start === undefined || steps.length === 0 || steps.length < path.length)
    return undefined
  return { kind: 'component', id, ...readFacts(named), component: start, steps }
}

function checkComponents(products: ReadonlyMap<ProductId, CsafProduct>, losses: Losses): void {
  for (const product of products.values()) {
    if (product.kind !== 'component') continue
    for (const id of [product.component, ...product.steps.map(({ within }) => within)]) {
      if (products.has(id)) continue
      losses.add('REFERENCE_MISSING', `${shown(product.id)} is made of ${shown(id)}, which is no product`)
    }
  }
}

function readFacts(from: Shape): {
  readonly name: string
  readonly helper: ProductIdentification
} {
  return { name: words(from['name']) ?? '', helper: readHelper(from['product_identification_helper']) }
}

/** `purl` in 2.0, `purls` in 2.1. */
function readHelper(value: unknown): ProductIdentification {
  const from = members(value)
  const cpe = words(from['cpe'])
  const purl = words(from['purl'])
  const purls = wordList(from['purls'])
  return {
    purls: purl === undefined ? purls : [...new Set([purl, ...purls])],
    ...(cpe === undefined ? {} : { cpe }),
    hashes: objects(from['hashes']).flatMap(readHashes),
    modelNumbers: wordList(from['model_numbers']),
    serialNumbers: wordList(from['serial_numbers']),
    skus: wordList(from['skus']),
    sbomUrls: wordList(from['sbom_urls']),
    genericUris: objects(from['x_generic_uris']).flatMap((item) => words(item['uri']) ?? []),
  }
}

function readHashes(from: Shape): ProductIdentification['hashes'] {
  const filename = words(from['filename']) ?? ''
  return objects(from['file_hashes']).flatMap((item) => {
    const algorithm = words(item['algorithm'])
    const value = words(item['value'])
    return algorithm === undefined || value === undefined ? [] : [{ algorithm, value, filename }]
  })
}

function readGroups(
  value: unknown,
  context: { readonly products: ReadonlyMap<ProductId, CsafProduct>; readonly losses: Losses },
): ReadonlyMap<string, readonly ProductId[]> {
  const groups = new Map<string, readonly ProductId[]>()
  for (const item of objects(value)) {
    const id = words(item['group_id'])
    const ids = wordList(item['product_ids'])
    if (id === undefined) context.losses.add('SHAPE_UNEXPECTED', 'a product group without group_id')
    else if (groups.has(id))
      context.losses.add('DUPLICATE_KEY', `the group ${shown(id)} is given twice; the first one counts`)
    else groups.set(id, ids)
    for (const missing of ids.filter((product) => !context.products.has(product)))
      context.losses.add(
        'REFERENCE_MISSING',
        `the group ${shown(id ?? '')} names ${shown(missing)}, which is no product`,
      )
  }
  return groups
}
