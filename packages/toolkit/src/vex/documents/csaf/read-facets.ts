/** Why a CSAF document gives a product its status: flags, impacts and remediations, by product. */
import {
  type CsafDocument,
  type CsafVulnerability,
  type ProductId,
  type ProductRefs,
  resolveProducts,
  type StatusGroup,
} from '../../../csaf/index.ts'
import { vexJustifications, type VexStatus } from '../../../model/index.ts'
import type { VexStatement } from '../../model.ts'
import { present } from '../fields.ts'
import type { Issues } from '../reading.ts'
import { givenText } from '../sentences.ts'
import { responseOf } from './names.ts'

/** Recommended and first fixed versions have the fix; `unknown` is no status of VEX, nobody looks into it. */
export const statusGroups: readonly (readonly [StatusGroup, VexStatus])[] = [
  ['known_not_affected', 'not_affected'],
  ['first_affected', 'affected'],
  ['known_affected', 'affected'],
  ['last_affected', 'affected'],
  ['first_fixed', 'fixed'],
  ['fixed', 'fixed'],
  ['recommended', 'fixed'],
  ['under_investigation', 'under_investigation'],
]

export interface FacetContext {
  readonly document: CsafDocument
  readonly issues: Issues
  /** How many products may still be told something. */
  readonly budget: { left: number }
}

export type Facets = Omit<VexStatement, 'products' | 'vulnerability' | 'status'>

/** Which flags, impacts and remediations are about a product, by their place in the document. */
interface Told {
  readonly flags: number[]
  readonly impacts: number[]
  readonly remediations: number[]
}

/** Groups can name many products in many places; beyond this the rest of a document is left out, with an issue. */
export const MAX_TOLD = 2_000_000

/** What is said of a product, and a key that equal sayings share; without products it is about all of the vulnerability. */
export function readFacets(flaw: CsafVulnerability, context: FacetContext): ReadonlyMap<ProductId, Said> {
  const { document, issues, budget } = context
  const all = [...new Set(statusGroups.flatMap(([group]) => flaw.status[group]))]
  const told = new Map(all.map((id): readonly [ProductId, Told] => [id, toldNothing()]))
  const resolved = new Map<string, readonly ProductId[]>()
  const resolve = (about: ProductRefs): readonly ProductId[] => {
    const key = JSON.stringify([about.products, about.groups])
    const ids = resolved.get(key) ?? resolveProducts(document, about)
    resolved.set(key, ids)
    return ids
  }
  const tell = (about: ProductRefs | undefined, take: (one: Told) => void): void => {
    if (budget.left < 0) return issues.unkept('flags, threats and remediations of too many products')
    const ids = about === undefined ? all : resolve(about)
    budget.left -= ids.length
    for (const id of ids) {
      const one = told.get(id)
      if (one !== undefined) take(one)
    }
  }
  for (const [at, { about }] of flaw.flags.entries()) tell(about, ({ flags }) => flags.push(at))
  for (const [at, { about, category }] of flaw.threats.entries())
    if (category === 'impact') tell(about, ({ impacts }) => impacts.push(at))
  for (const [at, { about }] of flaw.remediations.entries())
    tell(about, ({ remediations }) => remediations.push(at))
  const known = new Map<string, Said>()
  return new Map(
    [...told].map(([id, one]) => {
      const key = JSON.stringify([one.flags, one.impacts, one.remediations])
      const said = known.get(key) ?? { key, facets: toFacets(flaw, one, context) }
      known.set(key, said)
      return [id, said]
    }),
  )
}

export interface Said {
  readonly key: string
  readonly facets: Facets
}

function toldNothing(): Told {
  return { flags: [], impacts: [], remediations: [] }
}

function toFacets(flaw: CsafVulnerability, told: Told, { document, issues }: FacetContext): Facets {
  const flags = told.flags.flatMap((at) => flaw.flags[at] ?? [])
  const impacts = told.impacts.flatMap((at) => flaw.threats[at] ?? [])
  const remedies = told.remediations.flatMap((at) => flaw.remediations[at] ?? [])
  const label = flags[0]?.label
  const justification = vexJustifications.find((known) => known === label)
  if (label !== undefined && justification === undefined) issues.unkept('flags with an unknown label')
  if (new Set(flags.map((flag) => flag.label)).size > 1) issues.unkept('a second flag of one product')
  const dates = remedies.flatMap(({ date }) => date ?? [])
  if (new Set(dates).size > 1) issues.unkept('a second date of remediations')
  const times = [...flags, ...impacts].flatMap(({ date }) => date ?? [])
  return {
    responses: readResponses(remedies, issues),
    ...present({ justification }),
    ...present({
      impact: joinGiven(impacts),
      action: joinGiven(remedies),
      actionAt: dates[0],
      at: times[0] ?? document.tracking.currentRelease,
    }),
  }
}

function readResponses(
  remedies: readonly { readonly category: string }[],
  issues: Issues,
): VexStatement['responses'] {
  const categories = [...new Set(remedies.map(({ category }) => category))]
  for (const category of categories)
    if (!responseOf.has(category) && category !== 'mitigation')
      issues.unkept(`the category of remediation ${category.slice(0, 60)}`)
  return categories.flatMap((category) => responseOf.get(category) ?? [])
}

function joinGiven(items: readonly { readonly details: string }[]): string | undefined {
  const texts = [...new Set(items.map(({ details }) => details))]
  return texts.filter((text) => givenText(text) !== undefined).join('\n\n') || undefined
}
