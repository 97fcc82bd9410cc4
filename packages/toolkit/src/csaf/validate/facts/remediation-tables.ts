/** Data: the two tables of CSAF 2.1, section "Vulnerabilities Property - Remediations - Category". */
import type { StatusGroup } from '../view-vulnerabilities.ts'

export type Verdict = 'allowed' | 'discouraged' | 'prohibited'

const categories = [
  'workaround',
  'mitigation',
  'vendor_fix',
  'optional_patch',
  'none_available',
  'fix_planned',
  'no_fix_planned',
] as const

/** Table 1, a row and a column for each category in the order above: `a`llowed, `d`iscouraged, `p`rohibited. */
const together = ['aaappaa', 'aaappaa', 'aaapppp', 'pppappp', 'ppppapp', 'aapppap', 'aappppa']

const groups = ['affected', 'not_affected', 'fixed', 'under_investigation', 'unknown', 'recommended'] as const

/** Table 2, a row for each category, a column for each group. */
const againstStatus = ['appdda', 'appdda', 'appdda', 'padaaa', 'appaaa', 'adpdda', 'adpaaa']

const verdicts: Readonly<Record<string, Verdict>> = { a: 'allowed', d: 'discouraged', p: 'prohibited' }

/** A category that the standard does not know goes with everything; the schema refuses it. */
export function remediationsTogether(a: string, b: string): Verdict {
  return lookUp(together, indexOf(categories, a), indexOf(categories, b))
}

export function remediationsAgainstStatus(category: string, group: StatusGroup | 'recommended'): Verdict {
  return lookUp(againstStatus, indexOf(categories, category), indexOf(groups, group))
}

function indexOf(names: readonly string[], name: string): number {
  return names.indexOf(name)
}

function lookUp(table: readonly string[], row: number, column: number): Verdict {
  return verdicts[table[row]?.[column] ?? 'a'] ?? 'allowed'
}
