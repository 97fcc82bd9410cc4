/** What papers and reports may say of a decision whose details are not public yet. */
import type { Finding } from '../../model/index.ts'
import type { DecisionRecord } from '../model.ts'

/** Reports are passed on: what is under embargo is not in them, only that something is. `today`: `YYYY-MM-DD`. */
export function maskEmbargoed(finding: Finding, records: readonly DecisionRecord[], today: string): Finding {
  const { decision } = finding
  const until = records.find(({ id }) => id === decision?.id)?.embargoUntil
  if (decision === undefined || until === undefined || today > until) return finding
  const { action: _, justification: __, ...rest } = decision
  return { ...finding, decision: { ...rest, reason: `Under embargo until ${until}.` } }
}
