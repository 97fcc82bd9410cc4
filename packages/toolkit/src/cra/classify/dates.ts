/** The dates that matter for a result, in order. */
import { catalogue } from '../catalogue/catalogue.ts'
import { rules } from '../catalogue/rules.ts'
import { type Asking, defaultMark } from './asking.ts'
import type { DateEntry, SupportPeriod } from './classification.ts'
import { isToldBy, type Told } from './notes.ts'

export interface Periods {
  readonly support: SupportPeriod | null
  readonly retention: Readonly<Record<string, string>>
}

/** Those of the law that concern the result, and those that follow from placing; equal days keep this order. */
export function datesOf(asking: Asking, told: Told, { support, retention }: Periods): readonly DateEntry[] {
  const entries = [...datesOfLaw(asking, told), ...datesOfPlacing(asking, told)]
  const end = support?.end_not_before
  if (end !== undefined && end !== null)
    entries.push(entry(asking, 'date.support-end', { date: end, ref: 'Art. 13(8)' }))
  for (const [member, date] of Object.entries(retention)) entries.push(kept(asking, member, date))
  return entries.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

function datesOfLaw(asking: Asking, told: Told): DateEntry[] {
  return rules.transition.shownDates
    .filter(({ when }) => isToldBy(asking, told, when))
    .flatMap(({ date }) => catalogue.dates.dates.filter((known) => known.date === date))
    .map(({ date, ref, verification }) => ({ date, what: asking.t(`date.${date}`), ref, verification }))
}

function datesOfPlacing(asking: Asking, { transition }: Told): DateEntry[] {
  const { placed, isModifiedVersion } = transition
  if (placed === undefined) return []
  const key = isModifiedVersion ? 'date.placed-anew' : 'date.placed'
  return [entry(asking, key, { date: placed, ref: 'Art. 3(21)' })]
}

function kept(asking: Asking, member: string, date: string): DateEntry {
  if (member.startsWith('security_update_')) {
    const issued = member
      .slice('security_update_'.length, 'security_update_YYYY_MM_DD'.length)
      .replaceAll('_', '-')
    const what = asking.t('date.retention-update', { date: issued })
    return { date, what, ref: 'Art. 13(9)', verification: defaultMark }
  }
  const isCopy = member.startsWith('declaration_copy')
  return entry(asking, isCopy ? 'date.retention-copy' : 'date.retention', {
    date,
    ref: isCopy ? 'Art. 19(6)' : 'Art. 13(13), 13(18), 18(3)(a)',
  })
}

function entry(
  { t }: Asking,
  key: string,
  { date, ref }: { readonly date: string; readonly ref: string },
): DateEntry {
  return { date, what: t(key), ref, verification: defaultMark }
}
