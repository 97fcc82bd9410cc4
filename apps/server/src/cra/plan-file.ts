/** Writes `plan.yaml`: who does what until when, and own ratings; the ledger hears of it as of any setting. */
import { formatPlanFile, type PlanFile, parsePlanFile, settingEvents } from '@occtet/toolkit/cra'
import { personActor } from '@occtet/toolkit/ledger'
import { writeProductFile } from '../db/product-files.ts'
import { placeOf, refuse, type Refused } from './load.ts'
import { type Changing, conflict, nameOf } from './save.ts'

/** `expected`: version of the file as the page showed it. Nothing is written where it refuses. */
export async function savePlan(at: Changing, plan: PlanFile, expected: number): Promise<Refused | undefined> {
  const { org, change, caller, loaded } = at
  const { profile, now } = loaded.state
  const text = formatPlanFile(plan)
  const parsed = parsePlanFile(text)
  if (!parsed.ok) return refuse(422, 'PLAN_INVALID', parsed.error.message)
  const version = await writeProductFile(org, change, {
    product: loaded.product.id,
    place: placeOf(profile),
    path: 'plan.yaml',
    text,
    expected,
    now,
  })
  if (version === 'CONFLICT') return conflict
  const told = { product: profile.id, actor: personActor(nameOf(caller)) }
  for (const event of settingEvents(told, 'plan.yaml', text)) change.record(event)
  return undefined
}
