/** What readers have from us that does not stand any more: silence would let it stand. */
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding, StaleReason, VexStatus } from '../../model/index.ts'
import type { VexProduct, VexStatement, VexSubject } from '../model.ts'
import type { AppliedDecision } from './apply.ts'
import { versionOf } from './holds.ts'
import { namesOfFinding, packageOf, toName } from './identity.ts'

export interface Published {
  /** Oldest first: of several about one product the last counts. */
  readonly statements: readonly VexStatement[]
  readonly subject: VexSubject
  /** The decision of the finding that does not speak, where there is one. */
  readonly decision: AppliedDecision | undefined
}

/**
 * Releases of the product of which we said that all is well with this flaw in this package, as they were named then, sorted.
 * For the release at hand (or a product named without version): `not_affected` and `fixed`. For other releases:
 * `not_affected`, where the decision was revoked or its facts changed for them too; what has merely expired was true then,
 * and what another release fixed stays fixed there.
 */
export function findTakenBack(finding: Finding, published: Published): readonly VexProduct[] {
  const latest = new Map<string, { readonly product: VexProduct; readonly status: VexStatus }>()
  for (const { vulnerability, products, status } of published.statements) {
    const names = namesOfFinding(finding)
    if (![vulnerability.id, ...vulnerability.aliases].some((name) => names.has(toName(name)))) continue
    for (const product of products) {
      if (isAbout(product, finding, published.subject)) latest.set(product.purl ?? '', { product, status })
    }
  }
  return [...latest]
    .filter(([, { product, status }]) => isTakenBack(product, status, published))
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .map(([, { product }]) => withPart(product, finding))
}

/** Whether a product as named is the release at hand, or every release. */
export function isCurrent({ purl }: VexProduct, subject: VexSubject): boolean {
  const version = purl === undefined ? undefined : versionOf(purl)
  return version === undefined || version === versionOf(subject.purl)
}

function isAbout({ purl, subcomponents }: VexProduct, finding: Finding, subject: VexSubject): boolean {
  if (purl === undefined || packageOf(purl) !== packageOf(subject.purl)) return false
  const part = packageOf(finding.purl)
  return (
    subcomponents.length === 0 ||
    subcomponents.some((one) => one.purl !== undefined && packageOf(one.purl) === part)
  )
}

const ofEveryRelease: readonly StaleReason[] = ['RANGE_CHANGED', 'ADVISORY_CHANGED', 'EXPLOITATION_CHANGED']

function isTakenBack(product: VexProduct, status: VexStatus, { subject, decision }: Published): boolean {
  if (isCurrent(product, subject)) return status === 'not_affected' || status === 'fixed'
  if (status !== 'not_affected' || decision === undefined) return false
  const { standing, staleReasons } = decision
  return standing === 'revoked' || staleReasons.some((reason) => ofEveryRelease.includes(reason))
}

/** Only this package is in doubt, not all that the statement was about. */
function withPart(product: VexProduct, finding: Finding): VexProduct {
  const part = packageOf(finding.purl)
  const named = product.subcomponents.filter(({ purl }) => purl !== undefined && packageOf(purl) === part)
  const own = { purl: finding.purl, ids: [], subcomponents: [] }
  return { ...product, subcomponents: named.length > 0 ? named : [own] }
}
