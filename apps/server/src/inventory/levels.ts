/** Severity levels as numbers that sort, for the columns `worst`. */
import type { SeverityLevel } from '@occtet/toolkit/model'

const order: readonly SeverityLevel[] = ['none', 'low', 'medium', 'high', 'critical']

/** 0 none … 4 critical; −1 unknown. */
export function toRank(level: SeverityLevel): number {
  return order.indexOf(level)
}

export function toLevel(rank: number): SeverityLevel {
  return order[rank] ?? 'unknown'
}

/** As it sorts in lists: what nobody rated stands between high and medium, never at the end. */
export function weightOf(level: SeverityLevel): number {
  return level === 'unknown' ? 2.5 : toRank(level)
}
