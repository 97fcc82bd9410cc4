/** Facts that no SBOM format has a field for, under our own names: CycloneDX properties and SPDX annotations. */
import type { Component } from '../model/index.ts'
import { splitPurl } from '../model/index.ts'

/** Every name that we write; README.md says what each means. */
export const propertyNames = {
  relation: 'occtet:relation',
  scope: 'occtet:scope',
  origin: 'occtet:origin',
  ecosystem: 'occtet:ecosystem',
  group: 'occtet:group',
  alias: 'occtet:alias',
  requirement: 'occtet:requirement',
  versionResolved: 'occtet:versionResolved',
  firstParty: 'occtet:firstParty',
  unidentified: 'occtet:unidentified',
  product: 'occtet:product',
  file: 'occtet:file',
  issue: 'occtet:issue',
} as const

export interface Property {
  readonly name: string
  readonly value: string
}

/** In a fixed order; what is usual (third party, from a registry, version known) is left unsaid. */
export function toProperties(component: Component): readonly Property[] {
  const names = propertyNames
  const ecosystem = component.ecosystem === splitPurl(component.purl).type ? [] : [component.ecosystem]
  const table: readonly (readonly [string, readonly string[]])[] = [
    [names.relation, [component.relation]],
    [names.scope, [component.scope]],
    [names.ecosystem, ecosystem],
    [names.origin, component.origin === 'registry' ? [] : [component.origin]],
    [names.firstParty, component.isFirstParty ? ['true'] : []],
    [names.versionResolved, component.isVersionResolved ? [] : ['false']],
    [names.requirement, component.requirement === undefined ? [] : [component.requirement]],
    [names.group, component.groups],
    [names.alias, component.aliases],
  ]
  return table.flatMap(([name, values]) => values.map((value) => ({ name, value })))
}
