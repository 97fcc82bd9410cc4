import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Component, Inventory, Purl } from '../model/index.ts'
import { createPathFinder } from './paths.ts'

const purl = (at: number): Purl => `pkg:npm/p${at}@1` as Purl
const anyPurl = fc.integer({ min: 0, max: 9 }).map(purl)
const anyInventory = fc.record({
  roots: fc.uniqueArray(anyPurl, { maxLength: 4 }),
  components: fc.uniqueArray(
    fc.record({
      purl: anyPurl,
      dependsOn: fc.array(anyPurl, { maxLength: 4 }),
      isFirstParty: fc.constant(false),
      relation: fc.constant('transitive' as const),
    }),
    { maxLength: 10, selector: (component) => component.purl },
  ),
})

/** Purls on the shortest way from one to the other, both counted; 0 where none leads there. Level by level, with nothing kept. */
function distance(edges: ReadonlyMap<Purl, readonly Purl[]>, from: Purl, to: Purl): number {
  let level = new Set([from])
  for (let count = 1; count <= 11; count++) {
    if (level.has(to)) return count
    level = new Set([...level].flatMap((one) => edges.get(one) ?? []))
  }
  return 0
}

test('every root that leads there, by a shortest way, the nearest first', () => {
  fc.assert(
    fc.property(anyInventory, anyPurl, fc.integer({ min: 1, max: 4 }), (given, target, max) => {
      const inventory = given as unknown as Inventory
      const edges = new Map(given.components.map((one): [Purl, Purl[]] => [one.purl, one.dependsOn]))
      const found = createPathFinder(inventory, max)(target)
      const lengths = given.roots.map((root) => distance(edges, root, target)).filter((count) => count > 0)
      expect(found.map((path) => path.length)).toEqual(lengths.sort((a, b) => a - b).slice(0, max))
      expect(new Set(found.map(([root]) => root)).size).toBe(found.length)
      for (const path of found) {
        expect(given.roots).toContain(path[0])
        expect(path.at(-1)).toBe(target)
        for (const [at, from] of path.slice(0, -1).entries()) expect(edges.get(from)).toContain(path[at + 1])
      }
    }),
  )
})

test('nothing is searched before a way is asked for', () => {
  let reads = 0
  const component = {
    purl: purl(1),
    isFirstParty: false,
    relation: 'direct',
    get dependsOn() {
      reads++
      return [purl(2)]
    },
  } as unknown as Component
  const find = createPathFinder({ components: [component], roots: [purl(1)] } as unknown as Inventory, 10)
  expect(reads).toBe(0)
  expect(find(purl(2))).toEqual([[purl(1), purl(2)]])
  expect(reads).toBeGreaterThan(0)
})
