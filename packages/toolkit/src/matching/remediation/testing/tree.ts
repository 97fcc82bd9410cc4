/** Small trees, advisories and catalogs for the tests of the plan, in as few words as they need. */
import { createMemoryStore } from '../../../advisories/index.ts'
import { createPathFinder } from '../../../inventory/index.ts'
import { type Component, corePurl, type Inventory, parsePurl, type Purl } from '../../../model/index.ts'
import { matchInventory } from '../../match.ts'
import type { VersionCatalog } from '../catalog.ts'
import { parseCatalog } from '../catalog-file.ts'

export interface TestPackage {
  /** Its purl; `#` stands for the purl type of the tree. */
  readonly purl: string
  readonly isDirect?: boolean
  /** From purl of the dependency as found to what this package allows of it; '?' where no file writes it. */
  readonly needs?: Readonly<Record<string, string>>
}

export interface TestTree {
  /** Id of the inventory's format; `package-lock.json` of npm by default. */
  readonly format?: string
  readonly file?: string
  readonly packages: readonly TestPackage[]
  /** What the product's manifest writes, by purl without version. */
  readonly wishes?: Readonly<Record<string, string>>
}

export function purlOf(text: string): Purl {
  const parsed = parsePurl(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

export function treeOf({
  format = 'npm-lock',
  file = 'package-lock.json',
  packages,
  wishes = {},
}: TestTree): Inventory {
  const component = (purl: Purl, more: Partial<Component>): Component => ({
    purl,
    ecosystem: purl.slice(4, purl.indexOf('/')),
    isVersionResolved: true,
    relation: 'transitive',
    scope: 'runtime',
    groups: [],
    origin: 'registry',
    isFirstParty: false,
    aliases: [],
    licenses: [],
    hashes: [],
    evidence: [{ path: file, line: 1 }],
    dependsOn: [],
    ...more,
  })
  const components = packages.map(({ purl, isDirect = false, needs = {} }) => {
    const requires = Object.entries(needs)
      .filter(([, requirement]) => requirement !== '?')
      .map(([target, requirement]) => ({ target: corePurl(purlOf(target)), requirement }))
    return component(purlOf(purl), {
      relation: isDirect ? 'direct' : 'transitive',
      dependsOn: Object.keys(needs).map(purlOf),
      ...(requires.length === 0 ? {} : { requires }),
    })
  })
  const roots = components.filter((one) => one.relation === 'direct').map((one) => one.purl)
  const product = component(purlOf('pkg:generic/product'), {
    isFirstParty: true,
    relation: 'direct',
    dependsOn: roots,
    requires: Object.entries(wishes).map(([target, requirement]) => ({
      target: purlOf(target),
      requirement,
    })),
  })
  return {
    name: 'product',
    components: [...components, product].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
    roots,
    files: [{ path: file, ecosystem: format, status: 'parsed', packages: components.length }],
    issues: [],
  }
}

export interface TestAdvisory {
  readonly id: string
  readonly ecosystem?: string
  readonly name: string
  readonly introduced?: string
  readonly fixed?: string
  /** Versions that it lists. */
  readonly versions?: readonly string[]
  /** A CVSS vector; critical by default. */
  readonly severity?: string
}

export const critical = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
export const low = 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'

export function storeOf(advisories: readonly TestAdvisory[]): ReturnType<typeof createMemoryStore> {
  const records = advisories.map((one) => {
    const { id, ecosystem = 'npm', name, introduced = '0', fixed, versions = [], severity = critical } = one
    const events = [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])]
    return JSON.stringify({
      id,
      modified: '2026-01-01T00:00:00Z',
      severity: [{ type: 'CVSS_V3', score: severity }],
      affected: [{ package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events }], versions }],
    })
  })
  return createMemoryStore([{ name: 'feed', records, asOf: '2026-11-20T00:00:00Z' }], () =>
    Date.parse('2026-11-22T00:00:00Z'),
  )
}

export function findingsOf(
  inventory: Inventory,
  store: ReturnType<typeof storeOf>,
): ReturnType<typeof matchInventory> {
  return matchInventory({ inventory, store, pathsTo: createPathFinder(inventory, 10) })
}

/** By purl without version, then by version: what it requires, undefined where that is not known. */
export function catalogOf(
  packages: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>> | undefined>>>>,
): VersionCatalog {
  const written: Record<string, Record<string, object>> = {}
  for (const [core, versions] of Object.entries(packages)) {
    const entry: Record<string, object> = {}
    for (const [version, requires] of Object.entries(versions))
      entry[version] = requires === undefined ? {} : { requires }
    written[core] = entry
  }
  const parsed = parseCatalog(JSON.stringify({ schema: 'occtet.version-catalog/1', packages: written }))
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}
