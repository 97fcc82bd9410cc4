import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { createTexts } from '../catalogue/texts.ts'
import { lookupOf } from './asking.ts'
import { decideScope, type ScopeResult } from './scope.ts'
import {
  facts,
  openSource,
  partialFacts,
  type RawFacts,
  say,
  soldProgram,
  valuesOf,
} from './testing/fact-samples.ts'

const t = createTexts('en')
/** What ends without a duty: an answer nobody gave may never lead here. */
const withoutDuty = new Set(['not_a_product', 'out_of_scope', 'excluded', 'not_placed_on_market', 'no_role'])

function scopeOf(raw: RawFacts): ScopeResult {
  return decideScope({ lookup: lookupOf(facts(raw)), events: [], t, at: '2026-11-22', subject: 'product' })
}

/** The facts that the tree asks for, by the values that its rules tell apart. */
const front: Readonly<Record<string, readonly unknown[]>> = {
  product_form: ['installed_software', 'device_with_software', 'website'],
  traits: [[], ['remote_data_processing']],
  data_connection: [true, false],
  eu_market: [true, false],
  exclusion: ['none', 'EXC-MDR'],
  test_or_own_use_only: [true, false],
}
const back: Readonly<Record<string, readonly unknown[]>> = {
  foss: [
    { licence_foss: true, source_public: true },
    { licence_foss: true, source_public: false },
  ],
  product_form: ['installed_software', 'device_with_software'],
  control: ['publishes_and_controls', 'contributor_only'],
  chain_position: ['maker', 'importer', 'repository_host'],
  person: ['natural', 'legal'],
  non_profit_all_earnings: [true, false],
  monetisation: [
    ['none'],
    ['price'],
    ['voluntary_donations'],
    ['cost_recovery_natural_person'],
    ['free_business_supply'],
  ],
  sustained_support: ['none', 'engineering'],
  intended_for_commercial_use: [true, false],
}

function* combinations(space: Readonly<Record<string, readonly unknown[]>>): Generator<RawFacts> {
  const [first, ...rest] = Object.entries(space)
  if (first === undefined) {
    yield {}
    return
  }
  const [name, values] = first
  for (const value of values) {
    for (const tail of combinations(Object.fromEntries(rest))) yield { [name]: value, ...tail }
  }
}

test('with all facts stated the tree gives exactly one outcome, and every outcome comes up', () => {
  const found = new Map<string, number>()
  let count = 0
  const spaces = [
    { base: soldProgram, space: front },
    { base: soldProgram, space: back },
  ]
  for (const { base, space } of spaces) {
    for (const change of combinations(space)) {
      count++
      const { outcomes, open } = scopeOf({ ...base, ...change })
      expect([outcomes.length, open.length]).toEqual([1, 0])
      found.set(outcomes[0]!, (found.get(outcomes[0]!) ?? 0) + 1)
    }
  }
  console.log(`scope tree: ${count} complete combinations, ${[...found.keys()].length} outcomes`)
  expect(count).toBe(96 + 1920)
  expect([...found.keys()].sort()).toEqual([...catalogue.outcomes.keys()].sort())
})

test('each step of the reasoning is a node of the catalogue with its article, on one way from the start', () => {
  for (const change of combinations(front)) {
    const { steps, outcomes } = scopeOf({ ...soldProgram, ...change })
    const nodes = steps.map(({ id }) => catalogue.scopeTree.nodes.find((node) => node.id === id)!)
    expect(nodes[0]?.id).toBe(catalogue.scopeTree.start)
    steps.forEach((step, at) => {
      const next = step.answer === 'yes' ? nodes[at]!.yes : nodes[at]!.no
      expect([step.ref, next]).toEqual([nodes[at]!.ref, nodes[at + 1]?.id ?? outcomes[0]])
    })
  }
})

test('what nobody stated never closes a case: every completion stays within the possible outcomes', () => {
  let checked = 0
  fc.assert(
    fc.property(partialFacts, (raw) => {
      const { scope, outcomes, open } = scopeOf(raw)
      const missing = catalogue.classificationInputs.fields.filter(
        ({ name, type }) =>
          type !== 'list' &&
          (raw[name] === undefined ||
            raw[name] === null ||
            (typeof raw[name] === 'string' && ['unsure', 'unknown'].includes(raw[name]))),
      )
      for (const field of missing) {
        for (const value of valuesOf(field)) {
          const completed = scopeOf({ ...raw, [field.name]: value })
          checked++
          expect(completed.outcomes.filter((id) => !outcomes.includes(id))).toEqual([])
          if (withoutDuty.has(scope)) expect(completed.scope).toBe(scope)
        }
      }
      if (outcomes.length > 1) expect(open.length).toBeGreaterThan(0)
    }),
    { numRuns: 80 },
  )
  expect(checked).toBeGreaterThan(500)
})

test('one fact taken away from a product in scope leaves it in scope or open, never out', () => {
  const samples: readonly RawFacts[] = [soldProgram, openSource, { ...openSource, monetisation: ['price'] }]
  for (const base of samples) {
    for (const name of Object.keys(base)) {
      for (const mark of ['unsure', null]) {
        const before = scopeOf(base).scope
        const { scope } = scopeOf({ ...base, [name]: mark })
        expect([before, 'undetermined']).toContain(scope)
      }
    }
  }
})

test('a definite fact may force the outcome although others are not known', () => {
  expect(scopeOf({ product_form: 'website', traits: [] })).toMatchObject({ scope: 'not_a_product', open: [] })
  expect(scopeOf({ product_form: 'website' }).outcomes).toEqual(['OUT-SERVICE', 'OUT-RDPS'])
  const notEu = scopeOf({ product_form: 'mobile_app', eu_market: false })
  expect([notEu.scope, notEu.outcomes]).toEqual(['out_of_scope', ['OUT-NOCONN', 'OUT-NOTEU']])
})

test('an open question says what each answer would mean', () => {
  const [question] = scopeOf({ ...soldProgram, eu_market: 'unsure' }).open
  expect(question).toMatchObject({
    id: 'SC-04',
    facts: ['eu_market'],
    meanings: [
      { answer: 'yes', means: catalogue.outcomes.get('OUT-ROLE')?.text },
      { answer: 'no', means: catalogue.outcomes.get('OUT-NOTEU')?.text },
    ],
  })
})

test.each<[string, RawFacts, string]>([
  ['a device is never open source', { product_form: 'device_with_software' }, 'OUT-NONCOMMERCIAL'],
  [
    'source for customers only is not open source',
    { foss: { licence_foss: true, source_public: false } },
    'OUT-NONCOMMERCIAL',
  ],
  ['a contributor has no duty', { control: 'contributor_only' }, 'OUT-CONTRIBUTOR'],
  ['a host has no duty', { chain_position: 'repository_host' }, 'OUT-CONTRIBUTOR'],
  [
    'a reseller who controls nothing is not a contributor',
    { control: 'contributor_only', chain_position: 'reseller', monetisation: ['price'] },
    'OUT-ROLE',
  ],
  [
    'donations that nobody must give do not count',
    { monetisation: ['voluntary_donations', 'third_party_funding'] },
    'OUT-NONE',
  ],
  ['a donation for releases does', { monetisation: ['donation_required'] }, 'OUT-ROLE'],
  [
    'costs of a natural person do not count',
    { person: 'natural', monetisation: ['cost_recovery_natural_person'] },
    'OUT-NATURAL',
  ],
  ['costs of a company do', { monetisation: ['cost_recovery_natural_person'] }, 'OUT-ROLE'],
  [
    'a charity that earns for its aims',
    { non_profit_all_earnings: true, monetisation: ['price'], sustained_support: 'engineering' },
    'OUT-STEWARD',
  ],
  [
    'support of what is not meant for commerce',
    { sustained_support: 'engineering', intended_for_commercial_use: false },
    'OUT-NONE',
  ],
])('open source: %s', (_, change, outcome) => {
  expect(say(change, '2026-11-22', openSource).outcome).toBe(outcome)
})

test('a back-end is neither free of duties nor judged alone: the product that needs it is asked for', () => {
  const found = say({ product_form: 'web_service_only', traits: ['remote_data_processing'] })
  expect([found.scope, found.roles, found.applies, found.fines]).toEqual([
    'part_of_product',
    ['undetermined'],
    'undetermined',
    'undetermined',
  ])
  expect(found.open.map(({ id }) => id)).toEqual(['served-product'])
})

test('an exclusion is named with its act and its limit', () => {
  for (const { id, ref, title } of catalogue.exclusions) {
    const step = say({ exclusion: id }).reasoning.find((one) => one.id === 'SC-05')
    expect(step?.consequence).toContain(`${title} (${ref}).`)
  }
  expect(say({ exclusion: 'EXC-DEFENCE' }).reasoning.at(-1)?.consequence).toContain(
    'Dual use stays in scope.',
  )
})
