/** What is known of the licenses of a tree's components. */
import { type Component, type LicenseExpression, parseLicenseExpression } from '@occtet/toolkit/model'
import type { LicenseKnowledge } from '@occtet/toolkit/policy'
import type { FindingDesk } from './finding-desk.ts'

export interface LicenseDesk {
  readonly knowledgeOf: (component: Component) => LicenseKnowledge
}

export function openLicenses(_desk: Pick<FindingDesk, 'dir' | 'inventory'>): LicenseDesk {
  return { knowledgeOf }
}

function knowledgeOf({ licenses }: Component): LicenseKnowledge {
  const parsed = licenses.map((text) => parseLicenseExpression(text))
  const expressions = parsed.flatMap((one) => (one.ok ? [one.value] : []))
  const [first] = expressions
  if (first === undefined || expressions.length < licenses.length) return {}
  const effective: LicenseExpression =
    expressions.length === 1 ? first : { kind: 'and', operands: expressions }
  return { effective, basis: 'declared' }
}
