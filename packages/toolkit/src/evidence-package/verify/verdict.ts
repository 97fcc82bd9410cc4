/** One answer out of all checks. Order: what is wrong, what could not be decided, what is old, and only then yes. */
import type {
  AttestationResult,
  Check,
  DocumentResult,
  InvalidReason,
  RecordResult,
  Verdict,
} from '../model.ts'
import type { OpenedLog } from './log.ts'

export interface VerdictParts {
  readonly log: OpenedLog
  readonly checks: readonly Check[]
  readonly records: readonly RecordResult[]
  readonly attestations: readonly AttestationResult[]
  readonly documents: readonly DocumentResult[]
}

export interface KnownReasons {
  readonly index: { readonly reason?: InvalidReason; readonly where?: string }
  readonly log: InvalidReason | undefined
  readonly history: InvalidReason | undefined
  readonly isOld: boolean
}

export function judge(parts: VerdictParts, reasons: KnownReasons): Verdict {
  const wrong = findWrong(parts, reasons)
  if (wrong !== undefined) return { kind: 'invalid', ...wrong }
  if (isUndecided(parts)) return { kind: 'unknown', reason: 'CHECK_NOT_RUN' }
  if (parts.log.anchor.logKey !== 'compared') return { kind: 'unknown', reason: 'LOG_KEY_NOT_COMPARED' }
  if (reasons.isOld) return { kind: 'valid-but-stale', reason: 'CHECKPOINT_OLD' }
  const stale = parts.attestations.find(({ state }) => state === 'stale')
  return stale === undefined ? { kind: 'valid' } : { kind: 'valid-but-stale', reason: 'ATTESTATION_STALE' }
}

interface Wrong {
  readonly reason: InvalidReason
  readonly where?: string
}

/** The gravest first: a log that lies says more than a file that was damaged. */
function findWrong(parts: VerdictParts, { index, log, history }: KnownReasons): Wrong | undefined {
  const fork = parts.records.some(({ checks }) => checks.some(({ code }) => code === 'TREE_DIFFERS'))
  const first = log ?? history ?? (fork ? 'HISTORY_REWRITTEN' : undefined)
  if (first !== undefined) return { reason: first }
  const part = findBroken(parts)
  if (part !== undefined) return part
  const { reason, where } = index
  if (reason !== undefined) return where === undefined ? { reason } : { reason, where }
  return parts.records.length === 0 ? { reason: 'NOTHING_RECORDED' } : undefined
}

function findBroken({ checks, records, attestations, documents }: VerdictParts): Wrong | undefined {
  const stamp = checks.find(({ id, outcome }) => id === 'time-stamp' && outcome === 'failed')
  const found: readonly (readonly [InvalidReason, string | undefined])[] = [
    ['RECORD_BROKEN', records.find(({ state }) => state === 'broken')?.index],
    ['TIMESTAMP_INVALID', stamp?.values['name']],
    ['ATTESTATION_INVALID', attestations.find(({ state }) => state === 'broken')?.name],
    ['DOCUMENT_NOT_RECORDED', documents.find(({ state }) => state === 'stranger')?.name],
  ]
  for (const [reason, where] of found) if (where !== undefined) return { reason, where }
  return undefined
}

function isUndecided({ records, attestations, checks }: VerdictParts): boolean {
  return (
    records.some(({ state }) => state === 'not-checked') ||
    attestations.some(({ state }) => state === 'not-checked') ||
    checks.some(({ code }) => code === 'CHECK_THREW')
  )
}
