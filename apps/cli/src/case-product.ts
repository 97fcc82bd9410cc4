/** The product that a case is about: what `.occtet/product.yaml` says, as far as cases need it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readConfigFile } from '@occtet/toolkit/adapters'
import { type CaseSubject, isProductId, type ProductProfile, type RoutingFacts } from '@occtet/toolkit/cra'
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
    facts: members(root['facts']),
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

/** Role and tier as the user names them; else only what the facts leave no doubt about. */
export function toSubject(
  profile: ProductProfile,
  chosen: { readonly role: string | undefined; readonly tier: string | undefined },
): CaseSubject {
  const { facts } = profile
  const role = roleOf(chosen.role, facts)
  const tier = role === 'open_source_steward' ? tierOf(chosen.tier, facts['sustained_support']) : undefined
  const companySize = oneOf(['micro', 'small', 'medium', 'large'] as const, facts['company_size'])
  const placed = dayOf(facts['placed_on_market'])
  return {
    productId: profile.id,
    productName: profile.product.name,
    role,
    ...(tier === undefined ? {} : { tier }),
    ...(companySize === undefined ? {} : { companySize }),
    ...(placed === undefined ? {} : { placedOnMarket: placed }),
  }
}

function roleOf(chosen: string | undefined, facts: Members): CaseSubject['role'] {
  if (chosen === 'manufacturer') return 'manufacturer'
  if (chosen === 'steward') return 'open_source_steward'
  const isClosed = members(facts['foss'])['licence_foss'] === false
  return isClosed && facts['chain_position'] === 'maker' ? 'manufacturer' : 'unknown'
}

const tiers = { non_technical: 'TIER-1', infrastructure: 'TIER-2', engineering: 'TIER-3' } as const

function tierOf(chosen: string | undefined, support: unknown): CaseSubject['tier'] {
  const named = oneOf(['TIER-1', 'TIER-2', 'TIER-3'] as const, `TIER-${chosen ?? ''}`)
  const known = oneOf(['non_technical', 'infrastructure', 'engineering'] as const, support)
  return named ?? (known === undefined ? undefined : tiers[known])
}

/** `facts.reporting_countries` names the countries of Art. 14(7); the address is only a hint. */
export function toRoutingFacts(profile: ProductProfile | undefined): RoutingFacts {
  const facts = profile?.facts ?? {}
  const countries = members(facts['reporting_countries'])
  const address = profile?.manufacturer?.country
  const isInEu = facts['established_in_eu']
  const steps = ['decisions', 'employees', 'representative', 'importer', 'distributor', 'users'] as const
  const stated = steps.flatMap((step) => {
    const country = words(countries[step])
    return country === undefined ? [] : [[step, country] as const]
  })
  return {
    ...(typeof isInEu === 'boolean' ? { establishedInEu: isInEu } : {}),
    ...Object.fromEntries(stated),
    ...(address === undefined ? {} : { address }),
  }
}

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {}
}

function words(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** YAML may have read a day as a date. */
function dayOf(value: unknown): string | undefined {
  const text = value instanceof Date ? value.toISOString() : words(value)
  return text !== undefined && /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : undefined
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((word) => word === value)
}

function unreadable(code: string, message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message })
}
