/**
 * Our resolution against Maven's own (3.8.7, `mvn dependency:list`, 2026-11-23) for a release of spring-petclinic. Beside
 * this lie its list and the poms that it stands on, reduced to coordinates, properties, dependencies and what manages
 * them. Without a repository the same file gives what the tree alone tells.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import type { Inventory } from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const folder = new URL('maven/', import.meta.url)
const release = 'spring-projects__spring-petclinic@2026-03-11'

describeShared('spring-petclinic', () => {
  let pom: Uint8Array = new Uint8Array()
  let poms: Readonly<Record<string, string>> = {}
  beforeAll(() => {
    pom = readFileSync(sharedPath(`data/inventories/lockfiles/maven/${release}/pom.xml`))
    const packed = readFileSync(new URL('petclinic-2026-03-11.poms.json.gz', folder))
    poms = JSON.parse(gunzipSync(packed).toString('utf8')) as Readonly<Record<string, string>>
  })

  function read(repository: Readonly<Record<string, string>>): Inventory {
    return readInventory(memoryTree({ 'pom.xml': pom }), {
      name: 'x',
      mavenRepository: memoryTree(repository),
    })
  }

  test('the same packages, versions and scopes as Maven lists', () => {
    const inventory = read(poms)
    const ours = inventory.components
      .filter((component) => !component.isFirstParty)
      .map(({ purl, groups }) => `${rowOf(purl)}:${groups[0] ?? 'compile'}`)
    const theirs = readFileSync(new URL('petclinic-2026-03-11.list.txt', folder), 'utf8').trim().split('\n')
    expect(theirs.length).toBeGreaterThan(150)
    expect(ours.toSorted()).toEqual(theirs)
    expect(inventory.issues).toEqual([])
  })

  test('a pom that the repository lacks is said, and what it brings along is missing', () => {
    const lost = Object.keys(poms).find((path) => /\/logback-classic-[\d.]+\.pom$/.test(path)) ?? ''
    const { [lost]: _, ...rest } = poms
    const inventory = read(rest)
    expect(inventory.issues.map(({ code }) => code)).toEqual(['REFERENCE_MISSING'])
    expect(inventory.issues[0]?.message).toContain('ch.qos.logback:logback-classic:')
    expect(inventory.components.some(({ purl }) => purl.includes('logback-core'))).toBe(false)
  })

  test('without a repository the versions of the parent stay unresolved', () => {
    const inventory = readInventory(memoryTree({ 'pom.xml': pom }), { name: 'x' })
    const found = inventory.components.filter((component) => !component.isFirstParty)
    expect(found.every((component) => component.relation === 'direct')).toBe(true)
    expect(found.some((component) => !component.isVersionResolved)).toBe(true)
    expect(inventory.issues[0]?.code).toBe('REFERENCE_MISSING')
  })
})

/** `GROUP:ARTIFACT:VERSION` */
function rowOf(purl: string): string {
  return purl.replace('pkg:maven/', '').replace('/', ':').replace('@', ':')
}
