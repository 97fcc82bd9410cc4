/**
 * Planted advisories (reference/peers.md section 2): every tenth package is fixed one step above its version and must
 * hit; every tenth plus five is fixed exactly at its version and must not. All hits, none false.
 */
import { expect, test } from 'vitest'
import { readFileTree } from '../../../packages/toolkit/src/adapters/file-tree.ts'
import { createMemoryStore } from '../../../packages/toolkit/src/advisories/index.ts'
import { matchInventory } from '../../../packages/toolkit/src/matching/index.ts'
import { type Component, splitPurl } from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const trees: readonly [string, string][] = [
  ['npm/prometheus__prometheus@2023-08-31', 'npm'],
  ['yarn-berry/laurent22__joplin@2022-11-30', 'npm'],
  ['pnpm/trpc__trpc@2026-06-20', 'npm'],
  ['cargo/oxidecomputer__omicron@2026-08-21', 'crates.io'],
  ['go/prometheus__prometheus@2026-08-21', 'Go'],
  ['composer/BookStackApp__BookStack@2024-10-15', 'Packagist'],
  ['bundler/lobsters__lobsters@2026-08-03', 'RubyGems'],
  ['uv/aboutcode-org__dejacode@2026-06-30', 'PyPI'],
  ['nuget/SonarSource__sonar-dotnet@2024-05-31', 'NuGet'],
  ['pub/KRTirtho__spotube@2025-11-14', 'Pub'],
]

/** `1.2.3` → `1.2.4`: above it in every one of these orders. */
function above(version: string): string | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(version)
  return match === null ? undefined : `${match[1]}.${match[2]}.${Number(match[3]) + 1}`
}

function osvName(component: Component): string {
  const { namespace, name } = splitPurl(component.purl)
  return namespace === undefined ? name : `${namespace}/${name}`
}

describeShared('planted advisories', () => {
  test.each(trees)('%s', (tree, ecosystem) => {
    const inventory = readFileTree(sharedPath(`data/inventories/lockfiles/${tree}`))
    const third = inventory.components.filter(
      (one) => !one.isFirstParty && one.isVersionResolved && one.origin === 'registry',
    )
    const perPackage = new Map<string, number>()
    for (const one of third) perPackage.set(osvName(one), (perPackage.get(osvName(one)) ?? 0) + 1)
    const single = third.filter(
      (one) => perPackage.get(osvName(one)) === 1 && above(splitPurl(one.purl).version ?? '') !== undefined,
    )
    const mustHit = new Set<string>()
    const records = single.flatMap((one, index) => {
      const version = splitPurl(one.purl).version ?? ''
      const fixed =
        index % 10 === 0 ? above(version) : index % 10 === 5 ? version.replace(/^v/, '') : undefined
      if (fixed === undefined) return []
      if (index % 10 === 0) mustHit.add(one.purl)
      const events = [{ introduced: '0' }, { fixed }]
      return [
        JSON.stringify({
          id: `PLANTED-${index}`,
          modified: '2026-01-01T00:00:00Z',
          affected: [{ package: { ecosystem, name: osvName(one) }, ranges: [{ type: 'ECOSYSTEM', events }] }],
        }),
      ]
    })
    const clock = (): number => Date.parse('2026-11-22T00:00:00Z')
    const store = createMemoryStore(
      [{ name: 'planted', records, covers: [ecosystem], asOf: '2026-11-21T00:00:00Z' }],
      clock,
    )
    const { findings } = matchInventory({ inventory, store, pathsTo: () => [] })
    expect(mustHit.size).toBeGreaterThan(3)
    expect(findings.map((finding) => finding.purl).sort()).toEqual([...mustHit].sort())
    for (const finding of findings)
      expect(finding.fix.nearest).toBe(above(splitPurl(finding.purl).version ?? ''))
  })
})
