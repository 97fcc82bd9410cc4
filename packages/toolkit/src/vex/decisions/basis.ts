/** The facts that a decision is made on, taken from the finding as it is. */
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding } from '../../model/index.ts'
import type { DecisionBasis } from '../model.ts'

/** The product in which a finding is looked at. `release` is its version, absent where it has none. */
export interface DecisionPlace {
  readonly product: string
  readonly release?: string
}

export function basisOf(finding: Finding, { product, release }: DecisionPlace): DecisionBasis {
  const { purl, scope, reachability, affectedPaths } = finding
  const exploited = isExploited(finding)
  return {
    purl,
    product,
    records: recordsOf(finding),
    severity: ratingsOf(finding),
    ...(affectedPaths === undefined ? {} : { affectedPaths: [...affectedPaths].sort(compareCodeUnits) }),
    ...(reachability === undefined ? {} : { reachability: reachability.state }),
    scope,
    ...(exploited === undefined ? {} : { exploited }),
    ...(release === undefined ? {} : { release }),
  }
}

/** Undefined where no loaded catalogue can tell. */
export function isExploited({ exploitation }: Finding): boolean | undefined {
  return exploitation?.kev === undefined ? undefined : exploitation.kev.length > 0
}

/** Vectors, and the words or bare scores of sources that give none. */
function ratingsOf({ severity }: Finding): readonly string[] {
  const ratings = severity.map(({ vector, word, score }) =>
    vector === '' ? (word ?? score?.toFixed(1) ?? '') : vector,
  )
  return [...new Set(ratings)].filter((rating) => rating !== '').sort(compareCodeUnits)
}

function recordsOf({ matched }: Finding): DecisionBasis['records'] {
  const rows = matched.map(({ source, record, digest, range }) => ({ source, record, digest, range }))
  const keyed = new Map(
    rows.map((row) => [`${row.record}\0${row.source}\0${row.range}\0${row.digest}`, row] as const),
  )
  return [...keyed].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, row]) => row)
}
