/** One verdict for many findings at once; what it does not fit is taken out and named. */
import { ok, type Result } from '../../base/index.ts'
import type { Finding } from '../../model/index.ts'
import type { DecisionRecord, Verdict } from '../model.ts'
import { type DecisionPlace, isExploited } from './basis.ts'
import { bindRecords } from './bind.ts'
import { type DecideOptions, decide } from './decide.ts'
import { type DecisionError, refuse } from './errors.ts'
import { findStaleFacts } from './facts.ts'
import { stateOf } from './state.ts'

/** Most findings of one bulk decision (ux.md section 4). */
export const mostInBulk = 200

export interface BulkDecision {
  /** In the order of the findings. */
  readonly records: readonly DecisionRecord[]
  /** Findings for which a record of this bulk holds that was made on another one. */
  readonly covered: readonly { readonly key: string; readonly record: string }[]
  readonly takenOut: readonly { readonly key: string; readonly error: DecisionError }[]
}

/** Exploited findings, and malicious packages, are never part of a bulk `not_affected`. */
export function decideAll(
  findings: readonly Finding[],
  verdict: Verdict,
  options: DecideOptions,
): Result<BulkDecision, DecisionError> {
  if (findings.length > mostInBulk) {
    return refuse(
      'BULK_TOO_LARGE',
      '',
      `expected at most ${mostInBulk} findings at once, found ${findings.length}`,
    )
  }
  const records: DecisionRecord[] = []
  const covered: { key: string; record: string }[] = []
  const takenOut: { key: string; error: DecisionError }[] = []
  const taken = new Set(options.taken)
  for (const finding of findings) {
    const { key } = finding
    const barred = checkBulk(finding, verdict)
    const record = barred.ok ? decide(finding, verdict, { ...options, taken }) : barred
    const holder = records.find((one) => holdsOn(one, finding, options))
    if (!record.ok) takenOut.push({ key, error: record.error })
    else if (holder !== undefined) covered.push({ key, record: holder.id })
    else {
      records.push(record.value)
      taken.add(record.value.id)
    }
  }
  return ok({ records, covered, takenOut })
}

/** Whether a decision that was made on another finding speaks for this one too. */
export function holdsOn(record: DecisionRecord, finding: Finding, place: DecisionPlace): boolean {
  if (bindRecords([finding], [record], place.product).length === 0) return false
  const { decision } = stateOf(record.entries)
  return findStaleFacts(record, decision, { finding, place }).length === 0
}

function checkBulk(finding: Finding, { status }: Verdict): Result<void, DecisionError> {
  if (status !== 'not_affected') return ok(undefined)
  if (isExploited(finding) === true) {
    return refuse('EXPLOITED_IN_BULK', '', `${finding.group} is exploited: look at it by itself`)
  }
  if (!finding.isMalicious) return ok(undefined)
  return refuse('MALICIOUS_IN_BULK', '', `${finding.purl} is malicious code: look at it by itself`)
}
