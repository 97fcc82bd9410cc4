/** Every place that names a product or a product group defined elsewhere (tests 6.1.1 and 6.1.4). */
import { child, children, type Node, type Text, texts } from './node.ts'
import type { CsafView } from './view.ts'

/** Data: lists within a vulnerability whose items name products and groups. */
const boundLists = {
  '2.0': ['flags', 'remediations', 'threats'],
  '2.1': [
    'first_known_exploitation_dates',
    'flags',
    'ids',
    'involvements',
    'notes',
    'remediations',
    'threats',
  ],
} as const

function* boundItems(view: CsafView): Iterable<Node> {
  if (view.version === '2.1') yield* children(view.document, 'notes')
  for (const { node } of view.vulnerabilities) {
    for (const list of boundLists[view.version]) yield* children(node, list)
  }
}

export function* productReferences(view: CsafView): Iterable<Text> {
  for (const { products } of view.tree.groups) yield* products
  for (const { beginning, steps } of view.tree.paths) {
    if (beginning !== undefined) yield beginning
    for (const { next } of steps) if (next !== undefined) yield next
  }
  for (const item of boundItems(view)) yield* texts(item, 'product_ids')
  for (const { status, metrics } of view.vulnerabilities) {
    for (const { item } of status) yield item
    for (const { products } of metrics) yield* products
  }
}

export function* groupReferences(view: CsafView): Iterable<Text> {
  for (const item of boundItems(view)) yield* texts(item, 'group_ids')
}

/** All `product_identification_helper` objects. */
export function identificationHelpers(view: CsafView): readonly Node[] {
  return view.tree.products
    .map(({ node }) => child(node, 'product_identification_helper'))
    .filter(({ fields }) => Object.keys(fields).length > 0)
}
