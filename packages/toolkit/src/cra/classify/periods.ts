/** Support period and retention (Art. 13(8), (9), (13), 19(6), 18(3)): dates that follow from the day of placing. */
import { catalogue } from '../catalogue/catalogue.ts'
import type { Asking } from './asking.ts'
import type { OperatorRole, SupportPeriod } from './classification.ts'
import { addYears, later } from './years.ts'

const retentionYears = 10

/** `placed`: undefined while not known; then there is no end either. */
export function supportOf({ lookup }: Asking, placed: string | undefined): SupportPeriod {
  const { minimumYears, ref } = catalogue.supportPeriod
  const expected = lookup('expected_use_years')
  const years = typeof expected === 'number' ? expected : null
  return {
    minimum_years: years === null ? minimumYears : Math.min(minimumYears, years),
    expected_years: years,
    end_not_before: years === null || placed === undefined ? null : addYears(placed, years).slice(0, 7),
    ref,
  }
}

/** Ten years, or the support period where that is longer: "at least", so an unknown expected use leaves the ten years. */
export function retentionOf(
  asking: Asking,
  roles: readonly OperatorRole[],
  placed: string | undefined,
): Readonly<Record<string, string>> {
  if (placed === undefined) return {}
  const supportEnd = supportEndOf(asking, placed)
  const file = later(addYears(placed, retentionYears), supportEnd)
  const kept: Record<string, string> = {}
  if (roles.includes('manufacturer')) {
    kept['technical_documentation_until_at_least'] = file
    Object.assign(kept, updatesOf(asking, placed, supportEnd))
  }
  if (roles.includes('authorised_representative')) kept['technical_documentation_until_at_least'] = file
  if (roles.includes('importer')) kept['declaration_copy_until_at_least'] = file
  return kept
}

export function updateMember(date: string): string {
  return `security_update_${date.replaceAll('-', '_')}_available_until_at_least`
}

/** Updates issued in the support period: from placing on; one after a known end is no longer covered. */
function updatesOf({ events, lookup }: Asking, placed: string, supportEnd: string): Record<string, string> {
  const isEndKnown = lookup('expected_use_years') !== undefined
  const issued = events
    .filter(({ type }) => type === 'security_update_issued')
    .map(({ at }) => at.slice(0, 10))
    .filter((date) => date >= placed && (!isEndKnown || date <= supportEnd))
  return Object.fromEntries(
    issued.map((date) => [updateMember(date), later(addYears(date, retentionYears), supportEnd)]),
  )
}

/** The day that the support period lasts to at least; the day of placing where nothing is known of it. */
function supportEndOf({ lookup }: Asking, placed: string): string {
  const expected = lookup('expected_use_years')
  return typeof expected === 'number' ? addYears(placed, expected) : placed
}
