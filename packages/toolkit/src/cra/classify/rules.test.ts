import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { condition } from '../catalogue/readers/rules.ts'
import type { CatalogueError } from '../catalogue/readers/shape.ts'
import { rules } from '../catalogue/rules.ts'
import type { Condition } from '../questionnaire/types.ts'
import { termsOf } from './evaluate.ts'
import { resultTerms } from './notes.ts'
import { partialFacts, type RawFacts, say, openSource } from './testing/fact-samples.ts'

/** Names of facts with the words that each may have; no words: any. */
const vocabulary = new Map<string, readonly unknown[]>(
  catalogue.classificationInputs.fields.flatMap(({ name, values = [], fields }) =>
    fields === undefined
      ? [[name, values] as const]
      : [...fields.keys()].map((member) => [`${name}.${member}`, []] as const),
  ),
)

const all: readonly Condition[] = [
  ...rules.scope.map(({ yes }) => yes),
  ...rules.roles.rules.map(({ when }) => when),
  rules.roles.secondEdition.when,
  rules.transition.eachUnitCounts,
  ...rules.transition.shownDates.map(({ when }) => when),
  ...rules.obligations.map(({ when }) => when),
  ...rules.reliefs.map(({ when }) => when),
  rules.routes.publicDocumentation,
  ...rules.notes.map(({ when }) => when),
]

test('rules speak only of facts and results that exist', () => {
  const known = new Set<string>([...vocabulary.keys(), ...resultTerms])
  expect(all.flatMap(termsOf).filter((term) => !known.has(term))).toEqual([])
})

test('rules compare facts only with words that the catalogue allows', () => {
  const wrong: string[] = []
  const look = (rule: Condition): void => {
    if ('all' in rule) rule.all.forEach(look)
    else if ('any' in rule) rule.any.forEach(look)
    else if ('not' in rule) look(rule.not)
    else if ('eq' in rule || 'has' in rule || 'in' in rule) {
      const [term, value] = 'eq' in rule ? rule.eq : 'has' in rule ? rule.has : rule.in
      const words = vocabulary.get(term) ?? []
      const given = Array.isArray(value) ? (value as readonly unknown[]) : [value]
      if (words.length > 0)
        wrong.push(...given.filter((word) => !words.includes(word)).map((word) => `${term} ${String(word)}`))
    }
  }
  all.forEach(look)
  expect(wrong).toEqual([])
})

test.each([
  [{ eq: ['a', 1] }, true],
  [{ all: [{ any: [] }] }, true],
  [{ not: { in: ['a', ['b']] } }, true],
  [{ atLeast: ['a', 1] }, true],
  [{}, false],
  [null, false],
  [{ eq: ['a', 1], has: ['a', 'b'] }, false],
  [{ same: ['a', 1] }, false],
  [{ eq: ['a'] }, false],
  [{ atLeast: ['a', 'b'] }, false],
  [{ all: [{ in: ['a', 'b'] }] }, false],
  [{ toString: ['a', 'b'] }, false],
])('%j as a rule: %s', (value, isRule) => {
  const problems: CatalogueError[] = []
  condition(value, { path: 'rule', problems })
  expect(problems.length === 0).toBe(isRule)
})

const samples: readonly RawFacts[] = [
  {
    company_size: 'micro',
    expected_use_years: 4,
    traits: ['remote_data_processing'],
    integrated_categories: ['CAT-II-02'],
  },
  {
    events: [{ type: 'aware_exploited', at: '2026-11-20T09:30:00Z' }],
    own_brand: false,
    established_in_eu: false,
  },
  { core_category: 'CAT-I-12', monetisation: ['free_business_supply'] },
  { core_category: 'CAT-II-01', cited_standard_applied: 'full' },
  { chain_position: 'authorised_representative' },
  { chain_position: 'reseller', own_brand: false, brand_owner_outside_eu: true },
  { placed_on_market: '2020-01-01' },
  { placed_on_market: '2020-01-01', product_form: 'device_with_software' },
  {
    placed_on_market: '2020-01-01',
    substantial_modification: true,
    events: [{ type: 'placed_on_market', at: '2028-01-01T00:00:00Z' }],
  },
  { ...openSource, sustained_support: 'engineering' },
  { ...openSource, chain_position: 'repository_host' },
  { ...openSource, monetisation: ['subscription'] },
]

test('every note of the classification and every relief comes up; every open point of the research note is settled', () => {
  const found = samples.map((change) => say(change))
  const shown = new Set(found.flatMap(({ notes }) => notes.map(({ id }) => id)))
  const expected = rules.notes.filter((note) => note.shown === 'classification').map(({ id }) => id)
  expect(expected.filter((id) => !shown.has(id))).toEqual([])
  expect(new Set(found.flatMap(({ micro_small_relief }) => micro_small_relief)).size).toBe(
    rules.reliefs.length,
  )
  const points = new Set(rules.notes.flatMap(({ point }) => point ?? []))
  expect([...points].sort((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, at) => at + 1))
})

test('any facts, whatever is missing, are answered the same way twice, in both languages', () => {
  fc.assert(
    fc.property(partialFacts, fc.constantFrom('2026-11-22', '2028-06-01'), (raw, at) => {
      const found = say(raw, at, {})
      expect(say(raw, at, {})).toEqual(found)
      expect(
        found.reasoning.filter(
          (step) => step.ref === '' || step.verification === '' || step.consequence === '',
        ),
      ).toEqual([])
      expect(JSON.stringify(found)).not.toMatch(/\{\w+\}"|undefined|NaN/)
      if (found.scope === 'undetermined')
        expect([found.roles, found.obligations]).toEqual([['undetermined'], []])
      if (found.scope !== 'in_scope') expect(found.conformity_routes).toEqual([])
    }),
    { numRuns: 200 },
  )
})
