/** The product tree of a document: every branch, every product, every group, each with its place. */
import type { CsafVersion } from './csaf-version.ts'
import { child, children, type Node, text, type Text, texts, textAt } from './node.ts'

export interface Branch {
  readonly node: Node
  readonly parent: Branch | undefined
  readonly category: string
  readonly name: string
  /** How many `branches` stand in its JSON path. */
  readonly depth: number
  /** Of the same list, itself among them. */
  readonly siblings: readonly Branch[]
}

export interface Product {
  readonly id: string
  /** The `full_product_name_t`. */
  readonly node: Node
  readonly origin:
    | { readonly kind: 'branch'; readonly branch: Branch }
    | { readonly kind: 'name' }
    | { readonly kind: 'path'; readonly path: ProductPath }
}

/** A product made of others: a relationship of 2.0, a product path of 2.1. */
export interface ProductPath {
  readonly node: Node
  readonly beginning: Text | undefined
  readonly steps: readonly { readonly category: string; readonly next: Text | undefined }[]
}

export interface ProductTree {
  readonly node: Node
  readonly branches: readonly Branch[]
  /** Every definition in document order; an id may occur twice, which test 6.1.2 reports. */
  readonly products: readonly Product[]
  readonly byId: ReadonlyMap<string, Product>
  readonly paths: readonly ProductPath[]
  readonly groups: readonly { readonly id: string; readonly node: Node; readonly products: readonly Text[] }[]
  /** Members by group id; those of all definitions together. */
  readonly membersOf: ReadonlyMap<string, readonly string[]>
}

export function readTree(root: Node, version: CsafVersion): ProductTree {
  const node = child(root, 'product_tree')
  const branches: Branch[] = []
  collectBranches(node, undefined, branches)
  const ofBranches = branches
    .filter(({ node: { fields } }) => 'product' in fields)
    .map((branch) => toProduct(child(branch.node, 'product'), { kind: 'branch', branch }))
  const ofNames = children(node, 'full_product_names').map((item) => toProduct(item, { kind: 'name' }))
  const paths = version === '2.0' ? readRelationships(node) : readPaths(node)
  const ofPaths = paths.map((path) =>
    toProduct(child(path.node, 'full_product_name'), { kind: 'path', path }),
  )
  const products = [...ofBranches, ...ofNames, ...ofPaths].filter(({ id }) => id !== '')
  const groups = children(node, 'product_groups').map((group) => ({
    id: text(group, 'group_id') ?? '',
    node: group,
    products: texts(group, 'product_ids'),
  }))
  return {
    node,
    branches,
    products,
    byId: new Map(products.map((product) => [product.id, product])),
    paths,
    groups,
    membersOf: toMembers(groups),
  }
}

/** From the root of the tree to the branch. */
export function lineageOf(branch: Branch): readonly Branch[] {
  const line: Branch[] = []
  for (let at: Branch | undefined = branch; at !== undefined; at = at.parent) line.push(at)
  return line.toReversed()
}

function collectBranches(owner: Node, parent: Branch | undefined, found: Branch[]): void {
  const siblings: Branch[] = []
  for (const node of children(owner, 'branches')) {
    const branch: Branch = {
      node,
      parent,
      category: text(node, 'category') ?? '',
      name: text(node, 'name') ?? '',
      depth: (parent?.depth ?? 0) + 1,
      siblings,
    }
    siblings.push(branch)
    found.push(branch)
    collectBranches(node, branch, found)
  }
}

function toProduct(node: Node, origin: Product['origin']): Product {
  return { id: text(node, 'product_id') ?? '', node, origin }
}

function readRelationships(tree: Node): readonly ProductPath[] {
  return children(tree, 'relationships').map((node) => ({
    node,
    beginning: textAt(node, 'product_reference')[0],
    steps: [
      { category: text(node, 'category') ?? '', next: textAt(node, 'relates_to_product_reference')[0] },
    ],
  }))
}

function readPaths(tree: Node): readonly ProductPath[] {
  return children(tree, 'product_paths').map((node) => ({
    node,
    beginning: textAt(node, 'beginning_product_reference')[0],
    steps: children(node, 'subpaths').map((subpath) => ({
      category: text(subpath, 'category') ?? '',
      next: textAt(subpath, 'next_product_reference')[0],
    })),
  }))
}

function toMembers(groups: ProductTree['groups']): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { id, products } of groups) {
    const members = found.get(id) ?? []
    for (const product of products) members.push(product.text)
    found.set(id, members)
  }
  return found
}
