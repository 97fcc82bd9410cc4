/** Products of real trees: their number, their folders and what belongs to some of them. */
import { readFileTree } from '@occtet/toolkit/adapters'
import { chooseProduct, componentsOf } from '@occtet/toolkit/inventory'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../shared.ts'

describeShared('real trees of several products', () => {
  test.each([
    ['pnpm/trpc__trpc@2026-06-20', 51, 'examples/bun', 785],
    ['yarn-berry/laurent22__joplin@2022-11-30', 20, 'packages/lib', 1356],
    ['maven/DependencyTrack__dependency-track@2026-08-21', 76, 'apiserver', 168],
    ['npm/prometheus__prometheus@2023-08-31', 4, 'web/ui/module/lezer-promql', 5],
  ])('%s', (tree, count, folder, size) => {
    const inventory = readFileTree(sharedPath(`data/inventories/lockfiles/${tree}`))
    expect(inventory.products).toHaveLength(count)
    const chosen = chooseProduct(inventory, folder)
    if (!chosen.ok) throw new Error(`${folder} is no product`)
    expect(chosen.value).toMatchObject({ path: folder, found: 'workspace', basis: 'graph' })
    const mine = componentsOf(inventory, chosen.value)
    expect(mine.size).toBe(size)
    const known = new Set(inventory.components.map(({ purl }) => purl))
    expect([...mine].filter((purl) => !known.has(purl))).toEqual([])
  })
})
