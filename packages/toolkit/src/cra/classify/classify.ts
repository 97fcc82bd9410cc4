/** From facts to what applies: scope, role, class, route, duties and dates, each with its reasons (design 10.11). */
import { catalogue } from '../catalogue/catalogue.ts'
import { createTexts } from '../catalogue/texts.ts'
import type { Language } from '../questionnaire/types.ts'
import { type Asking, lookupOf } from './asking.ts'
import type { Applies, Classification, OperatorRole } from './classification.ts'
import { datesOf } from './dates.ts'
import { dutiesOf, fineTiersOf } from './duties.ts'
import { decideEvents } from './events.ts'
import type { Facts } from './facts.ts'
import { notesOf, reliefOf, type Told } from './notes.ts'
import { retentionOf, supportOf } from './periods.ts'
import { decideProduct, type ProductResult } from './product.ts'
import { decideRoles, type RoleResult } from './role.ts'
import { decideScope } from './scope.ts'
import { decideTransition, type TransitionResult } from './transition.ts'

export interface ClassifyOptions {
  /** `YYYY-MM-DD`: the day for which the answer is given. */
  readonly at: string
  /** Language of the sentences; ids and names of members stay. */
  readonly language?: Language
}

/** Same facts, same day, same answer. What nobody stated is in `open`, never read as "no". */
export function classify(facts: Facts, { at, language = 'en' }: ClassifyOptions): Classification {
  const asking: Asking = {
    lookup: lookupOf(facts),
    events: facts.events,
    t: createTexts(language),
    at,
    subject: 'product',
  }
  const scope = decideScope(asking)
  const role = decideRoles(asking, scope)
  const roles = [...new Set(role.details.map((detail) => detail.role))]
  const inChain = roles.length > 1 ? roles.filter((one) => one !== 'open_source_steward') : roles
  const transition = decideTransition(asking, inChain)
  const product = decideProduct(asking, { roles: inChain, transition, scope: scope.scope })
  const told: Told = { scope: scope.scope, roles, tier: tierOf(role), transition, product }
  return {
    schema: 'occtet.classification/1',
    at,
    catalogue: { version: catalogue.meta.version, as_of: catalogue.meta.asOf },
    language,
    scope: scope.scope,
    outcome: scope.outcomes.length === 1 ? (scope.outcomes[0] ?? null) : null,
    possible_outcomes: scope.outcomes,
    applies: transition.applies,
    roles,
    roles_detail: role.details,
    steward_tier: told.tier,
    ...classOf(product),
    ...consequencesOf(asking, told, role),
    open: [...scope.open, ...role.open, ...transition.open, ...product.open],
    reasoning: [...scope.steps, ...role.steps, ...transition.steps, ...product.steps],
    disclaimer: asking.t('meta.disclaimer'),
  }
}

function tierOf({ details }: RoleResult): string | null {
  return details.find(({ role }) => role === 'open_source_steward')?.steward_tier ?? null
}

type ClassMembers = Pick<
  Classification,
  'class' | 'category' | 'conformity_routes' | 'conformity_routes_of_manufacturer' | 'route_reason'
>

function classOf({
  class: found,
  category,
  routes,
  isManufacturers,
  routeReason,
}: ProductResult): ClassMembers {
  return {
    class: found,
    category,
    conformity_routes: isManufacturers ? routes : [],
    conformity_routes_of_manufacturer: isManufacturers ? [] : routes,
    route_reason: routeReason,
  }
}

type Consequences = Omit<
  Classification,
  | keyof ClassMembers
  | 'schema'
  | 'at'
  | 'catalogue'
  | 'language'
  | 'scope'
  | 'outcome'
  | 'possible_outcomes'
  | 'applies'
  | 'roles'
  | 'roles_detail'
  | 'steward_tier'
  | 'open'
  | 'reasoning'
  | 'disclaimer'
>

function consequencesOf(asking: Asking, told: Told, { adds }: RoleResult): Consequences {
  const { roles, transition, tier } = told
  const { applies, placed, isModifiedVersion, isEarly } = transition
  const withTier: Asking = {
    ...asking,
    lookup: (term) => (term === 'result.tier' ? (tier ?? undefined) : asking.lookup(term)),
  }
  const duties = dutiesOf(withTier, { roles, applies, adds })
  const support = applies === 'full' && roles.includes('manufacturer') ? supportOf(asking, placed) : null
  const retention = applies === 'full' ? retentionOf(asking, roles, placed) : {}
  const happened = decideEvents(asking, { roles, applies, tier, retention })
  const modified = asking.lookup('substantial_modification')
  return {
    obligations: duties,
    support,
    retention,
    substantial_modification: typeof modified === 'boolean' ? modified : null,
    new_placing_on_market: isModifiedVersion && placed !== undefined ? placed : null,
    before: beforeOf(transition, isEarly),
    events: happened.events,
    deadlines: happened.deadlines,
    inform_users: happened.informUsers,
    fines: finesOf(roles, applies),
    fine_tiers: fineTiersOf(duties),
    micro_small_relief: reliefOf(asking, told),
    not_allowed: notAllowed(asking, roles),
    dates: datesOf(asking, told, { support, retention }),
    notes: notesOf(asking, told),
  }
}

function beforeOf({ applies, placed, isModifiedVersion }: TransitionResult, isEarly: boolean) {
  const isChange = isEarly && isModifiedVersion && applies === 'full' && placed !== undefined
  return isChange ? { applies: 'reporting_only' as const, until: placed } : null
}

/** Art. 64(10)(b): stewards pay none. */
function finesOf(roles: readonly OperatorRole[], applies: Applies): Classification['fines'] {
  if (roles.includes('undetermined') || applies === 'undetermined') return 'undetermined'
  return applies === 'full' || applies === 'reporting_only' ? 'possible' : 'none'
}

function notAllowed({ t }: Asking, roles: readonly OperatorRole[]): readonly string[] {
  if (!roles.includes('open_source_steward')) return []
  return [t(roles.length === 1 ? 'not-allowed.ce' : 'not-allowed.ce-community')]
}
