/** The starter set alone gives every real tree and both examples the findings that were checked by hand. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFileTree } from '../../../packages/toolkit/src/adapters/index.ts'
import { openStarterSet } from '../../../packages/toolkit/src/advisories/index.ts'
import { matchInventory } from '../../../packages/toolkit/src/matching/index.ts'
import { projectRoot } from '../../cli.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface Expected {
  readonly tree: string
  readonly purl: string
  readonly id: string
}

const rows = JSON.parse(
  readFileSync(new URL('./expected-findings.json', import.meta.url), 'utf8'),
) as readonly Expected[]

function missing(folder: string, expected: readonly Expected[]): readonly string[] {
  const store = openStarterSet(() => Date.parse('2026-11-22T00:00:00Z'), 30)
  const { findings } = matchInventory({ inventory: readFileTree(folder), store, pathsTo: () => [] })
  const found = new Set(findings.flatMap((finding) => finding.records.map((id) => `${id} ${finding.purl}`)))
  return expected.map(({ id, purl }) => `${id} ${purl}`).filter((key) => !found.has(key))
}

const trees = [...new Set(rows.map((row) => row.tree))]
const isExample = (tree: string): boolean => tree.startsWith('examples/')

test.each(trees.filter(isExample))('%s', (tree) => {
  expect(
    missing(
      join(projectRoot, tree),
      rows.filter((row) => row.tree === tree),
    ),
  ).toEqual([])
})

describeShared('real trees', () => {
  test('at least five', () =>
    expect(trees.filter((tree) => !isExample(tree)).length).toBeGreaterThanOrEqual(5))

  test.each(trees.filter((tree) => !isExample(tree)))('%s', (tree) => {
    const folder = sharedPath(`data/inventories/lockfiles/${tree}`)
    expect(
      missing(
        folder,
        rows.filter((row) => row.tree === tree),
      ),
    ).toEqual([])
  })
})
