/** Vulnerabilities of a document: product status and scores, alike for both versions. */
import type { CsafVersion } from './csaf-version.ts'
import { child, children, type Node, text, type Text, texts } from './node.ts'

/** Groups of section "Product Status" that exclude each other; `recommended` belongs to none. */
export type StatusGroup = 'affected' | 'not_affected' | 'fixed' | 'under_investigation' | 'unknown'

/** Data: member of `product_status` and its group. */
export const statusMembers: readonly (readonly [string, StatusGroup | undefined])[] = [
  ['first_affected', 'affected'],
  ['first_fixed', 'fixed'],
  ['fixed', 'fixed'],
  ['known_affected', 'affected'],
  ['known_not_affected', 'not_affected'],
  ['last_affected', 'affected'],
  ['recommended', undefined],
  ['under_investigation', 'under_investigation'],
  ['unknown', 'unknown'],
]

export interface StatusEntry {
  readonly member: string
  readonly group: StatusGroup | undefined
  /** The product id, and where it stands. */
  readonly item: Text
}

/** A score of 2.0, a metric of 2.1. */
export interface Metric {
  readonly node: Node
  /** Where `cvss_v3` and the like stand: the score itself in 2.0. */
  readonly content: Node
  readonly products: readonly Text[]
  /** Undefined for the author of the document. */
  readonly source: string | undefined
}

export interface Vulnerability {
  readonly node: Node
  readonly status: readonly StatusEntry[]
  readonly metrics: readonly Metric[]
}

export function readVulnerabilities(root: Node, version: CsafVersion): readonly Vulnerability[] {
  return children(root, 'vulnerabilities').map((node) => ({
    node,
    status: readStatus(child(node, 'product_status')),
    metrics: version === '2.0' ? readScores(node) : readMetrics(node),
  }))
}

/** Entries of the given groups, in document order. */
export function withStatus(
  { status }: Vulnerability,
  ...groups: readonly StatusGroup[]
): readonly StatusEntry[] {
  return status.filter(({ group }) => group !== undefined && groups.includes(group))
}

function readStatus(node: Node): readonly StatusEntry[] {
  return statusMembers.flatMap(([member, group]) =>
    texts(node, member).map((item) => ({ member, group, item })),
  )
}

function readScores(vulnerability: Node): readonly Metric[] {
  return children(vulnerability, 'scores').map((node) => ({
    node,
    content: node,
    products: texts(node, 'products'),
    source: undefined,
  }))
}

function readMetrics(vulnerability: Node): readonly Metric[] {
  return children(vulnerability, 'metrics').map((node) => ({
    node,
    content: child(node, 'content'),
    products: texts(node, 'products'),
    source: text(node, 'source'),
  }))
}
