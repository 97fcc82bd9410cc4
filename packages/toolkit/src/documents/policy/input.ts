/** What the outputs of a policy run are made from. */
import type { Finding, FindingsReport, Inventory } from '../../model/index.ts'
import type { PolicyReport, PolicyResult } from '../../policy/index.ts'

export interface PolicyOutputInput {
  readonly product: { readonly name: string; readonly version?: string }
  readonly report: PolicyReport
  readonly findings: FindingsReport
  readonly inventory: Inventory
  /** Where the policy was read: a path, or words for the default one. */
  readonly policySource: string
  readonly toolVersion: string
  /** RFC 3339. */
  readonly generatedAt: string
  /** With a baseline: results whose fact `new` is true, and the findings that are gone since. */
  readonly baseline?: { readonly isNew: (result: PolicyResult) => boolean; readonly gone: number }
}

/** The finding that a result is about. */
export function findingOf(result: PolicyResult, findings: FindingsReport): Finding | undefined {
  return result.about === 'finding' ? findings.findings.find(({ key }) => key === result.subject) : undefined
}

/** Results that people must act on, gravest first: breaches and unknowns by level, those that an exception lifts apart. */
export function openResults(report: PolicyReport): readonly PolicyResult[] {
  const order = { fail: 0, warn: 1, note: 2 } as const
  return report.results
    .filter(({ verdict }) => verdict !== 'excepted')
    .map((result, at) => ({ result, at }))
    .sort((a, b) => order[a.result.level] - order[b.result.level] || a.at - b.at)
    .map(({ result }) => result)
}
