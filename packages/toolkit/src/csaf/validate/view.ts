/** A CSAF document as the tests ask about it: read once, shared by all of them. */
import { members } from '../shape.ts'
import { createBudget } from './budget.ts'
import type { CsafVersion } from './csaf-version.ts'
import { child, type Node, text, texts } from './node.ts'
import { type ProductTree, readTree } from './view-products.ts'
import { readRevisions, type Revisions } from './view-revisions.ts'
import { readVulnerabilities, type Vulnerability } from './view-vulnerabilities.ts'

export interface CsafView {
  readonly version: CsafVersion
  /** The time of the validation, RFC 3339; test 6.2.33 asks for it. */
  readonly now: string
  readonly root: Node
  readonly document: Node
  readonly tracking: Node
  /** `document.category`. */
  readonly category: string
  /** `document.tracking.status`. */
  readonly status: string
  /** TLP label in upper case; empty without one. */
  readonly tlp: string
  readonly tree: ProductTree
  readonly vulnerabilities: readonly Vulnerability[]
  readonly revisions: Revisions
  /** Products that an item names itself or through groups, each once. Counts against the budget. */
  readonly productsOf: (item: Node) => ReadonlySet<string>
  /** Counts steps of the running test; throws when it takes too many. */
  readonly spend: (steps: number) => void
  readonly refill: () => void
}

export function toView(document: unknown, version: CsafVersion, now: string): CsafView {
  const root: Node = { fields: members(document), path: '' }
  const head = child(root, 'document')
  const tracking = child(head, 'tracking')
  const tree = readTree(root, version)
  const { spend, refill } = createBudget()
  return {
    version,
    now,
    root,
    document: head,
    tracking,
    category: text(head, 'category') ?? '',
    status: text(tracking, 'status') ?? '',
    tlp: (text(child(child(head, 'distribution'), 'tlp'), 'label') ?? '').toUpperCase(),
    tree,
    vulnerabilities: readVulnerabilities(root, version),
    revisions: readRevisions(tracking),
    productsOf: toProductsOf(tree, spend),
    spend,
    refill,
  }
}

/** The members of one group are collected once; who asks for them is expected to walk through them. */
function toProductsOf(tree: ProductTree, spend: (steps: number) => void): CsafView['productsOf'] {
  const cache = new Map<string, ReadonlySet<string>>()
  const membersOf = (group: string): ReadonlySet<string> => {
    const found = cache.get(group) ?? new Set(tree.membersOf.get(group))
    cache.set(group, found)
    spend(found.size)
    return found
  }
  return (item) => {
    const products = texts(item, 'product_ids').map((product) => product.text)
    const groups = [...new Set(texts(item, 'group_ids').map((id) => id.text))]
    const [first] = groups
    if (first !== undefined && groups.length === 1 && products.length === 0) return membersOf(first)
    const all = new Set(products)
    for (const group of groups) for (const product of membersOf(group)) all.add(product)
    return all
  }
}

/** Whether the document is `final` or `interim`. */
export function isReleased({ status }: CsafView): boolean {
  return status === 'final' || status === 'interim'
}

/** Language of the document: of English or unknown, or the primary subtag of another one. */
export function otherLanguage(view: CsafView): string | undefined {
  const primary = text(view.document, 'lang')?.toLowerCase().split('-')[0]
  return primary === undefined || primary === '' || primary === 'en' ? undefined : primary
}
