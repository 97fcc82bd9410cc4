/** Obligations that go with roles and dates, and the relief and fines that go with them. */
import { catalogue } from '../catalogue/catalogue.ts'
import type { Obligation } from '../catalogue/readers/obligations.ts'
import { rules } from '../catalogue/rules.ts'
import type { Truth } from '../questionnaire/types.ts'
import { type Asking, holds } from './asking.ts'
import type { Applies, Duty, OperatorRole } from './classification.ts'
import { and } from './evaluate.ts'

export interface DutyCase {
  readonly roles: readonly OperatorRole[]
  readonly applies: Applies
  /** Obligations that come with the way a role arose. */
  readonly adds: readonly string[]
}

/** In the order of the catalogue. Powers of the Commission bind nobody and are left out. */
export function dutiesOf(asking: Asking, given: DutyCase): readonly Duty[] {
  return [...catalogue.obligations.values()].flatMap((item) => {
    const { kind } = item
    if (kind === 'power') return []
    const status = and(concerns(item, given), holdsUnder(item, given), condition(asking, item))
    return status === 'false' ? [] : [toDuty(asking, { ...item, kind }, status)]
  })
}

/** Fine tiers of the duties, in the order of the law. */
export function fineTiersOf(duties: readonly Duty[]): readonly string[] {
  const tiers = new Set(duties.map(({ penalty_tier }) => penalty_tier))
  return catalogue.penalties.tiers.map(({ id }) => id).filter((id) => id !== 'NONE' && tiers.has(id))
}

function concerns({ id, role }: Obligation, { roles, adds }: DutyCase): Truth {
  if (adds.includes(id)) return 'true'
  if (role === 'all_economic_operators') {
    return roles.some((one) => rules.roles.allEconomicOperators.includes(one)) ? 'true' : 'false'
  }
  return roles.some((one) => one === role) ? 'true' : 'false'
}

/** Stewards have their duties whenever the software was published; the others by the date of placing (Art. 69). */
function holdsUnder({ id, role }: Obligation, { applies }: DutyCase): Truth {
  if (role === 'open_source_steward') return 'true'
  const isKept = rules.transition.keptForEarlierProducts.includes(id)
  switch (applies) {
    case 'full':
      return 'true'
    case 'reporting_only':
      return isKept ? 'true' : 'false'
    case 'undetermined':
      return isKept ? 'true' : 'unknown'
    case 'steward_only':
    case 'none':
      return 'false'
    default:
      return applies satisfies never
  }
}

function condition(asking: Asking, { id }: Obligation): Truth {
  const rule = rules.obligations.find(({ obligation }) => obligation === id)
  return rule === undefined ? 'true' : holds(asking, rule.when)
}

/**
 * A duty binds once it applies and the product is on the market (Art. 13(1), 14(1): a product that is made available); a
 * date of placing that nobody stated is taken as passed. Stewards have their duties without one.
 */
function bindsFrom({ lookup }: Asking, { appliesFrom, role }: Obligation): string {
  const placed = lookup('placed_on_market')
  const isLater = role !== 'open_source_steward' && typeof placed === 'string' && placed > appliesFrom
  return isLater ? placed : appliesFrom
}

function toDuty(asking: Asking, item: Obligation & { readonly kind: Duty['kind'] }, status: Truth): Duty {
  const { t, at } = asking
  const from = bindsFrom(asking, item)
  const words = (field: 'deadline' | 'retention' | 'notes') =>
    item[field] === null ? null : t(`${item.id}.${field}`)
  return {
    id: item.id,
    ref: item.ref,
    title: t(`${item.id}.title`),
    duty: t(`${item.id}.duty`),
    kind: item.kind,
    applies_from: item.appliesFrom,
    binds_from: from,
    in_force: at >= from,
    status: status === 'true' ? 'applies' : 'depends',
    trigger: t(`${item.id}.trigger`),
    deadline: words('deadline'),
    retention: words('retention'),
    penalty_tier: item.penaltyTier,
    notes: words('notes'),
    verification: item.verification,
  }
}
