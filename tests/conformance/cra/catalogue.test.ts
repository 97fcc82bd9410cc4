/** Our CRA catalogue equals the shared one field by field, so nothing is lost and nothing can drift. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import ownSignals from '../../../packages/toolkit/src/cra/catalogue/signals-own.json' with { type: 'json' }
import { catalogue } from '../../../packages/toolkit/src/cra/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

type Json = { readonly [member: string]: Json }

/** What the program holds in memory, by the names of the data again. */
function toData(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, item]) => [name, toData(item)]))
  if (Array.isArray(value)) return value.map(toData)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, item]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    toData(item),
  ])
  return Object.fromEntries(members) as unknown
}

function byId(list: unknown): unknown {
  const records = [...(list as { readonly id: string }[])]
  return records.sort((a, b) => (a.id < b.id ? -1 : 1))
}

function byKey(links: readonly { readonly signal: string; readonly requirement: string }[]): unknown {
  const keyOf = (link: (typeof links)[number]): string => `${link.signal} ${link.requirement}`
  return [...links].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function listOf(map: ReadonlyMap<string, unknown>): unknown {
  return byId([...map.values()].map(toData))
}

describeShared('CRA catalogue', () => {
  const shared = JSON.parse(readFileSync(sharedPath('cra/catalogue.json'), 'utf8')) as Json
  const classes = shared['product_classification']!

  test('requirements stand in the order of the law with all their fields, our own evidence apart', () => {
    const own = new Set(ownSignals.map(({ id }) => id))
    const theirs = catalogue.requirements.map((item) => ({
      ...item,
      autoEvidence: item.autoEvidence.filter(({ signal }) => !own.has(signal)),
    }))
    expect(toData(theirs)).toEqual(shared['requirements'])
    // Only what an own signal names was added, and behind what was there.
    const added = catalogue.requirements.flatMap(({ id, autoEvidence }) =>
      autoEvidence.flatMap(({ signal, what }) =>
        own.has(signal) ? [{ signal, requirement: id, what }] : [],
      ),
    )
    const named = ownSignals.flatMap((item) =>
      'supports' in item ? (item.supports ?? []).map((link) => ({ signal: item.id, ...link })) : [],
    )
    expect(byKey(added)).toEqual(byKey(named))
    const isLast = catalogue.requirements.every(({ autoEvidence }) =>
      autoEvidence.every(({ signal }, at) => own.has(signal) || !own.has(autoEvidence[at - 1]?.signal ?? '')),
    )
    expect(isLast).toBe(true)
  })

  test('signals, obligations and documents are all there with all their fields', () => {
    const own = new Set(ownSignals.map(({ id }) => id))
    const signals = [...catalogue.signals.values()]
      .filter(({ id }) => !own.has(id))
      .map(({ resultFields, ...rest }) => ({ ...rest, result_fields: resultFields }))
    const theirs = (shared['evidence_signals'] as unknown as Json[]).map((item) => ({
      ...item,
      result_fields: (item['result_fields'] as unknown as string).replaceAll('[]', '').split(','),
    }))
    expect(byId(signals)).toEqual(byId(theirs))
    expect(listOf(catalogue.obligations)).toEqual(byId(shared['obligations']))
    const { items, sbom, retention, ...rest } = shared['documents']!
    expect(listOf(catalogue.documents)).toEqual(byId(items))
    expect(toData(catalogue.sbomRules)).toEqual(sbom)
    expect(toData(catalogue.retention)).toEqual(retention)
    expect(rest).toEqual({})
  })

  test('the meta data is whole: dates, status, sources, corrigenda and marks', () => {
    const { dates, relatedDates, transition } = catalogue.dates
    expect({
      ...(toData(catalogue.meta) as object),
      dates,
      related_dates: relatedDates,
      transition: toData(transition),
      status: toData(catalogue.status),
      sources: toData(catalogue.sources),
    }).toEqual(shared['meta'])
  })

  test('penalties and measures for small firms', () => {
    const { tiers, exemptionMicroSmall, criteria, smeMeasures } = catalogue.penalties
    expect({
      ...Object.fromEntries(tiers.map(({ id, ...tier }) => [id, toData(tier)])),
      exemption_micro_small: exemptionMicroSmall,
      criteria,
    }).toEqual(shared['penalties'])
    expect(toData(smeMeasures)).toEqual(shared['sme_measures'])
  })

  test('scope, roles, classes, routes and the facts they ask for', () => {
    const outcomes = [...catalogue.outcomes.values()].map(({ id, ...outcome }) => [id, outcome])
    const { categories, coreFunctionalityRules, notes } = catalogue.categories
    const { steward_tiers, ...expected } = classes
    expect({
      scope_tree: { ...catalogue.scopeTree, outcomes: Object.fromEntries(outcomes) as unknown },
      exclusions: catalogue.exclusions,
      roles: [...catalogue.roles.values()],
      substantial_modification: toData(catalogue.substantialModification),
      core_functionality_rules: coreFunctionalityRules,
      categories: toData(categories),
      category_notes: notes,
      remote_data_processing: toData(catalogue.remoteDataProcessing),
      support_period: toData(catalogue.supportPeriod),
      conformity_procedures: toData(catalogue.conformity.procedures),
      conformity_routes: toData(catalogue.conformity.routes),
      conformity_route_order: catalogue.conformity.order,
    }).toEqual(expected)
    // Read with the reports (catalogue/reporting.test.ts).
    expect(steward_tiers).toHaveLength(3)
    expect(toData(catalogue.classificationInputs)).toEqual(shared['classification_inputs'])
  })

  test('OSPS controls and notes; and no part of the shared file is left over', () => {
    expect(toData(catalogue.osps)).toEqual({
      controls: shared['osps_controls'],
      note: shared['osps_note'],
      scorecard_note: shared['scorecard_note'],
    })
    expect(Object.keys(shared).sort()).toEqual([
      'classification_inputs',
      'documents',
      'evidence_signals',
      'meta',
      'obligations',
      'osps_controls',
      'osps_note',
      'penalties',
      'product_classification',
      'reporting',
      'requirements',
      'scorecard_note',
      'sme_measures',
    ])
  })
})
