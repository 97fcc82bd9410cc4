/** JavaScript lock files against the shared fixtures: packages, groups and edges. */
import { expect, test } from 'vitest'
import type { Component, Inventory } from '../../../packages/toolkit/src/model/index.ts'
import { describeShared } from '../../shared.ts'
import { fixtureFormats } from './fixture-formats.ts'
import {
  type FixtureOutcome,
  nodeId,
  readExpectedGraph,
  runFixtures,
  unexpectedOutcomes,
} from './run-fixtures.ts'

/** Edges that cannot be met, each with its reason; the list may only shrink. */
const unmetEdges = new Map([
  [
    'npm/snyk-npm-lock-v2-cyclic-dep-package-lock-json: @blitzjs/display@0.43.0 -> @blitzjs/display@0.43.0',
    'a component that depends on itself says nothing; merging drops such edges',
  ],
  [
    'yarn/snyk-yarn-lock-v2-real-resolutions-scoped-yarn-lock: debug@2.6.9 -> ms@1.0.0',
    'follows from `resolutions` in the package.json, which is not part of the fixture',
  ],
])

describeShared('JavaScript lock files', () => {
  const outcomes = fixtureFormats.javascript.flatMap((format) => runFixtures(format))

  test('every fixture is met, without exception', () => {
    expect(unexpectedOutcomes(outcomes)).toEqual([])
    expect(outcomes.length).toBeGreaterThan(100)
  })

  test('the groups that peers state are ours as well', () => {
    expect(outcomes.flatMap(groupProblems)).toEqual([])
  })

  test('every edge of the expected graphs is found', () => {
    const withGraph = outcomes.filter(({ id }) => readExpectedGraph(id) !== undefined)
    expect(withGraph.flatMap(edgeProblems).sort()).toEqual([...unmetEdges.keys()].sort())
    expect(withGraph.length).toBeGreaterThan(20)
  })
})

function groupProblems({ id, expected, inventory }: FixtureOutcome): readonly string[] {
  return expected.components.flatMap(({ purl, groups }) => {
    const found = inventory.components.find((component) => component.purl === purl)
    if (groups === undefined || found === undefined) return []
    const missing = groups.filter((group) => !found.groups.includes(group))
    return missing.length === 0
      ? []
      : [`${id}: ${purl} lacks ${missing.join(', ')} (has ${found.groups.join(', ')})`]
  })
}

/** Repeated nodes carry a suffix behind |; the root is the project, whose manifest is not among the fixtures. */
function edgeProblems({ id, inventory }: FixtureOutcome): readonly string[] {
  const graph = readExpectedGraph(id)
  const byNode = new Map(inventory.components.map((component) => [nodeId(component), component]))
  const problems: string[] = []
  for (const [from, targets] of Object.entries(graph?.edges ?? {})) {
    if (from === graph?.root) continue
    const found = byNode.get(bare(from))
    const has = new Set(found === undefined ? [] : childrenOf(found, inventory))
    for (const target of targets)
      if (!has.has(bare(target))) problems.push(`${id}: ${bare(from)} -> ${bare(target)}`)
  }
  return problems
}

function bare(node: string): string {
  return node.replace(/\|.*$/, '')
}

function childrenOf(component: Component, inventory: Inventory): readonly string[] {
  const targets = new Set<string>(component.dependsOn)
  return inventory.components.filter((one) => targets.has(one.purl)).map(nodeId)
}
