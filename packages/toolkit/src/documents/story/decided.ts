/** What a decision does to a finding in papers: closed ones are no open problem, and are counted all the same. */
import type { Finding } from '../../model/index.ts'

/** A decision in force says that the product is not affected, or has it fixed. Nothing else closes a finding. */
export function isClosed({ decision }: Pick<Finding, 'decision'>): boolean {
  return (
    decision?.standing === 'in-force' && (decision.status === 'not_affected' || decision.status === 'fixed')
  )
}

/** Stands with the decided ones: what is to be done was settled by a person, whether the flaw is there or not. */
export function isDecided(finding: Pick<Finding, 'decision' | 'priority'>): boolean {
  if (isClosed(finding)) return true
  const { decision, priority } = finding
  return decision?.standing === 'in-force' && (priority === undefined || priority.group === 'decided')
}
