/** The trees of the end-to-end vectors: what their lock files hold is what a peer lists, with the same relation. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface Expected {
  readonly results: readonly {
    readonly packages: readonly { readonly purl: string; readonly relationship: string | null }[] | null
    readonly vulnerabilities: readonly { readonly purl: string }[]
  }[]
}

/** Tree, its expected report, and whether the peer states relations for it. */
const trees: readonly (readonly [tree: string, report: string, hasRelations: boolean])[] = [
  ['cocoapods', 'cocoapods', false],
  ['composer-vendor', 'composer.vendor', false],
  ['conan', 'conan', true],
  ['dotnet', 'dotnet', false],
  ['gomod', 'gomod', false],
  ['mixlock', 'mix.lock', false],
  ['packagesprops', 'packagesprops', false],
  ['swift', 'swift', false],
]

describeShared('trees of the end-to-end vectors', () => {
  test.each(trees)('%s', (tree, report, hasRelations) => {
    const folder = sharedPath(`vectors/vuln-match/repos/${tree}`)
    const inventory = readInventory(memoryTree(filesOf(folder, '')), { name: tree })
    const found = new Map(inventory.components.map((one) => [plain(one.purl), one.relation]))
    const text = readFileSync(sharedPath(`vectors/vuln-match/expected/${report}.json`), 'utf8')
    const { results } = JSON.parse(text) as Expected
    const packages = results.flatMap((result) => result.packages ?? [])
    const hit = results.flatMap((result) => result.vulnerabilities)
    expect(packages.length + hit.length).toBeGreaterThan(0)
    const wanted = [...packages, ...hit].map(({ purl }) => plain(purl))
    expect(wanted.filter((purl) => !found.has(purl))).toEqual([])
    if (!hasRelations) return
    const relations = packages.map(({ purl, relationship }): [string, string] => [
      purl,
      relationship === 'direct' ? 'direct' : 'transitive',
    ])
    expect(found).toEqual(new Map(relations))
  })
})

/** Paths of Go are compared without regard to case, as the README of the fixtures says. */
function plain(purl: string): string {
  const bare = decodeURIComponent(purl.replace(/[?#].*$/, ''))
  return bare.startsWith('pkg:golang/') ? bare.toLowerCase() : bare
}

function filesOf(folder: string, prefix: string): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {}
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) Object.assign(files, filesOf(path, `${prefix}${entry.name}/`))
    else files[`${prefix}${entry.name}`] = readFileSync(path)
  }
  return files
}
