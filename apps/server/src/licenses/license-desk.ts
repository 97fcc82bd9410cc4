/** What is known of the licenses of a release: components, conclusions on file, texts, and the policy. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import { type Conclusion, type PackageTexts, parseConclusions } from '@occtet/toolkit/licenses'
import { hasFreshCatalogue } from '@occtet/toolkit/matching'
import type { Component, FindingsReport, Inventory } from '@occtet/toolkit/model'
import {
  type ComponentLicense,
  type Judged,
  lookAtLicense,
  type Policy,
  toLicenseKnowledge,
  toSubjects,
} from '@occtet/toolkit/policy'
import { readSummary } from '../products/view.ts'
import { type OrgRows, trackedText } from '../triage/org-rows.ts'
import {
  applyOn,
  notFound,
  openTriageDesk,
  readPolicy,
  type Refused,
  type TriageDesk,
} from '../triage/triage-desk.ts'
import { packageTextsOf } from './package-texts.ts'

export const conclusionsPath = 'licenses.yaml'

export interface LicenseDesk {
  readonly desk: TriageDesk
  readonly inventory: Inventory
  /** Third-party components, in the order of the inventory. */
  readonly components: readonly Component[]
  readonly conclusions: readonly Conclusion[]
  readonly texts: PackageTexts
  /** Whether any file of a package is at hand. */
  readonly hasTexts: boolean
  readonly policy: Policy
  /** False: only the few advisories that ship with the program were looked at; they have sources and a root, too. */
  readonly isFullData: boolean
  readonly licenseOf: (component: Component) => ComponentLicense
}

export interface ReleaseName {
  readonly product: string
  readonly release: string
}

/** What people concluded must not be passed over: a file that cannot be read is refused. */
export async function openLicenseDesk(
  rows: OrgRows,
  { product, release }: ReleaseName,
): Promise<Result<LicenseDesk, Refused>> {
  const desk = await openTriageDesk(rows, product, release)
  if (!desk.ok) return desk
  const inventory = await desk.value.release.inventory()
  if (inventory === undefined) {
    return err({
      status: 409,
      code: 'NO_INVENTORY_YET',
      message: 'nothing was uploaded and read for this release',
    })
  }
  const conclusions = await readConclusions(rows, desk.value.product)
  if (!conclusions.ok) return conclusions
  const policy = await readPolicy(rows, desk.value.product)
  if (!policy.ok) return policy
  const { texts, hasTexts } = packageTextsOf(await desk.value.release.files())
  const concluded = new Map(conclusions.value.map((one) => [one.purl, one]))
  const known = new Map<Component, ComponentLicense>()
  return ok({
    desk: desk.value,
    inventory,
    components: inventory.components.filter(({ isFirstParty }) => !isFirstParty),
    conclusions: conclusions.value,
    texts,
    hasTexts,
    policy: policy.value,
    isFullData: (await readSummary(rows, desk.value.release.release.id))?.isThin === false,
    licenseOf: (component) => {
      const found = known.get(component) ?? lookAtLicense(component, texts, concluded.get(component.purl))
      known.set(component, found)
      return found
    },
  })
}

/** `product`: its id. */
export async function readConclusions(
  rows: OrgRows,
  product: string,
): Promise<Result<readonly Conclusion[], Refused>> {
  const text = await trackedText(rows, { product, path: conclusionsPath })
  if (text === undefined) return ok([])
  const parsed = parseConclusions(text)
  if (parsed.ok) return parsed
  const { line, message } = parsed.error
  return err({ status: 422, code: 'LICENSES_UNREADABLE', message: `${conclusionsPath}:${line}: ${message}` })
}

/** Facts for rules; findings with the decisions of today laid over them. `now`: RFC 3339. */
export function policySubjects(
  { desk, inventory, licenseOf, isFullData }: LicenseDesk,
  report: FindingsReport,
  now: string,
): readonly Judged[] {
  const findings = applyOn(desk, now.slice(0, 10)).findings
  return toSubjects({
    inventory,
    findings: { ...report, findings },
    licenseOf: (component) => toLicenseKnowledge(licenseOf(component)),
    product: {
      name: desk.subject.name,
      isFullData,
      hasKevList: hasFreshCatalogue(report.sources, 'kev'),
      brokenDecisionFiles: desk.decisions.broken.length,
    },
    now,
  })
}

export function findComponent({ components }: LicenseDesk, purl: string): Result<Component, Refused> {
  const found = components.find((component) => component.purl === purl)
  return found === undefined ? err({ ...notFound(), code: 'COMPONENT_UNKNOWN' }) : ok(found)
}
