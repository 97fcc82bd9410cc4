/** Links between the catalogue's records: each id that a record names must exist, and no id may mean two things. */
import type { CatalogueError } from './readers/shape.ts'
import type { Catalogue } from './types.ts'

/** Ids of `reporting.json`, which is read apart. */
export type ReportingIds = ReadonlySet<string>

/** From where, by what member, to which id, in which set. */
type Link = readonly [from: string, to: string, set: ReadonlySet<string>]

export function findBrokenLink(catalogue: Catalogue, reporting: ReportingIds): CatalogueError | undefined {
  const twice = findDuplicate(catalogue)
  if (twice !== undefined) {
    return { code: 'CATALOGUE_DUPLICATE', path: twice, message: 'an id occurs twice' }
  }
  const lost = [...linksOf(catalogue, reporting)].find(([, to, set]) => !set.has(to))
  if (lost === undefined) return undefined
  return { code: 'CATALOGUE_LINK', path: lost[0], message: `no record has the id ${lost[1]}` }
}

function findDuplicate(catalogue: Catalogue): string | undefined {
  const ids = [
    ...catalogue.requirements.map(({ id }) => id),
    ...catalogue.signals.keys(),
    ...catalogue.obligations.keys(),
    ...catalogue.outcomes.keys(),
    ...catalogue.roles.keys(),
    ...catalogue.documents.keys(),
    ...catalogue.scopeTree.nodes.map(({ id }) => id),
    ...catalogue.exclusions.map(({ id }) => id),
    ...catalogue.categories.categories.map(({ id }) => id),
    ...catalogue.conformity.procedures.map(({ id }) => id),
    ...catalogue.conformity.routes.map(({ id }) => id),
    ...catalogue.osps.controls.map(({ id }) => id),
    ...catalogue.penalties.tiers.map(({ id }) => id),
    ...catalogue.sources.map(({ id }) => id),
  ]
  return ids.find((id, at) => ids.indexOf(id) !== at)
}

function* linksOf(catalogue: Catalogue, reporting: ReportingIds): Generator<Link> {
  const requirements = new Set(catalogue.requirements.map(({ id }) => id))
  const tiers = new Set<string>(catalogue.penalties.tiers.map(({ id }) => id))
  const papers = new Set([...catalogue.documents.keys(), ...reporting])
  const signals = new Set(catalogue.signals.keys())
  const obligations = new Set(catalogue.obligations.keys())
  const controls = new Set(catalogue.osps.controls.map(({ id }) => id))
  for (const { id, autoEvidence, osps, relatedObligations, penaltyTier } of catalogue.requirements) {
    yield* linksTo(
      id,
      autoEvidence.map(({ signal }) => signal),
      signals,
    )
    yield* linksTo(id, [...osps.curated, ...osps.officialMapping], controls)
    yield* linksTo(id, relatedObligations, obligations)
    yield [id, penaltyTier, tiers]
  }
  for (const { id, supports = [] } of catalogue.signals.values()) {
    yield* linksTo(
      id,
      supports.map(({ requirement }) => requirement),
      requirements,
    )
  }
  const operators = new Set([...catalogue.roles.keys(), 'all_economic_operators'])
  for (const item of catalogue.obligations.values()) {
    yield* linksTo(item.id, item.documents, papers)
    yield* linksTo(item.id, item.requirements, requirements)
    yield* linksTo(item.id, item.autoEvidence, signals)
    yield [item.id, item.role, operators]
    if (item.penaltyTier !== null) yield [item.id, item.penaltyTier, tiers]
  }
  for (const item of catalogue.documents.values()) yield* linksTo(item.id, item.autoEvidence ?? [], signals)
  yield* linksOfScope(catalogue)
  yield* linksOfInputs(catalogue)
}

function* linksOfScope({ scopeTree, outcomes }: Catalogue): Generator<Link> {
  const nodes = new Set([...scopeTree.nodes.map(({ id }) => id), ...outcomes.keys()])
  yield ['scopeTree', scopeTree.start, nodes]
  for (const { id, yes, no } of scopeTree.nodes) yield* linksTo(id, [yes, no], nodes)
}

/** Facts name categories and exclusions; routes name procedures, those of other acts among them. */
function* linksOfInputs(catalogue: Catalogue): Generator<Link> {
  const ofOtherActs = ['AI_ACT_PROCEDURE', 'EHDS_PROCEDURE']
  const procedures = new Set([...catalogue.conformity.procedures.map(({ id }) => id), ...ofOtherActs])
  for (const { id, allowed } of catalogue.conformity.routes) yield* linksTo(id, allowed, procedures)
  const known: Readonly<Record<string, ReadonlySet<string>>> = {
    exclusion: new Set(['none', ...catalogue.exclusions.map(({ id }) => id)]),
    core_category: new Set(['none', ...catalogue.categories.categories.map(({ id }) => id)]),
    integrated_categories: new Set(catalogue.categories.categories.map(({ id }) => id)),
  }
  for (const { name, values } of catalogue.classificationInputs.fields) {
    const set = known[name]
    if (set !== undefined) yield* linksTo(`classificationInputs.${name}`, values ?? [], set)
  }
}

function* linksTo(from: string, ids: readonly string[], set: ReadonlySet<string>): Generator<Link> {
  for (const to of ids) yield [from, to, set]
}
