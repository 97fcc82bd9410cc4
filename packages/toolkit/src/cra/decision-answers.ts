/** Shared by the signals on VEX: which findings a decision of the product's own answers, and where it is written. */
import type { Finding } from '../model/index.ts'
import { placesOf } from './production.ts'
import type { SignalInput } from './signal.ts'
import type { EvidencePlace } from './status.ts'

/**
 * In force, with a reason, and more than "we look into it": the same bar as for statements in VEX files. What waits for a
 * second person, went stale, expired or was taken back answers nothing.
 */
export function isDecided({ decision }: Finding): boolean {
  if (decision === undefined || decision.standing !== 'in-force') return false
  const { status, justification, action, reason } = decision
  switch (status) {
    case 'fixed':
      return true
    case 'not_affected':
      return justification !== undefined || reason.trim() !== ''
    case 'affected':
      return action !== undefined || reason.trim() !== ''
    case 'under_investigation':
      return false
    default:
      return status satisfies never
  }
}

/** The files of these decisions that lie in the tree, at most fifty; of decisions kept elsewhere what they are about. */
export function placesOfDecisions(
  input: SignalInput,
  findings: readonly Finding[],
): readonly EvidencePlace[] {
  const ids = new Set(findings.flatMap(({ decision }) => decision?.id ?? []))
  const files = [...ids]
    .slice(0, 50)
    .map((id) => `.occtet/decisions/${id}.yaml`)
    .filter((path) => input.tree.readStart(path, 1) !== undefined)
  return files.length === 0 ? placesOf(input, findings) : files.map((path) => ({ path, line: 1 }))
}
