/** Runs one small tree as a user would: collect, read the questions unanswered, then answer all of them with yes. */
import { assessProduct, type Assessment } from '../assessment/assess-product.ts'
import { collectSignals } from '../assess.ts'
import { parseFacts, type Facts } from '../classify/facts.ts'
import { questionnaire } from '../questionnaire/questionnaire.ts'
import type { Answer } from '../questionnaire/types.ts'
import { memoryRepoFiles } from '../repo-files.ts'
import type { SignalResult } from '../status.ts'
import { answersOf } from './answers.ts'
import type { Fixture } from './fixture.ts'

/** What one tree shows, with the questionnaire unanswered and with every question answered yes. */
export interface FixtureRun {
  readonly signals: ReadonlyMap<string, SignalResult>
  readonly proposals: Assessment['proposals']
  readonly contradictions: Assessment['contradictions']
}

/** By name. */
export function runFixtures(fixtures: readonly Fixture[]): ReadonlyMap<string, FixtureRun> {
  return new Map(fixtures.map((fixture) => [fixture.name, runFixture(fixture)]))
}

/** The product is a manufacturer's, networked, and stores data: some rules ask for that before evidence can clash. */
function runFixture({ files, given }: Fixture): FixtureRun {
  const tree = memoryRepoFiles(new Map(Object.entries(files)))
  const inventory = given?.inventory ?? { name: 'sample', components: [], roots: [], files: [], issues: [] }
  const collected = collectSignals(tree, inventory, given)
  const today = (given?.asOf ?? '2026-06-01').slice(0, 10)
  const assess = (answers: ReadonlyMap<string, Answer>): Assessment =>
    assessProduct({ profileFacts: manufacturer, answers, signals: collected, mode: 'full', today })
  return {
    signals: new Map(collected.map((result) => [result.id, result])),
    proposals: assess(new Map()).proposals,
    contradictions: assess(allYes).contradictions,
  }
}

const allYes = answersOf(
  Object.fromEntries(
    [...questionnaire.questions.values()].flatMap(({ id, type }) => (type === 'scale' ? [[id, 'yes']] : [])),
  ),
)

const manufacturer = factsOf({
  product_form: 'installed_software',
  data_connection: true,
  eu_market: true,
  exclusion: 'none',
  test_or_own_use_only: false,
  foss: { licence_foss: false, source_public: false },
  control: 'publishes_and_controls',
  person: 'legal',
  monetisation: ['subscription'],
  own_brand: true,
  established_in_eu: true,
  chain_position: 'maker',
  substantial_modification: false,
  core_category: 'none',
  integrated_categories: [],
  company_size: 'micro',
  traits: ['networked', 'stores_data'],
  placed_on_market: '2028-03-01',
  expected_use_years: 6,
})

function factsOf(values: Readonly<Record<string, unknown>>): Facts {
  const parsed = parseFacts(values)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}
