/**
 * Plans for real trees against real advisories, checked by applying them to the version sets and matching again; and,
 * reduced to twelve direct dependencies with findings, against every set there is.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFileTree } from '../../../packages/toolkit/src/adapters/file-tree.ts'
import { importSources } from '../../../packages/toolkit/src/adapters/feddb/import.ts'
import { openFeddb } from '../../../packages/toolkit/src/adapters/feddb/open.ts'
import type { AdvisoryStore } from '../../../packages/toolkit/src/advisories/index.ts'
import { createPathFinder } from '../../../packages/toolkit/src/inventory/index.ts'
import {
  applyPlan,
  matchInventory,
  planUpgrades,
  type UpgradePlan,
} from '../../../packages/toolkit/src/matching/index.ts'
import { catalogOfInventory } from '../../../packages/toolkit/src/matching/remediation/catalog.ts'
import { type Cost, compareCosts } from '../../../packages/toolkit/src/matching/remediation/cost.ts'
import { createEvaluator } from '../../../packages/toolkit/src/matching/remediation/evaluate-set.ts'
import { createUniverse, type Option } from '../../../packages/toolkit/src/matching/remediation/universe.ts'
import {
  corePurl,
  type Finding,
  type FindingsReport,
  type Inventory,
  type Purl,
  splitPurl,
} from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const clock = (): number => Date.parse('2026-11-22T00:00:00Z')
let store: AdvisoryStore

function match(inventory: Inventory): FindingsReport {
  return matchInventory({ inventory, store, pathsTo: createPathFinder(inventory, 10) })
}

function planOf(inventory: Inventory, findings: readonly Finding[]): UpgradePlan {
  return planUpgrades({ inventory, findings, claimsFor: (purl) => store.claimsFor(purl) })
}

/** Every version that a record or a lock file of the tree has: named in a list, as patched, or as the end of a range. */
function versionsInData(inventory: Inventory, core: Purl): ReadonlyMap<string, 'bound' | 'named'> {
  const found = new Map<string, 'bound' | 'named'>()
  for (const claim of store.claimsFor(core)) {
    const ends = claim.ranges.flatMap((range) => ('events' in range ? range.events : []))
    for (const event of ends) if ('fixed' in event) found.set(event.fixed, 'bound')
  }
  for (const claim of store.claimsFor(core))
    for (const text of [...claim.versions, ...(claim.patched ?? [])]) found.set(text, 'named')
  for (const { purl } of inventory.components)
    if (corePurl(purl) === core) found.set(splitPurl(purl).version ?? '', 'named')
  return found
}

const trees = [
  ['npm/sahat__hackathon-starter@2022-03-26', 40],
  ['npm/sahat__hackathon-starter@2018-05-27', 100],
  ['poetry/anchore__vunnel@2022-11-30', 20],
  ['go/prometheus__prometheus@2020-05-31', 40],
  ['cargo/oxidecomputer__omicron@2021-12-27', 20],
] as const

describeShared('upgrade plans of real trees', () => {
  beforeAll(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'occtet-plan-'))
    const sources = ['derived-openrewrite-ghsa/npm', 'golang-vulndb', 'rustsec', 'pypa']
    await importSources(
      sources.map((source) => sharedPath(`data/osv/${source}`)),
      { dir, clock },
    )
    store = openFeddb(dir, clock)
  }, 60_000)
  afterAll(() => store.close())

  test.each(trees)(
    '%s: what it promised is gone, nothing new came, every version is in the data',
    (tree, least) => {
      const inventory = readFileTree(sharedPath(`data/inventories/lockfiles/${tree}`))
      const before = match(inventory)
      const plan = planOf(inventory, before.findings)
      const fixed = new Set(plan.steps.flatMap((step) => step.fixes))
      expect(fixed.size).toBeGreaterThanOrEqual(least)
      expect(plan.isProvenMinimal).toBe(true)
      expect(plan.before.findings).toBe(before.findings.length)
      expect(plan.after.findings).toBe(before.findings.length - fixed.size)

      const after = match(applyPlan(inventory, plan))
      const recordsOf = (report: FindingsReport): ReadonlySet<string> =>
        new Set(report.findings.flatMap((one) => one.records.map((id) => `${corePurl(one.purl)} ${id}`)))
      const known = recordsOf(before)
      expect([...recordsOf(after)].filter((one) => !known.has(one))).toEqual([])
      const stays = new Set(plan.stays.map((stay) => stay.finding))
      const targets = new Map(
        plan.steps.flatMap((step) => [
          [`${corePurl(step.component)} ${step.to ?? ''}`, step.component] as const,
          ...step.moves.map((move) => [`${corePurl(move.component)} ${move.to}`, move.component] as const),
        ]),
      )
      for (const { key, purl, group } of after.findings) {
        const from = targets.get(`${corePurl(purl)} ${splitPurl(purl).version ?? ''}`)
        const asBefore = from === undefined ? key : `${from}#${group}`
        expect(stays.has(asBefore) || stays.has(key), key).toBe(true)
      }
      // A component of which nobody could tell anything before is no clearer now, and no other one became so.
      const silent = new Set(before.unknown.map((one) => `${corePurl(one.purl)} ${one.reason}`))
      const covered = after.unknown.filter((one) => one.reason !== 'NO_SOURCE_FOR_TYPE')
      expect(covered.filter((one) => !silent.has(`${corePurl(one.purl)} ${one.reason}`))).toEqual([])

      for (const step of plan.steps) {
        const versions = versionsInData(inventory, corePurl(step.component))
        const to = step.to ?? ''
        const where = versions.get(to) ?? versions.get(to.replace(/^v|\+incompatible$/g, ''))
        expect(where, `${step.component} ${to}`).toBe(step.existence === 'fixed-bound' ? 'bound' : 'named')
      }
    },
  )

  test.each(trees)('%s: no set of choices for twelve direct dependencies is better', (tree) => {
    const whole = readFileTree(sharedPath(`data/inventories/lockfiles/${tree}`))
    const direct = new Set(
      match(whole)
        .findings.filter((one) => one.relation === 'direct')
        .map((one) => one.purl),
    )
    const twelve = new Set([...direct].sort().slice(0, 12))
    const inventory = {
      ...whole,
      components: whole.components.filter((one) => one.isFirstParty || twelve.has(one.purl)),
    }
    const { findings } = match(inventory)
    const plan = planOf(inventory, findings)
    const universe = createUniverse({
      inventory,
      findings,
      claimsFor: (purl) => store.claimsFor(purl),
      catalog: catalogOfInventory(inventory),
    })
    const evaluator = createEvaluator(universe)
    const set = { nodes: universe.nodes, mayVanish: new Set<number>() }
    const costOf = (chosen: ReadonlyMap<number, Option>): Cost | undefined =>
      evaluator.costOf((at) => chosen.get(at), set)
    const ours = new Map(
      plan.steps.map((step) => {
        const node = universe.nodes.find((one) => one.component.purl === step.component)
        const option = node?.options.find(
          (one) =>
            one.candidate?.version.text === step.to &&
            (one.kind === 'override') === (step.kind === 'override'),
        )
        if (node === undefined || option === undefined)
          throw new Error(`a step that nobody could choose: ${step.id}`)
        return [node.at, option] as const
      }),
    )
    let best = costOf(ours)
    expect(best).toBeDefined()
    let looked = 0
    // Where records name dozens of versions each, the lowest ones: no more sets than a test can look at.
    const setsWith = (most: number): number =>
      universe.nodes.reduce((product, { options }) => product * (1 + Math.min(most, options.length)), 1)
    let most = 1
    while (most < 100 && setsWith(most + 1) <= 50_000) most++
    const walk = (at: number, chosen: Map<number, Option>): void => {
      const node = universe.nodes[at]
      if (node === undefined) {
        looked++
        const cost = costOf(chosen)
        if (cost !== undefined && best !== undefined && compareCosts(cost, best) < 0) best = cost
        return
      }
      walk(at + 1, chosen)
      for (const option of node.options.slice(0, most)) walk(at + 1, chosen.set(at, option))
      chosen.delete(at)
    }
    walk(0, new Map())
    expect(looked).toBeGreaterThan(1)
    expect(costOf(ours)).toEqual(best)
    expect(plan.isProvenMinimal).toBe(true)
  })
})
