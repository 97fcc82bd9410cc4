import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { rules } from '../catalogue/rules.ts'
import type { Route } from './classification.ts'
import { anyFacts, openSource, type RawFacts, say, soldProgram } from './testing/fact-samples.ts'

const today = catalogue.meta.asOf

function ids(routes: readonly Route[]): string {
  return routes.map(({ id, allowed }) => (allowed === null ? `${id}?` : id)).join(' ')
}

function routesOf(change: RawFacts): string {
  return ids(say(change).conformity_routes)
}

const publicSource: RawFacts = {
  ...openSource,
  monetisation: ['price'],
  technical_documentation_public: true,
}

test.each<[string, RawFacts, string]>([
  ['default', {}, 'A B+C H CERT'],
  ['class I', { core_category: 'CAT-I-03' }, 'B+C H'],
  ['class I, standard in part', { core_category: 'CAT-I-03', cited_standard_applied: 'partial' }, 'B+C H'],
  [
    'class I, standard in full',
    { core_category: 'CAT-I-03', cited_standard_applied: 'full' },
    'A B+C H CERT',
  ],
  ['class I, public open source', { ...publicSource, core_category: 'CAT-I-03' }, 'A B+C H CERT'],
  [
    'class I, open source with a private file',
    { ...publicSource, core_category: 'CAT-I-03', technical_documentation_public: false },
    'B+C H',
  ],
  ['class II', { core_category: 'CAT-II-02' }, 'B+C H CERT'],
  [
    'class II, standard in full',
    { core_category: 'CAT-II-02', cited_standard_applied: 'full' },
    'B+C H CERT',
  ],
  ['class II, public open source', { ...publicSource, core_category: 'CAT-II-02' }, 'A B+C H CERT'],
  ['critical', { core_category: 'CAT-IV-01' }, 'B+C H CERT'],
  ['critical, public open source', { ...publicSource, core_category: 'CAT-IV-02' }, 'B+C H CERT'],
  [
    'a device with open firmware',
    { ...publicSource, core_category: 'CAT-I-12', product_form: 'device_with_software' },
    'B+C H',
  ],
  [
    'hardware with open firmware',
    { ...publicSource, core_category: 'CAT-II-03', product_form: 'hardware_component' },
    'B+C H CERT',
  ],
  ['health record system', { ehr_system: true, core_category: 'CAT-I-03' }, 'EHDS_PROCEDURE'],
  ['health record system with AI', { ehr_system: true, high_risk_ai: true }, 'EHDS_PROCEDURE'],
  ['high-risk AI, default', { high_risk_ai: true }, 'AI_ACT_PROCEDURE'],
  ['high-risk AI, class I', { high_risk_ai: true, core_category: 'CAT-I-01' }, 'B+C? H? AI_ACT_PROCEDURE?'],
  [
    'high-risk AI, class I, standard in full',
    { high_risk_ai: true, core_category: 'CAT-I-01', cited_standard_applied: 'full' },
    'AI_ACT_PROCEDURE',
  ],
  [
    'high-risk AI, critical',
    { high_risk_ai: true, core_category: 'CAT-IV-01' },
    'B+C? H? CERT? AI_ACT_PROCEDURE?',
  ],
  ['class not known', { core_category: 'unsure' }, 'A? B+C H CERT?'],
  [
    'class I, file not known',
    { ...publicSource, core_category: 'CAT-I-03', technical_documentation_public: 'unsure' },
    'B+C H A? CERT?',
  ],
  ['AI not known', { high_risk_ai: 'unsure' }, 'A? B+C? H? CERT? AI_ACT_PROCEDURE?'],
])('%s: %s', (_, change, expected) => {
  expect(routesOf({ ...soldProgram, ...change })).toBe(expected)
})

test('class I without the exception for open source has no self-assessment today', () => {
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...categoriesOf('important_class_I')), (raw, core_category) => {
      const found = say({ ...raw, ...reaching, core_category, high_risk_ai: false, ehr_system: false }, today)
      const own = found.conformity_routes.find(({ id }) => id === 'A')
      const foss = raw['foss'] as { licence_foss: boolean; source_public: boolean }
      const isDevice = String(raw['product_form']).match(/device|hardware/) !== null
      const isException =
        foss.licence_foss && foss.source_public && !isDevice && raw['technical_documentation_public'] === true
      expect(own === undefined || own.availableAt === false || isException).toBe(true)
      if (raw['cited_standard_applied'] !== 'full' && !isException) expect(own).toBeUndefined()
    }),
    { numRuns: 100 },
  )
})

/** A manufacturer of a product in scope, whatever else was drawn. */
const reaching: RawFacts = {
  data_connection: true,
  eu_market: true,
  exclusion: 'none',
  test_or_own_use_only: false,
  control: 'publishes_and_controls',
  chain_position: 'maker',
  monetisation: ['price'],
  non_profit_all_earnings: false,
  placed_on_market: '2028-02-29',
  events: [],
}

function categoriesOf(wanted: string): readonly string[] {
  return catalogue.categories.categories.filter((item) => item.class === wanted).map(({ id }) => id)
}

test('the exception for open source never helps devices or critical products', () => {
  const all = catalogue.categories.categories.map(({ id }) => id)
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...all), (raw, core_category) => {
      const base = { ...raw, ...reaching, core_category, high_risk_ai: false, ehr_system: false }
      const device = { ...base, product_form: 'device_with_software', cited_standard_applied: 'none' }
      expect(ids(say(device).conformity_routes)).not.toContain('A')
      const critical = { ...base, core_category: 'CAT-IV-03', product_form: 'installed_software' }
      expect(ids(say(critical).conformity_routes)).toBe('B+C H CERT')
    }),
    { numRuns: 50 },
  )
})

test('the class is that of the core functionality, whatever is built in', () => {
  for (const { id, class: expected } of catalogue.categories.categories) {
    const found = say({ core_category: id, integrated_categories: ['CAT-IV-01', 'CAT-II-02'] })
    expect([found.class, found.category]).toEqual([expected, id])
  }
  expect(say({ integrated_categories: ['CAT-IV-01'] }).class).toBe('default')
})

test('what can be used is told for the day, and not longer than the facts are good for', () => {
  const at = (day: string, id: string, change: RawFacts = {}) =>
    say(change, day).conformity_routes.find((route) => route.id === id)
  expect(at(today, 'A')).toMatchObject({ allowed: true, availableAt: true, thirdParty: false })
  expect(at(today, 'CERT')).toMatchObject({ allowed: true, availableAt: false })
  expect(at(today, 'B+C')).toMatchObject({ availableAt: null, thirdParty: true })
  expect(at('2026-06-10', 'H')?.availableAt).toBe(false)
  expect(at('2026-06-11', 'H')?.availableAt).toBe(null)
  expect(at('2026-12-23', 'CERT')?.availableAt).toBe(false)
  expect(at('2026-12-24', 'CERT')).toMatchObject({
    availableAt: null,
    note: expect.stringContaining(today) as string,
  })
  expect(at('2030-01-01', 'A')?.availableAt).toBe(true)
  const standard = { core_category: 'CAT-I-12', cited_standard_applied: 'full' }
  expect(at(today, 'A', standard)).toMatchObject({
    availableAt: false,
    note: expect.stringContaining('no harmonised standard') as string,
  })
  expect(at('2029-01-01', 'A', standard)?.availableAt).toBe(null)
  const health = { ehr_system: true }
  expect(at('2027-03-25', 'EHDS_PROCEDURE', health)?.availableAt).toBe(false)
  expect(at('2027-03-26', 'EHDS_PROCEDURE', health)?.availableAt).toBe(null)
})

test('importer, distributor and representative are shown the routes of the manufacturer', () => {
  const importer = { chain_position: 'importer', own_brand: false, brand_owner_outside_eu: true }
  for (const change of [
    importer,
    { ...importer, chain_position: 'reseller' },
    { chain_position: 'authorised_representative' },
  ]) {
    const found = say({ ...change, core_category: 'CAT-I-17' })
    expect([ids(found.conformity_routes), ids(found.conformity_routes_of_manufacturer)]).toEqual([
      '',
      'B+C H',
    ])
  }
})

test('each row of the law comes up, except the one that waits for an act', () => {
  const samples: readonly RawFacts[] = [
    {},
    { core_category: 'CAT-I-03', cited_standard_applied: 'full' },
    { core_category: 'CAT-I-03' },
    { ...publicSource, core_category: 'CAT-I-03' },
    { core_category: 'CAT-II-01' },
    { ...publicSource, core_category: 'CAT-II-01' },
    { core_category: 'CAT-IV-01' },
    { high_risk_ai: true },
    { ehr_system: true },
  ]
  const refs = new Set(
    samples.flatMap((change) =>
      say(change)
        .reasoning.filter(({ id }) => id === 'route')
        .map(({ ref }) => ref),
    ),
  )
  const waiting = rules.routes.notInForce.map(({ row }) => row)
  const expected = catalogue.conformity.routes.filter(({ id }) => !waiting.includes(id)).map(({ ref }) => ref)
  expect([...refs].sort()).toEqual([...new Set(expected)].sort())
  expect(waiting).toEqual(['CR-08'])
})
