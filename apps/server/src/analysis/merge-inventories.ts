/** One inventory out of several: of each package what all say, the widest statement first. */
import { compareCodeUnits } from '@occtet/toolkit/base'
import type { Component, Hash, Purl } from '@occtet/toolkit/model'
import type { StoredInventory } from './model.ts'

const scopes: readonly Component['scope'][] = [
  'runtime',
  'unknown',
  'optional',
  'peer',
  'build',
  'development',
]
const relations: readonly Component['relation'][] = ['direct', 'transitive', 'unknown']
const origins: readonly Component['origin'][] = ['registry', 'git', 'url', 'path', 'workspace']

/** `product` names the whole: what single files call themselves is one part's name. */
export function mergeInventories(
  parts: readonly StoredInventory[],
  product: { readonly name: string; readonly version: string },
): StoredInventory {
  const byPurl = new Map<Purl, Component[]>()
  for (const component of parts.flatMap(({ components }) => components)) {
    const known = byPurl.get(component.purl)
    if (known === undefined) byPurl.set(component.purl, [component])
    else known.push(component)
  }
  return {
    ...product,
    components: [...byPurl.values()].map(mergeComponent).sort((a, b) => compareCodeUnits(a.purl, b.purl)),
    roots: unique(parts.flatMap(({ roots }) => roots)),
    files: parts.flatMap(({ files }) => files).sort((a, b) => compareCodeUnits(a.path, b.path)),
    issues: parts.flatMap(({ issues }) => issues).sort((a, b) => compareCodeUnits(a.path, b.path)),
    unidentified: renumber(parts),
  }
}

function mergeComponent(all: readonly Component[]): Component {
  const [first] = all
  if (first === undefined) throw new Error('a component that nothing states')
  if (all.length === 1) return first
  const requirement = unique(all.flatMap((one) => one.requirement ?? [])).join(' || ')
  const requires = all.flatMap((one) => one.requires ?? [])
  return {
    purl: first.purl,
    ecosystem: first.ecosystem,
    isVersionResolved: all.some((one) => one.isVersionResolved),
    ...(requirement === '' ? {} : { requirement }),
    relation: widest(relations, all, (one) => one.relation),
    scope: widest(scopes, all, (one) => one.scope),
    groups: unique(all.flatMap((one) => one.groups)),
    origin: widest(origins, all, (one) => one.origin),
    isFirstParty: all.every((one) => one.isFirstParty),
    aliases: unique(all.flatMap((one) => one.aliases)),
    licenses: unique(all.flatMap((one) => one.licenses)),
    hashes: distinct(
      all.flatMap((one) => one.hashes),
      (hash: Hash) => `${hash.algorithm} ${hash.value}`,
    ),
    evidence: distinct(
      all.flatMap((one) => one.evidence),
      ({ path, line }) => `${path}\0${String(line).padStart(9, '0')}`,
    ),
    dependsOn: unique(all.flatMap((one) => one.dependsOn)),
    ...(requires.length === 0
      ? {}
      : { requires: distinct(requires, ({ target, requirement: text }) => `${target}\0${text}`) }),
  }
}

function widest<T>(order: readonly T[], all: readonly Component[], of: (one: Component) => T): T {
  const best = Math.min(...all.map((one) => order.indexOf(of(one))))
  const value = order[best]
  if (value === undefined) throw new Error('a value that its order does not know')
  return value
}

function unique<T extends string>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].sort(compareCodeUnits)
}

function distinct<T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] {
  const byKey = new Map(values.map((value) => [keyOf(value), value]))
  return [...byKey.entries()].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, value]) => value)
}

/** References are unique within one document only. */
function renumber(parts: readonly StoredInventory[]): StoredInventory['unidentified'] {
  const used = parts.filter(({ unidentified }) => unidentified.length > 0)
  if (used.length < 2) return used[0]?.unidentified ?? []
  let next = 1
  return used.flatMap(({ unidentified }) => {
    const names = new Map(unidentified.map(({ ref }) => [ref, `unidentified:${next++}`]))
    const rename = (ref: string): string => names.get(ref) ?? ref
    return unidentified.map((one) => ({
      ...one,
      ref: rename(one.ref),
      dependsOn: one.dependsOn.map(rename).sort(compareCodeUnits),
      dependents: one.dependents.map(rename).sort(compareCodeUnits),
    }))
  })
}
