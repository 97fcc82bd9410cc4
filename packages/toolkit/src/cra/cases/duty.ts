/** Who must report: role, support tier of a steward, date; and what follows for fines and for telling users. */
import { reporting } from '../catalogue/reporting.ts'
import type { Track } from './clock.ts'
import type { CaseSubject } from './events.ts'

export type DutyReason =
  | 'manufacturer'
  | 'manufacturer-before-start'
  | 'steward'
  | 'steward-before-start'
  | 'steward-tier-no-duty'
  | 'role-unknown'
  | 'tier-unknown'

export type DutyNote = 'legacy' | 'small-relief' | 'size-unknown' | 'no-fines' | 'steward-clock'

export interface Duty {
  /** `unknown` is treated as `yes` everywhere: unsure never means out. */
  readonly isMandatory: 'yes' | 'no' | 'unknown'
  readonly reason: DutyReason
  readonly ref: string
  /** Art. 14(8). `no` still may be good practice. */
  readonly informsUsers: 'yes' | 'no' | 'unknown'
  readonly notes: readonly DutyNote[]
}

/** First day of the whole Regulation (Art. 71(2)): products placed before it are `legacy` (Art. 69(3)). */
const wholeLawFrom = '2027-12-11'

/** `onDay` is the UTC day of becoming aware, or today while nobody is aware; `YYYY-MM-DD`, as all days here. */
export function dutyOf(track: Track, subject: CaseSubject, onDay: string): Duty {
  return subject.role === 'open_source_steward'
    ? stewardDuty(track, subject, onDay)
    : manufacturerDuty(track, subject, onDay)
}

function manufacturerDuty(track: Track, subject: CaseSubject, onDay: string): Duty {
  const ref = track === 'AEV' ? 'Art. 14(1)' : 'Art. 14(3)'
  const { companySize, placedOnMarket } = subject
  if (onDay < reporting.appliesFrom) {
    const reason = 'manufacturer-before-start'
    return { isMandatory: 'no', reason, ref: 'Art. 71(2)', informsUsers: 'no', notes: [] }
  }
  const isLegacy = placedOnMarket !== undefined && placedOnMarket < wholeLawFrom
  const isSmall = companySize === 'micro' || companySize === 'small'
  const notes: readonly DutyNote[] = [
    ...(isLegacy ? (['legacy'] as const) : []),
    ...(isSmall ? (['small-relief'] as const) : []),
    ...(companySize === undefined ? (['size-unknown'] as const) : []),
  ]
  return subject.role === 'unknown'
    ? { isMandatory: 'unknown', reason: 'role-unknown', ref, informsUsers: 'unknown', notes }
    : { isMandatory: 'yes', reason: 'manufacturer', ref, informsUsers: 'yes', notes }
}

function stewardDuty(track: Track, subject: CaseSubject, onDay: string): Duty {
  const ref = 'Art. 24(3)'
  const notes = ['no-fines'] as const
  if (onDay < reporting.stewardsFrom) {
    const reason = 'steward-before-start'
    return { isMandatory: 'no', reason, ref: 'Art. 71(2), 24(3)', informsUsers: 'no', notes }
  }
  const tier = reporting.stewardTiers.find(({ id }) => id === subject.tier)
  if (tier === undefined) {
    const clocked = [...notes, 'steward-clock'] as const
    return { isMandatory: 'unknown', reason: 'tier-unknown', ref, informsUsers: 'unknown', notes: clocked }
  }
  const isMandatory = track === 'AEV' ? tier.reportsExploited : tier.reportsIncidents
  if (!isMandatory) {
    const reason = 'steward-tier-no-duty'
    return { isMandatory: 'no', reason, ref: `${ref}; ${tier.ref}`, informsUsers: 'no', notes }
  }
  // Art. 24(3) attaches Art. 14(8) to incidents only; for vulnerabilities telling users is good practice.
  const informsUsers = track === 'INC' && tier.informsUsers ? 'yes' : 'no'
  return {
    isMandatory: 'yes',
    reason: 'steward',
    ref: `${ref}; ${tier.ref}`,
    informsUsers,
    notes: [...notes, 'steward-clock'],
  }
}
