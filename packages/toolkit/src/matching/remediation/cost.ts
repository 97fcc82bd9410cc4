/** What a set of choices costs, compared part by part: the earlier part decides. */
import type { Finding } from '../../model/index.ts'
import type { Jump } from './model.ts'

/** Open findings by class, then steps, then the four dearest kinds of step, then doubts and heights of versions. */
export type Cost = readonly number[]

/** Malicious or exploited, then by level; what is only informational comes last. */
export function classOf(finding: Finding): number {
  if (finding.isMalicious || (finding.exploitation?.kev ?? []).length > 0) return 0
  if (finding.informational !== undefined) return 7
  return { critical: 1, high: 2, unknown: 3, medium: 4, low: 5, none: 6 }[finding.level]
}

const classes = 8
const steps = classes
const override = classes + 1
const major = classes + 2
const minor = classes + 3
const within = classes + 4
const preRelease = classes + 5
const unproven = classes + 6
const height = classes + 7
const width = classes + 8

export const zero: Cost = Array.from({ length: width }, () => 0)

export interface Priced {
  /** Classes of the findings that stay open. */
  readonly open: readonly number[]
  /** Absent where nothing is done. */
  readonly step?: {
    readonly isOverride: boolean
    readonly isWithin: boolean
    readonly isRefresh: boolean
    readonly jump: Jump
    readonly isPreRelease: boolean
    readonly isUnproven: boolean
    /** How many lower versions were passed over. */
    readonly height: number
    /** Follows another step without one of its own. */
    readonly isFree: boolean
  }
}

export function priceOf({ open, step }: Priced): Cost {
  const cost = [...zero]
  const add = (at: number, amount = 1): void => {
    cost[at] = (cost[at] ?? 0) + amount
  }
  for (const one of open) add(one)
  if (step === undefined) return cost
  if (step.isPreRelease) add(preRelease)
  if (step.isUnproven) add(unproven)
  add(height, step.height)
  if (step.isFree) return cost
  add(steps)
  if (step.isOverride) add(override)
  else if (step.isWithin) add(within)
  else if (!step.isRefresh) add(step.jump === 'major' || step.jump === 'unknown' ? major : minor)
  return cost
}

export function addCosts(a: Cost, b: Cost): Cost {
  return a.map((amount, at) => amount + (b[at] ?? 0))
}

export function compareCosts(a: Cost, b: Cost): number {
  for (let at = 0; at < width; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
