/**
 * The twelve errors that tools and checklists make most often about the Cyber Resilience Act, one `describe` each, by
 * the number of the research note: that we do not make them is tested here, whatever else changes.
 */
import { describe, expect, test } from 'vitest'
import { catalogue } from './catalogue/catalogue.ts'
import { createTexts } from './catalogue/texts.ts'
import { openSource, type RawFacts, say } from './classify/testing/fact-samples.ts'

const english = createTexts('en')

function categoriesWith(word: RegExp): readonly string[] {
  return catalogue.categories.categories
    .filter(({ title, summary, examples }) => word.test([title, summary, ...examples].join(' ')))
    .map((item) => `${item.id} ${item.class}`)
}

describe('1: the final report of a vulnerability is counted from the measure, not from awareness', () => {
  const aware = { type: 'aware_exploited', at: '2028-01-10T09:00:00Z' }

  test('no measure, no date', () => {
    expect(say({ events: [aware] }).deadlines['REP-AEV-FIN']).toBeNull()
  })

  test('14 days after the measure; an incident one month after its notification', () => {
    const measure = { type: 'measure_available', at: '2028-03-01T00:00:00Z' }
    expect(say({ events: [aware, measure] }).deadlines['REP-AEV-FIN']).toBe('2028-03-15T00:00:00Z')
    const incident = { type: 'aware_incident', at: '2028-01-10T09:00:00Z' }
    const sent = { type: 'notification_submitted', at: '2028-01-11T10:00:00Z' }
    expect(say({ events: [incident, sent] }).deadlines['REP-INC-FIN']).toBe('2028-02-11T10:00:00Z')
  })
})

describe('2: no SBOM format is prescribed', () => {
  test('the minimum names none; formats of the BSI are marked as no law', () => {
    expect(catalogue.sbomRules.legalMinimum.join(' ')).not.toMatch(/cyclonedx|spdx/i)
    expect(catalogue.sbomRules.legalMinimum[0]).toMatch(/none named/)
    expect(catalogue.sbomRules.bsi.status).toMatch(/not CRA law/)
    const duties = say({}).obligations.map(({ title, duty }) => `${title} ${duty}`)
    expect(duties.filter((text) => /cyclonedx|spdx/i.test(text))).toEqual([])
  })
})

describe('3: the SBOM need not be published', () => {
  test('publication is optional, and no duty asks for it', () => {
    expect(catalogue.sbomRules.publication).toMatch(/^not required/)
    expect(catalogue.documents.get('DOC-A2-9')?.condition).toMatch(/only if you decide/)
    const published = say({}).obligations.filter(({ duty }) => /publish[^.]*SBOM|SBOM[^.]*publi/i.test(duty))
    expect(published).toEqual([])
  })
})

describe('4: classes are those of Annex III and IV as adopted', () => {
  test('no industrial control systems, server systems or robots; meters only as gateways', () => {
    expect(categoriesWith(/industrial|control system|\bPLC\b|robot|server operating/i)).toEqual([])
    expect(categoriesWith(/operating systems/i)).toEqual(['CAT-I-11 important_class_I'])
    expect(categoriesWith(/smart meter/i)).toEqual(['CAT-IV-02 critical'])
    expect(catalogue.categories.categories.find(({ id }) => id === 'CAT-IV-02')?.title).toMatch(
      /^Smart meter gateways/,
    )
  })

  test('19 and 4 categories of Annex III, 3 of Annex IV, each naming its annex', () => {
    const of = (name: string) => catalogue.categories.categories.filter((item) => item.class === name)
    const counts = ['important_class_I', 'important_class_II', 'critical'].map((name) => of(name).length)
    expect(counts).toEqual([19, 4, 3])
    expect(of('critical').every(({ annexRef }) => annexRef.startsWith('Annex IV'))).toBe(true)
  })

  test('an industrial product of no category is of the default class', () => {
    expect(
      say({ product_form: 'device_with_software', traits: ['industrial', 'controls_other_devices'] }).class,
    ).toBe('default')
  })
})

const steward: RawFacts = { ...openSource, sustained_support: 'engineering' }

describe('5: stewards pay no fines', () => {
  test('no tier, no possible fine, and the article says so', () => {
    for (const sustained_support of ['non_technical', 'infrastructure', 'engineering']) {
      const { fines, fine_tiers, obligations } = say({ ...steward, sustained_support })
      expect([fines, fine_tiers]).toEqual(['none', []])
      const tiers = new Set(obligations.map(({ penalty_tier }) => penalty_tier))
      expect([...tiers].filter((tier) => tier !== 'NONE' && tier !== null)).toEqual([])
    }
    expect(catalogue.penalties.tiers.find(({ id }) => id === 'NONE')?.ref).toBe('Art. 64(10)(b)')
  })
})

describe('6: stewards put no CE mark', () => {
  test('it is not allowed, no duty asks for it, and a community edition beside a paid one has none', () => {
    const found = say(steward)
    expect(found.not_allowed).toEqual(['CE marking'])
    const ids = found.obligations.map(({ id }) => id)
    expect(ids).toContain('OBL-S-CE')
    expect(ids.filter((id) => ['OBL-M-13-12c', 'OBL-M-30'].includes(id))).toEqual([])
    expect(say({ ...steward, monetisation: ['paid_edition'] }).not_allowed).toEqual([
      'CE marking on the community edition',
    ])
  })
})

describe('7: five years are a floor, not everybody’s support period', () => {
  test.each([
    [2, 2, '2030-03'],
    [5, 5, '2033-03'],
    [7, 5, '2035-03'],
    [15, 5, '2043-03'],
  ])('%i years of use', (use, minimum, end) => {
    expect(say({ expected_use_years: use }).support).toMatchObject({
      minimum_years: minimum,
      end_not_before: end,
    })
  })

  test('without the expected use there is a floor and no end', () => {
    const { support, open } = say({ expected_use_years: 'unsure' })
    expect(support).toMatchObject({ minimum_years: 5, end_not_before: null })
    expect(open.map(({ id }) => id)).toEqual(['support'])
  })
})

describe('8: old products are not free', () => {
  test('Art. 14 holds for them, after the end of support too', () => {
    const events = [{ type: 'aware_exploited', at: '2026-11-20T09:30:00Z' }]
    const found = say({ placed_on_market: '2012-01-01', expected_use_years: 3, events })
    expect([found.scope, found.applies]).toEqual(['in_scope', 'reporting_only'])
    expect(found.obligations.map(({ id }) => id)).toContain('OBL-M-14-01')
    expect(found.events[0]?.mandatory).toBe(true)
  })
})

describe('9: small firms must report', () => {
  test.each(['micro', 'small'])('%s: only the fine for a late first warning falls away', (company_size) => {
    const events = [{ type: 'aware_exploited', at: '2026-11-20T09:30:00Z' }]
    const found = say({ company_size, events })
    expect(found.events[0]?.mandatory).toBe(true)
    expect(Object.keys(found.deadlines)).toEqual(['REP-AEV-EW', 'REP-AEV-72H', 'REP-AEV-FIN'])
    expect(
      found.obligations
        .filter(({ id }) => id.startsWith('OBL-M-14-'))
        .every(({ status }) => status === 'applies'),
    ).toBe(true)
    expect([found.fines, found.fine_tiers]).toEqual(['possible', ['T1', 'T2']])
    expect(found.micro_small_relief[0]).toBe('late 24 h warning not fined')
  })

  test('medium and large firms have no such relief, and an unknown size none either', () => {
    for (const company_size of ['medium', 'large', 'unsure'])
      expect(say({ company_size }).micro_small_relief).toEqual([])
  })
})

describe('10: a component that is exploited elsewhere is not reported', () => {
  test('the trigger speaks of the own product, in every word that a user reads', () => {
    expect(english('TRG-AEV.test.3')).toMatch(/exploited in your product, not merely elsewhere/)
    expect(english('TRG-AEV.not.2')).toMatch(/not reachable or not exploited in your product/)
    expect(catalogue.obligations.get('OBL-M-14-01')?.trigger).toMatch(
      /contained in your product is actively exploited/,
    )
    const { notes } = say({ events: [{ type: 'aware_exploited', at: '2026-11-20T09:30:00Z' }] })
    expect(notes.find(({ point }) => point === 12)?.text).toMatch(/not reportable; keep a record/)
  })
})

describe('11: a web service is neither always in nor always out', () => {
  const service: RawFacts = { product_form: 'web_service_only' }

  test('out alone, part of the product that needs it, in as an app, open when nobody says', () => {
    expect(say({ ...service, traits: [] })).toMatchObject({ scope: 'not_a_product', applies: 'none' })
    expect(say({ ...service, traits: ['remote_data_processing'] }).scope).toBe('part_of_product')
    expect(say({ product_form: 'mobile_app', traits: ['remote_data_processing'] }).scope).toBe('in_scope')
    expect(say({ ...service, traits: 'unsure' }).scope).toBe('undetermined')
  })
})

describe('12: articles are those of the adopted text, not of the proposal of 2022', () => {
  /** In the proposal: manufacturers Art. 10, reporting Art. 11, importers 13, distributors 14, technical file Annex V. */
  test.each([
    ['OBL-M-13-01', 'Art. 13(1)'],
    ['OBL-M-14-01', 'Art. 14(1), (2)'],
    ['OBL-I-19-1', 'Art. 19(1)'],
    ['OBL-D-20-1', 'Art. 20(1)'],
    ['OBL-S-24-1', 'Art. 24(1)'],
    ['OBL-M-28', 'Art. 28, Annex V'],
    ['OBL-M-31', 'Art. 31, Annex VII'],
    ['OBL-M-32', 'Art. 32, Annex VIII'],
  ])('%s is %s', (id, ref) => {
    expect(catalogue.obligations.get(id)?.ref).toBe(ref)
  })

  test('no record, step or note cites Art. 10 or 11 as a duty, and each annex means what it means', () => {
    const steps = say({ events: [{ type: 'aware_exploited', at: '2026-11-20T09:30:00Z' }] })
    const refs = [
      ...[...catalogue.obligations.values()].map(({ ref }) => ref),
      ...catalogue.requirements.map(({ ref }) => ref),
      ...steps.reasoning.map(({ ref }) => ref),
      ...steps.notes.map(({ ref }) => ref),
    ]
    expect(refs.filter((ref) => /Art\. 1[01]\b/.test(ref))).toEqual([])
    const sets = new Map([...catalogue.documents.values()].map(({ set, ref }) => [set, ref.split('(')[0]]))
    expect(sets.get('Annex VII technical documentation')).toBe('Annex VII')
    expect(sets.get('Annex V EU declaration of conformity')).toBe('Annex V')
    expect(sets.get('Annex II user information')).toBe('Annex II')
  })
})
