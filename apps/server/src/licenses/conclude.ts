/** A person's word on a license, or its withdrawal; nothing declared or detected is changed. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import { settingEvents } from '@occtet/toolkit/cra'
import { personActor } from '@occtet/toolkit/ledger'
import { type Conclusion, formatConclusions, readLicenseText } from '@occtet/toolkit/licenses'
import { parseLicenseExpression } from '@occtet/toolkit/model'
import { writeProductFile } from '../db/product-files.ts'
import type { Change, Changed } from '../kernel/model.ts'
import type { Acting } from '../triage/decide.ts'
import { within } from '../triage/org-rows.ts'
import type { Refused } from '../triage/triage-desk.ts'
import {
  conclusionsPath,
  findComponent,
  type LicenseDesk,
  openLicenseDesk,
  type ReleaseName,
} from './license-desk.ts'

export interface ConclusionWish {
  readonly purl: string
  readonly expression: string
  readonly reason: string
  readonly source: string
}

export async function concludeLicense(
  acting: Acting,
  release: ReleaseName,
  wish: ConclusionWish,
): Promise<Changed<Result<void, Refused>>> {
  const { caller, now, org } = acting
  return org.change(async (change) => {
    const licenses = await openLicenseDesk(within(change, org), release)
    if (!licenses.ok) return licenses
    const component = findComponent(licenses.value, wish.purl)
    if (!component.ok) return component
    const refused = refusalOf(wish)
    if (refused !== undefined) return err(refused)
    const { purl } = component.value
    const { expression, reason, source } = wish
    const made = { purl, expression, by: caller.name, at: now, reason: reason.trim(), source: source.trim() }
    const conclusions = [...licenses.value.conclusions, made]
    return write(change, acting, { licenses: licenses.value, conclusions, purl, told: made })
  })
}

function refusalOf({ expression, reason, source }: ConclusionWish): Refused | undefined {
  const license = parseLicenseExpression(expression)
  if (!license.ok) {
    const reading = readLicenseText(expression)
    const meant = 'proposal' in reading ? ` (perhaps ${String(reading.proposal)})` : ''
    return { status: 422, code: 'LICENSE_INVALID', message: `${license.error.message}${meant}` }
  }
  if (reason.trim() !== '' && source.trim() !== '') return undefined
  return { status: 422, code: 'REASON_MISSING', message: 'expected why, and what it rests on' }
}

/** The reason stays in the ledger; the file holds only what counts. */
export async function withdrawConclusion(
  acting: Acting,
  release: ReleaseName,
  { purl, reason }: { readonly purl: string; readonly reason: string },
): Promise<Changed<Result<void, Refused>>> {
  const { org, caller, now } = acting
  return org.change(async (change) => {
    const licenses = await openLicenseDesk(within(change, org), release)
    if (!licenses.ok) return licenses
    if (reason.trim() === '') return err({ status: 422, code: 'REASON_MISSING', message: 'expected why' })
    const { conclusions } = licenses.value
    const kept = conclusions.filter((one) => one.purl !== purl)
    if (kept.length === conclusions.length)
      return err({ status: 404, code: 'COMPONENT_UNKNOWN', message: 'nothing was concluded about it' })
    const told = { withdrawn: purl, by: caller.name, at: now, reason: reason.trim() }
    return write(change, acting, { licenses: licenses.value, conclusions: kept, purl, told })
  })
}

interface Writing {
  readonly licenses: LicenseDesk
  readonly conclusions: readonly Conclusion[]
  readonly purl: string
  readonly told: object
}

async function write(
  change: Change,
  { org, caller, now }: Acting,
  { licenses: { desk }, conclusions, purl, told }: Writing,
): Promise<Result<void, Refused>> {
  const text = formatConclusions(conclusions)
  const place = { product: desk.product, place: 'tracked', path: conclusionsPath } as const
  await writeProductFile(org, change, { ...place, text, now })
  const actor = personActor(caller.name)
  const events = settingEvents(
    { product: desk.subject.id, actor },
    `license of ${purl}`,
    JSON.stringify(told),
  )
  for (const event of events) change.record(event)
  return ok(undefined)
}
