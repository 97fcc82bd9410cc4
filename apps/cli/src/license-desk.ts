/** What is known of the licenses of a tree's components: declared, detected in installed packages, concluded by people. */
import { installedTexts, readConclusions } from '@occtet/toolkit/adapters'
import type { PackageTexts } from '@occtet/toolkit/licenses'
import type { Component, Inventory } from '@occtet/toolkit/model'
import {
  type ComponentLicense,
  type LicenseKnowledge,
  lookAtLicense,
  toLicenseKnowledge,
} from '@occtet/toolkit/policy'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

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
    const found = known.get(component) ?? lookAtLicense(component, texts, concluded.get(component.purl))
    known.set(component, found)
    return found
  }
  return { texts, licenseOf, knowledgeOf: (component) => toLicenseKnowledge(licenseOf(component)) }
}
