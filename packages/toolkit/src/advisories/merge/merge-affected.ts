/** What the records say of each package: every statement stands, in the order of authority. */
import { compareCodeUnits } from '../../base/index.ts'
import type { AdvisoryClaim, AffectedRange } from '../../model/index.ts'
import { selectClaims } from '../select-claims.ts'
import { compareAuthority, tierOf, tiersOf } from './authority.ts'
import type { MergePolicy } from './policy.ts'
import type { Tier } from './publishers.ts'
import type { Origin } from './ranked.ts'
import { isTakenBack, newestVersions, type ReadRecord } from './read-stored.ts'
import { groupBy } from './group-by.ts'

/** What one record says of one package under one name of its ecosystem. */
export interface AffectedStatement {
  readonly from: Origin
  readonly tier: Tier
  /** Its source took the record back: it counts no more. */
  readonly isTakenBack: boolean
  readonly ranges: readonly AffectedRange[]
  readonly versions: readonly string[]
}

export interface AffectedPackage {
  /** As upstream writes them, release included. */
  readonly ecosystem: string
  readonly name: string
  /** By authority; those taken back last. */
  readonly statements: readonly AffectedStatement[]
  readonly rule: string
}

/** Of each record the newest version that names the package, as in every answer of the store. */
export function mergeAffected(
  records: readonly ReadRecord[],
  policy: MergePolicy,
): readonly AffectedPackage[] {
  const all = records.flatMap(({ record }) => record.claims).toSorted(compareClaims)
  const packages = groupBy(all, ({ ecosystem, name }) => `${ecosystem}\0${name}`)
  const takenBack = new Set(
    newestVersions(records)
      .filter(isTakenBack)
      .map(({ source, id }) => `${source}\0${id}`),
  )
  const merged = packages.map((claims) => {
    const statements = selectClaims([claims], () => true).map((claim) =>
      toStatement(claim, takenBack.has(`${claim.source}\0${claim.record}`), policy),
    )
    const { ecosystem = '', name = '' } = claims[0] ?? {}
    const sorted = statements.toSorted((a, b) => compareStatements(a, b, tiersOf(policy)))
    return { ecosystem, name, statements: sorted, rule: policy.fields.affected.id }
  })
  return merged.toSorted(
    (a, b) => compareCodeUnits(a.ecosystem, b.ecosystem) || compareCodeUnits(a.name, b.name),
  )
}

function toStatement(claim: AdvisoryClaim, isTakenBack: boolean, policy: MergePolicy): AffectedStatement {
  const { source, record, digest, ecosystem, ranges, versions, withdrawn } = claim
  const tier = tierOf({ source, record }, [ecosystem], policy)
  const from = { source, record, digest }
  return { from, tier, isTakenBack: isTakenBack || withdrawn !== undefined, ranges, versions }
}

function compareStatements(a: AffectedStatement, b: AffectedStatement, tiers: readonly Tier[]): number {
  return (
    Number(a.isTakenBack) - Number(b.isTakenBack) ||
    compareAuthority({ ...a.from, tier: a.tier }, { ...b.from, tier: b.tier }, tiers)
  )
}

/** Versions of one record follow each other: selectClaims relies on it. Entries of a record keep their order. */
function compareClaims(a: AdvisoryClaim, b: AdvisoryClaim): number {
  return (
    compareCodeUnits(a.source, b.source) ||
    compareCodeUnits(a.record, b.record) ||
    compareCodeUnits(a.digest, b.digest)
  )
}
