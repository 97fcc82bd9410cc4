/**
 * What the evidence of real repositories selects and shows in a manufacturer's full questionnaire, against labels of
 * somebody who had not seen the rules: `npx tsx tools/measure-prefill.ts FOLDER --db FEDDB [--write]`, after a
 * build. FOLDER holds clones with their history, named as in tests/labels/, at the commits named there.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectStatus, startHistory } from '../apps/cli/src/evidence.ts'
import { type Context, processContext } from '../apps/cli/src/context.ts'
import { hasFeddb, openFeddb, readFileTree } from '../packages/toolkit/src/adapters/index.ts'
import { assessProduct, parseFacts, toRawAnswer } from '../packages/toolkit/src/cra/index.ts'
import { createPathFinder } from '../packages/toolkit/src/inventory/index.ts'
import { matchInventory } from '../packages/toolkit/src/matching/index.ts'
import { judgePrefill, labelSets, type Preselections, readLabels } from './prefill-labels.ts'
import { root } from './sources.ts'

const resultsPath = join(root, 'tests/labels/preselections.json')
/** A maker of closed software; the tree decides nothing about the role. */
const facts = {
  product_form: 'installed_software',
  data_connection: true,
  eu_market: true,
  exclusion: 'none',
  test_or_own_use_only: false,
  foss: { licence_foss: false, source_public: false },
  control: 'publishes_and_controls',
  person: 'legal',
  non_profit_all_earnings: false,
  monetisation: ['subscription'],
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
  company_size: 'small',
  placed_on_market: '2028-03-01',
  traits: ['networked', 'stores_data'],
}

const [folder, ...flags] = process.argv.slice(2)
if (folder === undefined) throw new Error('name the folder of the clones')
const db = flags.includes('--db') ? flags[flags.indexOf('--db') + 1] : undefined
const sets = labelSets.map((set) => ({ set, labels: readLabels(set) }))
const day = sets[0]?.labels.labelled ?? ''
const now = `${day}T00:00:00Z`
const context: Context = { ...processContext(), now: () => now }
const results: Record<string, Preselections[string]> = {}

for (const { set, labels } of sets) {
  console.log(`${set}: labelled by ${labels.by}`)
  const own: Record<string, Preselections[string]> = {}
  for (const name of Object.keys(labels.trees)) {
    const dir = join(folder, name)
    if (existsSync(dir)) own[name] = await measure(dir)
    else console.log(`  ${name}: not in ${folder}, skipped`)
  }
  for (const [name, result] of Object.entries(own)) console.log(lineOf(name, result))
  const verdict = judgePrefill(labels, own)
  for (const { tree, question, proposed, accept, why } of verdict.wrong) {
    console.log(`  WRONG ${tree} ${question}: selected ${proposed}, labelled ${accept} (${why})`)
  }
  const percent = ((100 * verdict.right) / verdict.judged).toFixed(1)
  console.log(
    `  ${verdict.right} of ${verdict.judged} are right (${percent} %); without a label: ${verdict.unlabelled.join(', ')}`,
  )
  Object.assign(results, own)
}
if (flags.includes('--write')) writeFileSync(resultsPath, `${JSON.stringify(results, null, 1)}\n`)

function lineOf(name: string, { shown, selected, found, withPlace }: Preselections[string]): string {
  const share = (count: number): string =>
    `${String(count).padStart(3)} (${((100 * count) / shown).toFixed(0).padStart(2)} %)`
  return `  ${name.padEnd(14)} ${shown} questions, selected ${share(Object.keys(selected).length)}, found ${share(found.length)}, of these with file, line and age ${share(withPlace.length)}`
}

async function measure(dir: string): Promise<Preselections[string]> {
  const history = startHistory(dir)
  const inventory = readFileTree(dir)
  const store = db !== undefined && hasFeddb(db) ? openFeddb(db, () => Date.parse(now), 400) : undefined
  try {
    if (store === undefined) throw new Error('--db names no FedDB: make one with `occtet db import`')
    const findings = matchInventory({ inventory, store, pathsTo: createPathFinder(inventory, 1) })
    const data = { kind: 'feddb', store } as unknown as Parameters<typeof collectStatus>[1]['data']
    const status = await collectStatus(context, { dir, inventory, findings, data, history })
    const parsed = parseFacts(facts)
    if (!parsed.ok) throw new Error('the facts of the measure are not legal')
    const { view, proposals } = assessProduct({
      profileFacts: parsed.value,
      answers: new Map(),
      signals: status.signals,
      mode: 'full',
      today: day,
    })
    const places = new Map(status.signals.map((signal) => [signal.id, signal.evidence]))
    const all = [...proposals.values()]
    return {
      shown: view.visible.length,
      selected: Object.fromEntries(
        all.flatMap(({ question, value }) => (value === undefined ? [] : [[question, toRawAnswer(value)]])),
      ),
      found: all.map(({ question }) => question),
      withPlace: all
        .filter(({ signals }) =>
          signals.some((id) =>
            places.get(id)?.some((place) => 'changedAt' in place || place.in !== undefined),
          ),
        )
        .map(({ question }) => question),
    }
  } finally {
    store?.close()
    await history.close()
  }
}
