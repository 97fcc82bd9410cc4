/** The product that a case is about, and the role in which somebody reports, as the product's profile tells it. */
import { classify } from '../classify/classify.ts'
import type { Classification } from '../classify/classification.ts'
import { parseFacts } from '../classify/facts.ts'
import type { ProductProfile } from '../product/profile.ts'
import { factsOfProfile } from '../product/profile-file.ts'
import type { CaseSubject } from './events.ts'
import type { RoutingFacts } from './routing.ts'

/** `role`: `manufacturer` or `steward`; `tier`: `1` to `3`; anything else is left to the classifier. `at`: `YYYY-MM-DD`. */
export interface ChosenRole {
  readonly role: string | undefined
  readonly tier: string | undefined
  readonly at: string
}

/** Role and tier as the user names them; else as the classifier finds them, where it finds one and no doubt. */
export function toCaseSubject(profile: ProductProfile, chosen: ChosenRole): CaseSubject {
  const { facts } = profile
  const found = classified(profile, chosen.at)
  const role = roleOf(chosen.role, found?.roles ?? [])
  const tier = oneOf(tiers, `TIER-${chosen.tier ?? ''}`) ?? oneOf(tiers, found?.steward_tier)
  const companySize = oneOf(['micro', 'small', 'medium', 'large'] as const, facts['company_size'])
  const day = facts['placed_on_market']
  const placed = typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined
  return {
    productId: profile.id,
    productName: profile.product.name,
    role,
    ...(tier === undefined || role !== 'open_source_steward' ? {} : { tier }),
    ...(companySize === undefined ? {} : { companySize }),
    ...(placed === undefined ? {} : { placedOnMarket: placed }),
  }
}

const tiers = ['TIER-1', 'TIER-2', 'TIER-3'] as const

/** Facts that cannot be read leave the role unknown, which counts as a duty; `cra classify` says what is wrong. */
function classified(profile: ProductProfile, at: string): Classification | undefined {
  const read = parseFacts(factsOfProfile(profile))
  return read.ok ? classify(read.value, { at }) : undefined
}

/** Two roles (a free and a paid edition) are a question to the user, not a choice of ours. */
function roleOf(chosen: string | undefined, roles: readonly string[]): CaseSubject['role'] {
  if (chosen === 'manufacturer') return 'manufacturer'
  if (chosen === 'steward') return 'open_source_steward'
  const [role, second] = roles.filter((one) => one === 'manufacturer' || one === 'open_source_steward')
  if (role === undefined || second !== undefined) return 'unknown'
  return role === 'manufacturer' ? 'manufacturer' : 'open_source_steward'
}

/** `reporting` names the countries of Art. 14(7); the address is only a hint. */
export function toRoutingFacts(profile: ProductProfile | undefined): RoutingFacts {
  const address = profile?.manufacturer?.country
  const isInEu = profile?.facts['established_in_eu']
  return {
    ...profile?.reporting,
    ...(typeof isInEu === 'boolean' ? { establishedInEu: isInEu } : {}),
    ...(address === undefined ? {} : { address }),
  }
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((word) => word === value)
}
