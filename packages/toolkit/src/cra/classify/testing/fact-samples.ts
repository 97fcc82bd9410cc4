/** Facts for tests: a closed product that is sold, changed where a test wants, and random ones from the catalogue. */
import fc from 'fast-check'
import { catalogue } from '../../catalogue/catalogue.ts'
import type { FactField } from '../../catalogue/readers/inputs.ts'
import type { Classification } from '../classification.ts'
import { classify } from '../classify.ts'
import { type Facts, parseFacts } from '../facts.ts'

export type RawFacts = Readonly<Record<string, unknown>>

/** A manufacturer's closed program, sold from 2028 on, about which everything is known. */
export const soldProgram: RawFacts = {
  product_form: 'installed_software',
  data_connection: true,
  eu_market: true,
  exclusion: 'none',
  test_or_own_use_only: false,
  foss: { licence_foss: false, source_public: false },
  control: 'publishes_and_controls',
  person: 'legal',
  non_profit_all_earnings: false,
  monetisation: ['price'],
  sustained_support: 'none',
  intended_for_commercial_use: true,
  own_brand: true,
  established_in_eu: true,
  brand_owner_outside_eu: false,
  chain_position: 'maker',
  substantial_modification: false,
  core_category: 'none',
  integrated_categories: [],
  cited_standard_applied: 'none',
  technical_documentation_public: false,
  high_risk_ai: false,
  ehr_system: false,
  company_size: 'medium',
  traits: ['networked'],
  events: [],
  placed_on_market: '2028-03-01',
  expected_use_years: 5,
}

export const openSource: RawFacts = {
  ...soldProgram,
  foss: { licence_foss: true, source_public: true },
  monetisation: ['none'],
}

export function facts(raw: RawFacts): Facts {
  const parsed = parseFacts(raw)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

export function say(change: RawFacts, at = '2026-11-22', base: RawFacts = soldProgram): Classification {
  return classify(facts({ ...base, ...change }), { at })
}

/** Every value of a fact that the rules tell apart; dates and years on both sides of their limits. */
export function valuesOf(field: FactField): readonly unknown[] {
  switch (field.type) {
    case 'boolean':
      return [true, false]
    case 'enum':
      return field.values ?? []
    case 'multi':
      return field.name === 'monetisation'
        ? (field.values ?? []).map((value) => [value])
        : [[], ...(field.values ?? []).map((value) => [value])]
    case 'object':
      return [true, false].flatMap((a) => [true, false].map((b) => ({ licence_foss: a, source_public: b })))
    case 'date':
      return ['2025-04-01', '2027-12-10', '2027-12-11', '2028-02-29']
    case 'number':
      return [0.5, 5, 12]
    case 'list':
      return [[], [{ type: 'placed_on_market', at: '2028-03-01T00:00:00Z' }]]
    default:
      return field.type satisfies never
  }
}

/** Complete facts; every combination that the catalogue allows can come. */
export const anyFacts: fc.Arbitrary<RawFacts> = fc.record(
  Object.fromEntries(
    catalogue.classificationInputs.fields.map((field) => [field.name, fc.constantFrom(...valuesOf(field))]),
  ),
)

/** The same with facts that nobody stated, said in any of the four ways. */
export const partialFacts: fc.Arbitrary<RawFacts> = fc
  .tuple(
    anyFacts,
    fc.array(fc.constantFrom(undefined, null, 'unsure', 'unknown', 'keep', 'keep'), {
      minLength: 25,
      maxLength: 30,
    }),
  )
  .map(([all, marks]) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([name, value], at) => {
        const mark = marks[at]
        if (mark === undefined) return []
        return [[name, mark === 'keep' ? value : mark]]
      }),
    ),
  )
