/** What is known of the licenses of a tree's components: declared, detected in installed packages, concluded by people. */
import { installedTexts, readConclusions } from '@occtet/toolkit/adapters'
import type { Conclusion, PackageTexts } from '@occtet/toolkit/licenses'
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

interface LicensedTree {
  readonly dir: string
  /** Of one product in the tree: what was concluded for it comes before what was concluded for the tree. */
  readonly home?: string | undefined
  readonly inventory: Inventory
}

/** Throws (exit 3) where the conclusions cannot be read: what people decided must not be passed over. */
export function openLicenses({ dir, home }: LicensedTree): LicenseDesk {
  const own = home === undefined || home === dir ? [] : conclusionsIn(home)
  const concluded = new Map([...conclusionsIn(dir), ...own].map((one) => [one.purl, one]))
  const texts = installedTexts(dir)
  const known = new Map<Component, ComponentLicense>()
  const licenseOf = (component: Component): ComponentLicense => {
    const found = known.get(component) ?? lookAtLicense(component, texts, concluded.get(component.purl))
    known.set(component, found)
    return found
  }
  return { texts, licenseOf, knowledgeOf: (component) => toLicenseKnowledge(licenseOf(component)) }
}

function conclusionsIn(dir: string): readonly Conclusion[] {
  const read = readConclusions(dir)
  if (read.ok) return read.value
  throw new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'LICENSES_UNREADABLE',
    message: read.error,
  })
}
