/** Everything that a document says of one vulnerability, gathered from relationships that stand anywhere in it. */
import type { BomRef } from '../document/parts.ts'
import { isSameJson } from '../document/same.ts'
import type { BomAnalysis, BomExploit, BomRating, BomVulnerability } from '../document/vulnerability.ts'
import { type About, readTarget, toStatement } from './statements.ts'
import type { Vex } from './vex.ts'

/** Elements of which the same is stated. */
export interface Group {
  readonly analysis: BomAnalysis
  readonly affects: readonly BomRef[]
}

/** One statement, and of which elements. */
export interface Stated {
  readonly vex: Vex
  readonly analysis: BomAnalysis
  readonly affects: Set<BomRef>
}

/** `of` is absent where it is not said of which elements. */
export interface Assessed<T> {
  readonly value: T
  readonly of: ReadonlySet<BomRef> | undefined
}

export interface Claims {
  /** Elements that something ties to it, in the order of the document. */
  readonly associated: Set<BomRef>
  readonly stated: Map<string, Stated>
  readonly ratings: Assessed<BomRating>[]
  readonly exploits: Assessed<BomExploit>[]
}

export function createClaims(): Claims {
  return { associated: new Set(), stated: new Map(), ratings: [], exploits: [] }
}

export function assessedOf<T>(list: readonly Assessed<T>[], affects: readonly BomRef[]): readonly T[] {
  return list
    .filter(({ of }) => of === undefined || affects.length === 0 || affects.some((ref) => of.has(ref)))
    .map(({ value }) => value)
}

/** What a document of ours carries beside its statements. */
export interface Beside {
  readonly analysis: BomAnalysis | undefined
  /** References that SPDX cannot name. */
  readonly affects: readonly BomRef[]
  readonly versions: BomVulnerability['versions']
}

/** One group for each statement, and one for the elements without; `isIgnored` hears of an analysis that does not fit. */
export function toGroups(
  claims: Claims,
  { beside, about }: { readonly beside: Beside; readonly about: About },
  isIgnored: () => void,
): readonly Group[] {
  const covered = new Set([...claims.stated.values()].flatMap(({ affects }) => [...affects]))
  const order = [...new Set([...claims.associated, ...covered]), ...beside.affects]
  const { analysis } = beside
  if (analysis !== undefined) {
    if (isSaid(claims, { beside, about, order }, analysis)) return [{ analysis, affects: order }]
    isIgnored()
  }
  const groups = [...claims.stated.values()].map((group): Group => {
    return { analysis: group.analysis, affects: order.filter((ref) => group.affects.has(ref)) }
  })
  const open = order.filter((ref) => !covered.has(ref))
  return open.length === 0 && groups.length > 0 ? groups : [...groups, { analysis: {}, affects: open }]
}

/** Whether the statements are the very ones that we write for the analysis. */
function isSaid(
  claims: Claims,
  {
    beside,
    about,
    order,
  }: { readonly beside: Beside; readonly about: About; readonly order: readonly BomRef[] },
  analysis: BomAnalysis,
): boolean {
  const { versions } = beside
  const whole: BomVulnerability = {
    ref: '',
    ids: [],
    ratings: [],
    cwes: [],
    urls: [],
    affects: order,
    ...(versions !== undefined && { versions }),
    ...analysis,
  }
  const unnamed = new Set(beside.affects)
  const own: About = { ...about, isReached: (ref) => !unnamed.has(ref) && about.isReached(ref) }
  const statement = toStatement(whole, own)
  const found = [...claims.stated.values()].flatMap(({ vex, analysis: { within }, affects }) =>
    [...affects].map((ref) => toRow(ref, vex, within)),
  )
  const wanted = (statement?.targets ?? []).flatMap((target) =>
    readTarget(target, own).map(({ ref, within }) => toRow(ref, statement?.vex, within)),
  )
  return isSameJson([...found].sort(), [...wanted].sort())
}

/** Who stated it may be known less exactly in the document. */
function toRow(ref: BomRef, vex: Vex | undefined, within: BomAnalysis['within']): string {
  const { suppliedBy, ...rest } = vex ?? {}
  const members = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([ref, members, suppliedBy !== undefined, within ?? null])
}
