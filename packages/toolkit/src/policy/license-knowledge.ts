/** One component's license: the facts put together, what counts, and what rules may ask of it. */
import {
  type Conclusion,
  detectLicenses,
  type LicenseClass,
  licenseClasses,
  type LicenseFacts,
  obligationsIn,
  type PackageTexts,
  type ResolvedLicense,
  resolveLicense,
} from '../licenses/index.ts'
import { type Component, type LicenseExpression, parseLicenseExpression } from '../model/index.ts'
import type { LicenseKnowledge } from './facts-of.ts'

export interface ComponentLicense {
  readonly component: Component
  readonly facts: LicenseFacts
  readonly resolved: ResolvedLicense
}

/** `concluded`: of this very purl. */
export function lookAtLicense(
  component: Component,
  texts: PackageTexts,
  concluded: Conclusion | undefined,
): ComponentLicense {
  const source = component.evidence[0]?.path ?? ''
  const facts: LicenseFacts = {
    declared: component.licenses.map((text) => ({ text, source })),
    detected: detectLicenses(texts, component.purl),
    ...(concluded === undefined ? {} : { concluded }),
  }
  return { component, facts, resolved: resolveLicense(facts) }
}

export function toLicenseKnowledge({ facts, resolved }: ComponentLicense): LicenseKnowledge {
  const parsed = resolved.effective === undefined ? undefined : parseLicenseExpression(resolved.effective)
  if (parsed?.ok !== true || resolved.basis === 'unknown') return {}
  const strictest = classOfExpression(parsed.value)
  return {
    effective: parsed.value,
    basis: resolved.basis,
    ...(strictest === undefined ? {} : { class: strictest }),
    ...(facts.detected.length === 0 ? {} : { isConflicting: resolved.conflicts.length > 0 }),
  }
}

/** The mildest choice of OR, the strictest part of AND; undefined where a license that decides is not in the table. */
export function classOfExpression(expression: LicenseExpression): LicenseClass | undefined {
  if (!('operands' in expression)) {
    const [own] = obligationsIn(expression)
    return own?.kind === 'known' ? own.class : undefined
  }
  const ranks = expression.operands
    .map(classOfExpression)
    .map((one) => (one === undefined ? undefined : licenseClasses.indexOf(one)))
  const known = ranks.flatMap((rank) => rank ?? [])
  if (expression.kind === 'and' && known.length < ranks.length) return undefined
  const rank = expression.kind === 'and' ? Math.max(...known) : Math.min(...known)
  return known.length === 0 ? undefined : licenseClasses[rank]
}
