/** in-toto Statement v1: which artefacts, which predicate (in-toto attestation framework, spec/v1/statement.md). */
import { canonicalizeJson, err, ok, type Result } from '../base/index.ts'
import { toUtf8 } from './bytes.ts'
import { MAX_ENVELOPE_CHARACTERS, type VerifiedPayload } from './dsse.ts'
import { findPredicateFaults, type Predicate, type PredicateByKind } from './predicates/predicate.ts'
import { kindOfPredicate, type PredicateKind, predicateTypes } from './predicate-types.ts'
import { type Subject, subjects } from './resource.ts'
import { membersOf, type ShapeFault } from './shapes.ts'
import { parseStrictJson } from './strict-json.ts'

export const STATEMENT_PAYLOAD_TYPE = 'application/vnd.in-toto+json'
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1'

export interface Statement {
  readonly subject: readonly [Subject, ...Subject[]]
  /** As it stands there, perhaps a versioned name. */
  readonly predicateType: string
  readonly predicate: Predicate
}

export interface StatementError {
  readonly code:
    | 'STATEMENT_MALFORMED'
    | 'STATEMENT_TYPE_UNKNOWN'
    | 'SUBJECT_INVALID'
    | 'PREDICATE_TYPE_UNKNOWN'
    | 'PREDICATE_INVALID'
  readonly message: string
  /** At most ten. */
  readonly faults: readonly ShapeFault[]
}

/** Reads verified bytes alone, so that nobody acts on a statement that nobody signed. */
export function parseStatement(payload: VerifiedPayload): Result<Statement, StatementError> {
  return payload.payloadType === STATEMENT_PAYLOAD_TYPE
    ? readStatement(payload.bytes)
    : fault('STATEMENT_MALFORMED', `expected the payload type ${STATEMENT_PAYLOAD_TYPE}`)
}

export interface NewStatement<K extends PredicateKind = PredicateKind> {
  readonly kind: K
  readonly subject: readonly [Subject, ...Subject[]]
  readonly predicate: PredicateByKind[K]
  /** A versioned name of the same kind; absent: the general one. */
  readonly predicateType?: string
}

declare const brand: unique symbol

/** Only `createStatement` makes one: canonical bytes that `parseStatement` will accept once they are signed. */
export type StatementBytes = Uint8Array & { readonly [brand]: 'StatementBytes' }

/** Refuses what a verifier would refuse. */
export function createStatement<K extends PredicateKind>(
  statement: NewStatement<K>,
): Result<StatementBytes, StatementError> {
  const { kind, subject, predicate, predicateType = predicateTypes[kind] } = statement
  if (kindOfPredicate(predicateType) !== kind) {
    return fault('PREDICATE_TYPE_UNKNOWN', `${predicateType} is no name of ${kind}`)
  }
  const document = { _type: STATEMENT_TYPE, subject, predicateType, predicate }
  const canonical = canonicalizeJson(JSON.stringify(document))
  if (!canonical.ok) return fault('STATEMENT_MALFORMED', canonical.error.message)
  const bytes = toUtf8(canonical.value)
  const read = readStatement(bytes)
  return read.ok ? ok(bytes as StatementBytes) : read
}

function readStatement(bytes: Uint8Array): Result<Statement, StatementError> {
  const json = parseStrictJson(bytes, MAX_ENVELOPE_CHARACTERS)
  if (!json.ok) return fault('STATEMENT_MALFORMED', json.error.message)
  const { _type: type, subject, predicateType, predicate } = membersOf(json.value)
  if (type !== STATEMENT_TYPE) return fault('STATEMENT_TYPE_UNKNOWN', `expected _type ${STATEMENT_TYPE}`)
  const subjectFaults = subjects(subject, 'subject')
  if (subjectFaults.length > 0) return faulty('SUBJECT_INVALID', subjectFaults)
  const kind = typeof predicateType === 'string' ? kindOfPredicate(predicateType) : undefined
  if (typeof predicateType !== 'string' || kind === undefined) {
    return fault('PREDICATE_TYPE_UNKNOWN', 'the predicate type is none that is known here')
  }
  const faults = findPredicateFaults(kind, predicate, predicateType)
  if (faults.length > 0) return faulty('PREDICATE_INVALID', faults)
  // The shapes above are the proof of these types.
  return ok({
    subject: subject as Statement['subject'],
    predicateType,
    predicate: { kind, content: predicate } as Predicate,
  })
}

function faulty(code: StatementError['code'], faults: readonly ShapeFault[]): Result<never, StatementError> {
  const shown = faults.slice(0, 10)
  const message = shown.map(({ path, expected }) => `${path}: expected ${expected}`).join('; ')
  return err({ code, message, faults: shown })
}

function fault(code: StatementError['code'], message: string): Result<never, StatementError> {
  return err({ code, message, faults: [] })
}
