/** What is known of the licenses of a tree's components: declared, detected in installed packages, concluded by people. */
import { installedTexts, readConclusions } from '@occtet/toolkit/adapters'
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
} from '@occtet/toolkit/licenses'
import {
  type Component,
  type Inventory,
  type LicenseExpression,
  parseLicenseExpression,
} from '@occtet/toolkit/model'
import type { LicenseKnowledge } from '@occtet/toolkit/policy'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

export interface ComponentLicense {
  readonly component: Component
  readonly facts: LicenseFacts
  readonly resolved: ResolvedLicense
}

export interface LicenseDesk {
  readonly texts: PackageTexts
  readonly licenseOf: (component: Component) => ComponentLicense
  readonly knowledgeOf: (component: Component) => LicenseKnowledge
}

/** Throws (exit 3) where the conclusions cannot be read: what people decided must not be passed over. */
export function openLicenses({ dir }: { readonly dir: string; readonly inventory: Inventory }): LicenseDesk {
  const read = readConclusions(dir)
  if (!read.ok)
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'LICENSES_UNREADABLE',
      message: read.error,
    })
  const concluded = new Map(read.value.map((one) => [one.purl, one]))
  const texts = installedTexts(dir)
  const known = new Map<Component, ComponentLicense>()
  const licenseOf = (component: Component): ComponentLicense => {
    const found = known.get(component) ?? look(component, texts, concluded.get(component.purl))
    known.set(component, found)
    return found
  }
  return { texts, licenseOf, knowledgeOf: (component) => toKnowledge(licenseOf(component)) }
}

function look(
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

function toKnowledge({ facts, resolved }: ComponentLicense): LicenseKnowledge {
  const parsed = resolved.effective === undefined ? undefined : parseLicenseExpression(resolved.effective)
  if (parsed?.ok !== true || resolved.basis === 'unknown') return {}
  const strictest = classOf(parsed.value)
  return {
    effective: parsed.value,
    basis: resolved.basis,
    ...(strictest === undefined ? {} : { class: strictest }),
    ...(facts.detected.length === 0 ? {} : { isConflicting: resolved.conflicts.length > 0 }),
  }
}

/** The mildest choice of OR, the strictest part of AND; undefined where a license that decides is not in the table. */
export function classOf(expression: LicenseExpression): LicenseClass | undefined {
  if (!('operands' in expression)) {
    const [own] = obligationsIn(expression)
    return own?.kind === 'known' ? own.class : undefined
  }
  const ranks = expression.operands
    .map(classOf)
    .map((one) => (one === undefined ? undefined : licenseClasses.indexOf(one)))
  const known = ranks.flatMap((rank) => rank ?? [])
  if (expression.kind === 'and' && known.length < ranks.length) return undefined
  const rank = expression.kind === 'and' ? Math.max(...known) : Math.min(...known)
  return known.length === 0 ? undefined : licenseClasses[rank]
}
