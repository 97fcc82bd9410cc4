/** `occtet cra classify` as a user runs it: files, standard input, days, languages, and input that is wrong. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { occtet, projectRoot, scratch } from '../cli.ts'
import { describeShared, sharedPath } from '../shared.ts'

const work = scratch('cra-classify')
const schema = JSON.parse(
  readFileSync(join(projectRoot, 'packages/contract/schemas/cra-classification.json'), 'utf8'),
) as object
const validate = new Ajv2020({ strict: false }).compile(schema)

function fileOf(content: unknown): string {
  const file = join(work, 'facts.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

interface Value {
  readonly scope: string
  readonly at: string
  readonly conformity_routes: readonly { readonly id: string; readonly availableAt: boolean | null }[]
  readonly open: readonly { readonly id: string }[]
  readonly obligations: readonly { readonly in_force: boolean }[]
  readonly ok?: boolean
  readonly error: { readonly code: string; readonly message: string; readonly hint: string }
}

function valid(text: string): Value {
  const value: unknown = JSON.parse(text)
  expect([validate(value), validate.errors]).toEqual([true, null])
  return value as Value
}

const facts = {
  product_form: 'device_with_software',
  data_connection: true,
  eu_market: true,
  exclusion: 'none',
  test_or_own_use_only: false,
  chain_position: 'maker',
  monetisation: ['price'],
  core_category: 'CAT-I-12',
  cited_standard_applied: 'none',
  technical_documentation_public: false,
  high_risk_ai: false,
  ehr_system: false,
  substantial_modification: false,
  placed_on_market: '2028-04-20',
  expected_use_years: 7,
}

test('a person reads what applies, the article beside it, and what is not available', () => {
  const placed = { ...facts, core_category: 'none', placed_on_market: null }
  const ran = occtet(['cra', 'classify', fileOf(placed), '--at', '2026-11-22'])
  expect([ran.code, ran.stderr]).toEqual([0, ''])
  expect(ran.stdout).toMatch(/^In scope of the Cyber Resilience Act/)
  expect(ran.stdout).toContain('CERT')
  expect(ran.stdout).toContain('NOT AVAILABLE TODAY')
  expect(ran.stdout).toMatch(/SC-04 +Is it supplied[^]*-> yes\.[^]*Art\. 3\(21\)-\(22\)/)
  expect(ran.stdout).toContain('Duties in force on 2026-11-22')
  expect(ran.stdout).toContain('Duties from 2027-12-11')
  expect(ran.stdout).toContain('Not legal advice')
  // A long name never runs into its text.
  const open = occtet([
    'cra',
    'classify',
    fileOf({ ...facts, ehr_system: 'unsure' }),
    '--at',
    '2026-11-22',
  ]).stdout
  expect(open).toMatch(/^ {2}EHDS_PROCEDURE\n {14}Procedure of the European Health Data Space/m)
  expect(open).toMatch(/^ {2}ehr_system {2}Is it an electronic health record system\?/m)
  const closed = occtet(['cra', 'classify', fileOf(facts), '--at', '2026-11-22']).stdout
  expect(closed).toMatch(/not open to this product: A \(Internal control\)/)
})

test('in German the words are those of the Regulation, the references too', () => {
  const class1 = { ...facts, core_category: 'CAT-I-12', cited_standard_applied: 'full' }
  const { stdout } = occtet(['cra', 'classify', fileOf(class1), '--lang', 'de', '--at', '2026-11-22'])
  expect(stdout).toMatch(/^Im Anwendungsbereich der Cyberresilienz-Verordnung/)
  expect(stdout).toMatch(/Rolle +Hersteller\./)
  expect(stdout).toContain('Wichtiges Produkt, Klasse I (Anhang III)')
  expect(stdout).toMatch(/A +Interne Kontrolle: HEUTE NICHT VERFÜGBAR/)
  expect(stdout).toContain('aus zweiter Hand')
  expect(stdout).not.toMatch(/\b(Annex|Recital|guidance|legal_text|implementing_act_text)\b/)
})

test('an event is told with its stages, their article and their time', () => {
  const events = [{ type: 'aware_exploited', at: '2026-11-20T09:30:00Z' }]
  const told = (lang: string): string =>
    occtet(['cra', 'classify', fileOf({ ...facts, events }), '--lang', lang]).stdout.replace(/\s+/g, ' ')
  expect(told('en')).toContain('REP-AEV-EW (early warning, Art. 14(2)(a)): 2026-11-21T09:30:00Z')
  expect(told('en')).toContain('REP-AEV-FIN (final report, Art. 14(2)(c)): clock not started')
  expect(told('de')).toContain('Kenntnis von aktiver Ausnutzung: muss gemeldet werden.')
})

test('the day decides what is in force; without one it is today', () => {
  const of = (placed: string | null, day: string) =>
    valid(
      occtet(['cra', 'classify', fileOf({ ...facts, placed_on_market: placed }), '--at', day, '--json'])
        .stdout,
    ).obligations.map((duty) => duty.in_force)
  expect(new Set(of(null, '2026-11-22'))).toEqual(new Set([true, false]))
  expect(new Set(of(null, '2027-12-11'))).toEqual(new Set([true]))
  expect(new Set(of('2028-04-20', '2028-04-19'))).toEqual(new Set([false]))
  expect(new Set(of('2028-04-20', '2028-04-20'))).toEqual(new Set([true]))
  // SOURCE_DATE_EPOCH of the tests.
  expect(valid(occtet(['cra', 'classify', fileOf(facts), '--json']).stdout).at).toBe('2026-11-22')
})

test('nothing known is not "out of scope": every question is open', () => {
  const value = valid(occtet(['cra', 'classify', fileOf({}), '--json']).stdout)
  expect(value.scope).toBe('undetermined')
  expect(value.open.map(({ id }) => id)).toContain('SC-04')
  const words = occtet(['cra', 'classify', fileOf({ eu_market: 'unsure' })]).stdout
  expect(words).toMatch(/SC-04[^]*missing: eu_market[^]*no: Not supplied for distribution/)
})

test('with --strict open questions end with 4, and only then', () => {
  const foss = { licence_foss: false, source_public: false }
  const code = (content: unknown): number | null =>
    occtet(['cra', 'classify', fileOf(content), '--strict', '--json']).code
  expect([code({ ...facts, foss }), code({ ...facts, foss, expected_use_years: 'unsure' })]).toEqual([0, 4])
})

test.each<[string, unknown, string, RegExp]>([
  ['no JSON', '{"eu_market": tru', 'SYNTAX_INVALID', /facts\.json: line 1/],
  ['a list', [], 'FACTS_NOT_AN_OBJECT', /expected one JSON object/],
  ['a wrong name', { eu_markt: true }, 'FACT_NAME_UNKNOWN', /eu_markt: no such fact; known are .*eu_market/],
  [
    'a wrong value',
    { product_form: 'app' },
    'FACT_VALUE_INVALID',
    /product_form: expected one of .*mobile_app.* found "app"/,
  ],
  [
    'a wrong date',
    { placed_on_market: '2027-02-30' },
    'FACT_DATE_INVALID',
    /placed_on_market: expected a date/,
  ],
  [
    'a time without zone',
    { events: [{ type: 'aware_exploited', at: '2026-11-20T09:30:00' }] },
    'FACT_TIME_INVALID',
    /events\[0\]\.at: expected a zone/,
  ],
  ['a fact twice', '{"eu_market": true, "eu_market": false}', 'FACT_TWICE', /"eu_market" stands there twice/],
])('%s is refused with file, field and what to do', (_, content, code, message) => {
  const ran = occtet(['cra', 'classify', fileOf(content), '--json'])
  const { error } = JSON.parse(ran.stdout) as Value
  expect([ran.code, error.code]).toEqual([3, code])
  expect(error.message).toMatch(message)
  expect(ran.stderr).toContain('unsure')
})

test('a file that is not there: 3; a day that is none: 2', () => {
  expect(occtet(['cra', 'classify', join(work, 'none.json')]).code).toBe(3)
  expect(occtet(['cra', 'classify', fileOf(facts), '--at', '2026-02-30']).code).toBe(2)
  expect(occtet(['cra', 'classify', fileOf(facts), '--lang', 'xx']).code).toBe(2)
})

test('line by line: one answer each, errors among them, in order', () => {
  const input = `${JSON.stringify(facts)}\nnonsense\n\n{"x":1}\n"${'x'.repeat(70_000)}"\n{}\n`
  const ran = occtet(['cra', 'classify', '-'], { input })
  const lines = ran.stdout.trimEnd().split('\n').map(valid)
  expect(ran.code).toBe(0)
  expect(lines.map((line) => line.scope ?? line.error.code)).toEqual([
    'in_scope',
    'SYNTAX_INVALID',
    'FACT_NAME_UNKNOWN',
    'INPUT_TOO_LONG',
    'undetermined',
  ])
})

describeShared('the shared scenarios through the program', () => {
  const { scenarios } = JSON.parse(readFileSync(sharedPath('cra/scenarios.json'), 'utf8')) as {
    readonly scenarios: readonly { readonly id: string; readonly facts: object }[]
  }

  test('all fit the published schema in both languages', () => {
    const input = scenarios.map((scenario) => `${JSON.stringify(scenario.facts)}\n`).join('')
    const [english, german] = ['en', 'de'].map((language) => {
      const ran = occtet(['cra', 'classify', '-', '--lang', language], { input })
      return ran.stdout.trimEnd().split('\n').map(valid)
    })
    expect(english).toHaveLength(scenarios.length)
    const core = ({ scope, conformity_routes: routes }: Value) => [scope, routes.map(({ id }) => id)]
    expect(german?.map(core)).toEqual(english?.map(core))
  })
})
