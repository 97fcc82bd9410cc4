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
    productsOf: (item) => {
      const found = new Set(texts(item, 'product_ids').map((product) => product.text))
      for (const group of new Set(texts(item, 'group_ids').map((id) => id.text))) {
        const all = tree.membersOf.get(group) ?? []
        spend(all.length)
        for (const product of all) found.add(product)
      }
      return found
    },
    spend,
    refill,
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
