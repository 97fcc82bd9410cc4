/** Where a decision holds: the scope with what it needs, and whether versions lie inside its ranges. */
import { ok, type Result } from '../../base/index.ts'
import { type DecisionScope, type Purl, splitPurl } from '../../model/index.ts'
import { normalizeVers, satisfiesVers } from '../../versions/index.ts'
import type { DecisionBasis, DecisionRecord } from '../model.ts'
import { isDay } from './days.ts'
import { type DecisionError, refuse } from './errors.ts'

type Holds = DecisionRecord['holds']
type HoldsAndEmbargo = Holds & { readonly embargoUntil?: string }

/** Where a person wants a decision to hold. */
export interface HoldsWish {
  readonly scope: DecisionScope
  /** `release-range`: versions of the product, as a vers range. */
  readonly releases?: string
  /** Versions of the component, as a vers range. */
  readonly versions?: string
  /** `YYYY-MM-DD` */
  readonly embargoUntil?: string
}

export function toHolds(wish: HoldsWish & { readonly product: string }): HoldsAndEmbargo {
  const { scope, product, releases, versions, embargoUntil } = wish
  return {
    scope,
    ...(scope === 'organisation' ? {} : { product }),
    ...(releases === undefined ? {} : { releases }),
    ...(versions === undefined ? {} : { versions }),
    ...(embargoUntil === undefined ? {} : { embargoUntil }),
  }
}

/** A decision that would not hold on the very finding that it is made on is refused. */
export function checkHolds(
  { embargoUntil, ...holds }: HoldsAndEmbargo,
  basis: DecisionBasis,
): Result<Holds, DecisionError> {
  if (embargoUntil !== undefined && !isDay(embargoUntil)) {
    return refuse(
      'EMBARGO_INVALID',
      'embargoUntil',
      `expected a day such as 2026-11-22, found ${embargoUntil}`,
    )
  }
  const releases = checkReleases(holds, basis)
  if (!releases.ok) return releases
  if (holds.versions === undefined) return ok(holds)
  if (!normalizeVers(holds.versions).ok) {
    return refuse('VERSIONS_INVALID', 'holds.versions', `expected a vers range, found ${holds.versions}`)
  }
  if (isInRange(holds.versions, versionOf(basis.purl))) return ok(holds)
  return refuse('VERSIONS_NOT_HERE', 'holds.versions', `${holds.versions} does not hold ${basis.purl}`)
}

function checkReleases(holds: Holds, { release }: DecisionBasis): Result<void, DecisionError> {
  const { scope, releases } = holds
  if (scope !== 'release-range') {
    return releases === undefined
      ? ok(undefined)
      : refuse(
          'RELEASES_INVALID',
          'holds.releases',
          `only the scope release-range has releases; found ${scope}`,
        )
  }
  if (releases === undefined) {
    return refuse('RELEASES_MISSING', 'holds.releases', 'release-range needs the releases as a vers range')
  }
  if (!normalizeVers(releases).ok) {
    return refuse('RELEASES_INVALID', 'holds.releases', `expected a vers range, found ${releases}`)
  }
  if (release === undefined) {
    return refuse('RELEASE_UNKNOWN', 'holds.releases', 'the product has no version, so no range can hold it')
  }
  if (isInRange(releases, release)) return ok(undefined)
  return refuse('RELEASES_NOT_HERE', 'holds.releases', `${releases} does not hold this release, ${release}`)
}

/** What cannot be compared lies outside: a decision must not reach further than somebody can tell. */
export function isInRange(vers: string, version: string | undefined): boolean {
  if (version === undefined) return false
  const inside = satisfiesVers(vers, version)
  return inside.ok && inside.value
}

export function versionOf(purl: Purl): string | undefined {
  return splitPurl(purl).version
}
