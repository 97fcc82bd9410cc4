/** Severity levels as numbers that sort, for the columns `worst`. */
import type { SeverityLevel } from '@occtet/toolkit/model'

/** What nobody rated stands between medium and high: it may be either, and never sinks to the end of a list. */
const order: readonly SeverityLevel[] = ['none', 'low', 'medium', 'unknown', 'high', 'critical']

/** 0 none … 5 critical. */
export function toRank(level: SeverityLevel): number {
  return order.indexOf(level)
}

export function toLevel(rank: number): SeverityLevel {
  return order[rank] ?? 'unknown'
}
