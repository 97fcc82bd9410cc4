/** Statements of a comparison, a row per record of a source. */
import type { AnswerOf, feddbRoutes } from '@occtet/contract/api'

export type Advisory = AnswerOf<(typeof feddbRoutes)['feddb.advisory']>
export type Compared = NonNullable<Advisory['compared']>
type Statement = Compared['statements'][number]

/** The graver of two that one record says of different ranges. */
const gravest = ['affected', 'unclear', 'unasked', 'withdrawn', 'outside'] as const

/** A record is one line of the axis, so it is one row: its ranges together, and the verdict that they give together. */
export function byRecord(statements: Compared['statements']): Compared['statements'] {
  const rows = new Map<string, Statement>()
  for (const one of statements) {
    const key = `${one.source} ${one.record} ${one.ecosystem}`
    const former = rows.get(key)
    rows.set(key, former === undefined ? one : joined(former, one))
  }
  return [...rows.values()]
}

function joined(a: Statement, b: Statement): typeof a {
  return {
    ...a,
    range: [a.range, b.range].filter((range) => range !== '').join(' || '),
    listed: a.listed + b.listed,
    verdict: gravest.find((verdict) => verdict === a.verdict || verdict === b.verdict) ?? a.verdict,
  }
}
