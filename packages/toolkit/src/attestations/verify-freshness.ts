/** Whether the statement may be out of date: how old our knowledge is, what else is known, whether a review is due. */
import { type Check, doubtful, passed, type StaleReason, skipped } from './checks.ts'
import { supersedes } from './freshness.ts'
import { readEnd, readInstant } from './shapes.ts'
import type { Statement } from './statement.ts'
import type { AttestationQuestion } from './question.ts'

const DEFAULT_AGE_DAYS = 30
const DAY = 86_400_000

export interface FreshnessFacts {
  readonly statement: Statement | undefined
  readonly envelopeSha256: string
  readonly at: number
}

export interface FreshnessAnswer {
  readonly reasons: readonly StaleReason[]
  readonly checks: readonly Check[]
}

export function checkFreshness(question: AttestationQuestion, facts: FreshnessFacts): FreshnessAnswer {
  const checks = [checkKnowledge(question, facts.at), checkSuccessor(question, facts)]
  const reasons = checks.map(({ reason }) => reason).filter((reason) => reason !== undefined)
  return { reasons, checks: checks.map(({ check }) => check) }
}

interface Judged {
  readonly check: Check
  readonly reason?: StaleReason
}

function checkKnowledge({ knownAsOf, maxKnowledgeAgeDays }: AttestationQuestion, at: number): Judged {
  const known = readInstant(knownAsOf)
  // Knowledge from later than the question is as good as knowledge from its day.
  if (known === undefined || knownAsOf === undefined) return stale('freshness', 'FRESHNESS_UNKNOWN')
  const limit = maxKnowledgeAgeDays ?? DEFAULT_AGE_DAYS
  const days = Math.max(0, Math.floor((at - known) / DAY))
  return at - known > limit * DAY
    ? stale('freshness', 'KNOWLEDGE_OLD', { asOf: knownAsOf, days: String(days), limit: String(limit) })
    : { check: passed('freshness', 'FRESH', { asOf: knownAsOf }) }
}

function checkSuccessor({ others }: AttestationQuestion, facts: FreshnessFacts): Judged {
  const { statement, envelopeSha256, at } = facts
  if (statement === undefined) return { check: skipped('successor', 'NOT_REACHED') }
  const newer = others?.find(
    (other) => other.envelopeSha256 !== envelopeSha256 && supersedes(other.statement, statement),
  )
  if (newer !== undefined) return stale('successor', 'SUPERSEDED', { sha256: newer.envelopeSha256 })
  const { kind, content } = statement.predicate
  return kind === 'due-diligence' && at > (readEnd(content.reviewBy) ?? -Infinity)
    ? stale('successor', 'REVIEW_OVERDUE', { reviewBy: content.reviewBy })
    : {
        check:
          others === undefined
            ? skipped('successor', 'SUCCESSOR_UNKNOWN')
            : passed('successor', 'SUCCESSOR_NONE'),
      }
}

function stale(id: Check['id'], reason: StaleReason, values: Check['values'] = {}): Judged {
  return { check: doubtful(id, reason, values), reason }
}
