/** The product that a case is about: what `.occtet/product.yaml` says, as far as cases need it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readConfigFile } from '@occtet/toolkit/adapters'
import {
  type CaseSubject,
  type Classification,
  classify,
  isProductId,
  parseFacts,
  type ProductProfile,
  type RoutingFacts,
} from '@occtet/toolkit/cra'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

type Members = Readonly<Record<string, unknown>>

/** Undefined where the folder has no such file. Throws INPUT failures where it cannot be read. */
export function readProfile(folder: string): ProductProfile | undefined {
  const path = join(folder, '.occtet', 'product.yaml')
  if (!existsSync(path)) return undefined
  const file = readConfigFile(path)
  if (!file.ok) throw unreadable(file.error.code, file.error.message)
  const root = members(file.value)
  const product = members(root['product'])
  const id = root['id']
  const name = words(product['name'])
  if (
    root['schema'] !== 'occtet.product/1' ||
    typeof id !== 'string' ||
    !isProductId(id) ||
    name === undefined
  ) {
    const message = `${path}: expected schema occtet.product/1, an id of letters, digits and -, and product.name`
    throw unreadable('PROFILE_SHAPE', message)
  }
  const version = words(product['version'])
  return {
    schema: 'occtet.product/1',
    id,
    product: { name, ...(version === undefined ? {} : { version }) },
    ...manufacturerOf(members(root['manufacturer'])),
    ...securityOf(members(root['security'])),
    ...reportingOf(members(root['reporting'])),
    facts: factsOf(members(root['facts'])),
  }
}

function manufacturerOf(from: Members): Pick<ProductProfile, 'manufacturer'> {
  const name = words(from['name'])
  if (name === undefined) return {}
  const [website, country] = [words(from['website']), words(from['country'])]
  return {
    manufacturer: {
      name,
      ...(website === undefined ? {} : { website }),
      ...(country === undefined ? {} : { country }),
    },
  }
}

function securityOf(from: Members): Pick<ProductProfile, 'security'> {
  const given = from['contacts']
  const contacts = Array.isArray(given) ? given.flatMap((one) => words(one) ?? []) : []
  const policyUrl = words(from['policyUrl'])
  return { security: { contacts, ...(policyUrl === undefined ? {} : { policyUrl }) } }
}

/** Role and tier as the user names them; else as the classifier finds them, where it finds one and no doubt. */
export function toSubject(
  profile: ProductProfile,
  chosen: { readonly role: string | undefined; readonly tier: string | undefined; readonly at: string },
): CaseSubject {
  const { facts } = profile
  const found = classified(facts, chosen.at)
  const role = roleOf(chosen.role, found?.roles ?? [])
  const tier = oneOf(tiers, `TIER-${chosen.tier ?? ''}`) ?? oneOf(tiers, found?.steward_tier)
  const companySize = oneOf(['micro', 'small', 'medium', 'large'] as const, facts['company_size'])
  const placed = words(facts['placed_on_market'])
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
function classified(facts: Members, at: string): Classification | undefined {
  const read = parseFacts(facts)
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

function reportingOf(from: Members): Pick<ProductProfile, 'reporting'> {
  const steps = ['decisions', 'employees', 'representative', 'importer', 'distributor', 'users'] as const
  const stated = steps.flatMap((step) => {
    const country = words(from[step])
    return country === undefined ? [] : [[step, country] as const]
  })
  return stated.length === 0 ? {} : { reporting: Object.fromEntries(stated) }
}

/** YAML reads a day as a date; facts have it as text. */
function factsOf(from: Members): Members {
  const entries = Object.entries(from).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString().slice(0, 10) : value,
  ])
  return Object.fromEntries(entries) as Members
}

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {}
}

function words(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((word) => word === value)
}

function unreadable(code: string, message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message })
}
