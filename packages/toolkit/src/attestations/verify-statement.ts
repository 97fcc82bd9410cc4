/** What the signed bytes say: whether it is the statement that was asked for, about the artefact in hand, and sound in itself. */
import { type Check, doubtful, failed, type InvalidReason, passed } from './checks.ts'
import type { VerifiedPayload } from './dsse.ts'
import { isExpectedType } from './predicate-types.ts'
import { gapsOf } from './predicates/scan.ts'
import { isSha256, readEnd, readStart } from './shapes.ts'
import { parseStatement, type Statement, type StatementError } from './statement.ts'
import type { AttestationQuestion } from './question.ts'

export interface StatementAnswer {
  readonly statement: Statement | undefined
  readonly checks: readonly Check[]
}

export function checkStatement(
  { artefactSha256, expectedPredicateType }: AttestationQuestion,
  payload: VerifiedPayload,
  at: number,
): StatementAnswer {
  const read = parseStatement(payload)
  if (!read.ok) return { statement: undefined, checks: [toFailure(read.error)] }
  const statement = read.value
  const checks = [
    passed('statement', 'STATEMENT_READ'),
    checkType(statement, expectedPredicateType),
    checkSubject(statement, artefactSha256),
    checkContent(statement),
    checkValidity(statement, at),
  ]
  return { statement, checks }
}

/** Under the check where a reader would look for it. */
function toFailure({ code, message }: StatementError): Check {
  const places = {
    STATEMENT_MALFORMED: 'statement',
    STATEMENT_TYPE_UNKNOWN: 'statement',
    SUBJECT_INVALID: 'subject',
    PREDICATE_TYPE_UNKNOWN: 'predicate-type',
    PREDICATE_INVALID: 'predicate',
  } as const
  return failed(places[code], code satisfies InvalidReason, { detail: message })
}

function checkType({ predicateType }: Statement, expected: string): Check {
  return isExpectedType(predicateType, expected)
    ? passed('predicate-type', 'PREDICATE_TYPE_RIGHT', { type: predicateType })
    : failed('predicate-type', 'PREDICATE_TYPE_WRONG', {
        detail: `expected ${expected}, found ${predicateType}`,
        expected,
        found: predicateType,
      })
}

function checkSubject({ subject }: Statement, sha256: string): Check {
  const found = isSha256(sha256) ? subject.find(({ digest }) => digest.sha256 === sha256) : undefined
  return found === undefined
    ? failed('subject', 'SUBJECT_MISMATCH', { detail: `no subject has the digest ${sha256}`, sha256 })
    : passed('subject', 'SUBJECT_RIGHT', { name: found.name ?? found.uri ?? sha256, sha256 })
}

function checkContent({ predicate }: Statement): Check {
  if (predicate.kind !== 'scan') return passed('predicate', 'PREDICATE_GOOD')
  const gaps = gapsOf(predicate.content)
  if (gaps.length > 0) {
    return doubtful('predicate', 'SCAN_INCOMPLETE', { gaps: gaps.join('; ') })
  }
  const { uri, db, result } = predicate.content.scanner
  return result.length === 0
    ? passed('predicate', 'SCAN_EMPTY', { scanner: uri, data: db.lastUpdate })
    : passed('predicate', 'PREDICATE_GOOD')
}

const NEAR_DAYS = 30
const DAY = 86_400_000

function checkValidity({ predicate }: Statement, at: number): Check {
  const { kind, content } = predicate
  if (kind !== 'cra-assessment' && kind !== 'foss-security') {
    return passed('validity', 'VALIDITY_NOT_STATED')
  }
  const until = content.validUntil
  const from = kind === 'foss-security' ? content.validFrom : content.assessment.completedAt
  if (at < (readStart(from) ?? Infinity)) {
    return failed('validity', 'VALIDITY_NOT_BEGUN', { detail: `it holds from ${from}`, from })
  }
  const end = readEnd(until) ?? -Infinity
  if (at > end) return failed('validity', 'VALIDITY_OVER', { detail: `it held until ${until}`, until })
  return end - at < NEAR_DAYS * DAY
    ? doubtful('validity', 'VALIDITY_NEAR_END', { until })
    : passed('validity', 'VALIDITY_RUNS', { until })
}
