/**
 * End to end over small trees: inventory and matching against the fixture database of vuln-match (basis: peer).
 * Left out until later issues: composer.vendor, dotnet, packagesprops (formats) and gomod-vex (VEX).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readFileTree } from '../../../packages/toolkit/src/adapters/file-tree.ts'
import { createMemoryStore } from '../../../packages/toolkit/src/advisories/index.ts'
import { createPathFinder } from '../../../packages/toolkit/src/inventory/index.ts'
import { matchInventory } from '../../../packages/toolkit/src/matching/index.ts'
import type { Component, Finding, Inventory } from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface Report {
  readonly root: string
  readonly note: string
  readonly results: readonly {
    readonly target: string
    readonly vulnerabilities: readonly { id: string; purl: string; fixed: string }[] | null
  }[]
}

const later = new Set(['composer.vendor.json', 'dotnet.json', 'packagesprops.json', 'gomod-vex.json'])
/**
 * Reports whose fix we do not repeat. mix.lock: the record calls 1.6.14 its last affected version and its patched one
 * alike; whoever upgrades to a version that the range covers would be told of it again.
 */
const contradictory = new Map([['mix.lock.json', 'CVE-2022-42975']])

const folder = sharedPath('vectors/vuln-match/')

function scan(root: string, keep: (component: Component) => boolean): readonly Finding[] {
  const found = readFileTree(`${folder}${root}`)
  const inventory: Inventory = { ...found, components: found.components.filter(keep) }
  const records = JSON.parse(readFileSync(`${folder}db/osv-language.json`, 'utf8')) as object[]
  const store = createMemoryStore(
    [
      {
        name: 'osv-language',
        records: records.map((record) => JSON.stringify(record)),
        asOf: '2026-11-01T00:00:00Z',
      },
    ],
    () => Date.parse('2026-11-22T00:00:00Z'),
  )
  const finder = createPathFinder(found, 10)
  return matchInventory({ inventory, store, pathsTo: (purl) => finder(purl) }).findings
}

/** `v` before a Go version and percent-encoding differ between tools; the package and version are the same. */
function plain(purl: string): string {
  return decodeURIComponent(purl)
    .replace(/^(pkg:golang\/.*@)v/, '$1')
    .toLowerCase()
}

describeShared('vuln-match', () => {
  const names = readdirSync(`${folder}expected`).filter((name) => !later.has(name))

  test('14 reports are compared', () => expect(names).toHaveLength(14))

  test.each(names)('%s', (name) => {
    const report = JSON.parse(readFileSync(`${folder}expected/${name}`, 'utf8')) as Report
    const targets = new Set(report.results.map((result) => result.target))
    const dropDev = report.note.includes('development dependencies excluded')
    const findings = scan(report.root, (component) => {
      const isTarget = component.evidence.some(({ path }) => targets.has(path))
      return isTarget && !(dropDev && component.scope === 'development')
    })
    const expected = report.results.flatMap((result) => result.vulnerabilities ?? [])
    const pair = (id: string, purl: string): string => `${id} ${plain(purl)}`
    const got = findings.flatMap((finding) => finding.records.map((id) => pair(id, finding.purl)))
    expect([...new Set(got)].sort()).toEqual(
      [...new Set(expected.map(({ id, purl }) => pair(id, purl)))].sort(),
    )
    for (const { id, purl, fixed } of expected) {
      const finding = findings.find((one) => one.records.includes(id) && plain(one.purl) === plain(purl))
      const fixes = fixed.split(', ').map(bare)
      if (contradictory.get(name) === id)
        expect(finding?.fix, `${id} ${purl}`).toEqual({ kind: 'none-known' })
      else expect(fixes, `${id} ${purl}`).toContain(bare(finding?.fix.nearest ?? ''))
    }
  })
})

function bare(version: string): string {
  return version.replace(/^v/, '')
}
