import { expect, test } from 'vitest'
import { catalogue } from '../catalogue/catalogue.ts'
import { rules } from '../catalogue/rules.ts'
import { openSource, type RawFacts, say } from './testing/fact-samples.ts'

const importer: RawFacts = { chain_position: 'importer', own_brand: false, brand_owner_outside_eu: true }

test.each<[string, RawFacts, string, string]>([
  ['a maker', {}, 'manufacturer', 'Art. 3(13)'],
  ['a maker without a brand is warned, not freed', { own_brand: false }, 'manufacturer', 'Art. 3(13)'],
  ['an importer', importer, 'importer', 'Art. 3(16), 19'],
  ['an importer with an own brand', { ...importer, own_brand: true }, 'manufacturer', 'Art. 3(13), 21'],
  [
    'an importer who modifies',
    { ...importer, substantial_modification: true },
    'manufacturer',
    'Art. 21, 3(30)',
  ],
  [
    'an importer of a brand from inside',
    { ...importer, brand_owner_outside_eu: false },
    'distributor',
    'Art. 3(16)-(17), 20',
  ],
  [
    'an importer from outside',
    { ...importer, established_in_eu: false },
    'distributor',
    'Art. 3(16)-(17), 20',
  ],
  ['a reseller', { ...importer, chain_position: 'reseller' }, 'distributor', 'Art. 3(17), 20'],
  [
    'a reseller with an own brand',
    { chain_position: 'reseller', own_brand: true },
    'manufacturer',
    'Art. 3(13), 21',
  ],
  [
    'a modifier',
    { chain_position: 'modifier', substantial_modification: true },
    'manufacturer',
    'Art. 22, 3(30)',
  ],
  ['a modifier of little', { chain_position: 'modifier' }, 'distributor', 'Art. 3(17), 3(30), 22'],
  [
    'a representative',
    { chain_position: 'authorised_representative' },
    'authorised_representative',
    'Art. 3(15), 18',
  ],
  ['a marketplace', { chain_position: 'marketplace_only' }, 'none', 'Recitals 20, 78'],
  ['a host of closed software', { chain_position: 'repository_host' }, 'none', 'Recitals 20, 78'],
  [
    'an importer who does not know of a brand',
    { ...importer, own_brand: 'unsure' },
    'undetermined',
    'Art. 3(13)-(17), 21, 22',
  ],
  [
    'an importer with an own brand, not knowing of changes',
    { ...importer, own_brand: true, substantial_modification: 'unsure' },
    'manufacturer',
    'Art. 3(13), 21',
  ],
])('%s', (_, change, role, ref) => {
  const found = say(change)
  expect([found.roles, found.roles_detail[0]?.ref]).toEqual([[role], ref])
})

test('every rule comes up, and obligations go with the way the role arose', () => {
  expect(ids(say({ ...importer, own_brand: true }))).toContain('OBL-SM-21')
  expect(ids(say({ chain_position: 'modifier', substantial_modification: true }))).toContain('OBL-SM-22')
  expect(ids(say({}))).not.toContain('OBL-SM-21')
  expect(rules.roles.rules).toHaveLength(10)
})

function ids({ obligations }: ReturnType<typeof say>): readonly string[] {
  return obligations.map(({ id }) => id)
}

test('who is not decided yet is told which fact is missing and what each answer means', () => {
  const { open, applies, fines, inform_users } = say({ ...importer, own_brand: 'unsure', events: [] })
  expect(open.map(({ id, facts }) => [id, facts])).toContainEqual(['role', ['own_brand']])
  expect(open[0]?.meanings.map(({ answer }) => answer)).toEqual(['Manufacturer', 'Importer'])
  expect([applies, fines, inform_users]).toEqual(['undetermined', 'undetermined', false])
})

test('duties of each role come from the catalogue, and only those', () => {
  const of = (...roles: string[]): readonly string[] =>
    [...catalogue.obligations.values()]
      .filter(({ role, kind }) => kind !== 'power' && roles.includes(role))
      .map(({ id }) => id)
  expect(ids(say(importer))).toEqual(of('importer', 'all_economic_operators'))
  expect(ids(say({ ...importer, chain_position: 'reseller' }))).toEqual(
    of('distributor', 'all_economic_operators'),
  )
  expect(ids(say({ chain_position: 'authorised_representative' }))).toEqual(
    of('authorised_representative', 'all_economic_operators'),
  )
  expect(ids(say({ company_size: 'small' }))).toEqual(of('manufacturer', 'all_economic_operators'))
  expect(ids(say({ chain_position: 'marketplace_only' }))).toEqual([])
})

const steward: RawFacts = { ...openSource, sustained_support: 'engineering' }

test.each<[string, string, readonly string[]]>([
  ['non_technical', 'TIER-1', []],
  ['infrastructure', 'TIER-2', ['OBL-S-24-3b']],
  ['engineering', 'TIER-3', ['OBL-S-24-3a', 'OBL-S-24-3b']],
])('a steward who gives %s support is of %s', (sustained_support, tier, reports) => {
  const found = say({ ...steward, sustained_support })
  expect([found.scope, found.roles, found.steward_tier, found.applies]).toEqual([
    'steward_regime',
    ['open_source_steward'],
    tier,
    'steward_only',
  ])
  expect(ids(found).filter((id) => id.startsWith('OBL-S-24-3'))).toEqual(reports)
  expect([found.fines, found.fine_tiers, found.not_allowed]).toEqual(['none', [], ['CE marking']])
  expect([found.class, found.conformity_routes, found.support]).toEqual([null, [], null])
})

test('a paid edition makes a manufacturer; the free edition beside it has its own answer', () => {
  const paid: RawFacts = { ...steward, monetisation: ['paid_edition'] }
  expect(say(paid).roles).toEqual(['manufacturer', 'open_source_steward'])
  expect(say(paid).not_allowed).toEqual(['CE marking on the community edition'])
  // Without support of the free edition, or with data as its price, there is no steward.
  expect(say({ ...paid, sustained_support: 'none' }).roles).toEqual(['manufacturer'])
  expect(say({ ...paid, monetisation: ['paid_edition', 'personal_data_condition'] }).roles).toEqual([
    'manufacturer',
  ])
  expect(say({ ...paid, foss: { licence_foss: false, source_public: false } }).roles).toEqual([
    'manufacturer',
  ])
  const open = say({ ...paid, sustained_support: 'unsure' })
  expect([open.roles, open.open.map(({ subject, id }) => `${subject} ${id}`)]).toEqual([
    ['manufacturer'],
    ['community_edition SC-12'],
  ])
})
